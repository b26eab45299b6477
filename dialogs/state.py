"""The explicit, versioned state of a conversation; plain JSON in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
"""Raise it when a flow's data changes shape; an unknown version restarts politely."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands: which flow waits for what, and what was last said."""

    flow: str = ""
    """The dialog that has the next turn, empty when none waits."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """What that dialog needs to go on; plain JSON."""
    memory: Mapping[str, Any] = field(default_factory=dict)
    """What outlives a flow: the language, the last question and the entry that answered it; plain JSON."""
    version: int = VERSION

    def as_dict(self) -> dict[str, Any]:
        """Return the state as plain JSON data."""
        return {"version": self.version, "flow": self.flow, "data": dict(self.data), "memory": dict(self.memory)}


def load(data: Mapping[str, Any] | None) -> State:
    """Read a state back; None is a new conversation, and what cannot be read keeps its version for a polite restart."""
    if data is None:
        return State()
    match data:
        case {"version": int(version), "flow": str(flow), "data": dict(held), "memory": dict(memory)}:
            return State(flow, held, memory, version)
        case _:
            return State(flow="unreadable", version=0)
