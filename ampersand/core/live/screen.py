"""One socket: what is known of the screen behind it, and sending to it without ever waiting for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, cast

from ampersand.core.live.page import Entry, LivePage

type Send = Callable[[dict[str, Any]], Awaitable[None]]
type Receive = Callable[[], Coroutine[Any, Any, Any]]

CLOSED = 4404  # the one code for everything that ends a socket for good: hidden, missing, signed out, left
AGAIN = 1013  # try again: this house is busy, or begins anew
SILENT = 75.0  # seconds without a sign of life after which a screen counts as gone
MOST_WORDS = 30  # what a screen may say within a minute; one that is well says two
LONGEST = 64  # characters of what a screen says


class Screen:
    """A socket that was opened for a live page. Only the loop's own thread touches it."""

    __slots__ = (
        "asked", "cookie", "entry", "heard", "minute", "page", "parts", "saw", "send", "sending", "shut", "timer",
        "token", "topics", "unsent", "waits", "words",
    )  # fmt: skip

    def __init__(
        self, page: LivePage, parts: Mapping[str, Any], cookie: str, asked: Mapping[str, str], token: str, send: Send
    ) -> None:
        self.page, self.parts, self.cookie, self.asked, self.token, self.send = page, parts, cookie, asked, token, send
        self.entry: Entry | None = None
        self.topics: frozenset[str] = frozenset()
        self.saw = 0  # of what was sent last, a hash: the text itself is not kept
        self.unsent: str | None = None
        self.sending, self.shut = False, 0
        self.waits: asyncio.Future[Any] | None = None
        self.heard = self.minute = time.monotonic()
        self.words = 0
        self.timer: asyncio.TimerHandle | None = None

    @property
    def own_topic(self) -> str:
        """What the page hangs on whatever it shows."""
        return f"{self.page.topic}.{next(iter(self.parts.values()), '')}".rstrip(".")

    def show(self, text: str) -> None:
        """Send what is seen now, unless it is what was seen before."""
        found = hash(text)
        if found != self.saw:
            self.saw = found
            self.put(text)

    def put(self, text: str) -> None:
        """Send a text; while the one before is still on its way only the newest waits."""
        if self.shut:
            return
        self.unsent = text
        if not self.sending:
            self.sending = True
            _running.add(task := asyncio.get_running_loop().create_task(self._drain()))
            task.add_done_callback(_running.discard)

    def end(self, code: int) -> None:
        """End the socket with this code, at once: whoever waits for what it says next is woken for that."""
        if not self.shut:
            self.shut, self.unsent = code, None
            if self.waits:
                self.waits.cancel()

    async def say(self, receive: Receive) -> dict[str, Any] | None:
        """What the screen says next; None when it is to end. A server may not close while it is still being asked."""
        if self.shut:
            return None
        self.waits = asyncio.ensure_future(receive())
        try:
            return cast(dict[str, Any], await self.waits)
        except asyncio.CancelledError:
            if not self._is_over():
                raise
            return None
        finally:
            self.waits = None

    def _is_over(self) -> bool:
        return self.shut != 0

    def hears(self, text: str | None) -> bool:
        """Note a sign of life; whether it was one, and not too many of them."""
        self.heard = now = time.monotonic()
        if now - self.minute > 60:
            self.minute, self.words = now, 0
        self.words += 1
        return text is not None and len(text) <= LONGEST and self.words <= MOST_WORDS

    async def _drain(self) -> None:
        try:
            while self.unsent is not None:
                text, self.unsent = self.unsent, None
                await self.send({"type": "websocket.send", "text": text})
        except Exception:  # whatever a server raises for a line that is gone
            self.end(AGAIN)
        finally:
            self.sending = False


_running: set[asyncio.Task[None]] = set()
