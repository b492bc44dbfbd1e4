"""A grade book as an XLSX file, and a sheet of it as CSV."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports.gradebook import Cell, GradeBook, Sheet
from dialogues.text import Lang

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula in a text file."""
NAME_MOST = 31
"""Characters of a sheet's name; Excel refuses more, and some signs."""
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDEST = 42


def as_xlsx(book: GradeBook) -> bytes:
    """The whole grade book."""
    made = Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    made.properties.title = book.title
    made.properties.creator = "Pourparler"
    taken: set[str] = set()
    for sheet in book.sheets:
        _fill(made.create_sheet(_name(sheet.name, taken)), sheet)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def as_csv(sheet: Sheet, lang: Lang) -> bytes:
    """One sheet as a text file that a spreadsheet of that language opens with a double click.

    UTF-8 with a byte-order mark; in French semicolons and decimal commas, as Excel wants them.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    writer.writerow([_text(name, lang) for name in sheet.columns])
    writer.writerows([[_text(cell, lang) for cell in row] for row in sheet.rows])
    return out.getvalue().encode("utf-8-sig")


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for column, name in enumerate(sheet.columns, 1):
        head = page.cell(1, column, name)
        head.data_type = "s"
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8EDF3")
        head.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(sheet.rows, 2):
        for column, value in enumerate(row, 1):
            _write(page, number, column, value)
    for column in range(1, len(sheet.columns) + 1):
        longest = max((len(str(row[column - 1] or "")) for row in sheet.rows), default=0)
        page.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(12, longest + 2))
    page.freeze_panes = "B2"
    if sheet.rows:
        page.auto_filter.ref = page.dimensions


def _write(page: Worksheet, row: int, column: int, value: Cell) -> None:
    if isinstance(value, datetime):
        # Spreadsheets know no time zones; all times are UTC, as the column says.
        value = value.astimezone(UTC).replace(tzinfo=None)
        page.cell(row, column, value).number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, str):
        # Set apart from formulas: a learner chooses her own name.
        page.cell(row, column, value).data_type = "s"
    elif isinstance(value, Decimal):
        page.cell(row, column, value).number_format = "0.0"
    else:
        page.cell(row, column, value)


def _text(value: Cell, lang: Lang) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        case Decimal():
            return str(value).replace(".", ",") if lang == "fr" else str(value)
        case str():
            return f"'{value}" if value.startswith(FORMULA) else value
        case _:
            return str(value)


def _name(name: str, taken: set[str]) -> str:
    plain = name.translate(NOT_IN_NAMES).strip()[:NAME_MOST] or "–"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: NAME_MOST - 4]} {number}"
    taken.add(found.casefold())
    return found
