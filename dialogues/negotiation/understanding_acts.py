"""Acts of a turn beside its terms: manners, recaps, yes and no, pressure, leave."""

from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import MoveAct
from dialogues.negotiation.understanding_claims import Heard
from dialogues.negotiation.understanding_cues import Clause, conditional, found, has
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.negotiation.understanding_situation import Situation
from dialogues.reading.model import Act, Reading, Span
from dialogues.stems import stems

SURE = 0.5
"""The reader's certainty from which an act that costs the learner something is acted upon."""

_MANNERS = {
    Act.GREET: MoveAct.GREET,
    Act.INTRODUCE: MoveAct.INTRODUCE,
    Act.THANK: MoveAct.THANK,
    Act.APOLOGISE: MoveAct.APOLOGISE,
    Act.NEXT_STEP: MoveAct.NEXT_STEP,
    Act.REFORMULATE: MoveAct.REFORMULATE,
}
_RECAP_TERMS = 3
"""Terms from which a summary counts as a recap."""

_ITEM = "– "
"""Opens a line of her recaps."""

_BACK_STEMS = 2
"""Words in common with what she has said from which something counts as given back."""


def acts_of(
    reading: Reading,
    heard: Heard,
    situation: Situation,
    offer: dict[IssueId, Value],
    *,
    said_something: bool,
) -> tuple[MoveAct, ...]:
    """The acts of a turn, in the order they were read."""
    text, standing = heard.folded.text, situation.standing
    acts = [_MANNERS[a.act] for a in reading.acts if a.act in _MANNERS]
    apologised = MoveAct.APOLOGISE in acts
    refused = has("refused", text) or has("refuses", text)
    if apologised and (refused or said_something):
        acts = [a for a in acts if a is not MoveAct.APOLOGISE]
    read_so = any(a.act is Act.SUMMARISE for a in reading.acts)
    known = {**standing.table.offer, **standing.table.learner}
    repeats = standing.table.shown and all(known.get(i) == v for i, v in offer.items())
    summed = has("recaps", text) or (read_so and repeats)
    if summed and len(offer) >= min(_RECAP_TERMS, len(standing.table.offer)):
        acts.append(MoveAct.RECAP)
    if standing.recap is not None:
        acts += [] if _stalls(reading, text) else _answer(heard, situation, offer)
    elif has("refuses", text) and not said_something:
        acts.append(MoveAct.REFUSE)
    elif not said_something and _comes_round(reading, text, situation):
        acts.append(MoveAct.CONFIRM)
    acts += _hard(reading, text, said_something=said_something)
    settled = MoveAct.CONFIRM in acts or MoveAct.REFUSE_EXTRA in acts
    if has("leaves", text) and not (settled or said_something or "?" in text or conditional(text)):
        acts.append(MoveAct.LEAVE)
    return tuple(dict.fromkeys(acts))


def _hard(reading: Reading, text: str, *, said_something: bool) -> list[MoveAct]:
    """Insults, ultimatums and threats."""
    found = []
    sure = {a.act for a in reading.acts if a.strength >= SURE}
    if Act.OFFEND in sure:
        found.append(MoveAct.INSULT)
    if has("ultimatum", text):
        found.append(MoveAct.ULTIMATUM)
    elif has("threat", text) or (Act.PRESSURE in sure and not said_something):
        found.append(MoveAct.THREAT)
    return found


def _answer(heard: Heard, situation: Situation, offer: dict[IssueId, Value]) -> list[MoveAct]:
    """Yes or no to the recap."""
    text, recap = heard.folded.text, situation.standing.recap
    assert recap is not None
    extra = recap.extra or {}
    other = any(recap.package.get(i) != v and extra.get(i) != v for i, v in offer.items())
    yes, no = _says_yes(text, offer), has("refuses", text) or has("refused", text)
    asks = "?" in text and not has("confirms", text.split("?")[0])
    if extra and not other and _declines(heard, text, tuple(extra)):
        return [MoveAct.REFUSE_EXTRA] if yes or has("refuses_extra", text) else []
    if other or asks:
        return []
    if yes and not no and not _reserves(text):
        return [MoveAct.CONFIRM]
    return [MoveAct.REFUSE] if no else []


def _stalls(reading: Reading, text: str) -> bool:
    """Whether the answer is put off: 'I need to ask my boss before I say yes'."""
    read_so = any(a.act is Act.STALL and a.strength >= SURE for a in reading.acts)
    return read_so or has("stalls", text)


def _comes_round(reading: Reading, text: str, situation: Situation) -> bool:
    """Whether a yes comes late, to a recap she no longer waits on: she reads it out again."""
    standing = situation.standing
    lapsed = standing.declined is not None and standing.waiting is None
    asked = situation.last is not None and bool(situation.last.asks)
    held_back = "?" in text or _reserves(text) or _stalls(reading, text)
    return lapsed and asked and not held_back and _says_yes(text, {})


def _says_yes(text: str, offer: dict[IssueId, Value]) -> bool:
    """Whether a sentence says yes, and hangs on nothing but the terms read out."""
    for line in text.split("\n"):
        later = found("puts_off", line)
        now = line[: later.start()] if later is not None else line
        glad = has("hails", now) and "?" not in text
        if (glad or has("confirms", now)) and (offer or not conditional(line)):
            return True
    return False


def _declines(heard: Heard, text: str, extra: tuple[IssueId, ...]) -> bool:
    """Whether the turn says no to the little more that was asked."""
    named = any(m.issue in extra for m in heard.mentions)
    return (has("negated", text) or has("refuses_extra", text)) and (
        named or has("refuses_extra", text) or has("refuses", text)
    )


def _reserves(text: str) -> bool:
    """Whether a yes comes with a but."""
    return has("but", text.replace("pas de probleme", "").replace("pas de souci", ""))


def gave_back(lexicon: Lexicon, reading: Reading, heard: Heard, situation: Situation) -> bool:
    """Whether the turn gives back something the counterpart has said."""
    spans = [a.span for a in reading.acts if a.act is Act.REFORMULATE]
    words = " ".join(
        clause.text
        for clause in heard.clauses
        if any(_touches(heard, clause, span) for span in spans)
    )
    own = stems(words)
    if not own:
        return False
    if _names_a_secret(lexicon, words, own, situation):
        return True
    told = [lexicon.script.secret(s) for s in situation.standing.told]
    sources = [stems(_prose(text)) for text in situation.said]
    sources += [stems(line) for secret in told for line in (*secret.full.fr, *secret.full.en)]
    gists = {s.id: s.gist for s in lexicon.domain.case.secrets}
    sources += [stems(gists[s.id].fr) | stems(gists[s.id].en) for s in told]
    if any(len(own & source) >= min(_BACK_STEMS, len(own)) for source in sources):
        return True
    table = situation.standing.table
    return table.shown and any(
        c.issue is not None and table.offer.get(c.issue) == c.value for c in heard.claims
    )


def _prose(text: str) -> str:
    """What she has said without the lists of a recap, whose labels anybody uses."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(_ITEM))


def _names_a_secret(
    lexicon: Lexicon, words: str, own: frozenset[str], situation: Situation
) -> bool:
    """Whether words that point at a told secret, or are part of it, are given back."""
    pointed = dict(lexicon.secret_words)
    for secret in situation.standing.told:
        named = pointed.get(secret)
        hits = {m.group() for m in named.finditer(words)} if named is not None else set()
        script = lexicon.script.secret(secret)
        lines = " ".join((*script.full.fr, *script.full.en))
        common = own & stems(lines)
        new = {h for h in hits if not stems(h) & common}
        if len(new) + len(common) >= _BACK_STEMS:
            return True
    return False


def _touches(heard: Heard, clause: Clause, span: Span) -> bool:
    """Whether a clause belongs to a sentence in which the act stands."""
    start = clause.sentence_start
    line = heard.folded.span(start, start + len(clause.sentence))
    return line.start < span.end and span.start < line.end
