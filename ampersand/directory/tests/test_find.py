"""A visitor looks for a therapist: near a town, online where the licence holds, with wishes, and without a trace."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import Person, StaffRole
from ampersand.core import clock
from ampersand.directory.actions import listing
from ampersand.directory.models import Listing, Profile, SearchMap
from ampersand.directory.queries.places import whereabouts
from ampersand.directory.queries.search import results
from ampersand.directory.rules.card import Fees, Licence, from_data, to_data
from ampersand.directory.rules.openings import turn
from ampersand.directory.rules.search import Wanted
from ampersand.directory.tests.stories import listed
from ampersand.privacy.viewer import NOBODY
from tests.cast import Cast, make_person

pytestmark = pytest.mark.django_db


def names(page: Any) -> list[str]:
    """The therapists of a page of results, in their order."""
    return [one.card.name for one in page.context["results"].people]


def found(asked: Wanted) -> list[str]:
    """The therapists that a search finds, in their order."""
    day = clock.now().date()
    return [one.card.name for one in results(NOBODY, asked, whereabouts(asked.place), day).people]


@pytest.fixture
def here(cast: Cast) -> dict[str, Listing]:
    """Dana in Utrecht, Hugo in Amsterdam and online, Mira in Rotterdam and only in person, Lou online from Lisbon."""
    return {
        "Dana": listed(cast, cast.dana),
        "Hugo": listed(cast, cast.hugo, town="Amsterdam", free_in=0, works_with=("individual", "couple")),
        "Mira": listed(cast, make_person("Mira"), town="Rotterdam", formats=("in-person",), approaches=("cbt",)),
        "Lou": listed(
            cast, make_person("Lou"), town="", formats=("online",), free_in=2, fees=Fees("EUR", {"couple": 60}, True),
            licence=Licence("Kind", "1", "Someone", ("PT",)),
        ),
    }  # fmt: skip


def test_near_a_town_the_nearest_come_first_then_those_online_whose_licence_holds_there(
    client: Client, here: dict[str, Listing]
) -> None:
    page = client.get("/find/", {"place": "Utrecht"})
    assert names(page) == ["Dana", "Hugo"]
    assert [one.where for one in page.context["results"].people] == ["less than 1 km, or online", "Online"]
    assert names(client.get("/find/", {"place": "Utrecht", "within": "50"})) == ["Dana", "Hugo", "Mira"]
    assert names(client.get("/find/", {"place": "Lisbon"})) == ["Lou"]


def test_distances_are_told_in_the_miles_of_the_place(cast: Cast, client: Client) -> None:
    listed(cast, cast.dana, town="London", licence=Licence("Kind", "1", "Someone", ("GB",)))
    page = client.get("/find/", {"place": "Croydon, England"})
    assert page.context["results"].people[0].where == "9 miles, or online"


def test_what_is_typed_goes_by_post_and_only_the_town_stands_in_the_address(
    client: Client, here: dict[str, Listing]
) -> None:
    answer = client.post("/find/", {"place": "3511 AB utrecht", "for": ["couple"], "within": "25"})
    assert answer.status_code == 303
    assert answer["Location"] == "/find/?for=couple&place=utrecht-2745912"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert names(client.get(answer["Location"])) == ["Dana", "Hugo"]


def test_where_the_browser_is_becomes_a_town_before_it_is_in_any_address(
    client: Client, here: dict[str, Listing]
) -> None:
    answer = client.post("/find/", {"place": "", "here": "52.0912345,5.1212345"})
    assert answer["Location"] == "/find/?place=utrecht-2745912"
    for nonsense in ("", "x,y", "91,0", "1", "nan,inf"):
        assert client.post("/find/", {"here": nonsense})["Location"] == "/find/"


def test_a_quiet_concern_is_looked_for_and_never_stands_in_an_address(client: Client, here: dict[str, Listing]) -> None:
    page = client.post("/find/", {"concern": "affair", "place": "utrecht"})
    assert page.status_code == 200
    assert names(page) == ["Dana", "Hugo"]
    assert b"no address of its own" in page.content
    assert client.get("/find/", {"concern": "affair"}).context["asked"].concern == ""


def test_an_ambiguous_town_asks_which_one_and_keeps_the_wishes(client: Client, here: dict[str, Listing]) -> None:
    page = client.post("/find/", {"place": "Cambridge", "for": "couple"})
    assert b"Which Cambridge?" in page.content
    choice = page.context["where"].which[0].place
    answer = client.post("/find/", {"place": "Cambridge", "for": "couple", "choose": choice})
    assert answer["Location"] == f"/find/?for=couple&place={choice}"


@pytest.mark.parametrize(
    ("wish", "who"),
    [
        ({"works_with": ("individual", "couple")}, {"Hugo"}),
        ({"format": "in-person"}, {"Dana", "Hugo", "Mira"}),
        ({"format": "online"}, {"Dana", "Hugo", "Lou"}),
        ({"approach": "cbt"}, {"Mira"}),
        ({"price": "60", "works_with": ("couple",)}, {"Lou"}),
        ({"price": "sliding"}, {"Lou"}),
        ({"language": "nl"}, {"Dana", "Hugo", "Mira", "Lou"}),
        ({"language": "ti"}, set()),
        ({"times": "mornings"}, set()),
        ({"access": "step-free"}, {"Dana", "Hugo", "Mira", "Lou"}),
    ],
)
def test_every_wish_finds_whom_it_should(here: dict[str, Listing], wish: dict[str, Any], who: set[str]) -> None:
    assert set(found(Wanted(**wish))) == who


def test_how_soon_is_by_the_week(here: dict[str, Listing]) -> None:
    assert "Hugo" in found(Wanted(free="week"))
    assert set(found(Wanted(free="month"))) == {"Dana", "Hugo", "Mira", "Lou"}


def test_without_a_place_whoever_has_room_first_comes_first(here: dict[str, Listing]) -> None:
    assert found(Wanted())[:2] == ["Hugo", "Lou"]


def test_among_equals_the_order_changes_by_the_day(cast: Cast) -> None:
    for name in ("Mira", "Lou", "Nell", "Otto"):
        listed(cast, make_person(name), free_in=3)
    orders = set()
    day = clock.now()
    for number in range(6):
        clock.fix(day + timedelta(days=number))
        listing.turn_the_day()
        orders.add(tuple(found(Wanted(place="Utrecht", free=""))))
        first = Listing.objects.visible_to(NOBODY).get(slug="mira")
        assert first.turn == turn(first.seed, clock.now().date())
    assert len(orders) > 1


def test_an_empty_result_teaches_what_would_find_someone(client: Client, here: dict[str, Listing]) -> None:
    page = client.get("/find/", {"place": "Utrecht", "format": "in-person", "approach": "cbt"})
    told = {one.words: one.count for one in page.context["results"].suggestions}
    assert told["Further away, up to 100 km"] == 1
    assert told["Whatever their way of working"] == 1
    assert told["Near Rotterdam"] == 1
    assert told["Everyone, everywhere"] == 4
    again = page.context["results"].suggestions[0]
    answer = client.post("/find/", {"instead": again.query, "place": "Utrecht"})
    assert "rotterdam" in client.get(answer["Location"]).content.decode().lower()


def test_without_any_page_it_is_said_plainly(client: Client, db: None) -> None:
    assert b"No therapist has a page here yet" in client.get("/find/").content


def test_whoever_works_there_no_longer_is_not_shown_from_that_moment_on(
    cast: Cast, client: Client, here: dict[str, Listing]
) -> None:
    StaffRole.objects.filter(person=cast.dana).delete()
    assert names(client.get("/find/", {"place": "Utrecht"})) == ["Hugo"]
    assert client.get("/find/dana/").status_code == 404
    assert listing.take_down_who_left() == 1
    assert client.get("/find/", {"place": "Utrecht"}).context["results"].said.endswith("One person was found.")


def test_openings_that_were_not_confirmed_lately_are_said_so_and_stand_last(
    cast: Cast, client: Client, here: dict[str, Listing]
) -> None:
    clock.fix(clock.now() + timedelta(days=40))
    listing.turn_the_day()
    page = client.get("/find/")
    assert {one.room.words for one in page.context["results"].people} == {"Has not confirmed openings lately"}
    assert client.get("/find/", {"free": "month"}).context["results"].people == ()


def test_the_list_has_pages_that_can_be_turned_with_what_was_chosen(cast: Cast, client: Client) -> None:
    for number in range(13):
        listed(cast, make_person(f"Nell{number}"), free_in=number)
    first = client.get("/find/")
    assert (len(names(first)), first.context["results"].pages) == (10, 2)
    turned = client.post("/find/", {"page": "2"})
    assert turned["Location"] == "/find/?page=2"
    assert len(names(client.get(turned["Location"]))) == 3
    carried = client.post("/find/", {"page": "2", "who": "nell0"})
    assert b'type="hidden" name="who" value="nell0"' in carried.content


def test_what_the_guide_hands_over_goes_along_and_is_stored_nowhere(client: Client, here: dict[str, Listing]) -> None:
    page = client.post("/find/", {"for": "couple", "handed": ["Would you both come? Yes", "<b>"]})
    text = page.content.decode()
    assert '<input type="hidden" name="handed" value="Would you both come? Yes">' in text
    assert "&lt;b&gt;" in text
    assert not page.cookies


def add(cast: Cast, count: int) -> None:
    """So many more therapists in Utrecht."""
    for number in range(count):
        listed(cast, make_person(f"More{Person.objects.count()}{number}"), free_in=number % 9)


def test_the_number_of_questions_to_the_database_does_not_grow(cast: Cast, client: Client) -> None:
    asked = []
    for more in (11, 30):
        add(cast, more)
        for query in ("place=utrecht-2745912&for=couple", "format=online", "place=utrecht-2745912&language=ti", ""):
            client.get(f"/find/?{query}")
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/find/?{query}")
            asked.append(len(seen))
    assert asked[:4] == asked[4:]
    assert max(asked[:2]) <= 7


def test_the_maps_are_the_same_whether_kept_or_made_anew(here: dict[str, Listing], cast: Cast) -> None:
    listing.take_down(here["Mira"].pk)
    profile = Profile.objects.visible_to(cast.viewer(cast.dana), "write").get()
    profile.content = profile.content | {"languages": ["sv"]}
    listing.put_on_show(profile, cast.gita.pk)
    kept = {row.word: int.from_bytes(row.bits, "little") for row in SearchMap.objects.exclude(word="*")}
    listing.rebuild_maps()
    anew = {row.word: int.from_bytes(row.bits, "little") for row in SearchMap.objects.exclude(word="*")}
    assert {word: bits for word, bits in kept.items() if bits} == anew
    assert found(Wanted(language="sv")) == ["Dana"]


def test_two_of_one_name_have_two_addresses(cast: Cast, client: Client) -> None:
    for number in (1, 2):
        person = make_person(f"Nell{number}")
        listed(cast, person, name="Nell Oakbell")
    slugs = Listing.objects.visible_to(NOBODY).order_by("number").values_list("slug", flat=True)
    assert list(slugs) == ["nell-oakbell", "nell-oakbell-2"]


def test_one_page_says_everything_a_visitor_needs(cast: Cast, client: Client, here: dict[str, Listing]) -> None:
    card = replace(
        page_of(cast), fees=Fees("EUR", {"first": 0, "couple": 90}, True, "Ask."), access_words="Ring twice."
    )  # fmt: skip
    profile = Profile.objects.visible_to(cast.viewer(cast.dana), "write").get()
    profile.content = to_data(card)
    listing.put_on_show(profile, cast.gita.pk)
    text = client.get("/find/dana/").content.decode()
    for words in (
        "Works with couples.", "Emotion-focused", "Well studied for couples", "After an affair", "free of charge",
        "€90",
        "People with less money pay less", "Step-free way in", "Ring twice.", "Couple therapist", "The Netherlands",
        "Linden House looked at this page on", "Canal 1, Utrecht", "First free:",
    ):  # fmt: skip
        assert words in text, words


def page_of(cast: Cast) -> Any:
    """Dana's card as it stands."""
    return from_data(Profile.objects.visible_to(cast.viewer(cast.dana)).get().content)
