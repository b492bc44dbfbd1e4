"""Live news for the phones: one stream of server-sent events for a whole page."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.simulator.model import Json
from bot.simulator.view import shown
from bot.simulator.world import World

KEEP_ALIVE = 15.0


def _filled(world: World, event: Json) -> Json:
    """The event with the message it speaks of."""
    if event["event"] in ("message", "read"):
        chat = world.state.chats.get(event["chat_id"])
        message = chat.messages.get(event["message_id"]) if chat else None
        if chat and message:
            return {**event, "message": shown(world, chat, message)}
    return event


async def _stream(world: World, people: frozenset[int]) -> AsyncIterator[str]:
    queue: asyncio.Queue[Json | None] = asyncio.Queue()
    world.listeners.append(queue)
    try:
        yield f"retry: 1000\ndata: {json.dumps({'event': 'hello'})}\n\n"
        while not world.pulse.closed:
            try:
                event = await asyncio.wait_for(queue.get(), KEEP_ALIVE)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if event is None:
                return
            if "users" in event and not people & set(event["users"]):
                continue
            yield f"data: {json.dumps(_filled(world, event))}\n\n"
    finally:
        world.listeners.remove(queue)


async def events(request: Request) -> StreamingResponse:
    """The stream for the people named in `users`, comma separated."""
    world: World = request.app.state.world
    named = request.query_params.get("users", "").split(",")
    people = frozenset(int(number) for number in named if number.isdigit())
    return StreamingResponse(
        _stream(world, people),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
