"""The exam seen from training: an official grid with intervals, or what has been covered."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from bot.conduct.bars import bar, filled, marks, points, rounded
from bot.conduct.desk import Desk
from bot.conduct.opened import title_of
from bot.conduct.shown_so_far import path_of, shown, shown_for
from bot.messages import Button, rows
from dialogues.errors import NotNow
from dialogues.text import Frozen, Text
from rubrics.catalogue import load_catalogue
from rubrics.coverage import coverage
from rubrics.estimate import LUCID
from rubrics.exam import exam
from rubrics.projection import BlocView, Projection, SliceView, projection
from rubrics.statements import REFERENTIALS, ReferentialId

Action = Callable[[Desk], None]


class Row(Frozen):
    """One slice of a part, as it is shown."""

    name: Text
    state: str
    """'silent', 'untrained', 'waiting' or 'seen'."""
    why: Text | None
    points: int
    low: int
    high: int
    talks: int


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about the exam does."""
    match verb, given:
        case "exam", ():
            return overview
        case "path", ():
            return choose
        case "path", (referential,) if referential in REFERENTIALS:
            return partial(take_path, referential=referential)
        case "bloc", (number,) if number.isdecimal():
            return partial(bloc, number=int(number))
        case _:
            return None


def choose(desk: Desk) -> None:
    """Which qualification she trains for."""
    buttons = [desk.button(f"button.path-{r}", f"path:{r}") for r in REFERENTIALS]
    buttons.append(desk.button("button.back", "progress"))
    desk.show("paths", rows(buttons, 2), referentials=load_catalogue().referentials)


def take_path(desk: Desk, referential: str) -> None:
    """Remember the qualification and show where she stands."""
    chosen = desk.learner.settings.model_copy(update={"path": referential})
    desk.keep_learner(settings=chosen)
    overview(desk)


def overview(desk: Desk) -> None:
    """Where training stands for her qualification; asks which one first."""
    path = path_of(desk)
    found = _projection(desk)
    if path is None:
        choose(desk)
    elif found is None:
        _covered(desk, path)
    else:
        _projected(desk, path, found)


def bloc(desk: Desk, number: int) -> None:
    """One bloc, part by part."""
    found = _projection(desk)
    if found is None or not 0 <= number < len(found.blocs):
        raise NotNow("stale.screen")
    turn: list[Button] = []
    if number > 0:
        turn.append(desk.button("button.previous", f"bloc:{number - 1}"))
    if number + 1 < len(found.blocs):
        turn.append(desk.button("button.next", f"bloc:{number + 1}"))
    view = found.blocs[number]
    desk.show(
        "exam-bloc",
        (tuple(turn), (desk.button("button.back", "exam"),)),
        place=number + 1,
        of=len(found.blocs),
        view=view,
        parts=[
            (p.part, points(p.span), [_row(one, _playable(desk)) for one in p.slices])
            for p in view.parts
        ],
        **_figures(view),
    )


def _projected(desk: Desk, path: ReferentialId, found: Projection) -> None:
    playable = _playable(desk)
    gains = [c for c in found.gains if playable & set(c.families)]
    top = gains[0] if gains else None
    most = next((f for f in found.family_gains if f in playable), None)
    blank = next((f for f in found.blank if f in playable), None)
    family = most or blank
    buttons = (
        desk.button("button.blocs", "bloc:0"),
        desk.button("button.practise", _door(family)),
        desk.button("button.other-path", "path"),
        desk.button("button.back", "progress"),
    )
    desk.show(
        "exam",
        rows(buttons, 2),
        qualification=load_catalogue().referential(path).name,
        exam=found.exam,
        trainable=rounded(found.trainable),
        seen=rounded(found.seen),
        blocs=[(b, _figures(b)) for b in found.blocs if b.criteria],
        silent=[b.bloc for b in found.blocs if not b.criteria],
        top=top and (title_of(top.criterion, desk.learner.lang), rounded(top.gain)),
        most=top and most and (most, rounded(found.family_gains[most])),
        blank=blank and (blank, rounded(found.blank[blank])),
    )


def _covered(desk: Desk, path: ReferentialId) -> None:
    found = coverage(path, shown_for(desk, path))
    playable = _playable(desk)
    wanted = next((f for f in found.families if f in playable), None)
    buttons = (
        desk.button("button.practise", _door(wanted)),
        desk.button("button.other-path", "path"),
        desk.button("button.back", "progress"),
    )
    document = load_catalogue().referential(path)
    desk.show(
        "coverage",
        rows(buttons, 2),
        qualification=document.name,
        reference=document.reference,
        found=found,
        bar=filled(found.practised, found.total),
        playable=playable,
    )


def _playable(desk: Desk) -> frozenset[str]:
    """The families there are scenarios for; every talk is an occasion to judge oneself."""
    return frozenset({LUCID, *(s.family for s in desk.library.all())})


def _door(family: str | None) -> str:
    """The button that leads to a family's scenarios, or to the choice of one."""
    return f"fam:{family}" if family and family != LUCID else "practise"


def _projection(desk: Desk) -> Projection | None:
    """What her talks say about her exam; None when its points are not public."""
    path = path_of(desk)
    of = exam(path) if path else None
    return projection(of, shown(desk)) if of else None


def _figures(view: BlocView) -> dict[str, object]:
    low, high = points(view.span)
    return {
        "bar": bar(view.span, view.bloc.points - view.seen, view.bloc.points),
        "low": low,
        "high": high,
        "seen": rounded(view.seen),
        "marks": view.pace and marks(view.pace),
        "floor_mark": rounded(Fraction(20 * view.bloc.floor, view.bloc.points)),
    }


def _row(view: SliceView, playable: frozenset[str]) -> Row:
    low, high = points(view.span)
    if view.slice.silent is not None:
        state = "silent"
    elif view.talks:
        state = "seen"
    else:
        trained = {family for c in view.criteria for family in c.families}
        state = "waiting" if trained & playable else "untrained"
    return Row(
        name=view.slice.name,
        state=state,
        why=view.slice.silent,
        points=int(rounded(view.points)),
        low=low,
        high=high,
        talks=view.talks,
    )
