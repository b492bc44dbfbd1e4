"""One running product per module, and a client for its simulator."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.simulator.client import Simulator
from tests.product import Product, product


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with product(tmp_path_factory.mktemp("served"), paced=False) as made:
        yield made


@pytest.fixture
async def simulator(served: Product) -> AsyncIterator[Simulator]:
    async with Simulator(served.url) as client:
        yield client
