"""The control API's first half: acting as somebody on her phone."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.routing import Route

from bot.simulator import people
from bot.simulator.arguments import Arguments, read_arguments
from bot.simulator.errors import bad_request
from bot.simulator.files import store
from bot.simulator.initdata import signed_url
from bot.simulator.methods.media import media_content
from bot.simulator.model import Chat, Json, Person
from bot.simulator.requests import answering, number, read
from bot.simulator.view import phone_view, shown
from bot.simulator.world import World

_FILES = ("photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker")
_PHONES = (
    ("Camille", "Martin", "fr"),
    ("Oliver", "Bennett", "en"),
    ("Inès", "Lefèvre", "fr"),
    ("Priya", "Shah", "en"),
    ("Mathis", "Garnier", "fr"),
    ("Grace", "Walker", "en"),
)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _PersonBody(_Body):
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class _Phones(_Body):
    count: int = 1
    language_code: str = "fr"


class _Send(_Body):
    text: str | None = None
    chat_id: int | None = None
    reply_to: int | None = None
    location: dict[str, float] | None = None
    contact: dict[str, Any] | None = None


class _Start(_Body):
    code: str = ""


class _Target(_Body):
    message_id: int
    chat_id: int | None = None


class _Press(_Target):
    data: str
    stale: bool = False


class _Edit(_Target):
    text: str


class _React(_Target):
    emoji: str | None = None


class _Forward(_Target):
    to_chat_id: int | None = None


class _Vote(_Body):
    poll_id: str
    options: list[int]


class _Block(_Body):
    blocked: bool = True


class _Join(_Body):
    chat_id: int


class _WebApp(_Body):
    url: str
    start_param: str | None = None


def _who(request: Request, world: World) -> Person:
    return world.person(number(request, "user_id"))


def _where(world: World, person: Person, chat_id: int | None) -> Chat:
    return world.chat(person.id if chat_id is None else chat_id)


@answering
async def _list(_: Request, world: World) -> object:
    return [person.model_dump(mode="json") for person in world.state.people.values()]


@answering
async def _add(request: Request, world: World) -> object:
    body = await read(request, _PersonBody)
    return world.add_person(**body.model_dump(exclude_none=True)).model_dump(mode="json")


@answering
async def _phones(request: Request, world: World) -> object:
    """The people whose phones lie on the page, as many as asked for."""
    body = await read(request, _Phones)
    there = [person for person in world.state.people.values() if person.on_page]
    while len(there) < min(body.count, len(_PHONES)):
        known = {(person.first_name, person.last_name) for person in there}
        names = [who for who in _PHONES if who[:2] not in known]
        if not there:
            names.sort(key=lambda who: who[2] != body.language_code)
        first, last, code = names[0]
        there.append(
            world.add_person(first_name=first, last_name=last, language_code=code, on_page=True)
        )
    return [person.model_dump(mode="json") for person in there[: max(body.count, 1)]]


@answering
async def _look(request: Request, world: World) -> object:
    return phone_view(world, _who(request, world))


@answering
async def _change(request: Request, world: World) -> object:
    person = _who(request, world)
    body = await read(request, _PersonBody)
    for key, value in body.model_dump(exclude_unset=True).items():
        setattr(person, key, value)
    world.publish({"event": "profile", "users": [person.id]})
    return person.model_dump(mode="json")


def _file_content(world: World, arguments: Arguments) -> Json:
    kind = arguments.text("kind", "document")
    upload = arguments.uploads.get("file")
    if kind not in _FILES or upload is None:
        raise bad_request("a file and its kind are needed")
    extra: Json = {"duration": arguments.whole("duration")} if arguments.has("duration") else {}
    content = media_content(store(world.state, world.shelf, kind, upload, extra))
    if arguments.has("caption"):
        text = people.text_content(arguments.text("caption"))
        content["caption"] = text["text"]
        content["caption_entities"] = text.get("entities", [])
    return content


@answering
async def _send(request: Request, world: World) -> object:
    person = _who(request, world)
    if request.headers.get("content-type", "").startswith("multipart/"):
        arguments = await read_arguments(request)
        chat = _where(world, person, arguments.whole("chat_id", person.id))
        reply_to = arguments.whole("reply_to") if arguments.has("reply_to") else None
        content = _file_content(world, arguments)
    else:
        body = await read(request, _Send)
        chat, reply_to = _where(world, person, body.chat_id), body.reply_to
        if body.location is not None:
            content = {"location": body.location}
        elif body.contact is not None:
            content = {"contact": body.contact}
        else:
            content = people.text_content(body.text or "")
    message = people.say(world, person, chat, content, reply_to)
    return {"revision": world.state.revision, "message": shown(world, chat, message)}


@answering
async def _start(request: Request, world: World) -> object:
    body = await read(request, _Start)
    person = _who(request, world)
    message = people.start(world, person, body.code)
    return {
        "revision": world.state.revision,
        "message": shown(world, world.chat(person.id), message),
    }


@answering
async def _press(request: Request, world: World) -> object:
    body, person = await read(request, _Press), _who(request, world)
    chat = _where(world, person, body.chat_id)
    query = people.press(world, person, chat, body.message_id, body.data, stale=body.stale)
    return {"revision": world.state.revision, "query": query.model_dump(mode="json")}


@answering
async def _edit(request: Request, world: World) -> object:
    body, person = await read(request, _Edit), _who(request, world)
    chat = _where(world, person, body.chat_id)
    message = people.edit(world, person, chat, body.message_id, body.text)
    return {"revision": world.state.revision, "message": shown(world, chat, message)}


@answering
async def _erase(request: Request, world: World) -> object:
    body, person = await read(request, _Target), _who(request, world)
    people.erase(world, person, _where(world, person, body.chat_id), body.message_id)
    return {"revision": world.state.revision}


@answering
async def _react(request: Request, world: World) -> object:
    body, person = await read(request, _React), _who(request, world)
    people.react(
        world, person, _where(world, person, body.chat_id), body.message_id, body.emoji or None
    )
    return {"revision": world.state.revision}


@answering
async def _forward(request: Request, world: World) -> object:
    body, person = await read(request, _Forward), _who(request, world)
    source = world.message(_where(world, person, body.chat_id), body.message_id)
    target = _where(world, person, body.to_chat_id)
    message = people.forward(world, person, target, source)
    return {"revision": world.state.revision, "message": shown(world, target, message)}


@answering
async def _vote(request: Request, world: World) -> object:
    body, person = await read(request, _Vote), _who(request, world)
    people.vote(world, person, body.poll_id, body.options)
    return {"revision": world.state.revision}


@answering
async def _block(request: Request, world: World) -> object:
    body = await read(request, _Block)
    people.block(world, _who(request, world), blocked=body.blocked)
    return {"revision": world.state.revision}


@answering
async def _join(request: Request, world: World) -> object:
    body = await read(request, _Join)
    people.join(world, _who(request, world), world.chat(body.chat_id))
    return {"revision": world.state.revision}


@answering
async def _web_app(request: Request, world: World) -> object:
    body = await read(request, _WebApp)
    return {"url": signed_url(world, _who(request, world), body.url, body.start_param)}


ROUTES = [
    Route("/sim/users", _list, methods=["GET"]),
    Route("/sim/users", _add, methods=["POST"]),
    Route("/sim/phones", _phones, methods=["POST"]),
    Route("/sim/users/{user_id:int}", _look, methods=["GET"]),
    Route("/sim/users/{user_id:int}", _change, methods=["PATCH"]),
    *(
        Route(f"/sim/users/{{user_id:int}}/{name}", endpoint, methods=["POST"])
        for name, endpoint in (
            ("send", _send),
            ("start", _start),
            ("press", _press),
            ("edit", _edit),
            ("delete", _erase),
            ("react", _react),
            ("forward", _forward),
            ("vote", _vote),
            ("block", _block),
            ("join", _join),
            ("webapp", _web_app),
        )
    ),
]
