"""The diary that every migration is written into."""

from sqlite_utils import Migrations

migrations = Migrations("spot")
