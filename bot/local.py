"""The local simulator beside the bot: its own process, reached over HTTP like Telegram."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator

from pydantic import SecretStr

from bot.config import Settings, SettingsError

TOKEN = "100000001:LOCAL-SIMULATOR-knows-every-token"  # noqa: S105 - opens nothing but this machine
READY_SECONDS = 20
"""How long the simulator may take to answer."""


@contextlib.contextmanager
def simulator(chosen: Settings) -> Iterator[tuple[Settings, str]]:
    """Run the simulator while the block lasts; gives settings that lead to it, and its address.

    Raises:
        SettingsError: its port is taken, or its files cannot be kept.
    """
    state = chosen.database.with_suffix(".simulator.json")
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"POURPARLER_DATABASE = {str(chosen.database)!r}: its folder cannot be made "
            f"({error.strerror}); set it to a path that may be written to"
        ) from None
    command = [
        sys.executable,
        "-m",
        "bot.simulator",
        "--port",
        str(chosen.simulator_port),
        "--state",
        str(state),
    ]
    # A session of its own: Ctrl-C reaches the bot first, which still has answers to deliver.
    child = subprocess.Popen(  # noqa: S603 - our own module, our own settings
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert child.stdout is not None
        address = child.stdout.readline().strip()
        if not address:
            assert child.stderr is not None
            reason = child.stderr.read().strip()
            hint = (
                "\nset POURPARLER_SIMULATOR_PORT to a free port, "
                "or TELEGRAM_BOT_TOKEN to serve Telegram"
            )
            taken = reason.startswith("cannot listen")
            raise SettingsError(
                f"the local simulator did not start: {reason}{hint if taken else ''}"
            )
        reached = chosen.model_copy(
            update={
                "token": SecretStr(TOKEN),
                "base_url": f"{address}/bot",
                "base_file_url": f"{address}/file/bot",
                "web_port": chosen.pages_port,
            }
        )
        yield reached, address
    finally:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(READY_SECONDS)
        if child.poll() is None:
            child.kill()
