"""Currencies written before a number: symbols, codes, and dollars of several countries."""

import re

from dialogues.reading.model import TermKind
from dialogues.reading.unit_names import units

_DOLLARS = re.compile(
    r"(?<![a-z])(?:(?P<wide>us|u\.s\.?|c|hk|nz|nzd|mx|mxn|mex|usd|cad|aud|hkd|sgd|nt|can) ?|"
    r"(?P<tight>a|s|r|au|ca|sg))?\$ ?:?$"
)
_SYMBOL = re.compile(r"([€£¥₹₩₺₽₦₿₡₾₭]) ?:?$")
_CODE = re.compile(r"(?<![a-z])(m|k)?([a-z]{3}) ?:?$")
_DOLLAR_OF = {
    "c": "CAD",
    "can": "CAD",
    "ca": "CAD",
    "cad": "CAD",
    "hk": "HKD",
    "hkd": "HKD",
    "nz": "NZD",
    "nzd": "NZD",
    "mx": "MXN",
    "mxn": "MXN",
    "mex": "MXN",
    "a": "AUD",
    "au": "AUD",
    "aud": "AUD",
    "s": "SGD",
    "sg": "SGD",
    "sgd": "SGD",
    "r": "BRL",
    "nt": "TWD",
}
CURRENCY_SYMBOLS = "€$£¥₹₩₺₽₦₿₡₾₭"


def currency_before(text: str, at: int) -> tuple[str, int] | None:
    """The currency written before a number, and where it starts."""
    near = text[max(0, at - 7) : at]
    offset = at - len(near)
    if match := _DOLLARS.search(near):
        unit, start = (
            _DOLLAR_OF.get(match.group("wide") or match.group("tight") or "", "USD"),
            match.start(),
        )
    elif match := _SYMBOL.search(near):
        unit, start = units()[match.group(1)][1], match.start()
    elif match := _CODE.search(near):
        name = match.group(2)
        known = units().get(name)
        if (
            known is None
            or known[0] is not TermKind.AMOUNT
            or name in {"won", "try", "mad", "cop", "yen"}
        ):
            return None
        unit, start = known[1], match.start()
    else:
        return None
    if re.search(r"\d ?$", text[max(0, offset + start - 2) : offset + start]):
        return None
    return unit, offset + start
