"""Drawing for some screens, in a thread: who is behind each cookie now, whether they may, and what they see."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import close_old_connections
from django.http import Http404
from django.utils import translation

from ampersand.core.live.page import Drawn, Entry, Look
from ampersand.core.live.screen import Screen

type Door = Callable[[str], Entry | None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What was drawn for whom; `hidden` is whether there is nothing for them, and not merely something wrong."""

    entry: Entry | None = None
    drawn: Drawn | None = None
    hidden: bool = False


HIDDEN, WRONG = Found(hidden=True), Found()


def all_of(screens: Sequence[Screen], door: Door) -> list[Found]:
    """What each of them sees now."""
    close_old_connections()
    return [_one(screen, door) for screen in screens]


def gone(screen: Screen, door: Door) -> None:
    """Tell the page that this viewer's last screen has been away."""
    if screen.page.gone is None or screen.entry is None:
        return
    try:
        entry = door(screen.cookie) or screen.entry  # who has signed out is gone too
        screen.page.gone(Look(entry.viewer, screen.asked, screen.token), **screen.parts)
    except Http404:
        return
    except Exception:
        _log.exception("A live page could not be told that a screen is gone: %s", screen.page.route)


def _one(screen: Screen, door: Door) -> Found:
    try:
        entry = door(screen.cookie)
        if entry is None or (entry.viewer.room_mode and not screen.page.fine_in_room):
            return HIDDEN
        language = entry.viewer.language
        with translation.override(language if language in _languages() else settings.LANGUAGE_CODE):
            return Found(entry, screen.page.draw(Look(entry.viewer, screen.asked, screen.token), **screen.parts))
    except Http404:
        return HIDDEN
    except Exception:
        _log.exception("A live page could not be drawn: %s", screen.page.route)
        return WRONG


def _languages() -> frozenset[str]:
    return frozenset(code for code, _ in settings.LANGUAGES)
