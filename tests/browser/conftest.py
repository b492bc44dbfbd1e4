"""A browser, and the product as `make run` starts it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.chromium import chromium
from tests.product import Product, product


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as made:
        yield made


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Product]:
    with product(tmp_path) as made:
        yield made
