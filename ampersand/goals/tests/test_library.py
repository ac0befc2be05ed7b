"""Goals to start from: a practice changes ours, writes its own, and takes both back; what began from them stays."""

from typing import Any

import pytest

from ampersand.core.ids import new_id
from ampersand.goals import content
from ampersand.goals.models import HouseTemplate
from ampersand.goals.tests.stories import page, post
from tests.cast import Cast

SENT = {
    "type": "shared", "domain": "communication", "text": "We write each other a letter a month", "measured": "Letters",
    "steps": "Buy paper\n\nChoose a day", "suggest": "on", "level0": "None", "level1": "One a year",
    "level2": "One a month", "level3": "Two a month", "level4": "One a week",
}  # fmt: skip


def sent(**other: Any) -> dict[str, Any]:
    return SENT | {"form_id": new_id()} | other


def the_one(cast: Cast, **which: Any) -> HouseTemplate:
    found: HouseTemplate = HouseTemplate.objects.visible_to(cast.viewer(cast.dana)).get(**which)
    return found


def test_one_of_our_own_is_offered_to_clients_of_this_practice(cast: Cast) -> None:
    dana, ana = cast.client(cast.dana), cast.client(cast.ana)
    assert post(dana, "new_template", **sent(type="mine")).status_code == 303
    assert SENT["text"] in page(ana, "begin", cast.anas_own.pk)
    assert SENT["text"] in page(dana, "library")


def test_in_the_place_of_ours_and_back(cast: Cast) -> None:
    dana, ours = cast.client(cast.dana), content.templates()["G36"].text
    first = page(cast.client(cast.ana), "begin", cast.anas_own.pk)
    assert ours in first
    answer = dana.post("/goal-templates/new/?of=G36", sent(type="mine", place="instead"))
    assert answer.status_code == 303
    text = page(cast.client(cast.ana), "begin", cast.anas_own.pk)
    assert SENT["text"] in text
    assert ours not in text
    post(dana, "set_aside", the_one(cast, current=True).pk)
    assert page(cast.client(cast.ana), "begin", cast.anas_own.pk).count(ours) == first.count(ours)


def test_beside_ours_both_are_offered(cast: Cast) -> None:
    cast.client(cast.dana).post("/goal-templates/new/?of=G36", sent(type="mine", place="beside"))
    text = page(cast.client(cast.ana), "begin", cast.anas_own.pk)
    assert SENT["text"] in text
    assert content.templates()["G36"].text in text


def test_a_change_is_a_new_version_and_an_earlier_one_can_be_used_again(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    post(dana, "new_template", **sent())
    first = the_one(cast)
    post(dana, "template", first.pk, **sent(text="We write each other a letter a week"))
    assert the_one(cast, current=True).number == 2
    assert the_one(cast, number=1).text == SENT["text"]
    post(dana, "bring_back", first.pk)
    again = the_one(cast, current=True)
    assert (again.number, again.text) == (3, SENT["text"])
    post(dana, "bring_back", again.pk)
    assert HouseTemplate.objects.visible_to(cast.viewer(cast.dana)).count() == 3


def test_sent_twice_it_is_written_once(cast: Cast) -> None:
    dana, same = cast.client(cast.dana), sent()
    for _ in range(2):
        assert post(dana, "new_template", **same).status_code == 303
    assert HouseTemplate.objects.visible_to(cast.viewer(cast.dana)).count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"level0": ""}, "level0"), ({"level1": "None"}, "level1"), ({"steps": "a\nb\nc\nd"}, "At most three steps"),
        ({"text": ""}, "Write a few words"),
    ],
)  # fmt: skip
def test_what_is_not_complete_comes_back_with_what_was_typed(cast: Cast, wrong: dict[str, str], says: str) -> None:
    answer = post(cast.client(cast.dana), "new_template", **sent(**wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "One a month" in answer.content.decode()
    assert not HouseTemplate.objects.visible_to(cast.viewer(cast.dana)).exists()


@pytest.mark.parametrize("name", ["ana", "farid", "emil"])
def test_clients_and_supervisors_write_none(cast: Cast, name: str) -> None:
    client = cast.client(getattr(cast, name))
    assert post(client, "new_template", **sent()).status_code == 404
    assert client.get("/goal-templates/").status_code == (200 if name == "emil" else 404)


def test_what_is_not_for_clients_is_offered_to_those_who_treat_alone(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    post(dana, "new_template", **sent(type="mine", suggest=""))
    assert SENT["text"] not in page(cast.client(cast.ana), "begin", cast.anas_own.pk)
    assert SENT["text"] in [one.text for one in content.offered("individual", cast.practice.pk, to_therapist=True)]
