"""A work on the SQLite store."""

from storage.sqlite.attempts import Attempts
from storage.sqlite.classes import Classes
from storage.sqlite.drills import Drills
from storage.sqlite.people import People
from storage.sqlite.personal import Personal
from storage.sqlite.pins import Pins
from storage.sqlite.post import Post
from storage.sqlite.reviews import Reviews


class SqliteWork(People, Personal, Attempts, Classes, Drills, Pins, Post, Reviews):
    """Everything one message may read and write, inside one transaction."""
