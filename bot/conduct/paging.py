"""Long lists on a phone: a page of them, and the buttons to the pages beside it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from bot.conduct.desk import Desk
from bot.messages import Button

T = TypeVar("T")


class Page(Generic[T]):
    """One page of a list; a page that is no longer there gives the last one."""

    def __init__(self, items: Sequence[T], number: int, size: int) -> None:
        self.pages = max(1, -(-len(items) // size))
        self.number = min(max(number, 0), self.pages - 1)
        self.first = self.number * size + 1
        """The place of the first item, from 1."""
        self.items = tuple(items[self.first - 1 : self.first - 1 + size])

    def turners(self, desk: Desk, data: str) -> tuple[Button, ...]:
        """Buttons to the pages beside; `data` gets the page's number at its end."""
        found = []
        if self.number > 0:
            found.append(desk.button("button.previous", f"{data}{self.number - 1}"))
        if self.number < self.pages - 1:
            found.append(desk.button("button.next", f"{data}{self.number + 1}"))
        return tuple(found)
