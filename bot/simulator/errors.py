"""The refusals of a Bot API server."""

from typing import Any


class ApiError(Exception):
    """A refusal in the shape Telegram gives it.

    `parameters` carries `retry_after` or `migrate_to_chat_id` where Telegram sends them.
    """

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(what: str) -> ApiError:
    """A 400 whose text reads `Bad Request: what`."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """A 403 whose text reads `Forbidden: what`."""
    return ApiError(403, f"Forbidden: {what}")


REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running",
    429: "Too Many Requests: retry after",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
}
