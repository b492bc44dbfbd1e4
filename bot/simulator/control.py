"""The control API's second half: chats, calls, faults and updates, for test drivers."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator import control_people, people
from bot.simulator.events import events
from bot.simulator.faults import Fault
from bot.simulator.model import Json, Membership
from bot.simulator.requests import answering, number, read, seconds
from bot.simulator.view import shown
from bot.simulator.world import World


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Group(_Body):
    title: str = "Export"
    type: Literal["group", "supergroup"] = "supergroup"
    people: list[int]
    administrators: list[int] = Field(default_factory=list)
    username: str | None = None


class _BotStatus(_Body):
    status: Membership
    by: int


class _Duplicate(_Body):
    last: int = Field(default=1, ge=1, le=300)


class _Reorder(_Body):
    next: int = Field(default=2, ge=2, le=300)


class _Raw(_Body):
    kind: str
    payload: Json


@answering
async def _bot(_: Request, world: World) -> object:
    profile, state = world.state.profile, world.state
    return {
        "id": profile.id,
        "name": profile.name(),
        "username": profile.username,
        "connected": profile.token is not None,
        "commands": [known.model_dump(mode="json") for known in profile.commands],
        "webhook": state.webhook.model_dump(mode="json") if state.webhook else None,
        "pending_updates": len(state.updates),
        "revision": state.revision,
    }


@answering
async def _reset(_: Request, world: World) -> object:
    world.forget()
    return {"revision": world.state.revision}


@answering
async def _messages(request: Request, world: World) -> object:
    chat = world.chat(number(request, "chat_id"))
    since = number(request, "since", -1)

    def fresh() -> bool:
        return any(message.revision > since for message in chat.messages.values())

    if since >= 0:
        await world.pulse.until(fresh, seconds(request))
    found = [m for m in chat.messages.values() if m.revision > since]
    return {
        "revision": world.state.revision,
        "messages": [shown(world, chat, message) for message in found],
    }


@answering
async def _query(request: Request, world: World) -> object:
    query = world.state.queries.get(request.path_params["query_id"])
    if query is None:
        return JSONResponse({"error": "no such query"}, 404)
    await world.pulse.until(lambda: query.answered, seconds(request))
    return query.model_dump(mode="json")


@answering
async def _add_group(request: Request, world: World) -> object:
    body = await read(request, _Group)
    for person in body.people:
        world.person(person)
    chat = world.add_group(body.type, body.title, body.people, body.username)
    chat.administrators = body.administrators or body.people[:1]
    world.publish({"event": "chats", "users": body.people})
    return {"id": chat.id, "type": chat.type, "title": chat.title}


@answering
async def _bot_status(request: Request, world: World) -> object:
    body = await read(request, _BotStatus)
    chat = world.chat(number(request, "chat_id"))
    people.set_bot_status(world, world.person(body.by), chat, body.status)
    return {"revision": world.state.revision}


def _wanted_calls(request: Request, world: World) -> list[Json]:
    method = request.query_params.get("method", "").lower()
    chat_id = request.query_params.get("chat_id")
    since = number(request, "since", 0)
    return [
        call
        for call in world.calls
        if call["seq"] > since
        and (not method or call["method"].lower() == method)
        and (chat_id is None or str(call["chat_id"]) == chat_id)
    ]


@answering
async def _calls(request: Request, world: World) -> object:
    await world.pulse.until(lambda: bool(_wanted_calls(request, world)), seconds(request))
    return _wanted_calls(request, world)


@answering
async def _forget_calls(_: Request, world: World) -> object:
    count = len(world.calls)
    world.calls.clear()
    return {"forgotten": count}


@answering
async def _faults(_: Request, world: World) -> object:
    return [fault.model_dump(mode="json") for fault in world.faults.rules]


@answering
async def _add_fault(request: Request, world: World) -> object:
    return world.faults.add(await read(request, Fault)).model_dump(mode="json")


@answering
async def _clear_faults(request: Request, world: World) -> object:
    fault_id = request.path_params.get("fault_id")
    count = world.faults.clear(fault_id)
    world.pulse.beat()
    return {"cleared": count}


@answering
async def _updates(_: Request, world: World) -> object:
    return {"pending": world.state.updates, "held": world.mailbox.held}


@answering
async def _raw(request: Request, world: World) -> object:
    body = await read(request, _Raw)
    return {"update_id": world.post(body.kind, body.payload)}


@answering
async def _duplicate(request: Request, world: World) -> object:
    body = await read(request, _Duplicate)
    return {"update_ids": world.mailbox.redeliver(body.last)}


@answering
async def _reorder(request: Request, world: World) -> object:
    body = await read(request, _Reorder)
    world.mailbox.hold = body.next
    return {"holding": body.next}


@answering
async def _release(_: Request, world: World) -> object:
    count = len(world.mailbox.held)
    world.mailbox.release()
    return {"released": count}


@answering
async def _file(request: Request, world: World) -> object:
    stored = world.state.files.get(request.path_params["file_id"])
    data = world.shelf.get(stored.unique_id) if stored else None
    if stored is None or data is None:
        return JSONResponse({"error": "no such file"}, 404)
    # Only pictures and sound are shown in place; the rest must never run as a page.
    inline = stored.mime.startswith(("image/", "audio/", "video/")) and "svg" not in stored.mime
    return Response(
        data,
        media_type=stored.mime if inline else "application/octet-stream",
        headers={"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"},
    )


ROUTES = [
    *control_people.ROUTES,
    Route("/sim/bot", _bot),
    Route("/sim/reset", _reset, methods=["POST"]),
    Route("/sim/events", events),
    Route("/sim/files/{file_id}", _file),
    Route("/sim/chats/{chat_id}/messages", _messages),
    Route("/sim/queries/{query_id}", _query),
    Route("/sim/groups", _add_group, methods=["POST"]),
    Route("/sim/groups/{chat_id}/bot", _bot_status, methods=["POST"]),
    Route("/sim/calls", _calls, methods=["GET"]),
    Route("/sim/calls", _forget_calls, methods=["DELETE"]),
    Route("/sim/faults", _faults, methods=["GET"]),
    Route("/sim/faults", _add_fault, methods=["POST"]),
    Route("/sim/faults", _clear_faults, methods=["DELETE"]),
    Route("/sim/faults/{fault_id:int}", _clear_faults, methods=["DELETE"]),
    Route("/sim/updates", _updates, methods=["GET"]),
    Route("/sim/updates", _raw, methods=["POST"]),
    Route("/sim/updates/duplicate", _duplicate, methods=["POST"]),
    Route("/sim/updates/reorder", _reorder, methods=["POST"]),
    Route("/sim/updates/release", _release, methods=["POST"]),
]
