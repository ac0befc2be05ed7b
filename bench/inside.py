"""The round trip inside one process, without a server: what the program itself costs."""

import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

CSRF = "b" * 32


def call(
    pages: Any, method: str, path: str, cookie: str, fields: dict[str, Any] | None = None
) -> tuple[int, dict[str, str]]:
    """One request to a WSGI application: its status and headers."""
    body = urlencode(fields or {}).encode()
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie, "wsgi.input": BytesIO(body),
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr, "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    found: list[Any] = []
    answer = pages(environ, lambda status, headers, error=None: found.extend((int(status[:3]), dict(headers))))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return found[0], found[1]


def clocked(trips: Sequence[Callable[[], None]], warm: int = 30) -> float:
    """CPU milliseconds of one trip, after some to warm up."""
    for trip in trips[:warm]:
        trip()
    began = time.process_time()
    for trip in trips[warm:]:
        trip()
    return round((time.process_time() - began) / len(trips[warm:]) * 1000, 2)


def round_trips(count: int) -> float:
    """CPU milliseconds of our own round trip."""
    from ampersand.project.wsgi import application
    from bench.one import prepare, sheet

    fields = sheet()

    def trip(path: str, cookie: str) -> None:
        status, headers = call(application, "POST", path, cookie, fields)
        assert status == 303, status
        assert call(application, "GET", headers["Location"], cookie)[0] == 200

    return clocked([lambda path=path, cookie=cookie: trip(path, cookie) for path, cookie in prepare(count)])
