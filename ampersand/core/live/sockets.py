"""The ASGI application for sockets: which live page an address names, and the life of one socket."""

import contextlib
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.urls.resolvers import RoutePattern

from ampersand.core.forgery import masked
from ampersand.core.live.hub import Door, Hub
from ampersand.core.live.page import LivePage
from ampersand.core.live.screen import CLOSED, Screen

PREFIX = "/live/"


class Sockets:
    """All live pages behind one prefix. A hub begins with the first socket, in the loop that serves it."""

    def __init__(self, pages: Iterable[LivePage], door: Door) -> None:
        self.pages = tuple((RoutePattern(page.route, is_endpoint=True), page) for page in pages)
        self.door = door
        self.hub: Hub | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve one socket until it ends."""
        await receive()
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if not _is_ours(headers):
            await send({"type": "websocket.close", "code": CLOSED})
            return
        await send({"type": "websocket.accept"})
        screen = self._screen(scope, headers, send)
        if screen is None:
            await send({"type": "websocket.close", "code": CLOSED})
            return
        hub = await self.opened()
        await hub.join(screen)
        try:
            await _talk(screen, receive)
        finally:
            await hub.leave(screen)

    async def opened(self) -> Hub:
        """The hub of this process, listening."""
        if self.hub is None:
            self.hub = Hub(self.door)
        await self.hub.open()
        return self.hub

    async def closed(self) -> None:
        """The server ends: every screen comes back later by itself."""
        if self.hub:
            await self.hub.close()
            self.hub = None

    def _screen(self, scope: dict[str, Any], headers: dict[bytes, str], send: Any) -> Screen | None:
        cookies = _cookies(headers.get(b"cookie", ""))
        session, secret = cookies.get(settings.SESSION_COOKIE_NAME, ""), cookies.get(settings.CSRF_COOKIE_NAME, "")
        path = scope["path"].removeprefix(PREFIX)
        for pattern, page in self.pages:
            found = pattern.match(path)
            if found and session and not found[0]:
                asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"), max_num_fields=8))
                token = masked(secret) if len(secret) == CSRF_SECRET_LENGTH else ""
                return Screen(page, found[2], session, asked, token, send)
        return None


async def _talk(screen: Screen, receive: Any) -> None:
    """Signs of life until it ends: each is answered, so that the screen knows that we are here."""

    async def received() -> Any:  # servers answer with futures of their own
        return await receive()

    while message := await screen.say(received):
        if message["type"] == "websocket.disconnect":
            return
        if not screen.hears(message.get("text")):
            screen.end(CLOSED)
        elif not screen.sending:
            screen.put("")
    with contextlib.suppress(Exception):  # whatever a server raises for a line that is gone
        await screen.send({"type": "websocket.close", "code": screen.shut})


def _is_ours(headers: dict[bytes, str]) -> bool:
    """Whether one of our own pages opens it: other sites' scripts would come with this person's cookie."""
    origin, host = urlsplit(headers.get(b"origin", "")), headers.get(b"host", "")
    return bool(host) and origin.netloc == host and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: one.value for name, one in SimpleCookie(header).items()}
    except CookieError:
        return {}


async def lifespan(sockets: Sockets, receive: Any, send: Any) -> None:
    """Tell the server that it may start, and stop."""
    while (await receive())["type"] == "lifespan.startup":
        await sockets.opened()
        await send({"type": "lifespan.startup.complete"})
    await sockets.closed()
    await send({"type": "lifespan.shutdown.complete"})
