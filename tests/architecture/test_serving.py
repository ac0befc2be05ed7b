"""The ASGI application sends each kind of connection to what serves it, and refuses sockets alike."""

import asyncio
from typing import Any

import pytest

from ampersand.project.asgi import application


def talk(scope: dict[str, Any], *received: dict[str, Any]) -> list[dict[str, Any]]:
    """What the application sends."""
    waiting, sent = list(received), []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(application(scope, receive, send))
    return sent


@pytest.mark.parametrize("path", ["/", "/cases/01a2/live/", "/live/", "/live/nothing/", "/live/sittings/7/"])
def test_a_socket_to_no_live_page_ends_as_one_that_nobody_may_see(path: str) -> None:
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", b"session=nobody")]
    scope = {"type": "websocket", "path": path, "headers": headers}
    assert talk(scope, {"type": "websocket.connect"}) == [
        {"type": "websocket.accept"},
        {"type": "websocket.close", "code": 4404},
    ]


def test_the_server_is_told_that_it_may_start_and_stop() -> None:
    events = talk({"type": "lifespan"}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
    assert [event["type"] for event in events] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
