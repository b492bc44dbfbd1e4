"""The list that migrations join, in the order of their names."""

from sqlite_utils import Migrations

MIGRATIONS = Migrations("pourparler")
