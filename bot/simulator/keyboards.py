"""Keyboards under messages and in place of the phone's own, checked as Telegram checks them."""

from urllib.parse import urlsplit

from bot.simulator.errors import bad_request
from bot.simulator.model import Json
from bot.simulator.richtext import clean

MAX_BUTTONS = 100
MAX_PER_ROW = 8
_STYLES = ("danger", "success", "primary")
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _rows(value: object, what: str) -> list[list[Json]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f"can't parse {what}: expected an Array of Array")
    rows: list[list[Json]] = []
    for row in value:
        buttons: list[Json] = []
        for button in row:
            if isinstance(button, str):
                buttons.append({"text": button})
            elif isinstance(button, dict):
                buttons.append(button)
            else:
                raise bad_request(f"can't parse {what} button: expected an Object")
        if buttons:
            rows.append(buttons)
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_PER_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _text(button: Json, what: str) -> str:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {what} button: Can't find field \"text\"")
    text = clean(text).strip()
    if not text:
        raise bad_request("text of the button must be non-empty")
    return text


def _dressed(button: Json, kept: Json) -> Json:
    style = button.get("style")
    if style is not None:
        if style not in _STYLES:
            raise bad_request("BUTTON_STYLE_INVALID")
        kept["style"] = style
    return kept


def _web_app(button: Json, chat_type: str) -> Json:
    if chat_type != "private":
        raise bad_request("BUTTON_TYPE_INVALID")
    url = button["web_app"].get("url") if isinstance(button["web_app"], dict) else None
    parts = urlsplit(url) if isinstance(url, str) else None
    local = parts is not None and parts.scheme == "http" and parts.hostname in _LOOPBACK
    if parts is None or not (parts.scheme == "https" or local) or not parts.hostname:
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    return {"url": url}


def _inline_button(button: Json, chat_type: str) -> Json:
    kept: Json = _dressed(button, {"text": _text(button, "inline keyboard")})
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 0 < len(data.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return {**kept, "callback_data": data}
    if "url" in button:
        url = button["url"]
        if isinstance(url, str) and "://" not in url and "." in url:
            url = f"http://{url}"
        if not isinstance(url, str) or urlsplit(url).scheme not in ("http", "https", "tg"):
            raise bad_request(
                f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
            )
        return {**kept, "url": url}
    if "web_app" in button:
        return {**kept, "web_app": _web_app(button, chat_type)}
    if "copy_text" in button:
        copied = button["copy_text"]
        text = copied.get("text") if isinstance(copied, dict) else None
        if not isinstance(text, str) or not 0 < len(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {**kept, "copy_text": {"text": text}}
    for key in ("switch_inline_query", "switch_inline_query_current_chat", "login_url", "pay"):
        if key in button:
            return {**kept, key: button[key]}
    raise bad_request(
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
    )


def _reply_button(button: Json, chat_type: str) -> Json:
    kept = _dressed(button, {"text": _text(button, "keyboard")})
    for key in ("request_contact", "request_location", "request_poll", "web_app"):
        if button.get(key):
            if chat_type != "private":
                raise bad_request("BUTTON_TYPE_INVALID")
            kept[key] = button[key]
    return kept


def check_markup(markup: object, chat_type: str) -> Json | None:
    """The markup Telegram would keep.

    Raises:
        ApiError: 400 on a button it would refuse.
    """
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((kind for kind in _KINDS if kind in markup), None)
    if kind == "inline_keyboard":
        rows = _rows(markup[kind], "inline keyboard")
        if not rows:
            return None
        return {kind: [[_inline_button(button, chat_type) for button in row] for row in rows]}
    if kind == "keyboard":
        rows = _rows(markup[kind], "keyboard")
        kept: Json = {kind: [[_reply_button(button, chat_type) for button in row] for row in rows]}
        for key in (
            "resize_keyboard",
            "one_time_keyboard",
            "is_persistent",
            "selective",
            "input_field_placeholder",
        ):
            if markup.get(key):
                kept[key] = markup[key]
        if len(str(kept.get("input_field_placeholder", ""))) > 64:
            raise bad_request("input field placeholder is too long")
        return kept
    if kind in ("remove_keyboard", "force_reply"):
        return dict(markup)
    raise bad_request("object expected as reply markup")
