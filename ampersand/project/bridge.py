"""Pages inside an ASGI server: one thread makes them, one hop leads to it and one back.

What a browser sends is read by the server's loop, what it gets is sent by the loop, each as a whole; so a slow line
keeps nobody waiting, and the thread, with its own connection to the database, does nothing but pages. Nothing here
streams: the largest answer is a picture or a report.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

type Environ = dict[str, Any]
type Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
type Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

MOST = 20_000_000  # bytes that anyone may send at once; what a page takes is far less, and says so in words
_log = logging.getLogger(__name__)
_APART = {"HTTP_COOKIE": "; "}  # how a header that comes in parts is put together; others with a comma


class Bridge:
    """An ASGI application for `http`, of a WSGI application."""

    def __init__(self, pages: Wsgi) -> None:
        self._pages = pages
        self._waiting: SimpleQueue[tuple[Environ, asyncio.Future[Answer]]] = SimpleQueue()
        self._thread: Thread | None = None
        self._starting = Lock()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """One request and its answer."""
        body = await _whole(receive)
        if body is None:
            return
        status, headers, text = await self._answer(environ_of(scope, body)) if len(body) <= MOST else _refused(413)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text})

    def _answer(self, environ: Environ) -> asyncio.Future[Answer]:
        if self._thread is None:
            self._start()
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.put((environ, answer))
        return answer

    def _start(self) -> None:
        """Not before the first request: servers make copies of a process after the program was read."""
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="pages", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            environ, answer = self._waiting.get()
            made = made_by(self._pages, environ)
            try:
                answer.get_loop().call_soon_threadsafe(_settle, answer, made)
            except RuntimeError:  # the server ended meanwhile
                return


def made_by(pages: Wsgi, environ: Environ) -> Answer:
    """What the pages answer, as a whole; 500 without a word if they fail, which Django itself never lets them."""
    heard: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        heard[:] = int(status[:3]), headers

    try:
        parts = pages(environ, start)
        try:
            text = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close:
                close()
    except BaseException as error:  # whatever it was, the thread must go on
        _log.error("A page failed outside Django.", exc_info=error)
        return _refused(500)
    status, headers = heard
    return status, [(_name(name), value.encode("latin-1")) for name, value in headers], text


def environ_of(scope: dict[str, Any], body: bytes) -> Environ:
    """The same request in WSGI's words. A name with an underscore is left out: it would pass for one with a dash."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"], "SCRIPT_NAME": "", "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"), "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0), "REMOTE_ADDR": client[0], "REMOTE_PORT": str(client[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}", "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"), "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in scope["headers"]:
        key, given = _key(name), value.decode("latin-1")
        if key:
            before = environ.get(key)
            environ[key] = given if before is None else f"{before}{_APART.get(key, ',')}{given}"
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


@lru_cache(maxsize=500)
def _key(name: bytes) -> str:
    """How WSGI calls a header; empty for one that is not passed on."""
    known = name.decode("latin-1").upper().replace("-", "_")
    if b"_" in name:
        return ""
    return known if known in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{known}"


@lru_cache(maxsize=500)
def _name(header: str) -> bytes:
    return header.lower().encode("latin-1")


async def _whole(receive: Any) -> bytes | None:
    """All that was sent, or somewhat more than anyone may; None when the browser went away meanwhile."""
    body, more = bytearray(), True
    while more and len(body) <= MOST:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def _refused(status: int) -> Answer:
    text = HTTPStatus(status).phrase.encode()
    return status, [(b"content-type", b"text/plain"), (b"content-length", str(len(text)).encode())], text


def _settle(answer: asyncio.Future[Answer], made: Answer) -> None:
    if not answer.done():  # the browser went away meanwhile
        answer.set_result(made)
