"""The picture of a negotiation: both sides' worth turn by turn, and the deal on the frontier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.i18n import Texts, texts
from bot.pictures import style
from dialogues.negotiation.debrief import Moment
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.worth import FULL
from dialogues.text import Frozen, Lang
from dialogues.typography import NARROW

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 10.4
"""Inches."""
_HUNDRED = 100


class Drawn(Frozen):
    """What a picture shows; worths in millionths."""

    persona: str
    moments: tuple[Moment, ...]
    deal: tuple[int, int] | None
    """Worth to the learner, to the other side; None without a deal."""


def chart(domain: Domain, drawn: Drawn, lang: Lang) -> bytes:
    """The picture as a PNG; the same game gives the same bytes."""
    made = style.figure(HEIGHT)
    above, below = made.subplots(2, 1, height_ratios=(1, 1.25))
    said = texts(lang)
    _turns(above, drawn, said)
    _plane(below, domain, drawn, said)
    sign = f"{NARROW}%" if lang == "fr" else "%"
    for axis in (above.yaxis, below.yaxis, below.xaxis):
        axis.set_major_formatter(lambda value, _: f"{value:.0f}{sign}")
    below.set_yticks(range(20, 101, 20))
    return style.png(made)


def _turns(axes: Axes, drawn: Drawn, said: Texts) -> None:
    from matplotlib.ticker import MaxNLocator

    """What the terms the learner stood for were worth, to both, turn after turn."""
    style.plain(axes, said.plain("chart.turns"))
    stood = [(m.turn, m.asked) for m in drawn.moments if m.asked is not None]
    last = max((m.turn for m in drawn.moments), default=1)
    axes.set_xlim(0.5, max(2, last) + 0.5)
    axes.set_ylim(-4, 104)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    axes.set_xlabel(said.plain("chart.turn"), fontsize=style.PLAIN, color=style.INK)
    aims = [(m.turn, _per_cent(m.target)) for m in drawn.moments if m.turn]
    axes.plot(*_columns(aims), color=style.QUIET, linewidth=3, linestyle=(0, (1, 1.4)))
    mine = [(turn, _per_cent(pair[0])) for turn, pair in stood]
    hers = [(turn, _per_cent(pair[1])) for turn, pair in stood]
    axes.plot(*_columns(mine), color=style.MINE, linewidth=4, marker="o", markersize=11)
    axes.plot(
        *_columns(hers), color=style.OTHER, linewidth=4, marker="s", markersize=11, linestyle="--"
    )
    lines = (
        (said.plain("chart.for-you"), style.MINE, "o", "-"),
        (said.plain("chart.for-them", persona=drawn.persona), style.OTHER, "s", "--"),
        (said.plain("chart.aimed", persona=drawn.persona), style.QUIET, "", (0, (1, 1.4))),
    )
    _legend(axes, lines)


def _legend(axes: Axes, lines: tuple[tuple[str, str, str, object], ...]) -> None:
    """The names of the lines, under the axes."""
    for name, colour, marker, dashes in lines:
        axes.plot(
            [], [], color=colour, marker=marker, markersize=11, linewidth=4, label=name,
            linestyle=dashes,
        )  # fmt: skip
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(-0.1, -0.22),
        fontsize=style.PLAIN,
        frameon=False,
        labelcolor=style.INK,
        borderpad=0,
        handlelength=2.6,
    )


def _plane(axes: Axes, domain: Domain, drawn: Drawn, said: Texts) -> None:
    """The frontier, both limits, the Nash point and the deal."""
    style.plain(axes, said.plain("chart.frontier" if drawn.deal else "chart.frontier-none"))
    front, marks = domain.frontier, domain.landmarks
    axes.set_xlim(0, 104)
    axes.set_ylim(0, 104)
    axes.set_xlabel(said.plain("chart.for-you-axis"), fontsize=style.PLAIN, color=style.INK)
    axes.set_ylabel(
        said.plain("chart.for-them-axis"),
        fontsize=style.PLAIN,
        color=style.INK,
    )
    you, them = (_per_cent(domain.reservation[side]) for side in ("learner", "counterpart"))
    axes.axvspan(0, you, color=style.FAINT, alpha=0.55, linewidth=0)
    axes.axhspan(0, them, xmin=you / 104, color=style.FAINT, alpha=0.55, linewidth=0)
    axes.axvline(you, color=style.QUIET, linewidth=2.5, linestyle=":")
    axes.axhline(them, color=style.QUIET, linewidth=2.5, linestyle=":")
    axes.plot(
        [_per_cent(int(v)) for v in front.first],
        [_per_cent(int(v)) for v in front.second],
        color=style.INK,
        linewidth=3.5,
    )
    path = [m.asked for m in drawn.moments if m.asked is not None]
    path += [drawn.deal] if drawn.deal is not None else []
    axes.plot(
        *_columns([(_per_cent(a), _per_cent(b)) for a, b in path]),
        color=style.MINE,
        linewidth=2.5,
        marker="o",
        markersize=7,
        alpha=0.75,
    )
    style.named(axes, (you + 1.5, 4), said.plain("chart.your-limit"), style.QUIET)
    style.named(axes, (1.5, them + 5), said.plain("chart.their-limit"), style.QUIET)
    if marks.nash is not None:
        at = _per_cent(marks.nash.learner), _per_cent(marks.nash.counterpart)
        axes.plot(*at, marker="D", markersize=15, color=style.GOOD, markeredgecolor=style.CARD)
        style.named(axes, (at[0] + 4, at[1] + 5), said.plain("chart.fair"), style.GOOD)
    if drawn.deal is not None:
        at = _per_cent(drawn.deal[0]), _per_cent(drawn.deal[1])
        axes.plot(*at, marker="*", markersize=30, color=style.OTHER, markeredgecolor=style.CARD)
        left = at[0] > _HUNDRED / 2
        style.named(
            axes,
            (at[0] + (-4 if left else 4), at[1] - 7),
            said.plain("chart.deal"),
            style.OTHER,
            ha="right" if left else "left",
            fontweight="bold",
        )


def _per_cent(worth: int) -> float:
    return float(Decimal(worth * _HUNDRED) / FULL)


def _columns(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [float(a) for a, _ in points], [b for _, b in points]
