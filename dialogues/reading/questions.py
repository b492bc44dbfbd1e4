"""Questions: open, factual, closed, with or without a question mark."""

import re
from collections.abc import Iterator

from dialogues.reading.cues import Found, pattern_of
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act

_LEAD = (
    r"^(?:(?:et|mais|alors|donc|ok|oui|non|bon|bien|tres bien|d'accord|sinon|dites moi|dis moi|euh|ah|"
    r"par ailleurs|du coup|justement|bonjour|merci|parfait|"
    r"and|but|so|then|ok|yes|no|well|right|now|also|alright|great|good|sure|um|oh|hi|hello|please|thanks|"
    r"tell me|may i ask|can i ask|could i ask|just|i see|i understand|just curious|by the way|"
    r"je peux savoir|puis je savoir|je voulais savoir|j'aimerais savoir|je voudrais savoir|"
    r"pouvez vous me dire|pourriez vous me dire|peux tu me dire|savez vous|"
    r"can you tell me|could you tell me|do you know|i(?: would|'d) like to know|i want to know|i was wondering|"
    r"je me demande|je me demandais)[,:]? )*"
)
_PREP = r"(?:(?:a|de|d'|en|dans|sur|pour|par|avec|sous|depuis|jusqu'a|vers|chez|selon|contre|pendant|in|on|at|for|from|to|by|with|of|about|under|until|since|within|during|around|through) )?"
_FACT_NOUNS = (
    r"(?:prix|tarif|cout|budget|montant|volume|quantite|tonnage|nombre|delai|date|jour|heure|annee|mois|"
    r"port|pays|ville|adresse|lieu|incoterm|taux|pourcentage|remise|marge|nom|numero|modele|reference|"
    r"taille|format|couleur|poids|dimension|frequence|duree|devise|mode|moyen|type|poste|fonction|region|"
    r"destination|transporteur|fournisseur|banque|taille|age|langue|"
    r"price|rate|cost|budget|amount|volume|quantity|tonnage|number|lead time|deadline|date|day|time|year|month|"
    r"port|country|city|address|place|incoterm|percentage|discount|margin|name|model|reference|size|format|"
    r"colou?r|weight|dimensions?|frequency|currency|type|position|role|region|destination|carrier|"
    r"supplier|bank|age|language|job|salary|phone|email|website|address|payment term|delivery time|"
    r"target price|annual volume|moq|minimum order)"
)
_OPEN = (
    r"(?:comment(?! allez vous| vas tu| ca va\b| (?:vous|t')? ?appel)|pourquoi|en quoi|"
    r"qu'est ce (?:qui|que|qu')|qu'est ce|que (?:pensez|recherchez|cherchez|voulez|souhaitez|attendez|"
    r"faites|faut|peut|se|signifie|represente|proposez|reprochez|savez|diriez|redoutez|craignez|preferez|"
    r"penses|cherches|veux|fais)|qu'(?:attendez|en|avez|auriez|entendez|esperez|as|apportez|aimeriez)|"
    r"quel(?:s|les)(?: sont| seraient| autres)?|quelle (?:est|serait) (?:votre |la |ta )?(?:strategie|vision|"
    r"experience|priorite|situation|organisation|position|opinion|politique|difficulte|raison|place|attente|"
    r"importance|demarche|preoccupation|crainte)|quel (?:est|serait) (?:votre |le |ton )?(?:besoin|probleme|"
    r"objectif|ressenti|avis|contexte|projet|role|principal|critere|enjeu|processus|frein|regard|interet)|"
    r"de quoi|a quoi|sur quoi|"
    r"how(?! (?:much|many|long|often|soon|far|old|big|large|early|late|about|are you|do you do|is it going|quickly|fast))|"
    r"why|what(?:'s| is| are| was| were| would be| will be)? (?:your |the |you |makes? |made |matters |happens |happened |"
    r"do you |did you |does |else |else's |kind |sort |would |could |can |should |concerns |worries |"
    r"led |brings |prevents |stops |motivat|challenges |drives |leads |are )|"
    r"what|in what way|to what extent)"
)
_FACT = (
    r"(?:quand|combien|ou (?:est|sont|se|souhaitez|voulez|livr|etes|avez|en|faut|puis|peut|a|etait|ont|dois|doit|est ce|habite|vivent?)|"
    r"qui|quel(?:le)?|lequel|laquelle|lesquels|lesquelles|quel(?:s|les) " + _FACT_NOUNS + r"s?|"
    r"c'est quoi|c'est combien|que|qu'|quoi|"
    r"when|where|who|whom|whose|which|how (?:much|many|long|often|soon|far|old|big|large|early|late|quickly|fast)|"
    r"what(?:'s| is| was| are| were| would be| will be)? (?:(?:your|the|a|this|that|its|his|her|their|our) )?"
    r"(?:[a-z]+ ){0,2}?" + _FACT_NOUNS + r"s?\b)"
)
_CLOSED = (
    r"(?:est ce (?:que|qu'|bien)|(?:n')?(?:avez|etes|pouvez|pourriez|voulez|souhaitez|souhaiteriez|acceptez|accepteriez|"
    r"seriez|auriez|connaissez|travaillez|livrez|utilisez|achetez|vendez|faites|cherchez|pensez|preferez|disposez|"
    r"proposez|savez|devez|allez|avancez|garantissez|prenez|importez|exportez|[a-z]{2,}ez)(?: |$)vous|"
    r"(?:as|es|peux|pourrais|veux|connais|penses|serais|aurais|vas|[a-z]{2,}s) tu|"
    r"(?:y )?a t (?:il|elle|on)|[a-z]+(?: t)? (?:il|elle|ils|elles|on)\b(?= )|(?:puis|pourrais|dois|peux) je|"
    r"(?:pouvons|pourrions|avons|sommes|devons|allons|faisons) nous|(?:est|serait|etait) ce|c'est possible|"
    r"(?:do|does|did|is|are|was|were|am|has|have|had|can|could|will|would|shall|should|may|might|must|"
    r"don't|doesn't|didn't|isn't|aren't|wasn't|haven't|hasn't|can't|couldn't|won't|wouldn't|shouldn't)"
    r" (?:you|we|i|it|he|she|they|there|that|this|the|your|our|my|any|these|those|a|an|anyone|someone|people)\b)"
)

OPEN_AT_START = re.compile(pattern_of("") + _LEAD.replace("'", "(?:' ?| )?") + _PREP + _OPEN + r"(?![a-z])", re.M)
FACT_AT_START = re.compile(_LEAD.replace("'", "(?:' ?| )?") + _PREP + _FACT + r"(?![a-z])", re.M)
CLOSED_AT_START = re.compile(_LEAD.replace("'", "(?:' ?| )?") + _CLOSED, re.M)
WITHIN = re.compile(
    r"\b(?:quels?|quelles?|combien|quand|comment|pourquoi|lequel|laquelle|lesquels|quoi|qui|ou|"
    r"qu'est ce|what|when|where|why|how|which|who)\b"
)
WITHIN_OPEN = re.compile(r"\b(?:comment|pourquoi|quoi|qu'est ce|how(?! (?:much|many|long|often))|why)\b")
IN_SITU = re.compile(
    r"\b(?:vous|tu|ca|c'est|on|il|elle|ils|prix|livrez|faites|delai|livraison|payez|paiement)\b.{0,60}?"
    r"\b(?P<wh>quand|combien|comment|quoi|ou|qui|quel(?:le)? [a-z]+|pourquoi)(?: exactement| en fait| au juste| a peu pres| environ| deja| du coup| s'il vous plait)?[ .!]*$"
)
_NOT_ASKED = re.compile(r"^(?:quand (?:vous|nous|on|je|le|la|les|un|une|il|elle) .{3,}, |when (?:you|we|i|the) .{3,}, |how (?:nice|great|wonderful|awful|kind|sad|interesting|funny|cool)|what (?:a|an) |qui plus est|which is|which means|ou bien|comme)")


def questions_in(folded: Folded) -> Iterator[Found]:
    """Every question found, a sentence at a time."""
    start = 0
    for line in folded.text.split("\n"):
        yield from _in_sentence(folded, line, start)
        start += len(line) + 1


def _in_sentence(folded: Folded, line: str, at: int) -> Iterator[Found]:
    stripped = line.strip()
    if not stripped:
        return
    marked = stripped.rstrip("\"') ").endswith("?")
    if _NOT_ASKED.search(stripped) and not marked:
        return
    act, why_at = _kind(line, marked)
    if act is None:
        return
    first = why_at[0]
    typed = folded.span(at + why_at[0], at + why_at[1]).of(folded.original)
    strength = 0.95 if marked else 0.8
    yield Found(act, at + first, at + len(line), strength, f"question: {typed}")


def _kind(line: str, marked: bool) -> tuple[Act | None, tuple[int, int]]:
    fact, open_, closed = FACT_AT_START.search(line), OPEN_AT_START.search(line), CLOSED_AT_START.search(line)
    specific = re.search(r"(?:what|quel(?:le)?s?)\b.{0,30}\b" + _FACT_NOUNS + r"s?\b", line)
    if open_ and not (fact and specific and not re.search(r"\b(?:quels|quelles)\b", line)):
        return Act.ASK_OPEN, open_.span()
    if fact:
        return Act.ASK_FACT, fact.span()
    situ = IN_SITU.search(line.rstrip("? "))
    if situ and (marked or situ.group("wh") != "ou"):
        return (Act.ASK_OPEN if WITHIN_OPEN.search(situ.group("wh")) else Act.ASK_FACT), situ.span()
    if closed:
        return Act.ASK_CLOSED, closed.span()
    if marked:
        inner = re.search(r"\b(?:quels?|quelles?|lequel|laquelle|combien|what|which|how (?:much|many))\b", line)
        if inner:
            return Act.ASK_FACT, inner.span()
        return Act.ASK_CLOSED, (0, len(line))
    return None, (0, 0)
