"""Options of the whole test suite."""

import re

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="write golden transcripts anew; review the diff"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin what is slow first: at the end nobody waits for it."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Hand out what starts its own processes test by test, all else file by file."""
    return _Handing(config, log) if config.getvalue("dist") == "loadfile" else None


class _Handing(LoadFileScheduling):  # type: ignore[misc]
    ALONE = re.compile(r"tests/browser/|_kill\.py|_browser\.py|simulator/test_page\.py")

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if self.ALONE.search(nodeid) else super()._split_scope(nodeid)


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))
