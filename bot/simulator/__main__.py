"""`python -m bot.simulator --port 8090`."""

import argparse
import sys
from pathlib import Path

from bot.simulator.server import DEFAULT_PORT, serve
from bot.simulator.snapshot import BrokenSnapshotError


def main() -> int:
    """Serve until stopped; 2 when the port or the snapshot is no good."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help=f"port, 0 for any ({DEFAULT_PORT})"
    )
    parser.add_argument("--state", type=Path, help="JSON file that keeps the chats")
    options = parser.parse_args()

    def ready(url: str) -> None:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()

    try:
        serve(options.host, options.port, options.state, ready)
    except OSError as error:
        sys.stderr.write(f"cannot listen on {options.host}:{options.port}: {error}\n")
        return 2
    except BrokenSnapshotError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
