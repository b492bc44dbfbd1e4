"""Learners of a negotiation that say things at random: hard, easy or wandering."""

from functools import cache
from random import Random

from dialogues.case import Case
from dialogues.negotiation.wording_terms import listed
from dialogues.reading.folding import fold
from dialogues.reading.model import NO_CONTEXT, Act, ActFound, Reading, Span
from dialogues.reading.terms import terms_in


@cache
def bargaining(text: str, *acts: Act) -> Reading:
    """A turn about terms, as the reader finds them."""
    whole = Span(start=0, end=len(text))
    return Reading(
        text=text,
        lang="fr",
        acts=tuple(ActFound(act=a, span=whole, strength=0.9, why="walk") for a in acts),
        register_="vous",
        terms=terms_in(fold(text), NO_CONTEXT, "fr"),
        reader="walk",
    )


def some_offer(case: Case, chance: Random, *, firm: bool) -> str:
    """Some terms, said in her own phrases; always the same ones when firm."""
    assert case.bargain is not None
    block, chosen = case.bargain.script, {}
    for priced in case.bargain.domain.issues:
        if firm:
            chosen[priced.issue.id] = priced.best("learner")
        elif chance.random() < 0.4:
            chosen[priced.issue.id] = chance.choice(priced.grid)
    return listed(block, chosen, "fr") or "bonjour"


def bargainer(case: Case, chance: Random, turn: int, style: int) -> Reading | None:
    """A learner turn in a negotiation: hard, easy or wandering."""
    assert case.bargain is not None
    if chance.random() < 0.04:
        return None
    rare = chance.random()
    if rare < 0.03:
        return bargaining("xkcdvbnm bcdfg", Act.OTHER)
    if rare < 0.05:
        return bargaining("tu es un robot ?", Act.ASK_CLOSED)
    if rare < 0.07:
        other = bargaining("can we speak english now please", Act.ASK_CLOSED)
        return other.model_copy(update={"lang": "en"})
    if style == 0:
        return bargaining(f"je propose {some_offer(case, chance, firm=True)}", Act.PROPOSE)
    if turn > 2 and chance.random() < 0.3:
        return bargaining("d'accord, j'accepte votre offre", Act.ACCEPT)
    secrets = case.bargain.script.secrets
    told = chance.choice(secrets).full.fr[0]
    said: list[tuple[str, tuple[Act, ...]]] = [
        ("bonjour", (Act.GREET,)),
        (f"je propose {some_offer(case, chance, firm=False)}", (Act.PROPOSE,)),
        (f"je pourrais faire {some_offer(case, chance, firm=False)}", (Act.PROPOSE,)),
        (f"si vous signez, je mets {some_offer(case, chance, firm=False)}", (Act.TRADE,)),
        ("oui, je confirme", (Act.ACCEPT,)),
        ("il y a une erreur", (Act.REFUSE,)),
        ("coupons la poire en deux", (Act.PROPOSE,)),
        (chance.choice(secrets).asks.fr[0], (Act.ASK_OPEN,)),
        ("avez-vous des enfants ?", (Act.ASK_CLOSED,)),
        (f"si je comprends bien, {told}", (Act.REFORMULATE,)),
        ("si je comprends bien, vous aimez le jazz", (Act.REFORMULATE,)),
        ("pardon pour ce que j'ai dit", (Act.APOLOGISE,)),
        ("je vais voir vos concurrents", (Act.PRESSURE,)),
        ("c'est noté", (Act.ACKNOWLEDGE,)),
    ]
    if turn > 9:
        said += [("au revoir", (Act.LEAVE,)), ("vous êtes nul", (Act.OFFEND,))]
    text, acts = chance.choice(said)
    return bargaining(text, *acts)
