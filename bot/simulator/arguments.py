"""The arguments of a Bot API call, however they were sent."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.simulator.errors import bad_request
from bot.simulator.model import Json

_TRUE = ("true", "1", "yes")


@dataclass(frozen=True)
class Upload:
    """A file sent with the call."""

    name: str
    mime: str
    data: bytes


@dataclass
class Arguments:
    """Named values and uploads; values are strings or parsed JSON."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether `name` was given with a value."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are written out."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int | float) else json.dumps(value)

    def optional_text(self, name: str) -> str | None:
        """A string, or None when it was not sent."""
        return self.text(name) if self.values.get(name) is not None else None

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number.

        Raises:
            ApiError: 400 when it is missing without default, or no number.
        """
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                raise bad_request(f"{name.replace('_', ' ')} is empty")
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'Parameter "{name}" is not a number') from None

    def number(self, name: str) -> float:
        """A number with a fraction."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean."""
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def parsed(self, name: str) -> object:
        """A JSON value, sent as JSON or as a string holding JSON; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def items(self, name: str) -> list[Any]:
        """A JSON array; empty when absent."""
        value = self.parsed(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {name}")
        return value

    def mapping(self, name: str) -> Json:
        """A JSON object; empty when absent."""
        value = self.parsed(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"{name} must be an Object")
        return value

    def logged(self) -> Json:
        """What the call log shows: values, JSON strings parsed, files by name and size."""
        shown: Json = {}
        for name, value in self.values.items():
            shown[name] = value
            if isinstance(value, str) and value[:1] in ("{", "["):
                try:
                    shown[name] = json.loads(value)
                except ValueError:
                    continue
        for name, upload in self.uploads.items():
            shown[name] = {"file": upload.name, "mime": upload.mime, "size": len(upload.data)}
        return shown


async def read_arguments(request: Request) -> Arguments:
    """Query string and body together; the body wins.

    Raises:
        ApiError: 400 when the body is not what its content type says.
    """
    arguments = Arguments(dict(request.query_params))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST":
        return arguments
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise bad_request("can't parse request body as JSON") from None
        if not isinstance(body, dict):
            raise bad_request("JSON object expected in the request body")
        arguments.values.update(body)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_part_size=60 * 1024 * 1024) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    arguments.uploads[name] = Upload(
                        value.filename or "file",
                        value.content_type or "application/octet-stream",
                        await value.read(),
                    )
                else:
                    arguments.values[name] = value
    return arguments
