"""Questions and arguments: which secrets a turn asks about, and which reasons it gives."""

from dataclasses import dataclass
from typing import Literal

from dialogues.ids import Topic
from dialogues.negotiation.model import IssueId, NegotiationCase, SecretId
from dialogues.negotiation.moves import Argued, Question
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.understanding_claims import Heard
from dialogues.negotiation.understanding_cues import has
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.reading.model import Act, Reading, Span

SECRET, SECRET_ASKS, ARGUMENT = "secret:", "asks:", "argument:"
"""Prefixes: the topic of one secret, its example questions, an argument's example wordings."""

ASKS_CLOSE = 0.5
"""Closeness from which a question counts as one of a secret's example questions."""

ARGUES_CLOSE = 0.5
"""Closeness from which words count as one of an argument's example wordings."""

Form = Literal["open", "fact", "closed"]
_FORMS: dict[Act, Form] = {
    Act.ASK_OPEN: "open",
    Act.ASK_FACT: "fact",
    Act.ASK_CLOSED: "closed",
}
_STRENGTH: dict[Form, int] = {"open": 2, "fact": 1, "closed": 0}
_ARGUING = frozenset({Act.ARGUE, Act.PROVE, Act.JUSTIFY, Act.INFORM})
_PROVING = frozenset({Act.PROVE})
_FOLLOW_UP_WORDS = 4
_STATED_WORDS = 4
"""Words from which a message that names an argument counts as making it."""


def askable(case: NegotiationCase) -> NegotiationCase:
    """The case with a topic of its own for each secret, so that a question can aim at one."""
    secrets = tuple(
        s.model_copy(update={"topics": (*s.topics, Topic(SECRET + s.id))}) for s in case.secrets
    )
    bluff = case.bluff
    if bluff is not None:
        near = (s.id for s in case.secrets if set(s.topics) & set(bluff.topics))
        topics = (*bluff.topics, *(Topic(SECRET + secret) for secret in near))
        bluff = bluff.model_copy(update={"topics": topics})
    return case.model_copy(update={"secrets": secrets, "bluff": bluff})


@dataclass(frozen=True)
class Asked:
    """The questions of a turn."""

    questions: tuple[Question, ...] = ()
    known: tuple[SecretId, ...] = ()
    """Secrets asked about again that were told already."""
    aimless: bool = False
    """Whether a question aims at nothing in the case."""
    about: IssueId | None = None
    """The issue such a question speaks of."""


def asked(
    lexicon: Lexicon,
    reading: Reading,
    heard: Heard,
    standing: Standing,
    spans: tuple[tuple[Form, Span], ...],
    pressed: IssueId | None,
) -> Asked:
    """What the questions in `spans` ask about; each question aims at one secret at most."""
    questions: dict[Topic, Question] = {}
    known: list[SecretId] = []
    aimless = False
    about: IssueId | None = None
    for form, span in spans:
        aims = _aims(lexicon, reading, heard, (form, span), pressed)
        fresh = [s for s in aims if s not in standing.told]
        best = max(aims.values(), default=0.0)
        target = next((s for s in fresh if aims[s] > best - 2.0), None)
        topics = [t.topic for t in reading.topics if _overlaps(t.span, span)]
        plain = [t for t in topics if ":" not in t]
        if target is not None:
            _keep(questions, Question(topic=Topic(SECRET + target), form=form))
        elif aims:
            known.append(next(iter(aims)))
        else:
            aimless = True
            about = about or next(iter(_issues_in(heard, span)), None)
            if plain:
                _keep(questions, Question(topic=plain[0], form=form))
    return Asked(tuple(questions.values()), tuple(dict.fromkeys(known)), aimless, about)


def opened(asked: Asked) -> Asked:
    """The questions besides those that only ask whether something was given back rightly."""
    questions = tuple(q for q in asked.questions if q.form != "closed")
    return Asked(questions, asked.known)


def _issues_in(heard: Heard, span: Span) -> tuple[IssueId, ...]:
    """Issues named in a question, or by a figure in it."""
    named = [m.issue for m in heard.mentions if _overlaps(heard.folded.span(m.start, m.end), span)]
    figured = [c.issue for c in heard.claims if _overlaps(heard.folded.span(c.start, c.end), span)]
    return tuple(dict.fromkeys((*named, *(i for i in figured if i is not None))))


def _keep(questions: dict[Topic, Question], question: Question) -> None:
    """The strongest question on a topic."""
    before = questions.get(question.topic)
    if before is None or _STRENGTH[before.form] < _STRENGTH[question.form]:
        questions[question.topic] = question


def question_spans(reading: Reading, heard: Heard) -> tuple[tuple[Form, Span], ...]:
    """The questions of a message, the form of each; of several over one place the most open.

    A sentence that opens with a question word or ends in a mark asks, also where the reader
    found no question in it.
    """
    spans: list[tuple[Form, Span]] = []
    for act in sorted(reading.acts, key=lambda a: -_STRENGTH.get(_FORMS.get(a.act, "closed"), 0)):
        form = _FORMS.get(act.act)
        if form is None or _stated(heard, act.span):
            continue
        if not any(_overlaps(s, act.span) for _, s in spans):
            spans.append((form, act.span))
    for line in dict.fromkeys((c.sentence_start, c.sentence) for c in heard.clauses):
        start, sentence = line
        span = heard.folded.span(start, start + len(sentence))
        plain = _plain_form(sentence)
        if plain is not None and not any(_overlaps(s, span) for _, s in spans):
            spans.append((plain, span))
    return tuple(spans)


def _stated(heard: Heard, span: Span) -> bool:
    """Whether the sentence of an act is a statement about oneself, without a question's mark."""
    start, end = _line(heard, span)
    sentence = heard.folded.text[start:end]
    if "?" in sentence or has("asks_open", sentence) or has("asks_fact", sentence):
        return False
    return has("states", sentence) and not has("wonders", sentence)


def _plain_form(sentence: str) -> Form | None:
    """What a sentence asks by its words alone."""
    if has("asks_open", sentence):
        return "open"
    if has("asks_fact", sentence):
        return "fact"
    return "closed" if "?" in sentence else None


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _aims(
    lexicon: Lexicon,
    reading: Reading,
    heard: Heard,
    question: tuple[Form, Span],
    pressed: IssueId | None,
) -> dict[SecretId, float]:
    """How well a question aims at each secret, the best first.

    Its words count 3 each, an example question 4 times its closeness, a shared topic 1, an issue
    it speaks of 1.5.
    """
    form, span = question
    words = span.of(reading.text)
    text = heard.folded.text
    issues = {m.issue for m in heard.mentions if _overlaps(heard.folded.span(m.start, m.end), span)}
    if not issues:
        line = _line(heard, span)
        issues = {m.issue for m in heard.mentions if line[0] <= m.start < line[1]}
    figured = {
        c.issue
        for c in heard.claims
        if c.issue is not None and _overlaps(heard.folded.span(c.start, c.end), span)
    }
    if len(words.split()) <= _FOLLOW_UP_WORDS and pressed is not None and not (issues | figured):
        issues = {pressed}
    topics = {str(t.topic) for t in reading.topics if _overlaps(t.span, span)}
    near = {c.id: c.score for c in reading.closeness if c.id.startswith(SECRET_ASKS)}
    pointed = dict(lexicon.secret_words)
    scores: dict[SecretId, float] = {}
    for secret in lexicon.domain.case.secrets:
        named = pointed.get(secret.id)
        places = list(named.finditer(text)) if named is not None else []
        hits = {m.group() for m in places if _overlaps(heard.folded.span(*m.span()), span)}
        if not hits:
            line = _line(heard, span)
            hits = {m.group() for m in places if line[0] <= m.start() < line[1]}
        close = near.get(SECRET_ASKS + secret.id, 0.0)
        score = 3.0 * min(2, len(hits)) + (4 * close if close >= ASKS_CLOSE else 0.0)
        shared = bool(topics & {str(t) for t in secret.topics})
        spoken = bool(issues & {*secret.dear, *secret.cheap})
        at_figure = bool(figured & {*secret.dear, *secret.cheap})
        if form == "closed":  # "is that firm?" asks about the figure, not about what is behind it
            spoken = at_figure = False
        score += shared + 1.5 * spoken + 4.0 * at_figure
        if score:
            scores[secret.id] = score
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def _line(heard: Heard, span: Span) -> tuple[int, int]:
    """The sentence a question stands in, in folded text."""
    for clause in heard.clauses:
        start, end = clause.sentence_start, clause.sentence_start + len(clause.sentence)
        if _overlaps(heard.folded.span(start, end), span):
            return start, end
    return 0, 0


def arguments(
    lexicon: Lexicon, reading: Reading, heard: Heard, asked_in: tuple[Span, ...]
) -> tuple[Argued, ...]:
    """The arguments of the case that a turn makes; questions make none."""
    near = {c.id.removeprefix(ARGUMENT): c for c in reading.closeness if c.id.startswith(ARGUMENT)}
    arguing = any(a.act in _ARGUING for a in reading.acts)
    proving = any(a.act in _PROVING for a in reading.acts)
    figures = any(t.value is not None for t in reading.terms)
    stated = len(heard.folded.text.split()) >= _STATED_WORDS
    found = []
    for argument_id, words in lexicon.argument_words:
        close = near.get(argument_id)
        near_enough = (
            close is not None
            and close.score >= ARGUES_CLOSE
            and not any(_inside(close.span, q) for q in asked_in)
        )
        named = words.search(heard.folded.text) if words is not None else None
        said = named is not None and not any(
            _inside(heard.folded.span(*named.span()), q) for q in asked_in
        )
        if near_enough or (said and (arguing or stated)):
            evidence = proving or figures
            found.append(Argued(argument=argument_id, evidence=evidence))
    return tuple(found)


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end
