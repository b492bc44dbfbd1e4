"""What all pictures share: size, colours, letters, and how a figure becomes a PNG.

A picture is 1,080 px wide and shown on some 390 points of a phone; its smallest text is 16 pt at
180 dpi, which is 14 px there. Colours differ in lightness too, and every line and mark is also
told apart by its shape and named beside it: colour is never the only carrier.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 180
WIDTH = 6.0
"""Inches."""
SMALL, PLAIN, LARGE = 16, 17, 20
"""Points."""

CARD = "#ffffff"
INK = "#1b2430"
"""Letters and axes; 15.6 to 1 on the card."""
QUIET = "#5a6675"
"""Grids' names and what is beside the point; 5.8 to 1 on the card."""
FAINT = "#d9dfe7"
"""Grids and areas."""
MINE = "#0b5cad"
"""The learner."""
OTHER = "#b3470f"
"""The other side."""
GOOD = "#1f7a4d"
"""What is worth reaching."""

_COMPRESSION = 3
"""Half the time of the usual level, for a tenth more bytes."""
FONT = "DejaVu Sans"
"""Comes with matplotlib, and has the letters and spaces of both languages."""


def figure(height: float) -> Figure:
    """An empty picture, `height` inches high."""
    # matplotlib takes a fifth of a second to load: the bot is at work before it is wanted.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=CARD, layout="constrained")
    made.get_layout_engine().set(w_pad=0.14, h_pad=0.16, hspace=0.03)  # type: ignore[union-attr, call-arg]
    FigureCanvasAgg(made)
    return made


def plain(axes: Axes, title: str) -> None:
    """Give axes the common looks."""
    axes.set_facecolor(CARD)
    axes.set_title(title, fontsize=LARGE, fontweight="bold", color=INK, loc="left", pad=14)
    axes.grid(visible=True, color=FAINT, linewidth=1.2)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(QUIET)
    axes.tick_params(colors=INK, labelsize=SMALL, length=0, pad=6)


def named(axes: Axes, at: tuple[float, float], text: str, colour: str, **where: object) -> None:
    """A name beside a line or a mark, on a little card of its own so that no line crosses it."""
    chosen: dict[str, object] = {"ha": "left", "va": "center", **where}
    axes.annotate(
        text,
        at,
        xytext=(0, 0),
        textcoords="offset points",
        fontsize=PLAIN,
        color=colour,
        fontfamily=FONT,
        bbox={"boxstyle": "round,pad=0.18", "facecolor": CARD, "edgecolor": "none", "alpha": 0.85},
        **chosen,  # type: ignore[arg-type]
    )


def png(made: Figure) -> bytes:
    """The picture as a PNG; the same figure gives the same bytes."""
    out = BytesIO()
    made.savefig(
        out,
        format="png",
        facecolor=CARD,
        metadata={"Software": None},
        pil_kwargs={"compress_level": _COMPRESSION},
    )
    return out.getvalue()
