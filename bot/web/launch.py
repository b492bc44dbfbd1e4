"""Launch data of a Mini App: who opened it, proved by the bot's own token.

Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

OLDEST = timedelta(hours=1)
"""Launch data can be replayed, so they are good for a short time only."""
EARLIEST = timedelta(seconds=60)
"""How far Telegram's clock may be ahead of ours."""
LONGEST = 8_192


class BadLaunch(Exception):
    """Launch data that prove nothing; `aged` when they did prove it once."""

    def __init__(self, message: str, *, aged: bool = False) -> None:
        super().__init__(message)
        self.aged = aged


class _User(BaseModel):
    id: int


def user_of(launch: str, token: str, now: datetime) -> int:
    """The Telegram user who opened the Mini App.

    Raises:
        BadLaunch: the data are forged, changed, incomplete, too old or from the future.
    """
    fields = _fields(launch)
    given = fields.pop("hash", "")
    lines = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    expected = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise BadLaunch("the signature is not the bot's")
    try:
        made = datetime.fromtimestamp(int(fields["auth_date"]), UTC)
        user = _User.model_validate_json(fields["user"])
    except (KeyError, ValueError, OverflowError, OSError, ValidationError) as error:
        raise BadLaunch("user or time is missing") from error
    if not made - EARLIEST <= now <= made + OLDEST:
        raise BadLaunch(f"made at {made}", aged=True)
    return user.id


def _fields(launch: str) -> dict[str, str]:
    if len(launch) > LONGEST:
        raise BadLaunch("too long")
    try:
        pairs = parse_qsl(launch, keep_blank_values=True, strict_parsing=True, max_num_fields=40)
    except ValueError as error:
        raise BadLaunch("no launch data") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise BadLaunch("a field comes twice")
    return fields
