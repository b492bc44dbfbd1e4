"""What is wrong with this installation, and how to mend it."""

import asyncio
import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import aiohttp
import numpy as np
from telegram.error import InvalidToken, TelegramError

from bot.config import Settings, SettingsError
from bot.transport import NotFound, TelegramBot, telegram_bot
from dialogues.reading.encoder import SIZE, encoder
from dialogues.text import Frozen
from storage.errors import StoreRefused
from storage.sqlite.lock import held
from storage.sqlite.opening import faults, schema_state

PYTHON = (3, 11)
ROOM_BYTES, LITTLE_ROOM_BYTES = 20_000_000, 200_000_000
CLOCK_SECONDS = 60.0
_REINSTALL = "run 'make run' once more, or: pip install -r requirements.lock"


class Finding(Frozen):
    """One thing looked at."""

    subject: str
    state: Literal["good", "warning", "bad"]
    """Bad: the bot cannot run. Warning: it runs, and something is less than it could be."""
    found: str
    remedy: str = ""
    """What to do; empty when good."""


def diagnose(settings: Settings | SettingsError) -> tuple[Finding, ...]:
    """Everything looked at, in the order it matters; takes up to ten seconds without a network."""
    findings = [*_python(), *_dependencies(), *_encoder()]
    if isinstance(settings, SettingsError):
        findings += [
            Finding(
                subject="settings",
                state="bad",
                found=line,
                remedy="mend it in the environment or in .env; see docs/operations.md, 'Settings'",
            )
            for line in str(settings).splitlines()
        ]
        return tuple(findings)
    findings.append(Finding(subject="settings", state="good", found="all understood"))
    findings += [*_database(settings.database), *_disk(settings.database)]
    if settings.token is None:
        findings += [*_simulator(settings.simulator_port), *_clock_alone()]
    else:
        findings += asyncio.run(_network(settings, settings.token.get_secret_value()))
    return tuple(findings)


def _python() -> Iterator[Finding]:
    have = sys.version_info[:2]
    good = have >= PYTHON
    yield Finding(
        subject="Python",
        state="good" if good else "bad",
        found=f"{have[0]}.{have[1]}",
        remedy="" if good else "install Python 3.11 or newer, then: make run PYTHON=python3.11",
    )


def _dependencies() -> Iterator[Finding]:
    try:
        wanted = metadata.requires("pourparler") or []
    except metadata.PackageNotFoundError:
        yield Finding(
            subject="packages",
            state="bad",
            found="pourparler itself is not installed",
            remedy=_REINSTALL,
        )
        return
    missing = []
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name is None or ";" in requirement:
            continue
        try:
            metadata.version(name[0])
        except metadata.PackageNotFoundError:
            missing.append(name[0])
    yield Finding(
        subject="packages",
        state="bad" if missing else "good",
        found=f"missing: {', '.join(missing)}" if missing else "all there",
        remedy=_REINSTALL if missing else "",
    )


def _encoder() -> Iterator[Finding]:
    reason = "its package is missing"
    try:
        found = encoder()
        works = found is not None and bool(
            np.isfinite(found.encode(["bonjour"])).all()
            and found.encode(["bonjour"]).shape == (1, SIZE)
        )
    except Exception as error:
        works, reason = False, f"{type(error).__name__}: {error}"
    yield Finding(
        subject="sentence encoder",
        state="good" if works else "warning",
        found="works" if works else f"not there ({reason}): messages are read by rules alone",
        remedy="" if works else _REINSTALL,
    )


def _database(path: Path) -> Iterator[Finding]:
    def told(state: Literal["good", "warning", "bad"], found: str, remedy: str = "") -> Finding:
        return Finding(subject=f"database {path}", state=state, found=found, remedy=remedy)

    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        yield told(
            "bad",
            "cannot be written to",
            f"give this user the right to write in {folder}, or set POURPARLER_DATABASE",
        )
        return
    if not path.exists():
        yield told("good", "will be made at the first start")
        return
    found = faults(path)
    if found:
        yield told(
            "bad",
            f"damaged: {found[0]}" + (f" and {len(found) - 1} more faults" if found[1:] else ""),
            "restore a backup: docs/operations.md, 'Restoring'",
        )
        return
    try:
        pending, unknown = schema_state(path)
        running = _is_held(path)
    except StoreRefused as error:
        yield told("bad", str(error), "restore a backup: docs/operations.md, 'Restoring'")
        return
    if unknown:
        yield told("bad", f"made by a newer version ({', '.join(unknown)})", "run that version")
        return
    state = f"{path.stat().st_size / 1e6:.1f} MB, whole"
    if pending:
        state += f"; {len(pending)} migrations at the next start"
    yield told("good", state + ("; a bot is running on it" if running else ""))


def _is_held(path: Path) -> bool:
    try:
        with held(path):
            return False
    except StoreRefused:
        return True


def _disk(path: Path) -> Iterator[Finding]:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    state: Literal["good", "warning", "bad"] = (
        "bad" if free < ROOM_BYTES else "warning" if free < LITTLE_ROOM_BYTES else "good"
    )
    yield Finding(
        subject="disk",
        state=state,
        found=f"{free / 1e6:,.0f} MB free in {folder}",
        remedy="" if state == "good" else "make room, or set POURPARLER_DATABASE to another disk",
    )


def _simulator(port: int) -> Iterator[Finding]:
    yield Finding(
        subject="Telegram",
        state="good",
        found="no TELEGRAM_BOT_TOKEN is set: the local simulator will start",
    )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            yield Finding(
                subject=f"port {port}",
                state="warning",
                found="another program uses it",
                remedy="stop that program (it may be this bot), or set POURPARLER_SIMULATOR_PORT",
            )
        else:
            yield Finding(subject=f"port {port}", state="good", found="free for the simulator")


def _clock_alone() -> Iterator[Finding]:
    now = datetime.now(UTC)
    good = now.year >= 2026
    yield Finding(
        subject="clock",
        state="good" if good else "warning",
        found=f"{now:%Y-%m-%d %H:%M} UTC",
        remedy="" if good else "set the clock: timers and records depend on it",
    )


async def _network(settings: Settings, token: str) -> list[Finding]:
    bot = telegram_bot(token, settings.base_url, settings.file_url, read_seconds=8)
    try:
        return [await _server(bot, settings.base_url), await _clock(settings.base_url)]
    finally:
        await bot.shutdown()


async def _server(bot: TelegramBot, base_url: str) -> Finding:
    def told(state: Literal["good", "warning", "bad"], found: str, remedy: str = "") -> Finding:
        return Finding(subject=f"server {base_url}", state=state, found=found, remedy=remedy)

    try:
        await bot.initialize()
    except (InvalidToken, NotFound):
        return told(
            "bad",
            "answers, and does not accept TELEGRAM_BOT_TOKEN",
            "copy the token again from BotFather (/mybots, API Token)",
        )
    except TelegramError as error:
        return told(
            "bad",
            f"cannot be reached ({error})",
            "check the network, the proxy and TELEGRAM_API_BASE_URL",
        )
    try:
        hook = await bot.get_webhook_info()
    except TelegramError:
        return told("good", f"answers: @{bot.username}")
    if hook.url:
        return told(
            "warning",
            f"answers: @{bot.username}, and has a webhook set",
            "nothing, if no other program uses this token: it is taken away at the next start",
        )
    return told("good", f"answers: @{bot.username}, {hook.pending_update_count} updates wait")


async def _clock(base_url: str) -> Finding:
    parts = urlsplit(base_url)
    here = datetime.now(UTC)
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(8)) as session,
            session.get(f"{parts.scheme}://{parts.netloc}/", allow_redirects=False) as answer,
        ):
            there = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError, OSError):
        return next(_clock_alone())
    off = abs((here - there).total_seconds())
    good = off < CLOCK_SECONDS
    return Finding(
        subject="clock",
        state="good" if good else "warning",
        found=f"{here:%Y-%m-%d %H:%M} UTC, {off:.0f} s from the server's",
        remedy="" if good else "set the clock (timedatectl set-ntp true): timers depend on it",
    )
