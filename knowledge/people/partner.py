"""A partner's folder: its name, and what it says about the entries in it."""

from dataclasses import dataclass

from knowledge.entry import Visibility


@dataclass(frozen=True, slots=True)
class Partner:
    """What `partner.yaml` says of a folder."""

    id: str
    """The folder's name, as a slug."""
    name: str
    visibility: Visibility = Visibility.CUSTOMER
    """The visibility of entries that give none."""
    languages: tuple[str, ...] = ("en",)
    """The first is the language of entries that give none."""
    owner: str | None = None
    """Who looks after entries that name nobody."""
    web_chat: bool = False
    """Whether the public web chat answers from this folder."""
