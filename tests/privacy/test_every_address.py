"""Every address x every person x every thing x every method, against tests/privacy/addresses.py.

Whoever may not reach a thing gets, to the byte, what they get for a thing that is not there; and no page shows a number
or a word that its reader may not know.
"""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.privacy.addresses import ADDRESSES, EVERYONE, Who
from tests.privacy.expected import PEOPLE
from tests.privacy.walk import Reader, answer, ask, normal, patterns, strangers_to, trials
from tests.privacy.world import World

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
SECOND_DATABASE = connection.vendor == "postgresql"  # what it refuses is asked of the couple's things alone
DRAWING = re.compile(rb'\s(?:d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|viewBox|points|transform|dx|dy)="[^"]*"')
every_address = pytest.mark.parametrize("name", sorted(ADDRESSES))


def test_every_address_is_declared() -> None:
    assert set(patterns()) == set(ADDRESSES), "say in tests/privacy/addresses.py who may reach it"


@every_address
def test_each_person_is_answered_as_the_matrix_says(world: World, readers: dict[str, Reader], name: str) -> None:
    assert not (wrong := list(_wrong(world, readers, name))), "\n".join(wrong)
    assert mail.outbox == []


def _wrong(world: World, readers: dict[str, Reader], name: str) -> Iterator[str]:
    rules = {"get": ADDRESSES[name].get, "post": ADDRESSES[name].post}
    gone: dict[tuple[str, str], object] = {}  # what each gets for a thing that is not there
    for label, path, nowhere in trials(world, name):
        for who in sorted(EVERYONE - strangers_to(label)):
            for method, rule in rules.items():
                if rule is None or (SECOND_DATABASE and not rule(who, normal(label)) and not of_couple(label)):
                    continue
                response = ask(readers[who], method, path)
                if fault := _fault(response, rule, who, label):
                    yield f"{who} {method} {name} {label}: {fault}"
                elif response.status_code == 404 and label:
                    if (who, method) not in gone:
                        gone[who, method] = answer(ask(readers[who], method, nowhere), nowhere)
                    if answer(response, path) != gone[who, method]:
                        yield f"{who} {method} {name} {label}: hidden and missing differ"
                text = DRAWING.sub(b"", response.content).decode(errors="replace")
                for canary, may_know in world.read_in(text).items():
                    if who not in may_know:
                        yield f"{who} {method} {name} {label}: reads {canary}"


def of_couple(label: str) -> bool:
    return label.partition("/")[2].partition("/")[0] == "couple"


def _fault(response: HttpResponse, rule: Who, who: str, label: str) -> str:
    if rule(who, normal(label)):
        wrong = response.status_code == 404 or response.status_code >= 500
        return f"{response.status_code}, though allowed" if wrong else ""
    return "" if response.status_code == 404 else f"{response.status_code}, though not allowed"


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(name for name, address in ADDRESSES.items() if not address.public))
def test_visitors_are_led_to_sign_in_whatever_they_ask_for(world: World, name: str) -> None:
    visitor = Reader(raise_request_exception=False)
    gone: dict[str, int] = {}
    for label, path, nowhere in trials(world, name):
        for method in ("get", "post") if gone else METHODS:  # the rarer ones on one thing of each address
            there = visitor.generic(method.upper(), path)
            gone[method] = gone.get(method) or visitor.generic(method.upper(), nowhere).status_code
            assert there.status_code == gone[method] == 302, (method, label)
            assert "/account/sign-in/" in there["Location"], (method, label)


@pytest.mark.once
@every_address
def test_other_methods_tell_nothing(world: World, readers: dict[str, Reader], name: str) -> None:
    gone: dict[str, object] = {}
    for label, path, nowhere in trials(world, name):
        if "couple" not in label:
            continue
        for method in ("put", "patch", "delete", "options"):
            there = answer(ask(readers["Ben"], method, path), path)
            gone[method] = gone.get(method) or answer(ask(readers["Ben"], method, nowhere), nowhere)
            assert there == gone[method], (method, label)


def test_the_canaries_sing(world: World, readers: dict[str, Client]) -> None:
    """The twin of the walk above: those who may know do read them."""
    dana, heard = readers["Dana"], set()
    for name in ("measures:of_case", "cases:people"):
        for case in ("couple", "family", "left"):
            heard |= set(
                world.read_in(dana.get(reverse(name, args=[world.things[f"case/{case}"].pk])).content.decode())
            )
    assert len(heard) >= 6, heard
    assert set(PEOPLE) >= {"couple"}
