"""Where questions are written down; importing it opens nothing."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """The database with the questions, and the folder with the directory by which their accounts are known."""

    database: Path
    knowledge: Path
