"""`python -m bench.pages`: every page that the people of the demo practice can reach by its links; CPU and queries.

One row for each page, the dearest first: CPU of the program itself, without a server, as the cheapest of a few visits.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any, NamedTuple

PEOPLE = ("", "ana", "ben", "dana", "emil", "gita")  # the first is a visitor
NEVER = re.compile(r"/(leave|account/sign-out|static|demo|accounts/logout)/?")
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')


class Cost(NamedTuple):
    """What one page costs one person."""

    cpu_ms: float
    queries: int
    route: str
    who: str
    kb: float


def main() -> None:
    """Write the demo practice, then print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--above", type=float, default=0.0, help="leave out pages that cost less, in ms")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ampersand-bench-") as folder:
        os.environ |= {"AMPERSAND_DATA_DIR": folder, "AMPERSAND_HTTPS": "no", "AMPERSAND_HOSTS": "localhost"}
        os.environ |= {"AMPERSAND_DEMO": "yes", "DJANGO_SETTINGS_MODULE": "ampersand.project.settings"}
        prepare()
        found = sorted({(one.route, one.who): one for one in costs(options.turns)}.values(), reverse=True)
    print("\n### Pages of the demo practice\n\n| page | who | CPU ms | queries | kB |\n|---|---|---|---|---|")
    for one in found:
        if one.cpu_ms >= options.above:
            print(f"| `/{one.route}` | {one.who or 'visitor'} | {one.cpu_ms:.1f} | {one.queries} | {one.kb:.0f} |")


def prepare() -> None:
    """The demo practice as it is after `make demo`."""
    import django

    django.setup()
    from django.core.management import call_command

    from ampersand.operations import readiness

    readiness.prepare(lambda text: None)
    call_command("demo", stdout=sys.stderr)
    call_command("collectstatic", verbosity=0, interactive=False)


def costs(turns: int) -> Iterator[Cost]:
    """Each page once for each person who can reach it."""
    from ampersand.accounts.models import Person
    from bench.one import cookie_for

    for who in PEOPLE:
        person = Person.objects.filter(email__startswith=f"{who}@").first() if who else None
        yield from walk(who, cookie_for(person) if person else "", turns)


def walk(who: str, cookie: str, turns: int) -> Iterator[Cost]:
    """From the front page along every link; one page of each kind."""
    from ampersand.project import routing

    waiting, kinds = deque(["/"]), set[str]()
    while waiting:
        path = waiting.popleft()
        match = routing.find(path.partition("?")[0])
        route = match.route if match else path
        if route in kinds or NEVER.match(path):
            continue
        kinds.add(route)
        status, text, queries, cpu = visit(path, cookie)
        if status in {301, 302, 303} and text.startswith("/"):
            waiting.append(text)
        elif status == 200:
            least = min(cpu, *(visit(path, cookie)[3] for _ in range(turns)))
            yield Cost(least, queries, route, who, len(text) / 1000)
            waiting.extend(unescape(link) for link in LINK.findall(text))


def visit(path: str, cookie: str) -> tuple[int, str, int, float]:
    """Open a page: status, its text or where it leads, queries, CPU in ms."""
    from django.db import connection

    from ampersand.project.wsgi import application

    heard: list[str] = []
    found: list[Any] = []

    def listen(run: Any, sql: str, *more: Any) -> Any:
        heard.append(sql)
        return run(sql, *more)

    where, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": where, "SCRIPT_NAME": "", "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie,
        "wsgi.input": BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
        "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    with connection.execute_wrapper(listen):
        began = time.process_time()
        answer = application(environ, lambda status, headers, error=None: found.extend((int(status[:3]), headers)))
        text = b"".join(answer).decode(errors="replace")
        answer.close()
        cpu = (time.process_time() - began) * 1000
    place = dict(found[1]).get("Location", "") if found[0] in {301, 302, 303} else text
    return found[0], place, len(heard), cpu


if __name__ == "__main__":
    main()
