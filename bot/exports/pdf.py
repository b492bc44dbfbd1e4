"""Transcripts as a PDF to print: the talk with its marks, criteria, quotes, both marks."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from markupsafe import escape
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

from bot.exports.transcript import Point, Said, Talk
from bot.i18n import Texts, texts
from dialogues.text import Lang

PLAIN, BOLD, ITALIC = "DejaVu", "DejaVu-Bold", "DejaVu-Oblique"
MARKED, FAULTY = "#fff1b8", "#ffd6cc"
"""Behind what counted, and behind what counted against her; numbered as well."""
MARGIN = 18 * mm


def as_pdf(talks: Sequence[Talk], lang: Lang, title: str) -> bytes:
    """One file with these talks, each on pages of its own.

    The same talks give the same bytes: nothing of the moment is written into the file.
    """
    _fonts()
    out = BytesIO()
    made = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author="Pourparler",
        lang=lang,
        invariant=1,
    )
    t = texts(lang)
    story: list[Flowable] = []
    if not talks:
        story = [
            _paragraph(str(escape(title)), "title"),
            _paragraph(str(t("export.no-talks")), "plain"),
        ]
    for n, one in enumerate(talks):
        if n:
            story.append(PageBreak())
        story += _talk(one, t)

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont(PLAIN, 7)
        canvas.setFillColor(HexColor("#5a6675"))
        canvas.drawString(MARGIN, 10 * mm, t.plain("debrief.training"))
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, str(canvas.getPageNumber()))

    made.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _talk(one: Talk, t: Texts) -> list[Flowable]:
    mark = "–" if one.mark is None else f"{t.number(one.mark)}/20"
    head = f"{escape(one.learner)} · {one.at:%Y-%m-%d %H:%M} UTC · <b>{mark}</b>"
    story: list[Flowable] = [_paragraph(str(escape(one.title)), "title"), _paragraph(head, "plain")]
    if one.engine_mark is not None and one.engine_mark != one.mark:
        story.append(
            _paragraph(str(t("export.engine-was", mark=t.number(one.engine_mark))), "plain")
        )
    if one.receipt:
        story.append(_paragraph(str(t("export.receipt-is", receipt=one.receipt)), "small"))
    story += [_remark(t, who, text) for who, text in one.comments]
    story += [_rule(), _paragraph(str(t("export.criteria")), "heading")]
    story += [KeepTogether(_point(point, t)) for point in one.points]
    if not one.points:
        story.append(_paragraph(str(t("debrief.nothing")), "plain"))
    story += [_rule(), _paragraph(str(t("export.talk")), "heading")]
    for said in one.lines:
        story += _line(said, t)
    return story


def _point(point: Point, t: Texts) -> list[Flowable]:
    level = t.plain(_level(point.counts))
    shown: list[Flowable] = [
        _paragraph(f"<b>{escape(point.title)}</b> – {escape(level)}", "plain"),
        _paragraph(str(escape(point.reference)), "small"),
    ]
    if point.by:
        before = t.plain(_level(point.engine))
        told = t("export.overruled", by=point.by, before=before, reason=point.reason)
        shown.append(_paragraph(str(told), "small"))
    for number, seen, turn in point.found:
        shown.append(
            _paragraph(
                f"[{number}] {escape(seen)} <i>({t('export.turn', number=turn)})</i>", "list"
            )
        )
    shown.append(Spacer(1, 2 * mm))
    return shown


def _line(said: Said, t: Texts) -> list[Flowable]:
    number = f" ({said.number})" if said.number else ""
    text = "".join(
        _stretch(piece.text, piece.numbers, piece.ends, fault=piece.fault) for piece in said.pieces
    )
    style = "hers" if said.hers else "plain"
    story: list[Flowable] = [_paragraph(f"<b>{escape(said.who)}{number}</b><br/>{text}", style)]
    story += [_remark(t, who, comment) for who, comment in said.comments]
    return story


def _stretch(text: str, numbers: tuple[int, ...], ends: tuple[int, ...], *, fault: bool) -> str:
    plain = str(escape(text)).replace("\n", "<br/>")
    if not numbers:
        return plain
    notes = "".join(f"[{n}]" for n in ends)
    noted = f"<super size='6'>{notes}</super>" if notes else ""
    return f"<font backColor='{FAULTY if fault else MARKED}'>{plain}</font>{noted}"


def _remark(t: Texts, who: str, text: str) -> Flowable:
    written = str(escape(text)).replace("\n", "<br/>")
    return _paragraph(f"<i>{t('export.comment', by=who)}</i> {written}", "remark")


def _level(level: int | None) -> str:
    return "level-word.none" if level is None else f"level-word.{level}"


def _rule() -> Flowable:
    return HRFlowable(width="100%", color=HexColor("#d9dfe7"), spaceBefore=6, spaceAfter=4)


def _paragraph(html: str, style: str) -> Paragraph:
    return Paragraph(html, _styles()[style])


@cache
def _styles() -> dict[str, ParagraphStyle]:
    plain = ParagraphStyle(
        "plain", fontName=PLAIN, fontSize=9, leading=12.5, alignment=TA_LEFT, spaceAfter=4
    )
    return {
        "plain": plain,
        "hers": ParagraphStyle("hers", parent=plain, leftIndent=8 * mm),
        "small": ParagraphStyle(
            "small", parent=plain, fontSize=7.5, leading=10, textColor=HexColor("#5a6675")
        ),
        "list": ParagraphStyle("list", parent=plain, leftIndent=5 * mm, fontSize=8, leading=10.5),
        "remark": ParagraphStyle(
            "remark",
            parent=plain,
            leftIndent=8 * mm,
            borderPadding=3,
            backColor=HexColor("#e8f1fb"),
        ),
        "heading": ParagraphStyle(
            "heading", parent=plain, fontName=BOLD, fontSize=11, leading=15, spaceBefore=4
        ),
        "title": ParagraphStyle(
            "title", parent=plain, fontName=BOLD, fontSize=15, leading=19, spaceAfter=6
        ),
    }


@cache
def _fonts() -> None:
    """Letters for both languages, narrow spaces included; they come with matplotlib."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    bold_italic = "DejaVu-BoldOblique"
    for name, file in (
        (PLAIN, "DejaVuSans"),
        (BOLD, "DejaVuSans-Bold"),
        (ITALIC, "DejaVuSans-Oblique"),
        (bold_italic, "DejaVuSans-BoldOblique"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{file}.ttf")))
    pdfmetrics.registerFontFamily(
        PLAIN, normal=PLAIN, bold=BOLD, italic=ITALIC, boldItalic=bold_italic
    )
