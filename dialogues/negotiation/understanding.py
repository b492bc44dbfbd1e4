"""From a reading to a move: what a learner's words do to the terms on the table. Pure."""

from dataclasses import dataclass

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, SecretId, Value
from dialogues.negotiation.moves import Move, MoveAct, Problem, Question
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.understanding_acts import acts_of, gave_back
from dialogues.negotiation.understanding_claims import Claim, Heard, heard
from dialogues.negotiation.understanding_cues import conditional, has
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.negotiation.understanding_points import accepted, taken, withdrawn
from dialogues.negotiation.understanding_questions import (
    Asked,
    arguments,
    asked,
    opened,
    question_spans,
)
from dialogues.negotiation.understanding_relative import relatives
from dialogues.negotiation.understanding_situation import Situation
from dialogues.negotiation.understanding_status import put_forward, settled
from dialogues.negotiation.understanding_tiers import untiered
from dialogues.reading.folding import fold
from dialogues.reading.model import Act, Reading, Span


@dataclass(frozen=True)
class Understood:
    """A move, and what her words should react to besides."""

    move: Move
    known: tuple[SecretId, ...] = ()
    """Asked for again although told already."""
    aimless: bool = False
    """Whether a question aims at nothing in the case."""
    about: IssueId | None = None
    """The issue such a question speaks of."""
    asks_offer: bool = False
    """Whether the learner asks for the counterpart's own terms."""
    gave_back_wrongly: bool = False
    """Whether she gives back what was never said."""
    ranged: tuple[IssueId, ...] = ()
    """Issues on which a range was said, and heard at one end."""


def understood(lexicon: Lexicon, reading: Reading, situation: Situation) -> Understood:
    """What the turn means."""
    folded = fold(reading.text)
    whole = heard(lexicon, folded, reading.terms, situation.pressed)
    if not whole.clauses:
        return Understood(Move())
    text, standing = folded.text, situation.standing
    hers = standing.table.offer if standing.table.shown else {}
    claims = [
        c
        for c in whole.claims
        if put_forward(reading, whole, c, hers) and not _in_a_reason(lexicon, text, c)
    ]
    claims = _beside_reasons(lexicon, reading, whole, claims)
    claims, tiered = untiered(lexicon.domain, whole, claims)
    offer, problems, ranged = settled(whole, claims, _likes_more(lexicon.domain))
    steps, lost = relatives(lexicon, whole, standing, situation.pressed)
    steps = [s for s in steps if s.issue not in offer and not tiered]
    problems += tiered
    problems += [p for p in lost if not tiered and not _counts_a_reason(lexicon, whole, p)]
    takes = taken(whole, situation, offer, has_steps=bool(steps))
    accepts = () if takes or standing.recap else accepted(lexicon, whole, standing, offer)
    withdraws = withdrawn(whole, standing, tuple(offer))
    offer, gratis = _gratis(text, standing, offer)
    said_something = bool(offer or steps or accepts or takes)
    questions = _questions(lexicon, reading, whole, situation, said_something=said_something)
    spoken = said_something or bool(problems) or bool(withdraws)
    acts = acts_of(reading, whole, situation, offer, said_something=spoken)
    wrongly = False
    if MoveAct.REFORMULATE in acts:
        questions = opened(questions)
    if MoveAct.REFORMULATE in acts and not gave_back(lexicon, reading, whole, situation):
        acts = tuple(a for a in acts if a is not MoveAct.REFORMULATE)
        wrongly = not (questions.questions or offer)
    spans = tuple(span for _, span in question_spans(reading, whole))
    hangs = said_something or standing.waiting is not None
    move = Move(
        offer=offer,
        relative=tuple(steps),
        conditional=_conditional(text, offer, gratis=gratis) if hangs else False,
        accepts=accepts,
        takes=takes,
        withdraws=withdraws,
        questions=questions.questions,
        arguments=arguments(lexicon, reading, whole, spans),
        acts=acts,
        unclear=tuple(_worth_asking(problems)),
    )
    asks_offer = has("asks_offer", text) and not offer
    return Understood(
        move=move,
        known=questions.known,
        aimless=questions.aimless and not asks_offer and MoveAct.RECAP not in acts,
        about=questions.about,
        asks_offer=asks_offer,
        gave_back_wrongly=wrongly,
        ranged=ranged,
    )


def _in_a_reason(lexicon: Lexicon, text: str, claim: Claim) -> bool:
    """Whether a figure belongs to an argument: part of its words, or a fact told beside them."""
    if lexicon.reason_at(text, claim.start, claim.end):
        return True
    clause = claim.clause
    told = has("factual", clause.text) and not conditional(clause.text)
    return told and lexicon.reason_at(text, clause.start, clause.end)


def _counts_a_reason(lexicon: Lexicon, whole: Heard, problem: Problem) -> bool:
    """Whether a step without a figure to step from belongs to an argument: 'four minutes less'."""
    quoted = fold(problem.quoted or "").text
    return any(
        quoted in clause.text and lexicon.reason_at(whole.folded.text, clause.start, clause.end)
        for clause in whole.clauses
    )


def _beside_reasons(
    lexicon: Lexicon, reading: Reading, whole: Heard, claims: list[Claim]
) -> list[Claim]:
    """The claims without those only told, where another one on the same issue is offered.

    'You said that 5,760 are all you can store. I offer 7,500.' A sentence tells when it makes an
    argument of the case or gives back what she said.
    """
    given_back = [a.span for a in reading.acts if a.act is Act.REFORMULATE]

    def told(claim: Claim) -> bool:
        start, sentence = claim.clause.sentence_start, claim.clause.sentence
        span = whole.folded.span(start, start + len(sentence))
        if any(_runs_on(reading.text, back, span) for back in given_back):
            return True
        return lexicon.reason_at(whole.folded.text, start, start + len(sentence))

    offered = {c.issue for c in claims if not told(c)}
    return [c for c in claims if c.issue not in offered or not told(c)]


def _runs_on(text: str, back: Span, sentence: Span) -> bool:
    """Whether a sentence lies in what is given back, or goes on with it after a semicolon."""
    if back.start < sentence.end and sentence.start < back.end:
        return True
    between = text[back.end - 1 : sentence.start]
    return back.end <= sentence.start and between.strip() in (";", ":", ",")


def _likes_more(domain: Domain) -> dict[IssueId, bool]:
    """Whether the counterpart likes higher figures better, issue by issue."""
    liked = {}
    for priced in domain.issues:
        row = priced.worths["counterpart"]
        liked[priced.issue.id] = row[-1] >= row[0]
    return liked


def _conditional(text: str, offer: dict[IssueId, Value], *, gratis: bool) -> bool | None:
    """Whether what is given hangs on what is asked; None when the words leave it open."""
    if gratis:
        return False
    if conditional(text) or has("probe", text):
        return True
    return None if offer and has("tentative", text) else False


def _gratis(
    text: str, standing: Standing, offer: dict[IssueId, Value]
) -> tuple[dict[IssueId, Value], bool]:
    """The waiting offer, when the learner says that it is for nothing."""
    if standing.waiting is None or offer or not has("gratis", text):
        return offer, False
    return dict(standing.waiting), True


def _questions(
    lexicon: Lexicon,
    reading: Reading,
    whole: Heard,
    situation: Situation,
    *,
    said_something: bool,
) -> Asked:
    """Questions that are not offers in the shape of one."""
    spans = []
    for form, span in question_spans(reading, whole):
        words = fold(span.of(reading.text)).text
        clause = next(
            (c for c in whole.clauses if whole.folded.span(c.start, c.end).end > span.start),
            whole.clauses[-1],
        )
        inquires = has("inquiring", clause.sentence)
        offers = said_something and form == "closed" and not inquires
        offers = offers or (said_something and has("suggests", words))
        probes = has("probe", words) and (form == "closed" or (said_something and not inquires))
        if not (offers or probes):
            spans.append((form, span))
    found = asked(lexicon, reading, whole, situation.standing, tuple(spans), situation.pressed)
    bluff, last = lexicon.domain.case.bluff, situation.last
    standing = situation.standing
    pending = bluff is not None and "competitor" in standing.used and not standing.called
    fresh = last is not None and last.bluff and has("challenges", whole.folded.text)
    if spans and bluff is not None and pending and (fresh or lexicon.rival_in(whole.folded.text)):
        first = spans[0][0]
        if not any(q.topic in bluff.topics for q in found.questions):
            questions = (Question(topic=bluff.topics[0], form=first), *found.questions)
            found = Asked(questions, found.known)
    return found


def _worth_asking(problems: list[Problem]) -> list[Problem]:
    """One problem for each issue, and one figure at most that belongs to none."""
    kept: dict[object, Problem] = {}
    for problem in problems:
        kept.setdefault(problem.issue, problem)
    return list(kept.values())
