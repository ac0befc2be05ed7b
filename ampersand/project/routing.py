"""Which page answers an address, found by its first word: Django tries every address of every feature in turn."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern


class Handler(WSGIHandler):
    """Django's own, with a shorter way to the page."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The page behind an address; raises Resolver404."""
        match = find(request.path_info) or get_resolver().resolve(request.path_info)
        request.resolver_match = match
        return match


def find(path: str) -> ResolverMatch | None:
    """The page, where the address is one of ours; None says that Django must look, and tell what it tried."""
    rest = path.removeprefix("/")
    for way in _ways().get(rest.partition("/")[0], ()):
        if found := way.pattern.match(rest):
            return ResolverMatch(
                way.page, (), {**found[2], **way.more}, way.name, way.apps, way.spaces, way.route,
                captured_kwargs=found[2], extra_kwargs=way.more,
            )  # fmt: skip
    return None


@dataclass(frozen=True, slots=True)
class _Way:
    """One address as a whole, and what Django would say of it."""

    route: str
    pattern: RoutePattern
    page: Callable[..., Any]
    name: str | None
    more: dict[str, Any]
    apps: list[str | None]
    spaces: list[str | None]


@cache
def _ways() -> dict[str, list[_Way]]:
    """Every address that begins with a plain word, by that word, in the order in which Django would try them."""
    found: dict[str, list[_Way]] = defaultdict(list)
    for way in _all(get_resolver().url_patterns, "", [], []):
        found[way.route.partition("/")[0]].append(way)
    return {word: ways for word, ways in found.items() if "<" not in word}


def _all(patterns: Sequence[Any], before: str, apps: list[str | None], spaces: list[str | None]) -> Iterator[_Way]:
    for one in patterns:
        if not isinstance(one.pattern, RoutePattern):
            continue
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            inside = [*apps, one.app_name], [*spaces, one.namespace]
            yield from _all(one.url_patterns, route, *inside)
        elif isinstance(one, URLPattern):
            pattern = RoutePattern(route, one.name, is_endpoint=True)
            yield _Way(route, pattern, one.callback, one.name, one.default_args, apps, spaces)
