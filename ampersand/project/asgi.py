"""The ASGI application: `http` goes to the WSGI pages through one thread hop, `websocket` to Channels.

Django's own ASGI path hops threads at every synchronous middleware; measured in docs/decisions/0003-serving.md.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from a2wsgi import WSGIMiddleware

from ampersand.project.wsgi import application as pages

_pages = WSGIMiddleware(pages, workers=1)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send each kind of connection to what serves it."""
    if scope["type"] == "http":
        await _pages(scope, _as_coroutine(receive), send)
    elif scope["type"] == "websocket":
        await _sockets(scope, receive, send)
    else:
        await _lifespan(receive, send)


def _as_coroutine(receive: Any) -> Callable[[], Coroutine[Any, Any, Any]]:
    # granian answers with a future of its own; a2wsgi hands what it gets from one thread to another, as a coroutine.
    async def received() -> Any:
        return await receive()

    return received


async def _sockets(scope: dict[str, Any], receive: Any, send: Any) -> None:
    # No page is live yet: every socket is refused alike, whatever its address.
    await receive()
    await send({"type": "websocket.close", "code": 4404})


async def _lifespan(receive: Any, send: Any) -> None:
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
