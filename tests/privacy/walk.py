"""The way through all addresses: which there are, on what they are tried, and what can be told of an answer."""

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ampersand.accounts.models import Person
from ampersand.core.ids import new_id
from tests.cast import Cast
from tests.privacy.addresses import ADDRESSES, EVERYONE
from tests.privacy.crawl import CHANGING
from tests.privacy.expected import PEOPLE
from tests.privacy.world import World

# parameters that name no private thing
NEEDS_NOTHING = {"slug": "phq-9", "country": "gb", "exercise_id": "X16", "lesson_slug": "listening"}
UNUSED = ("only_me", "treating_team", "writer_alone", "sealed", "chosen")  # audiences that no administration has yet
MIRRORED = {("family", "Ben"), ("ended", "Ben"), ("closed", "Ben"), ("joined", "Ben")}  # he stands there as Ana does


class Reader(Client):
    """A browser that keeps nothing of what it is answered, and does not watch the templates at their work."""

    def request(self, **request: Any) -> HttpResponse:
        """The answer; raises what the page raised."""
        failed: list[BaseException | None] = []

        def notice(**_: object) -> None:
            failed.append(sys.exception())

        got_request_exception.connect(notice)
        try:
            response = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(notice)
        if failed and failed[0]:
            raise failed[0]
        return response


def reader_for(cast: Cast, person: Person | None) -> Reader:
    """A reader in which a person has signed in."""
    reader = Reader(raise_request_exception=False)
    reader.cookies = cast.client(person).cookies
    return reader


@cache
def patterns() -> dict[str, URLPattern]:
    """Every address of the program by its name."""
    return dict(_patterns(get_resolver().url_patterns, ""))


def _patterns(found: list[object], space: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, pattern.namespace or space)
        else:
            yield (f"{space}:{pattern.name}" if space else pattern.name), pattern


def trials(world: World, name: str) -> Iterator[tuple[str, str, str]]:
    """For everything that an address is tried on: its name, the path, and the path of a thing that is not there."""
    address, needed = ADDRESSES[name], patterns()[name].pattern.converters
    if not address.on and all(parameter in NEEDS_NOTHING for parameter in needed):
        yield "", *_paths(name, None)
    for label, thing in world.things.items():
        if address.on and label.startswith(address.on) and _adds_something(label, name):
            yield label, *_paths(name, thing)


def _adds_something(label: str, name: str) -> bool:
    """Whether a walk learns from a thing what it did not from another; test_table.py asks about every thing."""
    kind, *rest = normal(label).split("/")
    if kind == "participation":
        role = "supervisor" if name == "cases:end_supervision" else "member"
        return f"/{role}/" in label and tuple(rest) not in MIRRORED
    return not (label.endswith(UNUSED) and "/Ana/" not in label) and tuple(rest[:2]) not in MIRRORED


def _paths(name: str, thing: Any) -> tuple[str, str]:
    there = {parameter: _argument(parameter, thing) for parameter in patterns()[name].pattern.converters}
    gone = {parameter: _another(value) for parameter, value in there.items()}
    return reverse(name, kwargs=there), reverse(name, kwargs=gone)


def _another(value: object) -> object:
    """An id of nothing, of the same version: an address may hang on that."""
    if not isinstance(value, UUID):
        return value
    return uuid4() if value.version == 4 else new_id()


def _argument(parameter: str, thing: Any) -> object:
    """The address's parameter for a thing of the world."""
    match parameter:
        case "case_id":
            return getattr(thing, "case_id", None) or thing.pk
        case "person_id":
            return thing.person_id
        case "sign_in_id":
            return thing.id
        case "token":
            return "nothing"
        case "pk" | "place" | "year" | "month":
            return 1
        case "slug" | "country" | "exercise_id" | "lesson_slug":
            return NEEDS_NOTHING[parameter]
        case "listed" | "digest":
            return thing.slug if parameter == "listed" else thing.digest
        case "size":
            return "small"
        case _:
            return thing.pk


def ask(reader: Client, method: str, path: str) -> HttpResponse:
    """One request whose writes are undone."""
    with transaction.atomic():
        response: HttpResponse = getattr(reader, method)(path)
        transaction.set_rollback(True)
    return response


def answer(response: HttpResponse, path: str) -> tuple[object, ...]:
    """All that a person can tell of an answer."""
    headers = tuple(sorted((name, value.replace(path, "")) for name, value in response.headers.items()))
    return response.status_code, headers, CHANGING.sub(b"", response.content), sorted(response.cookies)


def strangers_to(label: str) -> set[str]:
    """Whom to leave out: strangers try everything of the couple; of the other cases the table's test is enough."""
    case = label.split("/")[1] if label.count("/") else ""
    if case not in PEOPLE or case == "couple":
        return set()
    members, left, *staff = PEOPLE[case]
    return EVERYONE - members - left - set(staff) - {"Gita"}


def normal(label: str) -> str:
    """participation/<case>/<role>/<person> -> participation/<case>/<person>, as the other names are built."""
    parts = label.split("/")
    return "/".join([*parts[:2], *parts[3:]]) if parts[0] == "participation" else label
