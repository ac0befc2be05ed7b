"""In a hard time Dana sets the pictures of Ana's lines aside; Ben's stay, and he notices nothing."""

from datetime import timedelta

import pytest

from ampersand.core import clock
from ampersand.measures.tests.stories import MONDAY, PHQ, answer, read
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from ampersand.safety.models import PicturesRest
from tests.cast import Cast, make_case

pytestmark = pytest.mark.django_db
ASIDE = "This picture is set aside for now."


@pytest.fixture(autouse=True)
def _lines(cast: Cast) -> None:
    clock.fix(MONDAY)
    for person in (cast.ana, cast.ben):
        for weeks in (4, 2):
            answer(cast, cast.couple, person, "phq-9", PHQ, MONDAY - timedelta(weeks=weeks))


def set_aside(cast: Cast, person: str = "ana", **told: str) -> int:
    who = getattr(cast, person)
    page = f"/cases/{cast.couple.pk}/pictures/{who.pk}/"
    return int(cast.client(cast.dana).post(page, told).status_code)


def pages(cast: Cast) -> list[str]:
    base = f"/cases/{cast.couple.pk}"
    return ["/my/", f"{base}/my-line/phq-9/", f"{base}/my-progress/"]


def test_ana_reads_that_they_are_set_aside_ben_sees_his_and_dana_sees_all(cast: Cast) -> None:
    ana, ben, dana = cast.client(cast.ana), cast.client(cast.ben), cast.client(cast.dana)
    before = [ben.get(page).content.count(b"<svg") for page in pages(cast)]
    assert set_aside(cast) == 303
    for page in pages(cast):
        text = ana.get(page).content.decode()
        assert ASIDE in text, page
        assert '<figure class="chart' not in text, page
    assert [ben.get(page).content.count(b"<svg") for page in pages(cast)] == before
    assert all(ASIDE not in read(ben, page) for page in pages(cast))
    lines = dana.get(f"/cases/{cast.couple.pk}/measures/").content.decode()
    assert '<figure class="chart' in lines
    assert "Bring Ana’s pictures back" in lines


def test_pressed_twice_it_is_once_and_it_can_be_taken_back(cast: Cast) -> None:
    assert [set_aside(cast), set_aside(cast), set_aside(cast, back="yes"), set_aside(cast, back="yes")] == [303] * 4
    with system_scope("a story"):
        assert PicturesRest.objects.filter(ended_at__isnull=False).count() == 1
        assert PicturesRest.objects.count() == 1
    assert '<figure class="chart' in cast.client(cast.ana).get("/my/").content.decode()
    assert not AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="pictures").exists()


@pytest.mark.parametrize("name", ["ana", "ben", "emil", "hugo", "gita", "farid"])
def test_nobody_but_who_leads_the_case_can(cast: Cast, name: str) -> None:
    page = f"/cases/{cast.couple.pk}/pictures/{cast.ana.pk}/"
    assert cast.client(getattr(cast, name)).post(page).status_code == 404
    assert cast.client(cast.dana).post(f"/cases/{cast.couple.pk}/pictures/{cast.farid.pk}/").status_code == 404


def test_a_therapist_who_is_a_client_too_is_spared_her_own_and_still_sees_those_she_treats(cast: Cast) -> None:
    danas_own = make_case(cast.practice, "individual", [cast.dana], cast.hugo)
    for weeks in (4, 2):
        answer(cast, danas_own, cast.dana, "phq-9", PHQ, MONDAY - timedelta(weeks=weeks))
    dana, line = cast.client(cast.dana), f"/cases/{danas_own.pk}/my-line/phq-9/"
    assert '<figure class="chart' in dana.get(line).content.decode()
    assert cast.client(cast.hugo).post(f"/cases/{danas_own.pk}/pictures/{cast.dana.pk}/").status_code == 303
    own = dana.get(line).content.decode()
    assert ASIDE in own
    assert '<figure class="chart' not in own
    treated = dana.get(f"/cases/{cast.couple.pk}/measures/").content.decode()
    assert '<figure class="chart' in treated
    assert ASIDE not in treated
