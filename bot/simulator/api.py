"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import contextlib
import re
import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.arguments import Arguments, read_arguments
from bot.simulator.errors import ApiError
from bot.simulator.faults import Fault
from bot.simulator.methods import chats, media, messages, polls, profile, updates
from bot.simulator.methods.registry import METHODS, Method
from bot.simulator.methods.updates import wanted_kinds
from bot.simulator.model import Json
from bot.simulator.world import World

SUBJECTS = (chats, media, messages, polls, profile, updates)
MAX_POLL_SECONDS = 50
_TOKEN = re.compile(r"[0-9]{1,19}:[A-Za-z0-9_-]{3,}")


class DroppedConnectionError(Exception):
    """The connection is to be closed without an answer."""


def adopt(world: World, token: str) -> None:
    """Let a token speak for the bot; the first one gives the bot its id.

    Raises:
        ApiError: 401 when it does not look like a token.
    """
    if not _TOKEN.fullmatch(token):
        raise ApiError(401, "Unauthorized")
    bot = world.state.profile
    if bot.token != token:
        bot.token = token
        if bot.id is None:
            bot.id = int(token.partition(":")[0])
        world.publish({"event": "profile"})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


async def _get_updates(world: World, arguments: Arguments, request: Request) -> object:
    world.mailbox.allow(wanted_kinds(arguments))
    return await world.mailbox.take(
        arguments.whole("offset", 0),
        min(max(arguments.whole("limit", 100), 1), 100),
        min(max(arguments.whole("timeout", 0), 0), MAX_POLL_SECONDS),
        lambda: _gone(request),
    )


async def _hang(world: World, request: Request) -> None:
    lifted = world.faults.lifted
    waiting = asyncio.create_task(
        world.pulse.until(lambda: world.faults.lifted != lifted, 24 * 3600)
    )
    leaving = asyncio.create_task(_gone(request))
    await asyncio.wait({waiting, leaving}, return_when=asyncio.FIRST_COMPLETED)
    for task in (waiting, leaving):
        task.cancel()
    await asyncio.gather(waiting, leaving, return_exceptions=True)


async def _carry_out(
    world: World, name: str, known: Method | None, arguments: Arguments, request: Request
) -> object:
    if name == "getupdates":
        return await _get_updates(world, arguments, request)
    if known is None:
        raise ApiError(404, "Not Found")
    arguments.values["method"] = known.name
    return known.carry_out(world, arguments)


async def _with_fault(
    world: World,
    fault: Fault | None,
    name: str,
    known: Method | None,
    arguments: Arguments,
    request: Request,
) -> object:
    if fault is None:
        return await _carry_out(world, name, known, arguments, request)
    if fault.mode == "error":
        raise fault.error()
    if fault.mode == "hang":
        await _hang(world, request)
        raise DroppedConnectionError
    if fault.mode == "drop_before":
        raise DroppedConnectionError
    if fault.mode == "delay":
        await asyncio.sleep(fault.seconds)
    result = await _carry_out(world, name, known, arguments, request)
    if fault.mode == "drop_after":
        raise DroppedConnectionError
    if fault.mode == "error_after":
        raise fault.error()
    return result


def _chat_id(world: World, arguments: Arguments) -> int | None:
    chat_id = arguments.values.get("chat_id")
    with contextlib.suppress(ApiError, TypeError, ValueError):
        return world.chat(str(chat_id)).id
    return None


async def call(request: Request) -> Response:
    """Carry out one Bot API call."""
    world: World = request.app.state.world
    spelled = request.path_params["method"]
    known = METHODS.get(spelled.lower())
    name = "getupdates" if spelled.lower() == "getupdates" else spelled.lower()
    entry: Json = {"method": known.name if known else spelled, "time": time.time(), "params": {}}
    if name == "getupdates":
        entry["method"] = "getUpdates"
    answer: Json
    status = 200
    try:
        adopt(world, request.path_params["token"])
        arguments = await read_arguments(request)
        entry["params"] = arguments.logged()
        entry["chat_id"] = _chat_id(world, arguments)
        fault = world.faults.take(entry["method"], entry["chat_id"])
        entry["fault"] = fault.id if fault else None
        entry["seq"] = world.next_call
        world.next_call += 1
        world.calls.append(entry)
        result = await _with_fault(world, fault, name, known, arguments, request)
        answer = {"ok": True, "result": result}
    except ApiError as error:
        answer, status = error.body(), error.code
    except DroppedConnectionError:
        entry["status"] = None
        world.pulse.beat()
        return drop(request)
    entry["status"] = status
    entry["seconds"] = round(time.time() - entry["time"], 6)
    if status == 200:
        entry["result"] = answer["result"] if name != "getupdates" else None
    else:
        entry["error"] = answer["description"]
    world.pulse.beat()
    return JSONResponse(answer, status)


def drop(request: Request) -> Response:
    """Close the connection under the request; without such a server, answer 502."""
    connections = getattr(request.app.state, "connections", {})
    transport = connections.get(tuple(request.scope["client"] or ()))
    if transport is not None:
        transport.abort()
    return Response(status_code=502)


async def file(request: Request) -> Response:
    """Give the bytes of a file."""
    world: World = request.app.state.world
    path = request.path_params["path"]
    for stored in world.state.files.values():
        if stored.path == path and (data := world.shelf.get(stored.unique_id)) is not None:
            return Response(data, media_type="application/octet-stream")
    return JSONResponse(ApiError(404, "Not Found").body(), 404)


async def unknown(_: Request) -> Response:
    """Refuse what is no call."""
    return JSONResponse(ApiError(404, "Not Found").body(), 404)


ROUTES = [
    Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", file),
    Route("/bot{rest:path}", unknown, methods=["GET", "POST"]),
]
