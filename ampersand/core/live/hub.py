"""All sockets of one process: which hang on what, and drawing for those whose topic has changed, a few at a time.

A screen waits at most once to be drawn, however many hints there were: that is what keeps a busy hour from piling up.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from channels.layers import get_channel_layer
from django.db import close_old_connections

from ampersand.core.live import drawing, hints
from ampersand.core.live.page import Entry
from ampersand.core.live.screen import AGAIN, CLOSED, SILENT, Screen

AT_ONCE = 12  # screens drawn in one go: one room or a few, and short enough for the next to come soon
SWEEP = 15.0  # seconds between two looks for screens that have fallen silent; they cost no query
GONE_AFTER = 5.0  # seconds that a screen may be away, as when a page is opened anew
SOONEST = 0.5  # seconds until a screen is drawn anew by itself
MOST = 12  # screens of one sign-in in one process

type Door = Callable[[str], Entry | None]
_log = logging.getLogger(__name__)


class Hub:
    """The sockets of this process; `door` says who is behind a cookie now."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.screens: set[Screen] = set()
        self._on: dict[str, set[Screen]] = defaultdict(set)
        self._waiting: dict[Screen, None] = {}
        self._wake, self._opening = asyncio.Event(), asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._layer: Any = None
        self._channel = ""

    async def open(self) -> None:
        """Begin to listen; once is enough."""
        if self._tasks:
            return
        self._layer = get_channel_layer()
        if self._layer is None:
            raise RuntimeError("sockets need a channel layer: CHANNEL_LAYERS")
        async with self._opening:
            if self._tasks:
                return
            self._channel = await self._layer.new_channel("live")
            self._tasks = [asyncio.create_task(one()) for one in (self._draw, self._listen, self._sweep)]
            hints.goes_through(asyncio.get_running_loop())

    async def close(self) -> None:
        """Let every screen come back later, and listen no more."""
        hints.goes_through(None)
        for screen in list(self.screens):
            screen.end(AGAIN)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self._channel = [], ""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._layer is not None and hasattr(self._layer, "close"):
            await self._layer.close()

    async def join(self, screen: Screen) -> None:
        """A new screen: listen first, then draw, so that nothing falls between."""
        if sum(one.cookie == screen.cookie for one in self.screens) >= MOST:
            screen.end(AGAIN)
            return
        self.screens.add(screen)
        await self._follow(screen, frozenset({screen.own_topic}))
        self.again(screen)

    async def leave(self, screen: Screen) -> None:
        """A screen is gone; if it was its viewer's last one at this page, the page is told after a moment."""
        screen.end(AGAIN)
        self.screens.discard(screen)
        self._waiting.pop(screen, None)
        if screen.timer:
            screen.timer.cancel()
        own = screen.own_topic
        await self._follow(screen, frozenset())
        if screen.page.gone and screen.entry and self._tasks:
            asyncio.get_running_loop().call_later(GONE_AFTER, self._missed, screen, own)

    def again(self, screen: Screen) -> None:
        """Draw this one when it is its turn."""
        if screen in self.screens:
            self._waiting.setdefault(screen)
            self._wake.set()

    def changed(self, topic: str) -> None:
        """Draw all that hang on this."""
        for screen in self._on.get(topic, ()):
            self.again(screen)

    async def _follow(self, screen: Screen, topics: frozenset[str]) -> None:
        left, new = screen.topics - topics, topics - screen.topics
        screen.topics = topics
        for topic in left:
            self._on[topic].discard(screen)
            if not self._on[topic]:
                del self._on[topic]
                await self._layer.group_discard(topic, self._channel)
        for topic in new:
            if screen not in self.screens:  # it left while we waited
                return
            first = topic not in self._on
            self._on[topic].add(screen)
            if first:
                await self._layer.group_add(topic, self._channel)

    async def _draw(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while some := [one for one, _ in zip(list(self._waiting), range(AT_ONCE), strict=False)]:
                for screen in some:
                    del self._waiting[screen]
                try:
                    found = await loop.run_in_executor(self._threads, drawing.all_of, some, self.door)
                    for screen, drawn in zip(some, found, strict=True):
                        if not screen.shut:
                            await self._show(screen, drawn)
                except Exception:
                    _log.exception("Some screens could not be drawn for; they come back later.")
                    for screen in some:
                        screen.end(AGAIN)

    async def _show(self, screen: Screen, found: drawing.Found) -> None:
        if found.drawn is None or found.entry is None:
            screen.end(CLOSED if found.hidden else AGAIN)
            return
        screen.entry = found.entry
        screen.show(found.drawn.text)
        topics = found.drawn.topics | found.entry.topics | {screen.own_topic}
        if topics - screen.topics:  # what changed before we listened
            self.again(screen)
        await self._follow(screen, topics)
        until = min(found.entry.until, found.drawn.until or found.entry.until)
        if screen.timer:
            screen.timer.cancel()
        late = max(SOONEST, until - time.time() + 0.02)  # a little after, so that it is due by then
        screen.timer = asyncio.get_running_loop().call_later(late, self.again, screen)

    async def _listen(self) -> None:
        while True:
            try:
                message = await self._layer.receive(self._channel)
                self.changed(message["topic"])
            except Exception:  # whatever carries hints is out of reach
                _log.warning("Hints do not come through; screens ask again by themselves.")
                for screen in list(self.screens):
                    screen.end(AGAIN)
                await asyncio.sleep(1)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            silent = time.monotonic() - SILENT
            for screen in list(self.screens):
                if screen.heard < silent:
                    screen.end(AGAIN)

    def _missed(self, screen: Screen, topic: str) -> None:
        assert screen.entry is not None
        person = getattr(screen.entry.viewer, "person_id", None)
        for other in self._on.get(topic, ()):
            if other.entry and getattr(other.entry.viewer, "person_id", None) == person:
                return
        if self._tasks:
            self._threads.submit(_tell_gone, screen, self.door)


def _tell_gone(screen: Screen, door: Door) -> None:
    close_old_connections()
    drawing.gone(screen, door)
