"""How much is tried of what holds whatever is said: enough in `make test`, all in `test-long`."""

import os

LONG = os.environ.get("POURPARLER_TEST_LONG") == "1"


def tries(daily: int, long: int) -> int:
    """How many examples this run tries."""
    return long if LONG else daily
