"""Ana draws her family: a picture with words beside it, each person and line for whom she says, notes for her alone."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.cases.rules.audience import Audience
from ampersand.exercises.actions import maps
from ampersand.exercises.models import MapPiece
from ampersand.exercises.tests import stories
from ampersand.privacy.policy import Hidden
from tests.cast import Cast


@pytest.fixture
def ana(cast: Cast) -> Client:
    stories.going_on(cast)
    return cast.client(cast.ana)


def url(cast: Cast, name: str = "map") -> str:
    return reverse(f"exercises:{name}", args=[cast.couple.pk])


def somebody(ana: Client, cast: Cast, role: str, audience: str = "only_me", **data: str) -> UUID:
    """Somebody whom Ana puts on her map."""
    id = uuid4()
    said = {"role": role, "row": "1", "shape": "circle", "audience": audience, "form_id": str(id)} | data
    assert ana.post(url(cast, "map_somebody"), said).status_code == 303
    return id


def line(ana: Client, cast: Cast, one: UUID, other: UUID, kind: str, audience: str = "only_me") -> UUID:
    """A line that Ana draws."""
    id = uuid4()
    said = {"one": str(one), "other": str(other), "kind": kind, "audience": audience, "form_id": str(id)}
    assert ana.post(url(cast, "map_line"), said).status_code == 303
    return id


def test_her_map_is_a_picture_and_the_same_in_words(ana: Client, cast: Cast) -> None:
    assert "Nobody on it yet" in ana.get(url(cast)).content.decode()
    mother = somebody(ana, cast, "my mother", name="Ilse", born="1931", died="2009", note="She sang.")
    father = somebody(ana, cast, "my father", shape="square")
    me = somebody(ana, cast, "me", row="2", is_me="on", first_parent=str(mother), second_parent=str(father))
    line(ana, cast, mother, father, "divorced")
    line(ana, cast, mother, me, "tense")
    page = ana.get(url(cast)).content.decode()
    assert '<svg width="' in page
    for words in ("Ilse", "1931–2009", "child of Ilse and my father", "Ilse and my father: divorced", "She sang."):
        assert words in page
    assert stories.plain(cast.client(cast.dana).get(url(cast))) != page
    assert cast.client(cast.dana).get(url(cast)).status_code == 404


def test_each_is_shown_to_whom_she_says_and_a_line_only_with_both_its_ends(ana: Client, cast: Cast) -> None:
    hers = reverse("exercises:map_of", args=[cast.couple.pk, cast.ana.pk])
    mother = somebody(ana, cast, "my mother", note="She drank.")
    uncle = somebody(ana, cast, "my uncle", "me_and_therapist")
    aunt = somebody(ana, cast, "my aunt", "all_of_us")
    line(ana, cast, mother, aunt, "cut_off", "all_of_us")
    line(ana, cast, uncle, aunt, "close", "all_of_us")
    his = cast.client(cast.ben).get(hers).content.decode()
    assert "my aunt" in his
    assert "my uncle" not in his
    assert "cut off" not in his.split("<h2")[-1]
    danas = cast.client(cast.dana).get(hers).content.decode()
    assert "my uncle and my aunt: close" in danas
    for seen in (his, danas):
        assert "my mother" not in seen
        assert "She drank." not in seen


def test_nobody_learns_that_there_is_a_map_before_something_of_it_is_shown(ana: Client, cast: Cast) -> None:
    hers = reverse("exercises:map_of", args=[cast.couple.pk, cast.ana.pk])
    ben = cast.client(cast.ben)
    before = stories.plain(ben.get(reverse("exercises:shelf", args=[cast.couple.pk])))
    somebody(ana, cast, "my mother")
    somebody(ana, cast, "my uncle", "me_and_therapist")
    assert ben.get(hers).status_code == 404
    assert stories.plain(ben.get(reverse("exercises:shelf", args=[cast.couple.pk]))) == before
    somebody(ana, cast, "my aunt", "all_of_us")
    assert hers in ben.get(reverse("exercises:shelf", args=[cast.couple.pk])).content.decode()
    brought = cast.client(cast.dana).get(reverse("exercises:brought", args=[cast.couple.pk]))
    assert hers in brought.content.decode()


def test_what_is_typed_stays_where_something_is_wrong_and_twice_is_once(ana: Client, cast: Cast) -> None:
    wrong = {"role": "my mother", "row": "1", "shape": "circle", "audience": "only_me", "born": "1990", "died": "1931"}
    answer = ana.post(url(cast, "map_somebody"), wrong | {"form_id": str(uuid4())})
    assert answer.status_code == 422
    assert "before the year of birth" in answer.content.decode()
    said = wrong | {"died": "", "form_id": str(uuid4())}
    for _ in range(2):
        ana.post(url(cast, "map_somebody"), said)
    assert MapPiece.objects.visible_to(cast.viewer(cast.ana)).count() == 1


def test_she_changes_and_takes_off_and_the_lines_go_with_it(ana: Client, cast: Cast) -> None:
    mother, aunt = somebody(ana, cast, "my mother"), somebody(ana, cast, "my aunt")
    tie = line(ana, cast, mother, aunt, "close")
    address = reverse("exercises:map_piece", args=[tie])
    assert 'value="close" selected' in ana.get(address).content.decode()
    ana.post(address, {"one": str(mother), "other": str(aunt), "kind": "tense", "audience": "only_me"})
    assert "my mother and my aunt: tense" in ana.get(url(cast)).content.decode()
    address = reverse("exercises:map_piece", args=[mother])
    assert cast.client(cast.ben).post(address, {"take_away": "yes"}).status_code == 404
    ana.post(address, {"take_away": "yes"})
    assert [piece.pk for piece in MapPiece.objects.visible_to(cast.viewer(cast.ana))] == [aunt]


def test_lines_are_drawn_on_ones_own_map_only(ana: Client, cast: Cast) -> None:
    mother, aunt = somebody(ana, cast, "my mother", "all_of_us"), somebody(ana, cast, "my aunt", "all_of_us")
    with pytest.raises(Hidden):
        maps.put_line(
            by=cast.viewer(cast.ben), case_id=cast.couple.pk, piece_id=uuid4(), one=mother, other=aunt,
            said={"kind": "close"}, audience=Audience.ONLY_ME,
        )  # fmt: skip


def test_the_map_costs_the_same_however_many_stand_on_it(ana: Client, cast: Cast) -> None:
    somebody(ana, cast, "me", row="2")
    ana.get(url(cast))
    with CaptureQueriesContext(connection) as few:
        ana.get(url(cast))
    for number in range(6):
        somebody(ana, cast, f"cousin {number}")
    with CaptureQueriesContext(connection) as many:
        ana.get(url(cast))
    assert len(many) == len(few)
