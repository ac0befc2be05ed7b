"""One's own account: name, language, time zone, look, and the name that mails come from."""

from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.db import IntegrityError
from django.urls import reverse

from ampersand.accounts import actions, queries
from ampersand.accounts.models import Person
from ampersand.accounts.rules import devices, zones
from tests.cast import Cast

ACCOUNT = reverse("accounts:account")
GOOD = {
    "name": "Ana B",
    "language": "en",
    "time_zone": "America/Argentina/Buenos_Aires",
    "sender_name": "",
    "theme": "",
}


def test_ana_changes_how_she_is_spoken_to(cast: Cast, django_assert_num_queries) -> None:
    browser = cast.client(cast.ana)
    with django_assert_num_queries(2):  # who is it; where the navigation leads
        page = browser.get(ACCOUNT)
    assert '<option value="Europe/Amsterdam" selected>Amsterdam</option>' in page.text
    assert "The people in your cases see it." in page.text
    assert "ana@example.org" in page.text
    with django_assert_num_queries(2):
        saved = browser.post(ACCOUNT, GOOD | {"sender_name": " Garden  club ", "theme": "dark"})
    assert saved["Location"] == ACCOUNT
    again = browser.get(ACCOUNT)
    assert "Saved." in again.text
    assert 'data-theme="dark"' in again.text
    ana = Person.objects.get(pk=cast.ana.pk)
    assert (ana.name, ana.sender_name, ana.theme) == ("Ana B", "Garden club", "dark")
    page = browser.get("/my/").content.decode()
    assert "<title>My space · Garden club</title>" in page
    assert "Ampersand" not in page, "her own name stands at the head of her pages, and in their titles"
    assert "Garden club" not in cast.client(cast.ben).get("/my/").content.decode()
    assert again.context["viewer"].time_zone == "America/Argentina/Buenos_Aires"


def test_only_ones_own_account_changes(cast: Cast) -> None:
    cast.client(cast.ana).post(ACCOUNT, GOOD | {"id": str(cast.ben.pk), "email": "other@example.org"})
    assert queries.own_person(cast.viewer(cast.ben)).name == "Ben"
    assert queries.own_person(cast.viewer(cast.ana)).email == "ana@example.org"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Type the name that others should see."),
        ({"name": "\u200b \u2066"}, "Type the name that others should see."),
        ({"name": "A" * 81}, "at most 80"),
        ({"time_zone": "Mars/Olympus"}, "not one of the available choices"),
        ({"language": "tlh"}, "not one of the available choices"),
        ({"theme": "pink"}, "not one of the available choices"),
        ({"sender_name": "bank@example.org"}, "Leave out @"),
        ({"sender_name": 'Bank" <x>'}, "Leave out @"),
    ],
)
def test_what_does_not_fit_is_explained_kept_and_not_stored(cast: Cast, wrong: dict[str, str], said: str) -> None:
    answer = cast.client(cast.ana).post(ACCOUNT, GOOD | {"name": "Typed"} | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "data-errors" in answer.text
    assert "Typed" in answer.text or "name" in wrong
    assert Person.objects.get(pk=cast.ana.pk).name == "Ana"


def test_a_name_stays_on_one_line(cast: Cast) -> None:
    cast.client(cast.ana).post(ACCOUNT, GOOD | {"name": "Ana\r\nBcc: x\u202e  B"})
    assert Person.objects.get(pk=cast.ana.pk).name == "Ana Bcc: x B"


def test_a_zone_under_an_old_name_stays_possible(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(time_zone="US/Eastern")
    browser = cast.client(cast.ana)
    assert '<option value="US/Eastern" selected>' in browser.get(ACCOUNT).text
    assert browser.post(ACCOUNT, GOOD | {"time_zone": "US/Eastern"}).status_code == 303


def test_every_zone_on_offer_exists_and_stands_once() -> None:
    names = [name for _group, pairs in zones.grouped(available_timezones()) for name, _place in pairs]
    assert len(names) == len(set(names)) > 300
    assert all(ZoneInfo(name) for name in names)
    assert zones.place_of("America/Argentina/Buenos_Aires") == "Buenos Aires, Argentina"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28 Chrome/130 Safari/537.36", "Samsung Internet on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox on Linux"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_named_in_plain_words(agent: str, said: str) -> None:
    assert devices.words(agent) == said


def test_an_account_is_made_for_someone_invited_and_found_by_any_spelling(cast: Cast) -> None:
    made = actions.make_person(address=" Ida@Example.ORG ", name=" Ida ", time_zone="Europe/Lisbon")
    assert (made.email, made.name) == ("ida@example.org", "Ida")
    assert not made.has_usable_password()
    assert queries.person_with_address("IDA@example.org") == made
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        actions.make_person(address="ida@EXAMPLE.org", name="Ida")


def test_an_address_in_capitals_cannot_be_stored_where_sign_in_would_not_find_it(cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        Person.objects.filter(pk=cast.ana.pk).update(email="Ana@example.org")


def test_nobody_has_a_password_however_the_row_was_made(db: None) -> None:
    Person.objects.bulk_create([Person(email="ida@example.org", name="Ida")])
    assert not Person.objects.get(name="Ida").has_usable_password()
