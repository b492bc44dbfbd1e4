"""A work on the SQLite store."""

from storage.sqlite.attempts import Attempts
from storage.sqlite.classes import Classes
from storage.sqlite.people import People
from storage.sqlite.pins import Pins
from storage.sqlite.post import Post


class SqliteWork(People, Attempts, Classes, Pins, Post):
    """Everything one message may read and write, inside one transaction."""
