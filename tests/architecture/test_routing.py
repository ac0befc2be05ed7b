"""The short way to a page leads to the page that Django finds, and finds nothing where Django finds nothing."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver

from ampersand.project.routing import find

SAMPLES = (str(UUID(int=7)), str(UUID(int=7, version=4)), "phq-9", "12", "2026-11-02", "a/b", "situation")


def addresses(patterns: list[object] | None = None, before: str = "/") -> Iterator[str]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            for name, converter in one.pattern.converters.items():
                sample = next(sample for sample in SAMPLES if re.fullmatch(converter.regex, sample))
                route = re.sub(rf"<(\w+:)?{name}>", sample, route)
            yield route


@pytest.mark.parametrize("path", sorted(set(addresses())))
def test_both_ways_lead_to_the_same_page(path: str) -> None:
    theirs, ours = get_resolver().resolve(path), find(path)
    assert ours is not None
    for name in ("func", "args", "kwargs", "url_name", "app_names", "namespaces", "view_name", "route"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert (ours.captured_kwargs, ours.extra_kwargs) == (theirs.captured_kwargs, theirs.extra_kwargs)


@pytest.mark.parametrize("path", ["/nothing/", "/check-in/", "/check-in/x/", "/my", "//my/", "/results/7/"])
def test_what_is_no_page_is_left_to_django(path: str) -> None:
    assert find(path) is None
    with pytest.raises(Resolver404):
        get_resolver().resolve(path)
