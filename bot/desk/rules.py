"""The rules that a verb goes by: who is who, and what was agreed."""

from dataclasses import dataclass, field

from knowledge.agreed.policy import DEFAULT, Policy
from knowledge.people.directory import Directory


@dataclass(frozen=True)
class Rules:
    """The directory and the policy as they stand at the moment of the verb."""

    directory: Directory = field(default_factory=Directory)
    policy: Policy = DEFAULT
