"""In room mode no query finds anything private, and no page of staff shows a private word, number or count."""

from dataclasses import replace

import pytest
from django.db.models import Model

from ampersand.cases.models import Case
from ampersand.cases.rules.audience import IN_ROOM, Action, Audience, Kind, Relation, row_for
from ampersand.meetings.models import Meeting
from ampersand.privacy import policy
from ampersand.privacy.viewer import Viewer
from tests.privacy.addresses import ADDRESSES
from tests.privacy.test_every_address import DRAWING
from tests.privacy.walk import Reader, ask, reader_for, trials
from tests.privacy.world import World

pytestmark = pytest.mark.django_db
ACTIONS = [str(action) for action in Action]
CALM = b"Hidden in room mode"


def in_room(world: World, name: str) -> Viewer:
    return replace(world.cast.viewer(world.people[name]), room_mode=True, room_case=world.cast.couple.pk)


def case_of(thing: Model) -> object:
    return thing.pk if isinstance(thing, Case) else getattr(thing, "case_id", None)


def is_of_all(thing: Model) -> bool:
    """Whether it is no goal of somebody's own, nor anything that hangs on one, and no meeting of one person alone."""
    if isinstance(thing, Meeting):
        return thing.person_id is None
    return getattr(getattr(thing, "goal", thing), "owner_id", None) is None


def test_what_stays_is_what_every_member_may_read_as_well() -> None:
    for kind in IN_ROOM:
        assert row_for(Relation.MEMBER, kind, Audience.ALL_OF_US, Action.READ), kind
    assert Kind.PRIVATE_CHECK not in IN_ROOM


@pytest.mark.parametrize("name", ["Dana", "Emil", "Hugo"])
def test_no_query_and_no_decision_finds_anything_else(world: World, name: str) -> None:
    viewer = in_room(world, name)
    for model, one in policy.registered().items():
        shown = getattr(one, "room_column", "")
        for action in ACTIONS:
            found = set(model.objects.visible_to(viewer, action).values_list("pk", flat=True))
            for label, thing in world.of(model).items():
                allowed = policy.can(replace(viewer, room_mode=False), action, thing)
                here = allowed and bool(shown) and case_of(thing) == world.cast.couple.pk and is_of_all(thing)
                assert (thing.pk in found) == here, (name, action, label)
                assert policy.can(viewer, action, thing) == here, (name, action, label)


def test_the_twin_without_room_mode_finds_it(world: World) -> None:
    viewer = replace(in_room(world, "Dana"), room_mode=False)
    for label in ("private-check/couple/Ana", "alert/couple/Ana", "standing/couple/Ben", "administration/couple/Ana"):
        assert any(policy.can(viewer, "read", thing) for name, thing in world.things.items() if name.startswith(label))


@pytest.fixture
def staff(world: World) -> dict[str, Reader]:
    """Everyone who treats, in room mode with the couple in the room; Hugo, who does not treat them, with nobody."""
    found = {}
    for name in ("Dana", "Emil", "Hugo"):
        client = world.cast.client(world.people[name])
        assert client.post("/room/", {"case": "" if name == "Hugo" else str(world.cast.couple.pk)}).status_code == 303
        found[name] = reader_for(world.cast, None)
        found[name].cookies = client.cookies
    return found


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(name for name, address in ADDRESSES.items() if address.get))
def test_no_page_of_staff_shows_anything_private(world: World, staff: dict[str, Reader], name: str) -> None:
    everyone, public = {"Ana", "Ben"}, ADDRESSES[name].public
    for label, path, _nowhere in trials(world, name):
        for who, client in staff.items():
            response = ask(client, "get", path)
            text = DRAWING.sub(b"", response.content).decode(errors="replace")
            assert [one for one, readers in world.read_in(text).items() if not everyone <= readers] == [], (who, label)
            if response.status_code == 200 and not public and CALM not in response.content:
                assert b"Room mode is on." in response.content or not response.content, (who, name, label)
                for other in ("Farid", "Chloé"):
                    assert other not in text, f"{who} shows the name of somebody else's case at {name}"
