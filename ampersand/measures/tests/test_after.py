"""Ana says that she thinks of dying: help at once, a few short questions, and somebody who hears of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import StaffRole
from ampersand.core import clock
from ampersand.measures.actions import answering, second_stage
from ampersand.safety.actions import handling, preferences, room
from ampersand.safety.models import Alert, AlertStep, Screening
from tests.cast import Cast

from .stories import MONDAY, PHQ, answer, asked, form, on_monday, read, stored

NINE = [*PHQ[:8], 2]
WORDS = "You said something important."


@pytest.fixture(autouse=True)
def _monday(db: None) -> None:
    on_monday()


def send(cast: Cast, slug: str = "phq-9", codes: list[int] = NINE) -> tuple[Client, str]:
    """Ana sends her answers; her browser, and where it is led."""
    ana = cast.client(cast.ana)
    response = ana.post(
        reverse("measures:check_in", args=[asked(cast.couple, cast.ana, slug).pk]), form(slug, codes)
    )  # fmt: skip
    assert response.status_code == 303
    return ana, response["Location"]


def given(cast: Cast) -> UUID:
    return stored(person=cast.ana)[-1].pk


def more(ana: Client, cast: Cast, codes: list[int | None]) -> str:
    """She answers the short questions; the page that follows."""
    address = reverse("measures:questions", args=[given(cast)])
    response = ana.post(address, form("asq", codes), follow=True)
    assert response.status_code == 200
    return response.content.decode()


def open_ones(cast: Cast) -> list[tuple[str, str]]:
    rows = Alert.objects.visible_to(cast.viewer(cast.dana)).filter(closed_at=None)
    return sorted(rows.exclude(kind__in=("plan-review", "follow-up")).values_list("kind", "level"))


def test_help_comes_first_then_the_questions_then_the_result(cast: Cast) -> None:
    ana, location = send(cast)
    assert location == reverse("measures:next_step", args=[given(cast)])
    page = read(ana, location)
    assert "<title>Check-in · Ampersand</title>" in page
    said = "Here is help now; your therapist will also see this. Nobody is watching answers live."
    order = [
        page.index(words) for words in (WORDS, said, "If you might act on it now", "A few short questions", "Not now")
    ]
    assert order == sorted(order)
    assert "moderately" not in page, "no total and no band before help"
    assert open_ones(cast) == [("item-9", "")]
    assert ana.post(location)["Location"] == reverse("measures:result", args=[given(cast)])


def test_the_country_that_was_chosen_stands_first_with_its_emergency_number(cast: Cast) -> None:
    preferences.remember_country(by=cast.viewer(cast.ana), country="nl")
    ana, location = send(cast)
    page = read(ana, location)
    assert page.index("tel:112") < page.index("tel:113")
    assert "Australia" not in page


@pytest.mark.parametrize(("slug", "codes", "kind"), [
    ("phq-9", [0, 0, 0, 0, 0, 0, 0, 0, 1], "item-9"),
    ("core-10", [0, 4, 4, 0, 0, 1, 0, 0, 0, 0], "core-item-6"),
])  # fmt: skip
def test_the_question_raises_an_alert_whatever_the_total(cast: Cast, slug: str, codes: list[int], kind: str) -> None:
    send(cast, slug, codes)
    assert open_ones(cast) == [(kind, "")]


@pytest.mark.parametrize("slug", ["phq-9", "core-10"])
def test_the_lowest_answer_raises_nothing_and_shows_nothing(cast: Cast, slug: str) -> None:
    codes = [3] * 8 + [0] if slug == "phq-9" else [4, 0, 0, 4, 4, 0, 4, 4, 4, 4]
    ana, location = send(cast, slug, codes)
    assert location == reverse("measures:result", args=[given(cast)])
    assert WORDS not in read(ana, location)
    assert open_ones(cast) == []
    next_step = reverse("measures:next_step", args=[given(cast)])
    assert ana.get(next_step)["Location"] == location


@pytest.mark.parametrize(("codes", "kind", "level", "says"), [
    ([0, 0, 0, 0, None, None], "item-9", "", "Thank you for saying so."),
    ([1, 0, 0, 0, None, 0], "asq-positive", "moderate", "Who can be with you?"),
    ([2, 0, 0, 0, None, 0], "asq-positive", "moderate", "Who can be with you?"),
    ([None, None, None, None, None, None], "asq-positive", "moderate", "Who can be with you?"),
    ([0, 0, 0, 1, 3, 1], "asq-acute", "high", "Please call someone now."),
    ([1, 0, 0, 0, None, 2], "asq-acute", "high", "Please call someone now."),
])  # fmt: skip
def test_the_short_questions_say_how_soon_somebody_acts(
    cast: Cast, codes: list[int | None], kind: str, level: str, says: str
) -> None:
    ana, _ = send(cast)
    page = more(ana, cast, codes)
    assert says in page
    assert open_ones(cast) == [(kind, level)]
    assert Screening.objects.visible_to(cast.viewer(cast.dana)).get().level == level
    for word in ("moderate", "high", "low risk", "positive", "acute"):
        assert word not in page.lower().split("<main")[1].split("</main")[0]


def test_when_it_is_now_nothing_else_is_on_the_page_until_she_goes_on(cast: Cast) -> None:
    ana, location = send(cast)
    page = more(ana, cast, [1, 1, 1, 1, 1, 1])
    assert '<nav class="nav"' not in page
    assert "short questions" not in page
    assert "Nobody is watching answers live" in page
    assert "Please call someone now." in read(ana, location), "it stays"
    ana.post(location)
    assert ana.get(location)["Location"] == reverse("measures:result", args=[given(cast)])


def test_the_answers_are_sealed_and_never_shown_to_her_again(cast: Cast) -> None:
    ana, location = send(cast)
    more(ana, cast, [1, 0, 0, 0, None, 0])
    address = reverse("measures:questions", args=[given(cast)])
    assert ana.get(address)["Location"] == location
    assert "wished you were dead" not in read(ana, location)
    row = Screening.objects.visible_to(cast.viewer(cast.dana)).get()
    assert b"Yes" not in bytes(row.answers)
    assert not Screening.objects.visible_to(cast.viewer(cast.ana)).exists()
    alert = Alert.objects.visible_to(cast.viewer(cast.dana)).get(kind="asq-positive")
    page = read(cast.client(cast.dana), f"/attention/{alert.pk}/")
    for words in ("Thoughts that you would be better off dead", "wished you were dead?", "More than half the days"):
        assert words in page


def test_sent_twice_they_are_kept_once(cast: Cast) -> None:
    ana, _ = send(cast)
    more(ana, cast, [1, 0, 0, 0, None, 0])
    more(ana, cast, [1, 1, 1, 1, 1, 1])
    assert open_ones(cast) == [("asq-positive", "moderate")]
    assert Screening.objects.visible_to(cast.viewer(cast.dana)).count() == 1
    second_stage.answer(by=cast.viewer(cast.ana), administration_id=given(cast), answers={"5": 1})
    assert Screening.objects.visible_to(cast.viewer(cast.dana)).get().level == "moderate"


def test_what_dana_took_on_meanwhile_stays_hers_and_the_faster_thing_calls(cast: Cast) -> None:
    ana, _ = send(cast)
    first = Alert.objects.visible_to(cast.viewer(cast.dana)).get(kind="item-9")
    handling.acknowledge(by=cast.viewer(cast.dana), alert_id=first.pk)
    more(ana, cast, [1, 0, 0, 0, None, 1])
    assert open_ones(cast) == [("asq-acute", "high"), ("item-9", "")]
    acute = Alert.objects.visible_to(cast.viewer(cast.dana)).get(kind="asq-acute")
    assert acute.call_at == MONDAY + timedelta(minutes=15)


def test_nobody_else_is_asked_and_nobody_else_gets_there(cast: Cast) -> None:
    _, location = send(cast)
    for name in ("ben", "chloe", "dana", "emil", "gita", "farid"):
        client = cast.client(getattr(cast, name))
        for address in (location, reverse("measures:questions", args=[given(cast)])):
            assert client.get(address).status_code == client.post(address).status_code == 404
    calm = answer(cast, cast.couple, cast.ben, "phq-9", PHQ)
    ben = cast.client(cast.ben)
    assert ben.post(reverse("measures:questions", args=[calm]), form("asq", [1])).status_code == 303
    assert open_ones(cast) == [("item-9", "")]


def test_without_a_therapist_she_is_told_plainly_that_nobody_sees_it(cast: Cast) -> None:
    StaffRole.objects.filter(person=cast.dana).delete()
    ana, location = send(cast)
    page = read(ana, location)
    assert "No one at this service sees this." in page
    assert "If you might act on it now" in page
    assert "short questions" not in page
    assert not Alert.objects.visible_to(cast.viewer(cast.emil)).exists()
    assert "No one at this service sees this." in read(ana, reverse("measures:result", args=[given(cast)]))


def test_corrected_to_more_it_is_told_and_corrected_to_the_lowest_it_is_noted(cast: Cast) -> None:
    viewer = cast.viewer(cast.ana)
    calm = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    codes = {str(place): code for place, code in enumerate(NINE, start=1)}
    said = answering.amend(by=viewer, administration_id=calm, answers=codes, now=clock.now())
    assert open_ones(cast) == [("item-9", "")]
    answering.amend(by=viewer, administration_id=said, answers=codes | {"9": 0}, now=clock.now())
    assert open_ones(cast) == [("item-9", "")], "somebody still asks her"
    steps = AlertStep.objects.visible_to(cast.viewer(cast.dana)).values_list("deed", flat=True)
    assert "corrected" in list(steps)


def test_an_undone_answer_raises_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(second_stage.safety, "consider", fails)
    with pytest.raises(RuntimeError):
        send(cast)
    assert open_ones(cast) == []
    assert stored() == []


def test_in_the_room_the_ordinary_page_follows_and_dana_sees_it_afterwards(cast: Cast) -> None:
    session: dict[str, object] = {}
    room.enter(by=cast.viewer(cast.dana), session=session, case_id=cast.couple.pk)
    ana, location = send(cast)
    result = reverse("measures:result", args=[given(cast)])
    assert ana.get(location)["Location"] == result
    for page in (read(ana, result), read(ana, result + "?answers")):
        assert WORDS not in page
        assert "act on it now" not in page
    for address in ("measures:next_step", "measures:questions"):
        assert ana.get(reverse(address, args=[given(cast)]), follow=True).redirect_chain[-1][0] == result
    assert open_ones(cast) == [("item-9", "")]
    room.leave(by=cast.viewer(cast.dana), session=session)
    assert WORDS in read(ana, result)


def test_a_room_that_nobody_closed_is_over_after_three_hours(cast: Cast) -> None:
    room.enter(by=cast.viewer(cast.dana), session={}, case_id=cast.couple.pk)
    clock.fix(MONDAY + timedelta(hours=4))
    _, location = send(cast)
    assert location == reverse("measures:next_step", args=[given(cast)])


def test_on_a_device_that_others_use_the_ordinary_page_follows(cast: Cast) -> None:
    cast.client(cast.ana).post(
        "/account/reaching-me/",
        {"channels": ["email"], "may_leave_message": "no", "shared_device": "yes", "times": [], "version": "0"},
    )
    ana, location = send(cast)
    result = reverse("measures:result", args=[given(cast)])
    assert ana.get(location)["Location"] == result
    assert WORDS not in read(ana, result)
    assert open_ones(cast) == [("item-9", "")]
