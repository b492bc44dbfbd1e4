"""How the bot wants its updates."""

import re
from urllib.parse import urlsplit

from bot.simulator.arguments import Arguments
from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import method
from bot.simulator.model import Json, Webhook
from bot.simulator.world import World

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@method("setWebhook")
def set_webhook(world: World, arguments: Arguments) -> object:
    """Push updates to a URL; plain http is taken on this machine only."""
    url = arguments.text("url")
    if arguments.flag("drop_pending_updates"):
        world.mailbox.drop_all()
    if not url:
        return delete_webhook(world, arguments)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = arguments.optional_text("secret_token") or None
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    world.mailbox.allow(wanted_kinds(arguments))
    world.state.webhook = Webhook(
        url=url, secret_token=secret, max_connections=arguments.whole("max_connections", 40)
    )
    world.changed()
    return True


@method("deleteWebhook")
def delete_webhook(world: World, arguments: Arguments) -> object:
    """Go back to polling."""
    if arguments.flag("drop_pending_updates"):
        world.mailbox.drop_all()
    world.state.webhook = None
    world.changed()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, _: Arguments) -> object:
    """Where updates go, and how many wait."""
    hook = world.state.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.state.updates),
    }
    if world.state.allowed_updates:
        info["allowed_updates"] = world.state.allowed_updates
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error_date:
            info["last_error_date"] = hook.last_error_date
            info["last_error_message"] = hook.last_error_message
    return info


def wanted_kinds(arguments: Arguments) -> list[str] | None:
    """The update kinds a call asks for; None when it does not say."""
    if arguments.values.get("allowed_updates") is None:
        return None
    return [str(kind) for kind in arguments.items("allowed_updates")]
