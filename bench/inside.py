"""The round trip inside one process, without a server: what the program itself costs."""

import sys
from functools import partial
from io import BytesIO
from itertools import repeat
from typing import Any
from urllib.parse import urlencode

CSRF = "b" * 32


def call(pages: Any, method: str, path: str, cookie: str, body: bytes = b"") -> tuple[int, dict[str, str]]:
    """One request to a WSGI application: its status and headers."""
    where, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": where, "SCRIPT_NAME": "", "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie,
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": BytesIO(body), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
        "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    found: list[Any] = []
    answer = pages(environ, lambda status, headers, error=None: found.extend((int(status[:3]), dict(headers))))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return found[0], found[1]


def main() -> None:
    """Take turns with the other programs: `check-in` so many times, or `caseload` or `help` for as long as is asked."""
    import django

    django.setup()
    from ampersand.project.wsgi import application
    from bench.one import prepare, sheet, staff_cookie
    from bench.turns import take

    body = urlencode(sheet()).encode()

    def check_in(path: str, cookie: str) -> None:
        status, headers = call(application, "POST", path, cookie, body)
        assert status == 303, status
        assert call(application, "GET", headers["Location"], cookie)[0] == 200

    def page(path: str, cookie: str) -> None:
        assert call(application, "GET", path, cookie)[0] == 200

    if sys.argv[1] == "check-in":
        take(partial(check_in, path, cookie) for path, cookie in prepare(int(sys.argv[2])))
    elif sys.argv[1] == "caseload":
        take(repeat(partial(page, "/caseload/", staff_cookie())))
    else:
        take(repeat(partial(page, "/help/", f"csrf={CSRF}")))


if __name__ == "__main__":
    main()
