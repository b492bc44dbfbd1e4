"""What can go wrong with the database, by who must act."""


class StoreRefused(Exception):
    """The database cannot be used; the message names the file, the reason and the remedy."""


class StorageTrouble(Exception):
    """A write did not happen (disk full, file locked, I/O error); nothing of it was kept.

    `full` is true when room is what is missing.
    """

    def __init__(self, message: str, *, full: bool) -> None:
        super().__init__(message)
        self.full = full


class AlreadyDone(Exception):
    """The update or timer was worked off before, or moved to a later time."""
