"""How a learner's turn comes across: what it gives, asks, tells and how it is put."""

from dataclasses import dataclass

from dialogues.ids import Topic
from dialogues.negotiation.aspiration import Impression
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import ArgumentId, IssueId, SecretId
from dialogues.negotiation.moves import Move, MoveAct
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.table import Heard, Table

MOST_GOODWILL = 150
"""Thousandths one turn can earn."""


@dataclass(frozen=True)
class Told:
    """What questions and arguments of one turn led to."""

    topics: tuple[Topic, ...]
    """Topics not asked about before."""
    secrets: tuple[SecretId, ...]
    hints: tuple[SecretId, ...]
    dodged: tuple[SecretId, ...]
    arguments: tuple[ArgumentId, ...]
    reformulated: bool
    called: bool
    """Whether a question called her bluff."""


@dataclass(frozen=True)
class Given:
    """What the learner's change of terms means to the counterpart, in millionths."""

    net: int
    asked: bool
    """Whether something moved to the learner's side in the same turn."""
    fresh: int
    """The part of the gain that was never offered before."""

    @property
    def gain(self) -> int:
        """What she newly gains, all in all."""
        return max(0, min(self.net, self.fresh))


def given(domain: Domain, standing: Standing, heard: Heard) -> Given:
    """What the change from the table of `standing` to `heard` gives her and takes from her."""
    before, after = standing.table.completed, heard.table.completed
    net = fresh = 0
    asked = False
    for issue_id in heard.changed:
        priced = domain.by_id[issue_id]
        was = priced.worth("counterpart", before[issue_id])
        now = priced.worth("counterpart", after[issue_id])
        net += now - was
        asked = asked or now < was
        fresh += max(0, now - max(was, standing.peaks.get(issue_id, was)))
    return Given(net, asked, fresh)


def peaks_after(domain: Domain, standing: Standing, table: Table) -> dict[IssueId, int]:
    """The best heard from the learner on each issue, this turn's table included."""
    now = {i: domain.by_id[i].worth("counterpart", v) for i, v in table.learner.items()}
    return {
        **standing.peaks,
        **{i: max(worth, standing.peaks.get(i, worth)) for i, worth in now.items()},
    }


def rapport_after(standing: Standing, move: Move, told: Told, heard: Heard) -> int:
    """Rapport after the turn's manners."""
    by = 0
    if move.does(MoveAct.GREET) and standing.turn < 2 and not standing.greeted:
        by += 100
    if move.does(MoveAct.THANK) and standing.thanked < 2:
        by += 50
    if told.reformulated:
        by += 120
    forms = {q.topic: q.form for q in reversed(move.questions)}
    by += sum(80 if forms[topic] == "open" else 30 for topic in told.topics)
    if move.does(MoveAct.APOLOGISE) and standing.rapport < 0:
        by += 100
    by -= 200 * move.does(MoveAct.THREAT) + 150 * move.does(MoveAct.ULTIMATUM)
    by -= 500 * move.does(MoveAct.INSULT) + 100 * bool(heard.reopened)
    return max(-1000, min(1000, standing.rapport + by))


def earned(
    domain: Domain, standing: Standing, move: Move, told: Told
) -> tuple[tuple[str, int], ...]:
    """Goodwill by its sources, in thousandths; arguments first, one turn's worth at most."""
    proofs = {a.argument: a.evidence for a in move.arguments}
    case = domain.case
    by_argument = 0
    for argument in case.arguments:
        if argument.id in told.arguments:
            worth = 120 if argument.motive in case.motives else 60
            by_argument += worth if proofs[argument.id] else worth // 2
    sources = (
        ("argument", by_argument),
        ("discovery", 60 * (len(told.secrets) + told.called)),
        ("listening", 50 * told.reformulated),
    )
    parts, left = [], min(MOST_GOODWILL, 1000 - standing.goodwill)
    for name, by in sources:
        taken = min(by, left)
        left -= taken
        if taken:
            parts.append((name, taken))
    return tuple(parts)


def told_by(domain: Domain, standing: Standing, move: Move) -> Told:
    """What the turn's questions obtain and which arguments are new; rapport is that before it."""
    case = domain.case
    topics = tuple(dict.fromkeys(q.topic for q in move.questions if q.topic not in standing.asked))
    secrets: list[SecretId] = []
    hints: list[SecretId] = []
    dodged: list[SecretId] = []
    rapport = standing.rapport + 80 * any(q.form == "open" for q in move.questions)
    for question in move.questions if not move.hostile else ():
        for secret in case.secrets:
            if question.topic not in secret.topics or secret.id in (*standing.told, *secrets):
                continue
            enough = question.form == "open" or (question.form == secret.asked == "fact")
            if not enough:
                hints.append(secret.id)
            elif rapport < int(secret.least_rapport * 1000):
                dodged.append(secret.id)
            else:
                secrets.append(secret.id)
                break
    known = {argument.id for argument in case.arguments}
    made = (a.argument for a in move.arguments if not move.hostile)
    arguments = tuple(dict.fromkeys(a for a in made if a in known and a not in standing.argued))
    called = (
        "competitor" in standing.used
        and not standing.called
        and case.bluff is not None
        and any(q.topic in case.bluff.topics for q in move.questions)
    )
    something_said = 1 + len(standing.told)
    return Told(
        topics=topics if not move.hostile else (),
        secrets=tuple(secrets),
        hints=tuple(h for h in dict.fromkeys(hints) if h not in (*secrets, *standing.hinted)),
        dodged=tuple(dict.fromkeys(dodged)),
        arguments=arguments,
        reformulated=move.does(MoveAct.REFORMULATE)
        and standing.turn > 0
        and standing.reformulated < something_said
        and not move.hostile,
        called=called,
    )


def impression(
    domain: Domain, standing: Standing, move: Move, heard: Heard, told: Told, what: Given
) -> Impression:
    """The turn as a whole."""
    gains = what.gain
    gift = gains if gains and move.conditional is False and not what.asked else 0
    lost = 100 * (move.does(MoveAct.INSULT, MoveAct.THREAT) + bool(heard.reopened))
    parts = () if lost else earned(domain, standing, move, told)
    news = bool(
        heard.changed
        or told.topics
        or told.secrets
        or told.called
        or told.arguments
        or told.reformulated
        or move.takes
        or (move.does(MoveAct.CONFIRM, MoveAct.RECAP) and standing.recap)
    )
    stale = 0 if news else standing.stale + 1
    return Impression(
        hers=domain.worth("counterpart", heard.table.completed) if heard.table.learner else None,
        gift=gift,
        traded=gains - gift,
        news=news,
        civil=not (move.hostile or move.empty or heard.reopened),
        rapport=rapport_after(standing, move, told, heard),
        goodwill=max(0, min(1000, standing.goodwill + sum(by for _, by in parts) - lost)),
        earned=parts,
        stale=stale,
    )
