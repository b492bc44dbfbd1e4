"""Terms: amounts, percentages, quantities, durations, Incoterms, payment."""

import re
from decimal import Decimal, InvalidOperation

from dialogues.reading.folding import Folded
from dialogues.reading.model import Context, Term, TermKind

_NUM = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_CURRENCY = {"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "£": "GBP", "gbp": "GBP", "livres": "GBP", "pounds": "GBP"}
_UNITS = {
    "jour": "day", "jours": "day", "day": "day", "days": "day", "semaine": "week", "semaines": "week", "week": "week",
    "weeks": "week", "mois": "month", "month": "month", "months": "month", "an": "year", "ans": "year", "annee": "year",
    "annees": "year", "year": "year", "years": "year", "heure": "hour", "heures": "hour", "hour": "hour", "hours": "hour", "h": "hour",
}
_AMOUNT = re.compile(rf"(?P<pre>[€$£]) ?(?P<a>{_NUM}) ?(?P<ka>k\b|m\b)?|(?P<b>{_NUM}) ?(?P<kb>k(?= ?[€$£e]))? ?(?P<post>€|\$|£|eur\b|euros?\b|usd\b|dollars?\b|gbp\b|pounds?\b|livres\b)")
_PERCENT = re.compile(rf"(?P<n>{_NUM}) ?(?:%|pour cent|pourcents?|per ?cent)")
_DURATION = re.compile(rf"(?P<n>{_NUM}) ?(?P<u>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b")
_QUANTITY = re.compile(rf"(?P<n>{_NUM}) ?(?P<u>pieces?|unites?|units?|cartons?|palettes?|pallets?|conteneurs?|containers?|tonnes?|kg|bouteilles?|bottles?|caisses?|cases?|boites?|boxes)\b")
_INCOTERM = re.compile(r"\b(?P<r>exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp)\b(?: (?P<p>[a-z]+(?: [a-z]+)?))?")
_PAYMENT = re.compile(r"\b(?P<net>net (?P<d>\d+)|(?P<d2>\d+) (?:jours|days) (?P<eom>fin de mois|end of month|eom)|(?:a )?(?P<d3>\d+) (?:jours|days) net)|\b(?P<lc>l/?c|credit documentaire|letter of credit|lettre de credit|credoc)\b|(?P<dep>acompte|deposit|down payment)\b")
_PLURAL = {"pieces": "piece", "unites": "unit", "unite": "unit", "units": "unit"}


def number(text: str) -> Decimal | None:
    """The number written, French or English style."""
    plain = text.strip().replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    elif "," in plain and "." in plain:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    else:
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def terms_in(folded: Folded, context: Context) -> tuple[Term, ...]:
    """Every term, in the order of the text."""
    del context
    text = folded.text
    found: list[tuple[int, Term]] = []
    taken: list[tuple[int, int]] = []

    def add(match: re.Match[str], kind: TermKind, **fields: object) -> None:
        if any(a < match.end() and match.start() < b for a, b in taken):
            return
        taken.append(match.span())
        span = folded.span(*match.span())
        term = Term.model_validate({"kind": kind, "text": span.of(folded.original), "span": span, **fields})
        found.append((match.start(), term))

    for m in _PAYMENT.finditer(text):
        days = m.group("d") or m.group("d2") or m.group("d3")
        if m.group("lc"):
            add(m, TermKind.PAYMENT, value="lc")
        elif m.group("dep"):
            add(m, TermKind.PAYMENT, value="deposit")
        elif days:
            add(m, TermKind.PAYMENT, value=Decimal(days), unit="day", detail="end-of-month" if m.group("eom") else "net")
    for m in _AMOUNT.finditer(text):
        value = number(m.group("a") or m.group("b"))
        if value is not None:
            value *= 1000 if "k" in (m.group("ka"), m.group("kb")) else 1
            add(m, TermKind.AMOUNT, value=value, unit=_CURRENCY[m.group("pre") or m.group("post")])
    for m in _PERCENT.finditer(text):
        add(m, TermKind.PERCENT, value=number(m.group("n")), unit="%")
    for m in _DURATION.finditer(text):
        add(m, TermKind.DURATION, value=number(m.group("n")), unit=_UNITS[m.group("u")])
    for m in _QUANTITY.finditer(text):
        unit = m.group("u")
        add(m, TermKind.QUANTITY, value=number(m.group("n")), unit=_PLURAL.get(unit, unit.rstrip("s")))
    for m in _INCOTERM.finditer(text):
        place = folded.span(*m.span("p")).of(folded.original) if m.group("p") else None
        add(m, TermKind.INCOTERM, value=m.group("r").upper(), place=place)
    return tuple(term for _, term in sorted(found, key=lambda item: item[0]))
