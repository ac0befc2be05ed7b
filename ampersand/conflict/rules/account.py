"""What one person writes about one row, and which lines of it they may lay beside the other's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

HOTTEST = 10
MENDED = ("hour", "day", "next_day", "later")  # mended, and how soon
NOT_YET = "not_yet"
CAUGHT = ("yes", "no")
# The lines that can be laid beside the other's, each with the fields it holds. How hot it was is never among them:
# nobody is to be the hotter one.
LINES: Mapping[str, tuple[str, ...]] = {
    "happened": ("happened",),
    "felt": ("felt", "felt_words"),
    "needed": ("needed",),
    "feared": ("feared",),
    "did": ("did", "did_words"),
    "mended": ("mended", "mended_how"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """One person's words about a row; `felt` and `did` hold ids of content, `heat` is 0 to 10 or not said."""

    happened: str = ""
    heat: int | None = None
    felt: tuple[str, ...] = ()
    felt_words: str = ""
    needed: str = ""
    feared: str = ""
    did: tuple[str, ...] = ()
    did_words: str = ""
    mended: str = ""
    mended_how: str = ""
    caught: str = ""

    def __post_init__(self) -> None:
        if self.heat is not None and not 0 <= self.heat <= HOTTEST:
            raise ValueError(f"heat must be from 0 to {HOTTEST}, got {self.heat!r}")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return all(value in ("", (), None) for value in asdict(self).values())

    @property
    def is_mended(self) -> bool:
        """Whether the two have made up since."""
        return self.mended in MENDED

    def has(self, line: str) -> bool:
        """Whether anything was said in one of the lines."""
        return any(getattr(self, name) for name in LINES[line])

    def only(self, lines: Collection[str]) -> Account:
        """The same with nothing but these lines; never with the heat."""
        kept = {name: getattr(self, name) for line in LINES if line in lines for name in LINES[line]}
        return Account(**kept)


EMPTY = Account()


def tidy(one: Account) -> Account:
    """The same without space around the words."""
    texts: dict[str, Any] = {name: value.strip() for name, value in asdict(one).items() if isinstance(value, str)}
    return replace(one, **texts)


def to_data(one: Account) -> dict[str, Any]:
    """Plain data to be sealed; what is empty is left out."""
    return {name: value for name, value in asdict(one).items() if value not in ("", (), None)}


def from_data(data: Mapping[str, Any]) -> Account:
    """What was sealed; what this version does not know is left alone."""
    known = {one.name for one in fields(Account)}
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known
    }
    return Account(**found)
