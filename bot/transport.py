"""How requests reach a Bot API server: kept connections, and errors that say what is certain."""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

POLL_SECONDS = 25
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotSent(NetworkError):
    """No connection came about: the server cannot have carried the request out."""


class ServerFault(NetworkError):
    """The server answered 5xx; whether it carried the request out is open."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


log = logging.getLogger(__name__)


class TooFast(TelegramError):
    """The server answered 429: it wants to be left alone for `seconds`."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotFound(TelegramError):
    """The server answered 404: it knows no such method, or no such token."""


class Requests(BaseRequest):
    """HTTP by aiohttp: a reply costs a third of what it costs by the library's own transport."""

    def __init__(self, *, read_seconds: float, connections: int, trust_env: bool) -> None:
        self._read_seconds = read_seconds
        self._connections = connections
        self._trust_env = trust_env
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            # Idle connections are given up before a server would do so, because a request
            # written into a closing one is in doubt.
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=25)
            self._session = aiohttp.ClientSession(
                connector=connector, trust_env=self._trust_env, auto_decompress=True
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Send one request; gives status and body.

        Raises:
            NotSent: nothing reached the server.
            TimedOut: no answer in time; the request may have been carried out.
            NetworkError: the connection broke; the request may have been carried out.
            ServerFault: the server answered 5xx.
            NotFound: the server answered 404.
            TooFast: the server answered 429.
        """
        if self._session is None:
            raise NotSent("the transport is closed")
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._read_seconds
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=float(seconds))
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout
            ) as answer:
                status, payload = answer.status, await answer.read()
        # The address holds the token, so causes are named by class and never by their text.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"no connection to {_host(url)} ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut(f"no answer from {_host(url)} in {seconds} s") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{_host(url)}: {type(error).__name__}") from None
        if status == 404:
            raise NotFound(_description(payload, "Not Found"))
        if status == 429:
            raise TooFast(_description(payload, "Too Many Requests"), _retry_after(payload))
        if status >= 500:
            raise ServerFault(_description(payload, f"HTTP {status}"), status)
        return status, payload


class TelegramBot(Bot):
    """The library's Bot with updates as they came, so that no odd update can stop the line."""

    async def raw_updates(self, offset: int | None, kinds: list[str]) -> list[Mapping[str, Any]]:
        """The next updates, each an object of whatever shape; waits for the first one."""
        asked: dict[str, object] = {"timeout": POLL_SECONDS, "allowed_updates": kinds}
        if offset is not None:
            asked["offset"] = offset
        found = await self._post("getUpdates", asked)
        if not isinstance(found, list):
            raise NetworkError("getUpdates answered something that is no list")
        return [update for update in found if isinstance(update, dict)]

    async def content(self, file_id: str) -> bytes | None:
        """The bytes of a file somebody sent; None when the server will not give them."""
        try:
            file = await self.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            log.warning("a file cannot be fetched: %s", error)
            return None


READ_SECONDS = 20.0
"""How long an answer may take before the message counts as in doubt."""


def telegram_bot(
    token: str, base_url: str, file_url: str, read_seconds: float = READ_SECONDS
) -> TelegramBot:
    """A bot on our transport; `async with` opens and closes its connections."""
    trust_env = urlsplit(base_url).hostname not in _LOOPBACK
    return TelegramBot(
        token,
        base_url=base_url,
        base_file_url=file_url,
        request=Requests(read_seconds=read_seconds, connections=64, trust_env=trust_env),
        get_updates_request=Requests(
            read_seconds=POLL_SECONDS + 10, connections=1, trust_env=trust_env
        ),
    )


def _body(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    if request_data.contains_files:
        for name, part in (request_data.multipart_data or {}).items():
            form.add_field(name, part[1], filename=part[0], content_type=part[2])
    return form


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _description(payload: bytes, otherwise: str) -> str:
    described = _object(payload).get("description")
    return described if isinstance(described, str) else otherwise


def _retry_after(payload: bytes) -> float:
    parameters = _object(payload).get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int | float) and 0 < seconds < 1e6 else 1.0


def _object(payload: bytes) -> dict[str, Any]:
    try:
        found = json.loads(payload)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
