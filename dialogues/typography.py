"""French typography: what authors type on any keyboard, set as a French reader expects it."""

import re

NARROW = "\u202f"
"""The narrow no-break space."""

_SPACES = " \u00a0\u2009\u202f"
_BEFORE = re.compile(rf"[{_SPACES}]+([;:!?»])")
_STUCK = re.compile(r"(?<=[\w)\]}€%…’])([;!?])(?=[\s;!?»)…]|$)")
_COLON = re.compile(r"(?<=[\w)\]}€%»]):(?=\s|$)")
_OPENING = re.compile(rf"«[{_SPACES}]*(?=\S)")
_CLOSING = re.compile(rf"(?<=[^\s«])[{_SPACES}]*»")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
_THOUSANDS = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)")
_UNIT = re.compile(rf"(?<=\d)[{_SPACES}]+(?=[€%$£])")


def french(text: str) -> str:
    """`text` with narrow no-break spaces and typographic apostrophes where French wants them.

    Before ; : ! ? », after «, between thousands and before €, %, $ and £. Times (10:30), addresses
    (https://…) and feet (40') stay as they are. Idempotent.
    """
    text = _APOSTROPHE.sub("’", text)
    text = _OPENING.sub(f"«{NARROW}", text)
    text = _CLOSING.sub(f"{NARROW}»", text)
    text = _BEFORE.sub(rf"{NARROW}\1", text)
    text = _STUCK.sub(rf"{NARROW}\1", text)
    text = _COLON.sub(f"{NARROW}:", text)
    text = _THOUSANDS.sub(lambda found: re.sub(rf"[{_SPACES}]", NARROW, found.group()), text)
    return _UNIT.sub(NARROW, text)
