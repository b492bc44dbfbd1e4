"""Progress: a radar with its doubt, and marks over time."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.pictures import style
from dialogues.text import Frozen

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = (style.MINE, style.OTHER, style.GOOD, "#7a3f9d", "#6b5a00", "#00707a")
MARKERS = ("o", "s", "^", "D", "v", "P")
"""So that a line can be told by its marks as well."""
LEAST_AXES = 3
"""A radar with fewer axes is no surface; bars are drawn instead."""

SIDEWAYS = 4
"""So many axes would have two at the sides; they are turned to the corners."""
CENTRED = 0.2
"""A label so near above or below the middle stands centred."""


class Spoke(Frozen):
    """One axis of a radar; 0 to 1."""

    name: str
    low: float
    high: float
    mean: float | None
    """None while nothing was shown."""


class Series(Frozen):
    """Marks of one kind of talk."""

    name: str
    points: tuple[tuple[int, float], ...]
    """Number of the talk, from 1, and its mark of 20."""


def radar(title: str, spokes: Sequence[Spoke]) -> bytes:
    """What was shown on each axis, inside the band of what it may be."""
    figure = style.figure(6.0)
    if len(spokes) < LEAST_AXES:
        _bars(figure, spokes)
    else:
        _radar(figure, spokes)
    figure.suptitle(title, fontsize=style.LARGE, fontweight="bold", color=style.INK)
    return style.png(figure)


def course(title: str, mark: str, talk: str, series: Sequence[Series]) -> bytes:
    """Marks over the talks, a line for each kind."""
    from matplotlib.ticker import MaxNLocator

    figure = style.figure(4.8)
    axes = figure.subplots()
    style.plain(axes, "")
    axes.set_ylim(0, 20.8)
    axes.set_yticks(range(0, 21, 5))
    axes.set_ylabel(mark, fontsize=style.PLAIN, color=style.INK)
    axes.set_xlabel(talk, fontsize=style.PLAIN, color=style.INK)
    last = max((number for one in series for number, _ in one.points), default=1)
    axes.set_xlim(0.5, last + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    for n, one in enumerate(series):
        xs, ys = zip(*one.points, strict=True)
        axes.plot(
            xs,
            ys,
            color=COLOURS[n % len(COLOURS)],
            marker=MARKERS[n % len(MARKERS)],
            linewidth=4,
            markersize=11,
            label=one.name,
        )
    if series:
        figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=style.SMALL)
    figure.suptitle(title, fontsize=style.LARGE, fontweight="bold", color=style.INK)
    return style.png(figure)


def _radar(figure: Figure, spokes: Sequence[Spoke]) -> None:
    from matplotlib.projections.polar import PolarAxes

    axes = figure.add_subplot(projection="polar")
    assert isinstance(axes, PolarAxes)
    # Names at the sides would take the width that the rings need.
    turned = pi / 4 if len(spokes) == SIDEWAYS else 0.0
    axes.set_theta_offset(pi / 2 + turned)
    axes.set_theta_direction(-1)
    angles = [2 * pi * n / len(spokes) for n in range(len(spokes))]
    ring = [*angles, angles[0]]
    low = [*(one.low for one in spokes), spokes[0].low]
    high = [*(one.high for one in spokes), spokes[0].high]
    axes.fill_between(ring, low, high, color=COLOURS[0], alpha=0.18, linewidth=0)
    known = [(a, one.mean) for a, one in zip(angles, spokes, strict=True) if one.mean is not None]
    if len(known) == len(spokes):
        means = [mean for _, mean in known]
        axes.plot(ring, [*means, means[0]], color=COLOURS[0], linewidth=3)
    axes.plot(
        [angle for angle, _ in known],
        [mean for _, mean in known],
        color=COLOURS[1],
        marker="o",
        linestyle="none",
        markersize=13,
    )
    axes.set_ylim(0, 1)
    axes.set_yticks(
        [0.25, 0.5, 0.75, 1.0], labels=["1", "2", "3", "4"], fontsize=style.SMALL, color=style.QUIET
    )
    names = ["\n".join(wrap(one.name, 16)) for one in spokes]
    axes.set_xticks(angles, labels=names, color=style.INK, fontsize=style.PLAIN)
    axes.tick_params(axis="x", pad=8)
    for angle, label in zip(angles, axes.get_xticklabels(), strict=True):
        side = sin(angle - turned)
        label.set_horizontalalignment(
            "center" if abs(side) < CENTRED else "left" if side > 0 else "right"
        )
    axes.grid(color=style.FAINT)
    axes.spines["polar"].set_color(style.FAINT)


def _bars(figure: Figure, spokes: Sequence[Spoke]) -> None:
    axes = figure.subplots()
    places = range(len(spokes))
    widths = [one.high - one.low for one in spokes]
    axes.barh(
        places, widths, left=[one.low for one in spokes], color=COLOURS[0], alpha=0.25, height=0.5
    )
    for place, one in zip(places, spokes, strict=True):
        if one.mean is not None:
            axes.plot([one.mean], [place], color=COLOURS[1], marker="o", markersize=9)
    style.plain(axes, "")
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(spokes) - 0.4)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0], labels=["0", "1", "2", "3", "4"])
    axes.set_yticks(
        places, labels=["\n".join(wrap(one.name, 18)) for one in spokes], color=style.INK
    )
    axes.invert_yaxis()
