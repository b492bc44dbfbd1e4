"""The bot itself: who it is, its commands, descriptions and menu button."""

import re

from bot.simulator.arguments import Arguments
from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import method
from bot.simulator.model import Chat, CommandSet, Json, State
from bot.simulator.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method("getMe")
def get_me(world: World, _: Arguments) -> object:
    """Who the bot is."""
    return {
        **world.state.profile.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut", "close")
def log_out(_world: World, _: Arguments) -> object:
    """Nothing to leave here."""
    return True


def _language(arguments: Arguments) -> str:
    code = arguments.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(world: World, arguments: Arguments) -> Json:
    scope = arguments.mapping("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("unsupported type specified")
    kept: Json = {"type": kind}
    for key in _SCOPES[kind]:
        if key not in scope:
            raise bad_request(f"{key} is empty")
        kept[key] = world.chat(scope[key]).id if key == "chat_id" else int(scope[key])
    return kept


def _command(item: object) -> Json:
    if not isinstance(item, dict) or not isinstance(item.get("command"), str):
        raise bad_request("can't parse BotCommand: Can't find field \"command\"")
    name = item["command"].removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(item.get("description", "")).strip()
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("setMyCommands", "deleteMyCommands")
def set_my_commands(world: World, arguments: Arguments) -> object:
    """Set, or delete, the commands of one scope and language."""
    scope, code = _scope(world, arguments), _language(arguments)
    commands = [_command(item) for item in arguments.items("commands")]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    profile = world.state.profile
    profile.commands = [
        known for known in profile.commands if (known.scope, known.language_code) != (scope, code)
    ]
    if commands:
        profile.commands.append(CommandSet(scope=scope, language_code=code, commands=commands))
    world.publish({"event": "profile"})
    return True


def _find(state: State, scope: Json, code: str) -> list[Json]:
    for known in state.profile.commands:
        if known.scope == scope and known.language_code == code:
            return known.commands
    return []


@method("getMyCommands")
def get_my_commands(world: World, arguments: Arguments) -> object:
    """The commands set for exactly this scope and language."""
    return _find(world.state, _scope(world, arguments), _language(arguments))


def resolved_commands(state: State, chat: Chat, person_id: int) -> list[Json]:
    """The commands one person sees in one chat.

    Order of search: https://core.telegram.org/bots/api#determining-list-of-commands
    """
    if chat.type == "private":
        scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}]
    else:
        scopes = [{"type": "chat_member", "chat_id": chat.id, "user_id": person_id}]
        administrator = person_id in chat.administrators
        if administrator:
            scopes.append({"type": "chat_administrators", "chat_id": chat.id})
        scopes.append({"type": "chat", "chat_id": chat.id})
        if administrator:
            scopes.append({"type": "all_chat_administrators"})
        scopes.append({"type": "all_group_chats"})
    person = state.people.get(person_id)
    code = ((person.language_code if person else None) or "")[:2].lower()
    for scope in [*scopes, {"type": "default"}]:
        for language in [code, ""] if code else [""]:
            if commands := _find(state, scope, language):
                return commands
    return []


def _set_text(texts: dict[str, str], code: str, value: str, limit: int, what: str) -> None:
    if len(value) > limit:
        raise bad_request(f"{what} is too long")
    if value:
        texts[code] = value
    else:
        texts.pop(code, None)


@method("setMyName")
def set_my_name(world: World, arguments: Arguments) -> object:
    """Set the bot's name."""
    names = world.state.profile.names
    _set_text(names, _language(arguments), arguments.text("name"), 64, "name")
    world.publish({"event": "profile"})
    return True


@method("setMyDescription")
def set_my_description(world: World, arguments: Arguments) -> object:
    """Set what an empty chat says about the bot."""
    texts = world.state.profile.descriptions
    _set_text(texts, _language(arguments), arguments.text("description"), 512, "description")
    world.publish({"event": "profile"})
    return True


@method("setMyShortDescription")
def set_my_short_description(world: World, arguments: Arguments) -> object:
    """Set what the bot's profile says."""
    texts = world.state.profile.short_descriptions
    text = arguments.text("short_description")
    _set_text(texts, _language(arguments), text, 120, "short description")
    world.publish({"event": "profile"})
    return True


def in_language(texts: dict[str, str], code: str | None) -> str:
    """The text for a language, or the fallback, or nothing."""
    return texts.get((code or "")[:2]) or texts.get("", "")


@method("getMyName")
def get_my_name(world: World, arguments: Arguments) -> object:
    """The bot's name in a language."""
    return {"name": world.state.profile.name(_language(arguments))}


@method("getMyDescription")
def get_my_description(world: World, arguments: Arguments) -> object:
    """What an empty chat says."""
    return {"description": in_language(world.state.profile.descriptions, _language(arguments))}


@method("getMyShortDescription")
def get_my_short_description(world: World, arguments: Arguments) -> object:
    """What the bot's profile says."""
    texts = world.state.profile.short_descriptions
    return {"short_description": in_language(texts, _language(arguments))}


@method("setChatMenuButton")
def set_chat_menu_button(world: World, arguments: Arguments) -> object:
    """Set the button beside the text field, for one private chat or for all."""
    button = arguments.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("MenuButton has unsupported type")
    if button["type"] == "web_app" and not (button.get("text") and button.get("web_app")):
        raise bad_request("MenuButton text and Web App must be non-empty")
    if arguments.has("chat_id"):
        chat = world.chat(arguments.text("chat_id"))
        chat.menu_button = None if button["type"] == "default" else button
    else:
        kind = button["type"]
        world.state.profile.menu_button = {"type": "commands"} if kind == "default" else button
    world.publish({"event": "profile"})
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, arguments: Arguments) -> object:
    """The button beside the text field."""
    if arguments.has("chat_id"):
        chat = world.chat(arguments.text("chat_id"))
        return chat.menu_button or {"type": "default"}
    return world.state.profile.menu_button
