"""The library: what the practice may use, with its words, its rights and where its numbers come from."""

import pytest

from ampersand.core import clock
from ampersand.measures import content
from ampersand.measures.models import Attestation, ImportedInstrument
from ampersand.measures.rules.writing import to_data
from ampersand.measures.tests.stories import plain, read
from tests.cast import Cast


def test_every_instrument_of_the_house_is_there_with_its_rights(cast: Cast) -> None:
    client = cast.client(cast.dana)
    library = read(client, "/instruments/")
    for slug, one in content.from_files().items():
        words = content.words(one, "en")
        assert f'href="/instruments/{slug}/"' in library
        page = plain(client.get(f"/instruments/{slug}/"))[2]
        for text in (words.full_title, words.rights, *words.items.values()):
            assert text in page.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&"), text


def test_a_number_that_nobody_checked_is_called_provisional(cast: Cast) -> None:
    client = cast.client(cast.dana)
    assert "<strong>provisional</strong>" in read(client, "/instruments/csi-16/")
    assert "more than 6.66 points" in read(client, "/instruments/csi-16/")
    assert "<strong>provisional</strong>" not in read(client, "/instruments/k6/")
    assert "our choice, not the authors’ rule" in read(client, "/instruments/csi-16/")
    assert "44261-6" in read(client, "/instruments/phq-9/")


def test_an_instrument_that_was_brought_in_shows_who_vouched_for_it(cast: Cast) -> None:
    held = content.from_files()["k6"]
    definition = to_data(held) | {"slug": "own-scale"}
    attestation = Attestation(
        practice=cast.practice, instrument="own-scale", holder="Linden House", licence="Letter of 3 May",
        scope="Up to 500 clients", licensed_on=clock.now().date(),
    ).insert()  # fmt: skip
    ImportedInstrument(
        practice=cast.practice, slug="own-scale", content="d" * 64, definition=definition, attestation=attestation
    ).insert()
    page = read(cast.client(cast.dana), "/instruments/own-scale/")
    assert "Letter of 3 May" in page
    assert "Up to 500 clients" in page
    assert "brought in by your practice" in read(cast.client(cast.gita), "/instruments/")


@pytest.mark.parametrize("who", ["ana", "ben", "farid"])
def test_clients_find_no_library(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    missing = client.get("/instruments/there-is-none/")
    for address in ("/instruments/", "/instruments/phq-9/"):
        assert plain(client.get(address)) == plain(missing)
        assert cast.client(cast.dana).get(address).status_code == 200


def test_what_is_not_there_is_not_there_for_staff_either(cast: Cast) -> None:
    assert cast.client(cast.dana).get("/instruments/there-is-none/").status_code == 404


def test_the_list_asks_few_questions(cast: Cast, django_assert_max_num_queries) -> None:
    client = cast.client(cast.dana)
    with django_assert_max_num_queries(4):
        client.get("/instruments/")
