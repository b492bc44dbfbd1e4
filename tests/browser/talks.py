"""What learners type in the browser tests: as on a phone, sloppy spelling included."""

from typing import Final

from dialogues.text import Lang

DISCOVERY: Final[dict[Lang, tuple[str, ...]]] = {
    "fr": (
        "Bonjour Madame Devane, Julie Perrin, responsable export de Lavergne Dosage, à Roanne. "
        "Merci de me recevoir. J'aimerais d'abord comprendre votre usine.",
        "pouvez vous me décrire votre projet ?",
        "qu'est ce qui s'est passé avec votre fournisseur actuel",
        "aie. et ces arrets, ils vous ont couté quoi ?",
        "Si je vous comprends bien, le vrai sujet c'est la pièce qui n'arrive pas : "
        "deux arrêts, 27 heures. C'est bien ça ?",
        "c pour quand ?",
        "Quelles exigences vos clients vous imposent-ils ?",
        "comment se prend la decision chez vous, et qui signe",
        "Comment votre équipe entretient-elle les pompes, la nuit par exemple ?",
        "vous payez a combien de jours ?",
        "tu es un robot ?",
        "Je résume : huit pompes à Mallow pour le 8 février, des pièces en 48 h et EHEDG "
        "au 1er mars. C'est bien cela ?",
        "Je vous envoie une offre écrite jeudi 5 novembre et on la relit en visio le mardi "
        "10 novembre à 10 h, avec M. Roche. Cela vous convient ?",
        "Merci Madame Devane, à mardi 10, au revoir !",
    ),
    "en": (
        "Good morning Ms Devane, I'm Julie Perrin, export sales manager at Lavergne Dosage in "
        "Roanne. Thank you for the half-hour. First I'd like to understand your factory.",
        "what exactly do u need?",
        "what happened with your present supplier",
        "ouch. how much did those stops cost u",
        "If I understand you, the first matter is the part that doesn't come: two stops, "
        "27 hours. Is that right?",
        "whats the deadline",
        "What do your own customers require of you?",
        "how is a decison like this made at your place, and who signs it",
        "How does your team maintain the pumps, at night for instance?",
        "what r ur payment terms",
        "are you a robot?",
        "So, to sum up: eight pumps in Mallow by 8 February, parts within 48 hours and EHEDG "
        "by 1 March. Is that right?",
        "I'll send you a written offer on Thursday 5 November and we go through it by video on "
        "Tuesday 10 November at 10, with Mr Roche. Does that suit you?",
        "Thank you Ms Devane, until Tuesday the 10th. Goodbye!",
    ),
}
OBJECTION: Final[dict[Lang, tuple[str, ...]]] = {
    "fr": (
        "Bonjour Madame Balslev, merci de me recevoir.",
        "je comprends que l'écart vous gêne. vos vestes actuelles tiennent combien de lavages ?",
        "Ramené au lavage, 31,80 € sur 80 lavages font 40 centimes, contre 51 centimes pour une "
        "veste à 27,90 € qui en tient 55. Est-ce que ca répond a votre question ?",
        "je vois que la date vous inquiete. que se passe t il si les vestes arrivent trop tard ?",
        "900 vestes sont en stock à Roanne : vous les avez à Kolding le 16 octobre si vous "
        "commandez avant le 30 septembre. Cela vous suffit pour Esbjerg ?",
        "d'accord. qu'est-ce qui coince pour la finance ?",
        "Si vous commandez ferme les 2 400 vestes avant le 30 septembre, je passe sans acompte "
        "et à 45 jours. Cela vous irait ?",
        "Y a-t-il encore autre chose qui vous retient ?",
        "je comprends votre prudence. que s'est il passé à l'époque ?",
        "J'écris dans la commande une interlocutrice nommée, Claire Aubert, et un avoir "
        "automatique si l'atelier ne tranche pas en cinq jours ouvrés. Cela vous rassure ?",
        "Je vous envoie la confirmation mercredi 23 et vous signez lundi 28 septembre, "
        "cela vous va ?",
        "Merci, à lundi. Au revoir !",
    ),
    "en": (
        "Good morning Ms Balslev, thank you for seeing me.",
        "i understand that the gap bothers you. how many washes do your jackets last now?",
        "Per wash, €31.80 over 80 washes is 40 cents, against 51 cents for a €27.90 jacket that "
        "lasts 55. does that answer your question?",
        "i see the date worries you. what happens if the jackets come too late?",
        "900 jackets are in stock in Roanne: you have them in Kolding on 16 October if you "
        "order by 30 September. Is that enough for Esbjerg?",
        "ok. whats the trouble for finance",
        "If you firmly order all 2,400 jackets by 30 September, I can do no deposit and "
        "45 days. Would that work?",
        "Is there anything else that holds you back?",
        "i understand you are careful. what happened back then?",
        "I'll write a named contact into the order, Claire Aubert, and an automatic credit note "
        "if the works have not decided within five working days. Does that settle it?",
        "I send you the confirmation on Wednesday 23 and you sign on Monday 28 September. "
        "Does that suit you?",
        "Thank you, until Monday. Goodbye!",
    ),
}
GOODBYE: Final[dict[Lang, str]] = {
    "fr": "merci pour tout, au revoir",
    "en": "thanks for everything, goodbye",
}
