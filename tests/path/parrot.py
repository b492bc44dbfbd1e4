"""A conductor that counts and echoes, so that every loss, doubling and disorder shows."""

import struct
import time
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.conductor import Description
from bot.messages import (
    Button,
    Command,
    Commands,
    File,
    Incoming,
    Outgoing,
    Picture,
    React,
    Rebutton,
    Redraw,
    Say,
    Sent,
    Typing,
)
from bot.parse import client_lang
from dialogues.errors import NotNow
from dialogues.ids import AttemptId
from dialogues.text import Lang
from storage.rows import Timer
from storage.work import Work
from tests.storage.attempt_events import learner_said, persona_said, started


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes([90, 140, 60]) * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Parrot:
    """Answers the nth text of a chat with 'n: text' and keeps both as events."""

    def __init__(self, slow_seconds: float = 0.0, human_delay: float = 0.0) -> None:
        self.slow_seconds = slow_seconds
        self.human_delay = human_delay
        self.seen: list[Incoming] = []

    def handle(self, incoming: Incoming, work: Work, now: datetime) -> None:
        self.seen.append(incoming)
        chat = incoming.chat_id
        match incoming.kind:
            case "text":
                self._echo(incoming, work, now)
            case "command":
                self._command(incoming, work, now)
            case "button":
                count = int(incoming.data.partition(":")[2]) + 1
                work.send(
                    chat,
                    Redraw(html=f"pressed {count}", keyboard=again(count), slot="screen"),
                )
            case "blocked" | "unblocked" | "added-to-group":
                pass
            case _:
                work.send(chat, Say(html=f"a {incoming.kind}: {escaped(incoming.text)}"))

    def _echo(self, incoming: Incoming, work: Work, now: datetime) -> None:
        if self.slow_seconds:
            time.sleep(self.slow_seconds)
        lang = client_lang(incoming.user.language_code)
        learner = work.enrol(incoming.user.id, incoming.chat_id, incoming.user.first_name, lang)
        attempt = AttemptId(f"a{learner.id}")
        row = work.attempt(attempt)
        if row is None:
            work.append(attempt, started(attempt, learner.id, now))
        count = 1 if row is None else row.learner_turns + 1
        answer = f"{count}: {incoming.text}"
        work.append(
            attempt,
            learner_said(2 * count - 2, incoming.text, now),
            persona_said(2 * count - 1, answer, now),
        )
        work.send(incoming.chat_id, Say(html=escaped(answer), human_delay=self.human_delay))

    def _command(self, incoming: Incoming, work: Work, now: datetime) -> None:
        chat, argument = incoming.chat_id, incoming.argument
        sent: tuple[Outgoing, ...] = ()
        match incoming.command:
            case "timer":
                due = now + timedelta(seconds=float(argument))
                work.set_timer(f"ding:{chat}", due, "ding", chat_id=chat)
            case "badtimer":
                work.set_timer(f"bad:{chat}", now, "bad", chat_id=chat)
            case "bug":
                work.send(chat, Say(html="never seen"))
                raise RuntimeError("a planted bug")
            case "notnow":
                raise NotNow("busy")
            case "button":
                sent = (Say(html="press me", keyboard=again(0), slot="screen"),)
            case "picture":
                sent = (
                    Picture(blob=work.keep(png()), html="a <b>green</b> square", slot="screen"),
                )
            case "file":
                sent = (File(blob=work.keep(b"a;b\n1;2\n"), name="table.csv", html="a table"),)
            case "ornaments":
                assert incoming.message_id is not None
                sent = (
                    Typing(),
                    React(message_id=incoming.message_id, emoji="👍"),
                    Commands(commands=(Command(name="stop", description="Stop"),)),
                    Rebutton(slot="screen"),
                    Say(html="dressed up"),
                )
            case "broken":
                sent = (Say(html="<b>never closed <i>& wrong"),)
            case "burst":
                sent = tuple(Say(html=f"burst {n}") for n in range(int(argument)))
            case "long":
                paragraphs = "\n\n".join(f"<b>{n}</b> " + "word " * 60 for n in range(40))
                sent = (Say(html=paragraphs, keyboard=again(0)),)
            case _:
                sent = (Say(html=f"command {incoming.command} [{escaped(argument)}]"),)
        work.send(chat, *sent)

    def wants(self, sent: Sent) -> bool:
        """Files are of no use to a parrot."""
        return False

    def on_timer(self, timer: Timer, work: Work, now: datetime) -> None:
        if timer.kind == "bad":
            raise RuntimeError("a planted bug in a timer")
        assert timer.chat_id is not None
        work.send(timer.chat_id, Say(html="ding"))

    def refusal(self, error: NotNow, lang: Lang) -> str:
        return f"not now: {error.key}" if lang == "en" else f"pas maintenant : {error.key}"

    def apology(self, lang: Lang) -> str:
        return "our mistake" if lang == "en" else "notre erreur"

    def full(self, lang: Lang) -> str:
        return "the disk is full" if lang == "en" else "le disque est plein"

    def commands(self) -> Mapping[Lang | None, tuple[Command, ...]]:
        return {
            None: (Command(name="start", description="Begin"),),
            "fr": (Command(name="start", description="Commencer"),),
        }

    def descriptions(self) -> tuple[Description, ...]:
        return (Description(lang=None, long="A parrot that counts.", short="A parrot"),)


def again(count: int) -> tuple[tuple[Button, ...], ...]:
    return ((Button(label="again", data=f"again:{count}"),),)
