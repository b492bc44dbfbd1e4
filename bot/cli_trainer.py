"""`pourparler trainer`: who trains, and a code that names a trainer or an operator."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer

from bot.conduct import menus
from bot.conduct.classes import codes
from bot.config import settings
from bot.i18n import texts
from bot.messages import Say
from storage.class_rows import Role
from storage.rows import Learner
from storage.sqlite.store import SqliteStore
from storage.work import Work

T = TypeVar("T")

CANNOT = 2


class Refused(Exception):
    """What was asked cannot be done; the message says why."""


def trainer_command(
    user: Annotated[
        int | None, typer.Option(help="Name somebody who has used the bot, by Telegram number.")
    ] = None,
    operator: Annotated[
        bool, typer.Option("--operator", help="An operator, who names trainers and sees counts.")
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="List trainers and operators with their numbers.")
    ] = False,
    remove: Annotated[
        int | None, typer.Option(help="Take the role back, by Telegram number.")
    ] = None,
    days: Annotated[int, typer.Option(help="Days the code works.", min=1, max=365)] = 7,
) -> None:
    """Make a code that makes whoever opens it first a trainer: t.me/YOUR_BOT?start=CODE."""
    role: Role = "operator" if operator else "trainer"
    try:
        if sum((user is not None, list_, remove is not None)) > 1:
            raise Refused("--user, --list and --remove exclude each other")
        if list_:
            typer.echo(_worked(_listed))
        elif user is not None:
            typer.echo(_worked(lambda work: _named(work, user, role)))
        elif remove is not None:
            typer.echo(_worked(lambda work: _removed(work, remove, role)))
        else:
            code = codes.once(role, "{}", datetime.now(UTC), days)
            _worked(lambda work: work.save_code(code))
            typer.echo(code.code)
            typer.echo(
                f"It makes one person a{'n' if operator else ''} {role}, within {days} days: "
                f"https://t.me/YOUR_BOT?start={code.code}, or /start {code.code} in the chat",
                err=True,
            )
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(CANNOT) from None


def _worked(act: Callable[[Work], T]) -> T:
    return asyncio.run(_in_store(act))


async def _in_store(act: Callable[[Work], T]) -> T:
    store = SqliteStore.open(settings().database)
    try:
        async with store.work(datetime.now(UTC)) as work:
            return act(work)
    finally:
        store.close()


def _listed(work: Work) -> str:
    lines = [
        f"{one.user_id}\t{role}\t{one.name}\t{len(work.cohorts_of_trainer(one.id))} cohorts"
        for role in menus.ROLES
        for one in work.with_role(role)
    ]
    return "\n".join(lines) or "nobody yet: `pourparler trainer` makes a code for the first"


def _named(work: Work, user: int, role: Role) -> str:
    who = _known(work, user)
    work.give_role(who.id, role)
    key = "trainer.welcome" if role == "trainer" else "operator.welcome"
    _tell(work, who, key)
    return f"{who.name} ({user}) is now {role}"


def _removed(work: Work, user: int, role: Role) -> str:
    who = _known(work, user)
    if role not in work.roles(who.id):
        raise Refused(f"{who.name} ({user}) is no {role}")
    work.take_role(who.id, role)
    _tell(work, who, "trainer.no-more" if role == "trainer" else "operator.no-more")
    return f"{who.name} ({user}) is no {role} any more; her cohorts keep their other trainers"


def _known(work: Work, user: int) -> Learner:
    found = work.learner_by_user(user)
    if found is None:
        raise Refused(
            f"nobody with the Telegram number {user} has used the bot; let her press Start first, "
            "or give her a code (`pourparler trainer`)"
        )
    return found


def _tell(work: Work, who: Learner, key: str) -> None:
    if not who.blocked:
        said = Say(html=str(texts(who.lang)(key)))
        work.send(who.chat_id, said, *menus.commands_for(work, who))
