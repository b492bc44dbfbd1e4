"""The simulator as a web application: Bot API, control API and phone page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator import api, control, page
from bot.simulator.model import State
from bot.simulator.snapshot import Keeper, load, save
from bot.simulator.webhook import deliver_for_ever
from bot.simulator.world import World

LOOPBACK = ("127.0.0.1", "localhost", "::1", "testserver")


class OwnPagesOnly:
    """Refuses calls that another site's page, or a rebound name, makes through the browser."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host

    def _strange(self, scope: Scope) -> bool:
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        if self._host in LOOPBACK and name not in LOOPBACK:
            return True
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc != host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403."""
        if scope["type"] == "http" and self._strange(scope):
            await PlainTextResponse("not from here", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def build(state_path: Path | None = None, *, host: str = "127.0.0.1") -> Starlette:
    """The application; `state_path` keeps its chats over a restart.

    Raises:
        BrokenSnapshotError: when `state_path` holds no snapshot.
    """
    folder = state_path.with_name(state_path.name + ".files") if state_path else None
    world = World(load(state_path) if state_path else State(), folder)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        world.pulse.reopen()
        tasks = [asyncio.create_task(deliver_for_ever(world))]
        if state_path:
            tasks.append(asyncio.create_task(Keeper(world, state_path).run()))
        try:
            yield
        finally:
            world.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if state_path:
                save(world, state_path)

    app = Starlette(
        routes=[*api.ROUTES, *control.ROUTES, *page.ROUTES],
        middleware=[Middleware(OwnPagesOnly, host=host)],
        lifespan=lifespan,
    )
    app.state.world = world
    return app
