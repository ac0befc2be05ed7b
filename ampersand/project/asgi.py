"""The ASGI application: `http` goes to the WSGI pages through one thread hop, `websocket` to Channels.

Django's own ASGI path hops threads at every synchronous middleware; measured in docs/decisions/0003-serving.md.
"""

from typing import Any

from ampersand.project.bridge import Bridge
from ampersand.project.wsgi import application as pages

_pages = Bridge(pages)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send each kind of connection to what serves it."""
    if scope["type"] == "http":
        await _pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await _sockets(scope, receive, send)
    else:
        await _lifespan(receive, send)


async def _sockets(scope: dict[str, Any], receive: Any, send: Any) -> None:
    # No page is live yet: every socket is refused alike, whatever its address.
    await receive()
    await send({"type": "websocket.close", "code": 4404})


async def _lifespan(receive: Any, send: Any) -> None:
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
