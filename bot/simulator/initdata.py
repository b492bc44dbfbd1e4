"""Opening a Mini App the way Telegram does: with signed launch data in the fragment."""

import hashlib
import hmac
import json
from urllib.parse import quote, urlencode

from bot.simulator.model import Json, Person
from bot.simulator.world import World


def init_data(world: World, person: Person, start_param: str | None = None) -> str:
    """Launch data signed with the bot's token.

    Rule: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
    """
    user: Json = {k: v for k, v in person.as_user().items() if k != "is_bot"}
    fields = {
        "query_id": f"AAH{person.id}",
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(world.now()),
    }
    if start_param:
        fields["start_param"] = start_param
    lines = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    token = (world.state.profile.token or "").encode()
    secret = hmac.new(b"WebAppData", token, hashlib.sha256).digest()
    fields["hash"] = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode(fields, quote_via=quote)


def signed_url(world: World, person: Person, url: str, start_param: str | None = None) -> str:
    """The Mini App's address with launch data for one person."""
    launch = {
        "tgWebAppData": init_data(world, person, start_param),
        "tgWebAppVersion": "9.1",
        "tgWebAppPlatform": "web",
    }
    return f"{url.partition('#')[0]}#{urlencode(launch, quote_via=quote)}"
