"""The ASGI application: `http` goes to the WSGI pages through one thread hop, `websocket` to the live pages.

Django's own ASGI path hops threads at every synchronous middleware; measured in docs/decisions/0003-serving.md.
"""

from typing import Any

from ampersand.project.bridge import Bridge
from ampersand.project.wsgi import application as pages  # before the sockets, for it sets Django up

# isort: split
from ampersand.core.live.sockets import lifespan
from ampersand.project.sockets import sockets

_pages = Bridge(pages)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send each kind of connection to what serves it."""
    if scope["type"] == "http":
        await _pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await sockets(scope, receive, send)
    else:
        await lifespan(sockets, receive, send)
