"""The preparation sheet read with the words of its case."""

import re

from dialogues.negotiation.model import IssueId, SecretId, Value
from dialogues.negotiation.preparation import Plan, Question, Sheet, Trade
from dialogues.negotiation.standing import seated
from dialogues.negotiation.understanding_claims import Heard, heard
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.negotiation.understanding_questions import SECRET, asked, question_spans
from dialogues.reading.folding import fold
from dialogues.reading.model import NO_CONTEXT, Reading, Span, Vocabulary
from dialogues.reading.reader import read

_LINES = re.compile(r"[\n;•]+|(?<=[.!?])\s+")
_BULLET = re.compile(r"^\s*(?:[-–—*·]|\d{1,2}[.)])\s+")
_IF = re.compile(r"\b(?:si|if|when|quand|provided|à condition)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:contre|moyennant|against|versus|vs|in (?:return|exchange) for|"
    r"en (?:échange|echange|contrepartie) d[eu']?)\b|<?[-=]+>|[→↔⇒⇔]",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:pour|for)\b", re.IGNORECASE)
_THEN = re.compile(r",(?!\d)|\b(?:alors|then|:)\b", re.IGNORECASE)


def planned(lexicon: Lexicon, vocabulary: Vocabulary, sheet: Sheet) -> Plan:
    """What a sheet says, read with the words of its case."""
    return Plan(
        targets=_figures(lexicon, sheet.targets),
        limits=_figures(lexicon, sheet.limits),
        questions=tuple(_question(lexicon, vocabulary, line) for line in lines(sheet.questions)),
        trades=tuple(_trade(lexicon, line) for line in lines(sheet.trades)),
    )


def lines(text: str) -> tuple[str, ...]:
    """The items of a note, bullets and numbers left out."""
    cut = (_BULLET.sub("", piece).strip() for piece in _LINES.split(text))
    return tuple(piece for piece in cut if any(char.isalpha() for char in piece))


def _heard(lexicon: Lexicon, reading: Reading) -> Heard:
    return heard(lexicon, fold(reading.text), reading.terms, None)


def _figures(lexicon: Lexicon, text: str) -> dict[IssueId, Value]:
    """The first figure or option said of each issue."""
    found: dict[IssueId, Value] = {}
    for line in text.split("\n"):
        if line.strip():
            for claim in _heard(lexicon, read(line)).claims:
                if claim.issue is not None and claim.value is not None and claim.trouble is None:
                    found.setdefault(claim.issue, claim.value)
    return found


def _question(lexicon: Lexicon, vocabulary: Vocabulary, line: str) -> Question:
    """What a line asks about; a note without a question's form counts as an open one."""
    reading = read(line, NO_CONTEXT, vocabulary)
    whole = _heard(lexicon, reading)
    spans = question_spans(reading, whole) or (("open", Span(start=0, end=len(line))),)
    standing = seated(lexicon.domain)
    found = asked(lexicon, reading, whole, standing, spans, None).questions
    topics = [str(q.topic) for q in found]
    secret = next((t.removeprefix(SECRET) for t in topics if t.startswith(SECRET)), None)
    plain = next((t for t in topics if ":" not in t), None)
    return Question(words=line, secret=SecretId(secret) if secret else None, topic=plain)


def _trade(lexicon: Lexicon, line: str) -> Trade:
    """What a line gives and what it asks for."""
    given, wanted = _sides(line)
    gives, gets = _named(lexicon, given), _named(lexicon, wanted)
    if not wanted and (weak := _FOR.search(line)):
        before, after = line[: weak.start()], line[weak.end() :]
        if _named(lexicon, before) and _named(lexicon, after):
            gives, gets, wanted = _named(lexicon, before), _named(lexicon, after), after
    gets = tuple(i for i in gets if i not in gives) or gets
    return Trade(words=line, gives=gives, gets=gets, against=bool(wanted.strip()))


def _sides(line: str) -> tuple[str, str]:
    """What is given and what is wanted: '7 jours contre 30 jours', 'if she pays now, 7 days'."""
    against = _AGAINST.search(line)
    if against is not None:
        return line[: against.start()], line[against.end() :]
    tied = _IF.search(line)
    if tied is None:
        return line, ""
    if line[: tied.start()].strip():
        return line[: tied.start()], line[tied.end() :]
    then = _THEN.search(line, tied.end())
    if then is None:
        return "", line[tied.end() :]
    return line[then.end() :], line[tied.end() : then.start()]


def _named(lexicon: Lexicon, text: str) -> tuple[IssueId, ...]:
    """The issues a piece of a note speaks of, by name or by figure."""
    if not text.strip():
        return ()
    whole = _heard(lexicon, read(text))
    figured = (c.issue for c in whole.claims if c.issue is not None)
    return tuple(dict.fromkeys((*(m.issue for m in whole.mentions), *figured)))
