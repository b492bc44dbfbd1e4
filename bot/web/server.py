"""Serving the trainers' pages beside the bot, in its event loop."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from bot.web.app import build
from bot.web.site import Site

log = logging.getLogger(__name__)

GRACE = 3
"""Seconds that open requests get at a stop."""


class PortTaken(Exception):
    """The pages' port cannot be listened on; the message names the setting."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # The bot owns the signals: a second handler would end it before its work is drained.
        yield


@contextlib.asynccontextmanager
async def serving(site: Site, host: str, port: int, stop: asyncio.Event) -> AsyncIterator[None]:
    """Serve the pages while the block lasts, at most until `stop` is set.

    Raises:
        PortTaken: the port is in use or not allowed.
    """
    with contextlib.closing(_bound(host, port)) as bound:
        server = _Server(
            uvicorn.Config(
                build(site),
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_level="warning",
                access_log=False,
                server_header=False,
                # The proxy in front is the only one who knows; nothing here depends on it.
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        serves = asyncio.create_task(_served(server, bound))
        ends = asyncio.create_task(_end(server, stop))
        try:
            yield
        finally:
            server.should_exit = True
            ends.cancel()
            await asyncio.gather(serves, ends, return_exceptions=True)


async def _served(server: _Server, bound: socket.socket) -> None:
    try:
        await server.serve(sockets=[bound])
    except Exception:
        log.exception("the trainers' pages stopped; the bot goes on without them")


async def _end(server: _Server, stop: asyncio.Event) -> None:
    """No new requests once the bot stops, so that what they leave is still delivered."""
    await stop.wait()
    server.should_exit = True


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns off Nagle's wait only where the protocol is named.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortTaken(
            f"POURPARLER_WEB_PORT = {port}: cannot listen on {host} ({error.strerror}); "
            "set it to a free port, or to 0 for no trainers' pages"
        ) from error
    return bound
