"""Logging in which the token cannot appear."""

import logging
import re
import sys
import time
from collections.abc import Iterable
from typing import TextIO
from urllib.parse import quote

_TOKEN_LIKE = re.compile(r"(?<![0-9])[0-9]{6,}(?::|%3A)[A-Za-z0-9_-]{30,}")
_QUOTED_INPUT = re.compile(r"input_value=.*?, input_type=", re.DOTALL)
_QUIET = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "transitions", "uvicorn.access")


class Redacting(logging.Formatter):
    """Takes secrets and quoted input out of whole records, tracebacks included."""

    converter = staticmethod(time.gmtime)

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)sZ %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        self._secrets = tuple(s for secret in secrets if secret for s in (secret, quote(secret)))

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, without secrets."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "<token>")
        # Validation errors quote what a learner wrote.
        text = _QUOTED_INPUT.sub("input_value=…, input_type=", text)
        return _TOKEN_LIKE.sub("<token>", text)


def log_to(stream: TextIO = sys.stderr, level: str = "INFO", secrets: Iterable[str] = ()) -> None:
    """Send all logging to `stream`; libraries that log requests only from WARNING on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
