"""A text while a drill runs: the answer to the item that was in front of her, once."""

from bot.conduct.current import running
from bot.conduct.desk import Desk
from bot.conduct.drilling import results, run
from bot.conduct.drilling.state import Run, loaded
from bot.messages import Keyboard, Lane, Say
from bot.render import screen
from dialogues.drills import clock
from rubrics.drill import Judged, drill_rubric
from rubrics.drill_answers import LONGEST, judge
from storage.drill_rows import DrillAnswer, DrillPlayer


def hear(desk: Desk, text: str) -> bool:
    """Take a text as an answer; False when no item was in front of her."""
    assert desk.incoming is not None
    at = clock.said_at(desk.incoming.at, desk.now)
    found = desk.work.drill_of(desk.learner.id, at)
    if found is None:
        return False
    run.wake(desk.work)
    here = loaded(desk.work, found.id)
    player = (
        next((p for one, p in here.people if one.id == desk.learner.id), None) if here else None
    )
    if here is None or player is None:
        return False
    item = clock.belongs_to(at, here.opened)
    if item is None:
        return False
    paused_at = here.drill.paused_at
    if paused_at is not None and at > paused_at + clock.GRACE:
        if running(desk) is None:
            _say(desk, str(desk.t("drill.paused-wait")))
            return True
        return False
    _take(desk, here, player, item, text)
    return True


def _take(desk: Desk, here: Run, player: DrillPlayer, item: clock.Opened, text: str) -> None:
    lang, drill = desk.learner.lang, here.drill
    assert desk.incoming is not None
    at = clock.said_at(desk.incoming.at, desk.now)
    line = here.of.item(drill.items[item.number])
    judged = judge(here.of.kind, line, text, lang=lang, number=item.number)
    verdict = clock.verdict(at, item, drill.seconds, player.extra_percent)
    answer = DrillAnswer(
        drill=drill.id,
        number=item.number,
        learner=desk.learner.id,
        text=text[:LONGEST],
        lang=lang,
        at=at,
        verdict=verdict,
        points=judged.points,
        judged=judged.model_dump_json(),
    )
    if not desk.work.save_drill_answer(answer):
        _say(desk, str(desk.t("drill.twice", number=item.number + 1)))
        return
    if drill.cohort is None:
        _say(desk, _feedback(desk, here, judged, verdict))
    else:
        key = "drill.noted" if verdict == "in-time" else "drill.noted-late"
        _say(desk, str(desk.t(key, number=item.number + 1)))
    if drill.state == "done":
        results.tell(desk.work, drill, desk.learner)
    elif drill.state == "running":
        run.advance(desk.work, drill.id)


def _feedback(desk: Desk, here: Run, judged: Judged, verdict: str) -> str:
    """One line at once, for somebody who plays alone."""
    by = drill_rubric(here.of.kind)
    fault = next((f for one in judged.faults if (f := by.fault(one.indicator))), None)
    missing = next((c for one in judged.unseen if (c := by.check(one))), None)
    return screen(
        "drill-feedback",
        desk.learner.lang,
        points=judged.points,
        of=len(by.checks),
        late=verdict == "late",
        next=fault.next if fault else missing.next if missing else None,
    )


def _say(desk: Desk, html: str, keyboard: Keyboard = ()) -> None:
    # In the lane of the items, so that it comes before the next one.
    desk.send(Say(html=html, keyboard=keyboard, lane=Lane.DRILL))
