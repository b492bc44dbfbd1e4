"""Serving the simulator, alone or inside a test."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.simulator.app import build
from bot.simulator.world import World

DEFAULT_PORT = 8090
GRACE = 2


def _protocol(connections: dict[tuple[str, int], asyncio.Transport]) -> type[asyncio.Protocol]:
    """An HTTP protocol that lets the application close its connection by client address."""

    class Tracked(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client is not None:
                connections[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client is not None:
                connections.pop(self.client, None)
            super().connection_lost(exc)

    return Tracked


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # Whoever runs the server owns the signals.
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.up.set()

    async def answering(self, task: asyncio.Task[None]) -> None:
        """Wait until it answers; a fault at start is raised here."""
        up = asyncio.create_task(self.up.wait())
        await asyncio.wait({up, task}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if task.done():
            await task


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one.

    Raises:
        OSError: when the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns off Nagle's wait (40 ms per answer) only where the protocol is named.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def _server(app: Starlette) -> _Server:
    connections: dict[tuple[str, int], asyncio.Transport] = {}
    app.state.connections = connections
    return _Server(
        uvicorn.Config(
            app,
            http=_protocol(connections),
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACE,
            timeout_keep_alive=75,
        )
    )


@contextlib.asynccontextmanager
async def running(
    host: str = "127.0.0.1", port: int = 0, state_path: Path | None = None
) -> AsyncIterator[str]:
    """Serve inside the running loop; gives the address, `http://HOST:PORT`."""
    app = build(state_path, host=host)
    world: World = app.state.world
    with contextlib.closing(listen(host, port)) as bound:
        server = _server(app)
        task = asyncio.create_task(server.serve(sockets=[bound]))
        await server.answering(task)
        try:
            shown_host = f"[{host}]" if ":" in host else host
            yield f"http://{shown_host}:{bound.getsockname()[1]}"
        finally:
            world.close()
            server.should_exit = True
            await task


def serve(
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    state_path: Path | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is told the address once it answers.

    Raises:
        OSError: when the port is taken.
        BrokenSnapshotError: when `state_path` holds no snapshot.
    """

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        async with running(host, port, state_path) as url:
            if ready is not None:
                ready(url)
            await stop.wait()

    asyncio.run(run())
