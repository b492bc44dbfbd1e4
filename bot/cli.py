"""`pourparler`: the command line of the product."""

import asyncio
import sys

import typer
from rich.console import Console

from bot import app as application
from bot.cli_agreement import agreement_command
from bot.cli_assess import assess_command
from bot.cli_backup import backup_command, restore_command
from bot.cli_check import check_command
from bot.cli_code import code_command
from bot.cli_criteria import criteria_command
from bot.cli_doctor import doctor_command
from bot.cli_erase import erase_command
from bot.cli_play import play_command
from bot.cli_read import read_command
from bot.cli_trainer import trainer_command
from bot.cli_verify import rubric_preview_command, verify_command
from bot.conduct.conductor import TalkConductor
from bot.config import Settings, SettingsError, settings
from bot.local import simulator
from bot.warming import in_background
from dialogues.diagnostics import ContentError
from dialogues.library import library
from dialogues.reading.reader import warm_up
from storage.errors import StoreRefused

CANNOT = 2
"""Exit code when an author, an operator or a setting must be mended first."""

cli = typer.Typer(
    name="pourparler",
    help="Pourparler trains people in international trade to listen, argue and negotiate.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli.command("check")(check_command)
cli.command("play")(play_command)
cli.command("read")(read_command)
cli.command("criteria")(criteria_command)
cli.command("code")(code_command)
cli.command("trainer")(trainer_command)
cli.command("assess")(assess_command)
cli.command("verify")(verify_command)
cli.command("rubric-preview")(rubric_preview_command)
cli.command("agreement")(agreement_command)
cli.command("doctor")(doctor_command)
cli.command("backup")(backup_command)
cli.command("restore")(restore_command)
cli.command("erase")(erase_command)

console = Console()
complaints = Console(stderr=True)


@cli.command()
def run() -> None:
    """Start the bot: on Telegram when TELEGRAM_BOT_TOKEN is set, else with the local simulator."""
    chosen = settings()
    conductor = TalkConductor(library(), chosen.nudge_minutes, chosen.pages_url)
    warm_up()
    in_background(conductor.library)
    if chosen.token is not None:
        raise typer.Exit(_served(chosen, conductor))
    with simulator(chosen) as (reached, address):
        console.print(
            f"No TELEGRAM_BOT_TOKEN is set: the local simulator is at [bold]{address}/[/]\n"
            f"Two phones side by side: {address}/?phones=2 · stop with Ctrl-C"
            + (f"\nThe trainers' pages are at {reached.pages_url}/" if reached.pages_port else "")
        )
        raise typer.Exit(_served(reached, conductor))


def _served(chosen: Settings, conductor: TalkConductor) -> int:
    return asyncio.run(application.serve(chosen, conductor, library=conductor.library))


def main() -> None:
    """Run the command line; what an author or operator must mend is told in one message."""
    try:
        cli()
    except (SettingsError, ContentError, StoreRefused) as error:
        complaints.print(str(error), markup=False, highlight=False)
        sys.exit(CANNOT)
