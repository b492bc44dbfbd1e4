"""`pourparler doctor`: what is wrong with this installation, and how to mend it."""

import typer
from rich.console import Console

from bot.config import Settings, SettingsError, settings
from bot.doctor import diagnose

UNFIT = 2
_SIGNS = {"good": "[green]ok[/]", "warning": "[yellow]hm[/]", "bad": "[red]no[/]"}

console = Console()


def doctor_command() -> None:
    """Say what is wrong with this installation, and how to mend it.

    Ends with 2 when the bot cannot run as it is.
    """
    try:
        chosen: Settings | SettingsError = settings()
    except SettingsError as error:
        chosen = error
    found = diagnose(chosen)
    for one in found:
        console.print(f"{_SIGNS[one.state]}  [bold]{one.subject}[/]: ", end="")
        console.print(one.found, markup=False, highlight=False, soft_wrap=True)
        if one.remedy:
            console.print(f"      → {one.remedy}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(UNFIT if any(one.state == "bad" for one in found) else 0)
