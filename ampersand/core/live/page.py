"""What a feature says of a page that is live, and what is known of whoever looks at it through a socket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """Who is behind a cookie at this moment, as the door says; `until` is when that must be asked again by itself.

    `until` is in seconds since 1970. `topics` are what is said to have changed when their sign-in changes or ends.
    """

    viewer: Any
    until: float
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a live page: the viewer as of now, what stood behind the question mark, and a token for forms.

    The token stays the same as long as the socket does, so that what has not changed is drawn the same to the letter.
    """

    viewer: Any
    asked: Mapping[str, str] = field(default_factory=dict)
    token: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one viewer sees now; nothing is sent where it is what they saw before.

    `topics` are what else it hangs on; `until` is the instant, in seconds since 1970, at which it is drawn anew anyhow.
    """

    text: str
    topics: frozenset[str] = frozenset()
    until: float | None = None


@dataclass(frozen=True, slots=True)
class LivePage:
    """A page that is drawn anew when its topic, or one that its last drawing named, is said to have changed.

    `draw(look, **parts)` asks the policy each time, as the page does, and raises Http404 where there is nothing for
    this viewer; it runs in a thread. `gone(look, **parts)` is told when a viewer's last screen has been away for some
    seconds. The topic is `topic` with the first part of the address, as `changed` is told by the actions.
    """

    route: str
    topic: str
    draw: Callable[..., Drawn]
    gone: Callable[..., None] | None = None
    fine_in_room: bool = False
