"""Everything that a person can reach from the first page, as a browser would find it."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client

CHANGING = re.compile(rb'name="(?:csrfmiddlewaretoken|writer|case|form_id|comment|goal|step|stamp|word)" value="[^"]+"')
# Each country's page is like the next, and each exercise's: one of them, or two, are walked.
ALIKE = re.compile(
    r"/help/(?!countries/|gb/)[a-z]+/|/cases/[0-9a-f-]+/exercises/X(?!05|20)\d\d/|/calendar/(?:day/)?\?"
    r"|/cases/[0-9a-f-]+/lessons/(?!listening)[a-z-]+/"
)
LINK = re.compile(r"""\s(?:href|action|formaction|data-draft-url)\s*=\s*["']([^"']+)["']""")
# Left out: what ends the sign-in, and setting up a second step, where every look makes a fresh secret.
LEAVING = ("/leave/", "/static/", "/account/sign-out/", "/account/second-step/", "/account/sign-in/passkey/")


@dataclass(frozen=True)
class Page:
    """One answer, without what changes at every look."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def look(client: Client, path: str) -> Page:
    """One page, comparable with itself at another time."""
    response = client.get(path)
    headers = tuple(sorted((name, value) for name, value in response.headers.items() if name not in {"Content-Length"}))
    return Page(response.status_code, headers, CHANGING.sub(b"", response.content))


def everything(client: Client, *more: str, look: Callable[[Client, str], Page] = look) -> dict[str, Page]:
    """Every page that can be reached by following links, redirects and the addresses of forms."""
    seen: dict[str, Page] = {}
    waiting = deque(["/", "/my/", "/caseload/", *more])
    while waiting:
        path = waiting.popleft()
        if path in seen or path.startswith(LEAVING) or ALIKE.match(path):
            continue
        page = seen[path] = look(client, path)
        links = [unescape(link) for link in LINK.findall(page.body.decode(errors="replace"))]
        for link in [*links, *(value for name, value in page.headers if name == "Location")]:
            parts = urlsplit(urljoin("http://testserver" + path, link))
            if parts.netloc == "testserver" and parts.scheme == "http":
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        assert len(seen) < 1500, "the pages do not come to an end"
    return seen
