"""What somebody has of a drill: the card, answer by answer with the words, the ranking."""

from bot.conduct.desk import Desk
from bot.conduct.drilling.kinds import played
from bot.conduct.opened import reference_of, shortened
from bot.i18n import texts
from bot.messages import Button, Keyboard, Lane, Say, rows
from bot.render import screen
from dialogues.errors import NotNow
from dialogues.ids import DrillId, LearnerId
from dialogues.text import Frozen, Lang, Text
from rubrics.drill import (
    POINTS,
    Judged,
    KindRubric,
    Score,
    drill_rubric,
    ranking,
    score,
)
from storage.drill_rows import Drill, DrillAnswer
from storage.rows import Learner
from storage.work import Work


class Shown(Frozen):
    """A check or a fault of one answer, as it is shown."""

    what: Text
    quote: str
    reference: str


def judged_of(answer: DrillAnswer) -> Judged:
    """How an answer was judged when it came."""
    return Judged.model_validate_json(answer.judged)


def asked(work: Work, drill: Drill, learner: LearnerId) -> int:
    """How many items were put to her."""
    joined = next(
        (p.joined_at for one, p in work.drill_players(drill.id) if one.id == learner), None
    )
    items = work.drill_items(drill.id)
    return sum(joined is not None and joined <= item.asked_at for item in items)


def score_of(work: Work, drill: Drill, learner: LearnerId) -> Score:
    """Her score: answers within her own time count, later ones are only counted as late."""
    answers = work.drill_answers(drill.id, learner)
    in_time = {a.number: judged_of(a) for a in answers if a.verdict == "in-time"}
    return score(in_time, len(answers) - len(in_time), asked(work, drill, learner))


def tell(work: Work, drill: Drill, learner: Learner) -> None:
    """Send her result."""
    html, keyboard = card(work, drill, learner)
    work.send(learner.chat_id, Say(html=html, keyboard=keyboard, lane=Lane.DRILL))


def card(work: Work, drill: Drill, learner: Learner) -> tuple[str, Keyboard]:
    """The first page of her result."""
    lang, said = learner.lang, texts(learner.lang)
    of = played(work, drill)
    by = drill_rubric(of.kind)
    answers = work.drill_answers(drill.id, learner.id)
    counted = [judged_of(a) for a in answers if a.verdict == "in-time"]
    hits = [
        (check, sum(any(e.indicator == check.id for e in one.seen) for one in counted))
        for check in by.checks
    ]
    faults = [
        (fault, n)
        for fault in by.faults
        if (n := sum(any(e.indicator == fault.id for e in one.faults) for one in counted))
    ]
    todo = _todo(by, counted)
    talking = work.chat(learner.chat_id).attempt
    html = screen(
        "drill-result",
        lang,
        title=of.title,
        cancelled=drill.state == "cancelled",
        score=score_of(work, drill, learner.id),
        of=asked(work, drill, learner.id),
        counted=len(counted),
        hits=hits,
        faults=faults,
        next=todo,
        talking=bool(talking),
    )
    buttons: list[Button] = []
    if answers:
        label = said.plain("button.drill-answers")
        buttons.append(Button(label=label, data=f"drill:answer:{drill.id}:{answers[0].number}"))
    if drill.cohort is not None:
        label = said.plain("button.drill-ranking")
        buttons.append(Button(label=label, data=f"drill:ranking:{drill.id}"))
    if talking:
        buttons.append(Button(label=said.plain("button.resume"), data="resume"))
    buttons.append(Button(label=said.plain("button.drill-menu"), data="drill"))
    return html, rows(buttons, 2)


def again(desk: Desk, drill_id: DrillId) -> None:
    """Her result again, in place of the pressed screen."""
    drill, _ = _mine(desk, drill_id)
    html, keyboard = card(desk.work, drill, desk.learner)
    desk.show_html(html, keyboard)


def one_answer(desk: Desk, drill_id: DrillId, number: int) -> None:
    """One answer with the words that earned each point, and a better one."""
    drill, answers = _mine(desk, drill_id)
    numbers = [a.number for a in answers]
    if number not in numbers:
        raise NotNow("stale.screen")
    at = numbers.index(number)
    answer = answers[at]
    of, lang = played(desk.work, drill), desk.learner.lang
    by, judged = drill_rubric(of.kind), judged_of(answer)
    item = of.item(drill.items[number])
    turn = []
    if at > 0:
        turn.append(desk.button("button.previous", f"drill:answer:{drill_id}:{numbers[at - 1]}"))
    if at + 1 < len(numbers):
        turn.append(desk.button("button.next", f"drill:answer:{drill_id}:{numbers[at + 1]}"))
    back = desk.button("button.back", f"drill:result:{drill_id}")
    desk.show(
        "drill-answer",
        (*((tuple(turn),) if turn else ()), (back,)),
        item=item,
        number=number + 1,
        of=len(drill.items),
        said=shortened(answer.text, 600),
        late=answer.verdict == "late",
        points=judged.points,
        most=POINTS,
        seen=_seen(by, judged, lang, price=item.price),
        faults=_faults(by, judged, lang),
        unseen=[c for one in judged.unseen if (c := by.check(one))],
    )


def show_ranking(desk: Desk, drill_id: DrillId) -> None:
    """Those who want to be listed, and whether she does."""
    drill, _ = _mine(desk, drill_id)
    players = desk.work.drill_players(drill_id)
    names = {one.id: one.name for one, player in players if player.ranked}
    listed = ranking({who: score_of(desk.work, drill, who) for who in names})
    mine = next(player for one, player in players if one.id == desk.learner.id)
    toggle = "off" if mine.ranked else "on"
    buttons = (
        desk.button(f"button.drill-ranked-{toggle}", f"drill:ranked:{drill_id}:{toggle}"),
        desk.button("button.back", f"drill:result:{drill_id}"),
    )
    desk.show(
        "drill-ranking",
        rows(buttons, 1),
        title=played(desk.work, drill).title,
        places=[(p.rank, names[p.learner], p.score, p.learner == desk.learner.id) for p in listed],
        ranked=mine.ranked,
    )


def set_ranked(desk: Desk, drill_id: DrillId, on: bool) -> None:
    """List her, or take her out again."""
    _mine(desk, drill_id)
    found = desk.work.drill_players(drill_id)
    player = next(player for one, player in found if one.id == desk.learner.id)
    desk.work.save_drill_player(player.model_copy(update={"ranked": on}))
    show_ranking(desk, drill_id)


def scores(desk: Desk, drill: Drill) -> None:
    """What each learner has, for the trainer, by name."""
    if drill.state not in ("done", "cancelled"):
        raise NotNow("drill.not-over")
    lines = [
        (one.name, score_of(desk.work, drill, one.id))
        for one, _ in desk.work.drill_players(drill.id)
    ]
    buttons = (
        desk.button("button.drill-debrief", f"drill:debrief:{drill.id}"),
        desk.button("button.menu", "menu"),
    )
    title = played(desk.work, drill).title
    desk.show("drill-scores", rows(buttons, 2), title=title, lines=lines)


def _mine(desk: Desk, drill_id: DrillId) -> tuple[Drill, tuple[DrillAnswer, ...]]:
    """A drill of hers that is over, and her answers.

    Raises:
        NotNow: it is not, or she was not in it.
    """
    drill = desk.work.drill(drill_id)
    if drill is None or all(d.id != drill_id for d in desk.work.drills(learner=desk.learner.id)):
        raise NotNow("access.none")
    if drill.state not in ("done", "cancelled"):
        raise NotNow("drill.not-over")
    return drill, desk.work.drill_answers(drill_id, desk.learner.id)


def _todo(by: KindRubric, counted: list[Judged]) -> Text | None:
    """The one thing to do next: her most frequent fault, else what she left out most."""
    faults = [f for one in counted for e in one.faults if (f := by.fault(e.indicator))]
    if faults:
        return max(faults, key=faults.count).next
    left_out = [c for one in counted for i in one.unseen if (c := by.check(i))]
    return max(left_out, key=left_out.count).next if left_out else None


def _seen(by: KindRubric, judged: Judged, lang: Lang, *, price: bool) -> list[Shown]:
    found = []
    for one in judged.seen:
        check = by.check(one.indicator)
        if check is not None:
            criterion = (price and check.price_criterion) or check.criterion
            found.append(
                Shown(
                    what=check.seen,
                    quote=shortened(one.quote),
                    reference=reference_of(criterion, lang),
                )
            )
    return found


def _faults(by: KindRubric, judged: Judged, lang: Lang) -> list[Shown]:
    return [
        Shown(
            what=fault.seen,
            quote=shortened(one.quote),
            reference=reference_of(fault.criterion, lang),
        )
        for one in judged.faults
        if (fault := by.fault(one.indicator)) is not None
    ]
