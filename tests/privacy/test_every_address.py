"""Every address x every person x every thing x every method, against tests/privacy/addresses.py.

Whoever may not reach a thing gets, to the byte, what they get for a thing that is not there; and no page shows a number
or a word that its reader may not know.
"""

import copy
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.privacy.addresses import ADDRESSES, EVERYONE, Address
from tests.privacy.crawl import CHANGING
from tests.privacy.expected import PEOPLE
from tests.privacy.world import World, make_world

pytestmark = pytest.mark.django_db
UNUSED = ("only_me", "treating_team", "writer_alone", "sealed")  # audiences that no administration has yet
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def patterns(found: list[object] | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, pattern.namespace or space)
        else:
            yield (f"{space}:{pattern.name}" if space else pattern.name), pattern


def clients(world: World) -> dict[str, Client]:
    cast = world.cast
    people = (cast.ana, cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo, world.ida)
    return {person.name: cast.client(person) for person in people}


def arguments(name: str, pattern: URLPattern, thing: object) -> dict[str, object]:
    """The address's parameters for a thing of the world."""
    found: dict[str, object] = {}
    for parameter in pattern.pattern.converters:
        if parameter == "case_id":
            found[parameter] = getattr(thing, "case_id", None) or thing.pk
        elif parameter == "person_id":
            found[parameter] = thing.person_id
        elif parameter == "slug":
            found[parameter] = "phq-9"
        elif parameter == "country":
            found[parameter] = "gb"
        elif parameter == "sign_in_id":
            found[parameter] = thing.id
        elif parameter in {"token", "pk"}:
            found[parameter] = 1 if parameter == "pk" else "nothing"
        else:
            found[parameter] = thing.pk
    return found


def missing(found: dict[str, object]) -> dict[str, object]:
    """The same parameters for things that are not there."""
    return {name: uuid4() if isinstance(value, UUID) else value for name, value in found.items()}


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """One request whose writes are undone, in the browser too."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def answer(response: HttpResponse, path: str) -> tuple[object, ...]:
    """All that a person can tell of an answer."""
    headers = tuple(sorted((name, value.replace(path, "")) for name, value in response.headers.items()))
    return response.status_code, headers, CHANGING.sub(b"", response.content), sorted(response.cookies)


def trials(world: World) -> Iterator[tuple[str, Address, URLPattern, str, object]]:
    for name, pattern in patterns():
        address = ADDRESSES[name]
        if not pattern.pattern.converters or (not address.on and {"slug", "country"} & set(pattern.pattern.converters)):
            yield name, address, pattern, "", None
        for label, thing in world.things.items():
            if address.on and label.startswith(address.on):
                if label.endswith(UNUSED) and "/Ana/" not in label:
                    continue
                role = "supervisor" if name == "cases:end_supervision" else "member"
                if address.on == "participation/" and f"/{role}/" not in label:
                    continue
                yield name, address, pattern, label, thing


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


def test_every_address_is_declared() -> None:
    assert {name for name, _ in patterns()} == set(ADDRESSES), "say in tests/privacy/addresses.py who may reach it"


def test_every_address_answers_each_person_as_the_matrix_says(world: World) -> None:
    people, wrong = clients(world), []
    gone: dict[tuple[str, str, str], object] = {}  # what each gets for a thing that is not there
    for name, address, pattern, label, thing in trials(world):
        found = arguments(name, pattern, thing)
        path, nowhere = reverse(name, kwargs=found), reverse(name, kwargs=missing(found))
        for who in EVERYONE - strangers_to(label):
            for method, rule in (("get", address.get), ("post", address.post)):
                if rule is None:
                    continue
                response = ask(people[who], method, path)
                if rule(who, normal(label)):
                    if response.status_code == 404 or response.status_code >= 500:
                        wrong.append(f"{who} {method} {name} {label}: {response.status_code}, though allowed")
                elif response.status_code != 404:
                    wrong.append(f"{who} {method} {name} {label}: {response.status_code}, though not allowed")
                elif label:
                    if (who, method, name) not in gone:
                        gone[who, method, name] = answer(ask(people[who], method, nowhere), nowhere)
                    if answer(response, path) != gone[who, method, name]:
                        wrong.append(f"{who} {method} {name} {label}: hidden and missing differ")
    assert not wrong, "\n".join(wrong)
    assert mail.outbox == []


def test_visitors_are_led_to_sign_in_whatever_they_ask_for(world: World) -> None:
    visitor, wrong = Client(), []
    for name, address, pattern, label, thing in trials(world):
        if address.public:
            continue
        found = arguments(name, pattern, thing)
        path, nowhere = reverse(name, kwargs=found), reverse(name, kwargs=missing(found))
        for method in METHODS:
            there, gone = ask(visitor, method, path), ask(visitor, method, nowhere)
            if there.status_code != 302 or "/account/sign-in/" not in there["Location"]:
                wrong.append(f"{method} {name} {label}: {there.status_code}")
            if answer(there, path)[0] != answer(gone, nowhere)[0]:
                wrong.append(f"{method} {name} {label}: hidden and missing differ")
    assert not wrong, "\n".join(wrong)


def test_other_methods_tell_nothing(world: World) -> None:
    people, wrong = clients(world), []
    for name, _address, pattern, label, thing in trials(world):
        if not label or "couple" not in label:
            continue
        found = arguments(name, pattern, thing)
        path, nowhere = reverse(name, kwargs=found), reverse(name, kwargs=missing(found))
        for method in ("put", "patch", "delete", "options"):
            if answer(ask(people["Ben"], method, path), path) != answer(ask(people["Ben"], method, nowhere), nowhere):
                wrong.append(f"{method} {name} {label}")
    assert not wrong, "\n".join(wrong)


DRAWING = re.compile(rb'\s(?:d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|viewBox|points|transform|dx|dy)="[^"]*"')


def test_no_page_shows_a_number_or_word_its_reader_may_not_know(world: World) -> None:
    canaries = world.canaries()
    for who, client in clients(world).items():
        for name, address, pattern, label, thing in trials(world):
            if address.get is None or not address.get(who, normal(label)):
                continue
            path = reverse(name, kwargs=arguments(name, pattern, thing))
            text = DRAWING.sub(b"", ask(client, "get", path).content).decode(errors="replace")
            for canary, readers in canaries.items():
                if who not in readers:
                    assert canary not in text, f"{who} reads {canary} at {name} {label}"


def test_the_canaries_sing(world: World) -> None:
    """The twin of the test above: those who may know do read them."""
    dana, canaries, heard = clients(world)["Dana"], world.canaries(), set()
    for name in ("measures:of_case", "cases:people"):
        for case in ("couple", "family", "left"):
            text = dana.get(reverse(name, args=[world.things[f"case/{case}"].pk])).content.decode()
            heard |= {canary for canary in canaries if canary in text}
    assert len(heard) >= 6, heard
    assert set(PEOPLE) >= {"couple"}
