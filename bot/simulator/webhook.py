"""Pushing updates to the bot's webhook, again and again until it takes them."""

from collections.abc import Callable

import aiohttp

from bot.simulator.model import Webhook
from bot.simulator.world import World

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
TIMEOUT = aiohttp.ClientTimeout(total=20)


def _replaced(world: World, hook: Webhook) -> Callable[[], bool]:
    return lambda: world.state.webhook is not hook


async def _push(session: aiohttp.ClientSession, hook: Webhook, update: object) -> str | None:
    """Deliver one update; gives what went wrong, if anything."""
    headers = {}
    if hook.secret_token:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret_token
    try:
        async with session.post(
            hook.url, json=update, headers=headers, allow_redirects=False
        ) as answer:
            await answer.read()
            if 200 <= answer.status < 300:
                return None
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (aiohttp.ClientError, OSError) as error:
        return str(error) or type(error).__name__
    except TimeoutError:
        return "Read timeout expired"


def _due(world: World) -> bool:
    state = world.state
    return state.webhook is not None and bool(state.updates or world.mailbox.again)


async def deliver_for_ever(world: World) -> None:
    """Push pending updates in order for as long as the server runs.

    A refused update is tried again with growing pauses, and the later ones wait behind it.
    """
    pause = FIRST_PAUSE
    async with aiohttp.ClientSession(timeout=TIMEOUT, trust_env=False) as session:
        while not world.pulse.closed:
            mailbox, hook = world.mailbox, world.state.webhook
            if hook is None or not (world.state.updates or mailbox.again):
                await world.pulse.until(lambda: _due(world), 3600)
                continue
            again = bool(mailbox.again)
            update = (mailbox.again or world.state.updates)[0]
            fault = await _push(session, hook, update)
            if fault is None:
                pause = FIRST_PAUSE
                if again:
                    mailbox.again.remove(update)
                else:
                    mailbox.delivered(update)
                continue
            hook.last_error_date = world.now()
            hook.last_error_message = fault
            await world.pulse.until(_replaced(world, hook), pause)
            pause = min(pause * 2, LONGEST_PAUSE)
