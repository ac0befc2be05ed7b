"""Where somebody could go on: offered to each alone; and the page that says what stays whose is one for all."""

import re

import pytest

from ampersand.cases.actions import onward, standing
from ampersand.cases.forms.states import OnwardForm
from ampersand.cases.models import Referral
from tests.cast import Cast


def test_ana_reads_her_offer_and_ben_no_sign_of_it(cast: Cast) -> None:
    standing.end_unit(by=cast.viewer(cast.dana), case=cast.couple)
    ben = cast.client(cast.ben).get("/my/").content
    refer = f"/cases/{cast.couple.pk}/people/{cast.ana.pk}/onward/"
    dana = cast.client(cast.dana)
    told = {"words": "Joon works with grief.", "page": "http://localhost/find/joon/"}
    assert dana.post(refer, told)["Location"] == f"/cases/{cast.couple.pk}/standing/"
    page = cast.client(cast.ana).get("/my/").content.decode()
    assert "Joon works with grief." in page
    assert 'href="/find/joon/"' in page
    assert _still(cast.client(cast.ben).get("/my/").content) == _still(ben)
    assert "Joon works with grief." in dana.get(refer).content.decode()
    dana.post(refer, {"withdraw": "yes"})
    assert "Joon" not in cast.client(cast.ana).get("/my/").content.decode()
    assert b"Joon works" not in bytes(Referral.objects.visible_to(cast.viewer(cast.ana)).get().words)


def test_said_anew_it_takes_the_place_of_what_was_said(cast: Cast) -> None:
    for words in ("First.", "Second."):
        onward.offer(by=cast.viewer(cast.dana), case_id=cast.couple.pk, person_id=cast.ana.pk, words=words)
    page = cast.client(cast.ana).get("/my/").content.decode()
    assert "Second." in page
    assert "First." not in page


@pytest.mark.parametrize("name", ["ana", "ben", "emil", "farid", "gita", "hugo"])
def test_nobody_else_offers(cast: Cast, name: str) -> None:
    refer = f"/cases/{cast.couple.pk}/people/{cast.ana.pk}/onward/"
    client = cast.client(getattr(cast, name))
    assert client.get(refer).status_code == client.post(refer, {"words": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "slug"), [("/find/joon/", "joon"), ("https://a.example/find/ines-b/?for=couple", "ines-b"), ("", "")]
)
def test_the_address_of_a_page_is_understood(typed: str, slug: str) -> None:
    form = OnwardForm({"words": "W", "page": typed})
    assert form.is_valid()
    assert form.cleaned_data["page"] == slug


def test_another_address_is_refused_and_the_words_stay(cast: Cast) -> None:
    refer = f"/cases/{cast.couple.pk}/people/{cast.ana.pk}/onward/"
    answer = cast.client(cast.dana).post(refer, {"words": "Keep me.", "page": "https://elsewhere.example/x"})
    assert answer.status_code == 422
    assert "Keep me." in answer.content.decode()


def test_both_read_the_same_page_about_what_stays_whose(cast: Cast) -> None:
    path = f"/cases/{cast.couple.pk}/what-stays-whose/"
    standing.end_unit(by=cast.viewer(cast.dana), case=cast.couple)
    pages = [_main(cast.client(who).get(path).content) for who in (cast.ana, cast.ben)]
    assert pages[0] == pages[1]
    assert b"The whole only if every adult signs." in pages[0]
    assert b"Find a therapist" in pages[0]
    assert cast.client(cast.farid).get(path).status_code == 404


def _still(page: bytes) -> bytes:
    return re.sub(rb'value="[^"]{20,}"', b"", page)


def _main(page: bytes) -> bytes:
    return page.split(b"<main")[1].split(b"</main")[0]
