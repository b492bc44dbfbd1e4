"""The trainers' pages on a real store, asked without a socket; a clock that can be set."""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.web.app import build
from bot.web.site import Site
from dialogues.ids import LearnerId
from dialogues.library import library
from dialogues.text import Lang
from storage.sqlite.store import SqliteStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = "123456789:AAE-test-token_for-these-tests-only"
URL = "https://pages.example.org"


@dataclass
class Pages:
    """The pages, and everything a test wants to know of them."""

    store: SqliteStore
    url: str = URL
    now: datetime = NOW
    woken: int = 0
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site(
            store=self.store,
            library=library(),
            clock=lambda: self.now,
            token=TOKEN,
            url=self.url,
            bot_name="pourparler_bot",
            woken=self._wake,
        )
        self.app = build(self.site)

    def _wake(self) -> None:
        self.woken += 1

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def browser(self, lang: Lang = "en") -> "Browser":
        """Somebody's browser, with no cookie yet."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=True),
            base_url=self.url,
            headers={"accept-language": lang},
        )
        self.clients.append(client)
        return Browser(self, client)

    async def enrol(self, number: int, name: str, lang: Lang = "en") -> LearnerId:
        """Somebody who has talked to the bot."""
        async with self.store.work(self.now) as work:
            learner = work.enrol(number, number, name, lang)
            return learner.id

    async def link(self, who: LearnerId, token: str = "a-token") -> str:
        """The path of a login link."""
        async with self.store.work(self.now) as work:
            work.save_link(token, who, self.now + timedelta(minutes=10))
        return f"/enter/{token}"

    async def signed_in(self, who: LearnerId) -> "Browser":
        """A browser in which somebody is signed in."""
        browser = self.browser()
        path = await self.link(who, f"token-of-{who}-{len(self.clients)}")
        answer = await browser.post(path)
        assert answer.status_code == 303
        return browser


@dataclass
class Browser:
    """A browser: keeps cookies, sends the proof of the page it has seen, follows nothing."""

    pages: Pages
    client: httpx.AsyncClient
    proof: str = ""

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Fetch a page."""
        answer = await self.client.get(path, headers=headers)
        if found := re.search(r'name="proof" value="(\w+)"', answer.text):
            self.proof = found[1]
        return answer

    async def post(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> httpx.Response:
        """Send a form, with the proof and the Origin that a browser sends."""
        own = {"origin": self.pages.url, **headers}
        return await self.client.post(path, data={"proof": self.proof, **(form or {})}, headers=own)

    async def read(self, path: str) -> str:
        """The HTML of a page that must be there."""
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return answer.text


def launch(who: int, at: datetime, *, token: str = TOKEN, **changed: str) -> str:
    """Launch data as Telegram signs them; `changed` replaces fields after signing."""
    fields = {
        "auth_date": str(int(at.timestamp())),
        "query_id": "AAH",
        "signature": "c2lnbmF0dXJl",
        "user": json.dumps({"id": who, "first_name": "Zoé & co"}, ensure_ascii=False),
    }
    lines = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, **changed})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "pourparler.db")
    yield opened
    opened.close()


@pytest.fixture
async def pages(store: SqliteStore) -> AsyncIterator[Pages]:
    made = Pages(store)
    yield made
    for client in made.clients:
        await client.aclose()
