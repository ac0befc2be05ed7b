"""A page says the same through the bridge of an ASGI server as without it."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from ampersand.project import bridge
from ampersand.project.bridge import Bridge

type Messages = list[dict[str, Any]]


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Says what it was asked, in two parts, with two cookies."""
    start("207 Multi-Status", [("Set-Cookie", "one=1"), ("Set-Cookie", "two=2"), ("X-Name", "é")])
    heard = sorted(key for key in environ if key.isupper())
    yield "".join(f"{key}={environ[key]}\n" for key in heard).encode("latin-1")
    yield environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))


def ask(pages: Bridge, *, method: str = "GET", headers: Iterable[tuple[bytes, bytes]] = (), **more: Any) -> Messages:
    """What the bridge sends for one request; `received` is what the browser sends, piece by piece."""
    received = more.get("received") or [{"type": "http.request", "body": b"", "more_body": False}]
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "https", "path": more.get("path", "/"),
        "query_string": more.get("query", b""), "headers": list(headers), "client": ("192.0.2.7", 4711),
        "server": ("here.example", 8000),
    }  # fmt: skip
    sent: Messages = []

    async def receive() -> dict[str, Any]:
        return received.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(pages(scope, receive, send))
    return sent


def said(messages: Messages) -> str:
    """The text of an answer."""
    return b"".join(message.get("body", b"") for message in messages).decode("latin-1")


def test_what_was_asked_comes_across_whole() -> None:
    pieces = [
        {"type": "http.request", "body": b"first, ", "more_body": True},
        {"type": "http.request", "body": b"second", "more_body": False},
    ]
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y"), (b"content-type", b"t")]
    told = said(ask(Bridge(echo), method="POST", headers=headers, path="/où/", query=b"q=%20", received=pieces))
    assert told.endswith("first, second")
    for line in (
        "REQUEST_METHOD=POST", "QUERY_STRING=q=%20", "HTTP_COOKIE=a=1; b=2", "HTTP_ACCEPT=x,y", "CONTENT_TYPE=t",
        "CONTENT_LENGTH=13", "REMOTE_ADDR=192.0.2.7", "SERVER_NAME=here.example", "SERVER_PORT=8000",
    ):  # fmt: skip
        assert f"{line}\n" in told
    assert "/où/" in told.encode("latin-1").decode()


def test_an_answer_comes_back_whole_with_every_header() -> None:
    begun, body = ask(Bridge(echo))
    assert begun["status"] == 207
    assert begun["headers"] == [
        (b"set-cookie", b"one=1"),
        (b"set-cookie", b"two=2"),
        (b"x-name", "é".encode("latin-1")),
    ]
    assert not body.get("more_body")


def test_a_name_with_an_underscore_does_not_pass_for_one_with_a_dash() -> None:
    told = said(ask(Bridge(echo), headers=[(b"x_forwarded_for", b"198.51.100.1"), (b"x-real-name", b"z")]))
    assert "HTTP_X_REAL_NAME=z" in told
    assert "FORWARDED" not in told


def test_what_closes_an_answer_is_called_and_a_failure_says_nothing() -> None:
    closed = []

    class Parts(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def fails(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return Parts([b"fine"]) if environ["PATH_INFO"] == "/" else {}["secret"]

    pages = Bridge(fails)
    assert said(ask(pages)) == "fine"
    assert closed == [True]
    refused = ask(pages, path="/broken/")
    assert refused[0]["status"] == 500
    assert said(refused) == "Internal Server Error"
    assert said(ask(pages)) == "fine"


@pytest.mark.parametrize("length", [10, 11])
def test_more_than_anyone_may_send_never_reaches_a_page(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "MOST", 10)
    pieces = [{"type": "http.request", "body": b"x" * length, "more_body": False}]
    assert ask(Bridge(echo), method="POST", received=pieces)[0]["status"] == (207 if length == 10 else 413)


def test_who_goes_away_while_sending_is_answered_nothing() -> None:
    pieces = [{"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"}]
    assert ask(Bridge(echo), method="POST", received=pieces) == []
