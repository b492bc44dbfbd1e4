"""Reading Telegram's updates."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import arrivals
from bot.messages import Incoming
from bot.parse import TEXT_MOST, Unreadable, as_json, chat_key, client_lang, incoming, read

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ANA = {"id": 42, "is_bot": False, "first_name": "Ana", "language_code": "fr-CA"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "supergroup", "title": "Export"}


def message(chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    base = {"message_id": 7, "date": 1_780_000_000, "chat": chat, "from": ANA}
    return {"update_id": 1, "message": {**base, **fields}}


def parsed(update: dict[str, Any]) -> Incoming | None:
    return incoming(read(as_json(update)), NOW, "PourparlerBot")


def one(update: dict[str, Any]) -> Incoming:
    found = parsed(update)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/start", "start", ""),
        ("/start Xy_12-z", "start", "Xy_12-z"),
        ("/START@pourparlerBOT  a b ", "start", "a b"),
        ("/brief\nplease", "brief", "please"),
    ],
)
def test_that_commands_are_read_with_their_argument(text: str, command: str, argument: str) -> None:
    found = one(message(text=text))

    assert (found.kind, found.command, found.argument) == ("command", command, argument)
    assert found.bot_name == "PourparlerBot"


@pytest.mark.parametrize("text", ["/", "//x", "/été", "/a-b", " /start", "a /start", "5/start"])
def test_that_what_only_looks_like_a_command_is_text(text: str) -> None:
    assert one(message(text=text)).kind == "text"


def test_that_a_command_for_another_bot_is_not_ours() -> None:
    assert parsed(message(GROUP, text="/start@OtherBot")) is None


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"text": "bonjour"}, "text"),
        ({"voice": {"file_id": "x", "duration": 3}}, "voice"),
        ({"video_note": {}}, "voice"),
        ({"photo": [{"file_id": "x"}], "caption": "look"}, "photo"),
        ({"sticker": {}}, "sticker"),
        ({"document": {"file_id": "x", "file_name": "a.yaml", "file_size": 9}}, "document"),
        ({"animation": {}, "document": {"file_id": "x"}}, "photo"),
        ({"venue": {}, "location": {}}, "location"),
        ({"contact": {}}, "contact"),
        ({"poll": {}}, "poll"),
        ({"text": "x", "forward_origin": {"type": "user"}}, "forward"),
        ({"dice": {}}, "other"),
        ({"migrate_to_chat_id": -1001}, "migrated"),
    ],
)
def test_that_kinds_are_told_apart(fields: dict[str, Any], kind: str) -> None:
    assert one(message(**fields)).kind == kind


def test_that_a_document_brings_its_name_and_size() -> None:
    sent = one(message(document={"file_id": "F", "file_name": "a.yaml", "file_size": 9})).document

    assert sent is not None
    assert (sent.file_id, sent.name, sent.size) == ("F", "a.yaml", 9)


def test_that_an_edit_is_an_edit_even_of_a_command() -> None:
    update = {"update_id": 1, "edited_message": message(text="/start now")["message"]}

    found = one(update)

    assert (found.kind, found.command, found.text) == ("edit", "", "/start now")


def test_that_a_button_is_read_also_when_its_message_is_too_old() -> None:
    query = {"id": "q1", "from": ANA, "chat_instance": "c", "data": "menu"}
    with_message = {**query, "message": {"message_id": 5, "date": 0, "chat": GROUP}}

    old, fresh = (
        one({"update_id": 1, "callback_query": query}),
        one({"update_id": 1, "callback_query": with_message}),
    )

    assert (old.kind, old.chat_id, old.message_id, old.at) == ("button", 42, None, NOW)
    assert (fresh.chat_id, fresh.message_id, fresh.data) == (-100, 5, "menu")


@pytest.mark.parametrize(
    ("chat", "before", "after", "kind"),
    [
        (PRIVATE, "member", "kicked", "blocked"),
        (PRIVATE, "kicked", "member", "unblocked"),
        (GROUP, "left", "member", "added-to-group"),
        (GROUP, "member", "administrator", None),
        (GROUP, "member", "kicked", "blocked"),
    ],
)
def test_that_membership_is_read(
    chat: dict[str, Any], before: str, after: str, kind: str | None
) -> None:
    change = {
        "chat": chat,
        "from": ANA,
        "date": 5,
        "old_chat_member": {"status": before},
        "new_chat_member": {"status": after},
    }

    found = parsed({"update_id": 1, "my_chat_member": change})

    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    "update",
    [
        message({"id": -5, "type": "channel"}, text="a post"),
        message(text="x", **{"from": {**ANA, "is_bot": True}}),
        message(GROUP, new_chat_title="x"),
        {"update_id": 1, "poll_answer": {}},
    ],
)
def test_that_other_peoples_business_is_left_alone(update: dict[str, Any]) -> None:
    assert parsed(update) is None


def test_that_halves_of_surrogate_pairs_and_nul_become_harmless() -> None:
    found = one(message(text="a\ud800b\0c \U0001f600"))

    assert found.text == "a\ufffdbc \U0001f600"
    assert found.text.encode()


def test_that_a_huge_text_is_read_up_to_a_limit_and_kept_whole_in_the_inbox() -> None:
    update = message(text="x" * 100_000)

    assert len(one(update).text) == TEXT_MOST
    assert len(arrivals([update])[0].raw) > 100_000


def test_that_a_fault_names_the_field_and_not_its_content() -> None:
    with pytest.raises(Unreadable) as fault:
        read(as_json(message(text=["my secret words"])))

    assert "message.text" in str(fault.value)
    assert "secret" not in str(fault.value)


def test_that_order_is_kept_by_chat() -> None:
    assert chat_key(read(as_json(message(GROUP, text="x")))) == "chat:-100"
    query = {"id": "q1", "from": ANA, "data": "x"}
    assert chat_key(read(as_json({"update_id": 9, "callback_query": query}))) == "chat:42"
    assert chat_key(read(as_json({"update_id": 9}))) == "update:9"


@pytest.mark.parametrize(
    ("code", "lang"), [("fr", "fr"), ("fr-CA", "fr"), ("en", "en"), ("pt-br", "en"), (None, "en")]
)
def test_that_a_language_is_chosen(code: str | None, lang: str) -> None:
    assert client_lang(code) == lang


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
keys = st.sampled_from(
    ["message", "chat", "from", "id", "text", "date", "message_id", "callback_query", "type"]
)


@given(
    st.dictionaries(
        keys, st.dictionaries(keys, json_values | st.dictionaries(keys, json_values)), max_size=3
    )
)
def test_that_any_object_is_read_or_refused(update: dict[str, Any]) -> None:
    row = arrivals([{"update_id": 1, **update}])
    try:
        found = incoming(read(row[0].raw), NOW, "bot")
    except Unreadable:
        return
    assert found is None or found.update_id == 1
