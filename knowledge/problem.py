"""A problem in a file that people curate: where, what, and what to do about it."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: an error keeps the file's last good version, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; reads as `file:line: what: remedy`."""

    file: str
    line: int
    code: str
    """Stable, such as `KB101`; listed in docs/curating.md."""
    level: Level
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.remedy}"

    def as_dict(self) -> dict[str, str | int]:
        """Give the problem as plain JSON data, the shape of `check --format json`."""
        return asdict(self)
