"""Scores for terms: the slots of a negotiation, and numbers with their units."""

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import Any

from benchmarks.reading_data import Message
from dialogues.reading.model import Reading, Term
from dialogues.reading.unit_names import unit_named

_FIGURES = {"Salary", "Pension Fund", "Working Hours"}
_TYPES = {"currency", "percentage", "dimension", "number"}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace(" ", ""))
    except InvalidOperation:
        return None


def _figures(reading: Reading) -> set[Decimal]:
    values = set()
    for term in reading.terms:
        values |= {v for v in (term.value, term.high, term.resolved) if isinstance(v, Decimal)}
    return values


def negochat_terms(messages: list[Message], readings: list[Reading]) -> dict[str, Any]:
    """Offers with figures: is each labelled figure of a message read?"""
    found = wanted = exact = rows = alarms = 0
    for message, reading in zip(messages, readings, strict=True):
        if message.source != "negochat" or not isinstance(message.label, list):
            continue
        slots = {
            value
            for part in message.label
            for body in part.values()
            if isinstance(body, dict)
            for name, written in body.items()
            if name in _FIGURES
            and (value := _decimal(str(written).replace(",", "").split()[0].rstrip("%")))
            is not None
            and value
        }
        if not slots:
            continue
        rows += 1
        read = _figures(reading)
        found += len(slots & read)
        wanted += len(slots)
        alarms += len(read - slots)
        exact += slots <= read
    if not rows:
        return {}
    recall, precision = found / wanted, found / (found + alarms)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"\nfigures of offers: exact {exact / rows:.3f} of {rows} · slot recall {recall:.3f} · "
        f"slot F1 {f1:.3f}"
    )
    return {"figures": {"n": rows, "exact": exact / rows, "slot_recall": recall, "slot_f1": f1}}


def recognizers_terms(messages: list[Message], readings: list[Reading]) -> dict[str, Any]:
    """Entities with value and unit: the share read exactly, per type and language."""
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for message, reading in zip(messages, readings, strict=True):
        if not message.source.startswith("recognizers"):
            continue
        for entity in message.label:
            if (
                entity["type"] in _TYPES
                and entity["start"] is not None
                and entity["value"] not in (None, "null")
            ):
                ok = any(_same(entity, term, message) for term in reading.terms)
                right[entity["type"], message.lang].append(ok)
    report = {}
    for (kind, lang), answers in sorted(right.items()):
        share = sum(answers) / len(answers)
        report[f"{kind}_{lang}"] = {"n": len(answers), "exact": share}
        print(f"{kind:<12}{lang}  value and unit exact {share:.3f} of {len(answers)}")
    return report


def _same(entity: dict[str, Any], term: Term, message: Message) -> bool:
    if term.span.start >= entity["end"] or term.span.end <= entity["start"]:
        return False
    written = (
        str(entity["value"]).replace(",", ".") if message.lang == "fr" else str(entity["value"])
    )
    value = _decimal(written.rstrip("%"))
    if value is None or not isinstance(term.value, Decimal):
        return False
    close = any(
        isinstance(v, Decimal) and abs(v - value) <= abs(value) * Decimal("0.000001")
        for v in (term.value, term.high)
    )
    if entity["type"] == "number":
        return close
    if entity["type"] == "percentage":
        return close and term.unit == "%"
    return close and _unit(entity) == term.unit


def _unit(entity: dict[str, Any]) -> str | None:
    """The unit meant: pounds and livres are weights among dimensions."""
    if entity["type"] == "dimension" and entity["unit"] in {"Pound", "Livre"}:
        return "lb"
    return unit_named(entity["unit"])
