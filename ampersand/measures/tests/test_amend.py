"""Ana corrects what she sent: a new version stands, the old one stays for Dana."""

import pytest
from django.urls import reverse

from ampersand.measures.actions import sharing
from ampersand.measures.content import instrument
from ampersand.measures.models import Administration
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

from .stories import MONDAY, PHQ, answer, form, on_monday, plain, read, stored, weekly

pytestmark = pytest.mark.django_db

BETTER = [1, 1, 1, 1, 0, 1, 1, 0, 0]


def page(given: object) -> str:
    return reverse("measures:amend", args=[given])


def test_a_correction_is_a_new_version_and_the_first_one_stays(cast: Cast) -> None:
    on_monday()
    given, ana = answer(cast, cast.couple, cast.ana, "phq-9", PHQ), cast.client(cast.ana)
    assert 'name="q3" value="3" checked' in read(ana, page(given))
    response = ana.post(page(given), form("phq-9", BETTER))
    old, new = stored()
    assert response["Location"] == reverse("measures:result", args=[new.pk])
    assert (old.pk, old.total, old.current) == (given, 10, False)
    assert (new.total, new.current, new.amends_id, new.taken_at) == (6, True, given, MONDAY)
    assert new.assignment_id == old.assignment_id
    dana = Administration.objects.visible_to(cast.viewer(cast.dana))
    assert set(dana.values_list("total", flat=True)) == {10, 6}
    event = AuditEvent.objects.get(chain=cast.couple.pk, verb="measures.amend")
    assert (event.actor_id, event.subject_id) == (cast.ana.pk, new.pk)
    assert "You have corrected these answers since" in read(ana, reverse("measures:result", args=[given]))
    assert "These are your first answers" in read(ana, response["Location"])


def test_a_corrected_flag_stays_known_to_the_therapist(cast: Cast) -> None:
    given, ana = answer(cast, cast.couple, cast.ana, "phq-9", [0] * 8 + [2]), cast.client(cast.ana)
    ana.post(page(given), form("phq-9", [0] * 9))
    old, new = stored()
    assert (old.flags, new.flags) == ("item-9", "")
    assert Administration.objects.visible_to(cast.viewer(cast.dana)).filter(flags="item-9").exists()


def test_sending_the_same_again_changes_nothing(cast: Cast) -> None:
    given, ana = answer(cast, cast.couple, cast.ana, "phq-9", PHQ), cast.client(cast.ana)
    assert ana.post(page(given), form("phq-9", PHQ))["Location"] == reverse("measures:result", args=[given])
    assert len(stored()) == 1


def test_only_the_latest_of_a_line_can_be_corrected(cast: Cast) -> None:
    first, second = weekly(cast, cast.couple, cast.ana, "phq-9", [PHQ, PHQ])
    ana = cast.client(cast.ana)
    assert ana.get(page(first))["Location"] == reverse("measures:result", args=[first])
    ana.post(page(first), form("phq-9", BETTER))
    assert [one.total for one in stored()] == [10, 10]
    assert ana.get(page(second)).status_code == 200


def test_a_version_that_was_corrected_is_not_corrected_again(cast: Cast) -> None:
    given, ana = answer(cast, cast.couple, cast.ana, "phq-9", PHQ), cast.client(cast.ana)
    ana.post(page(given), form("phq-9", BETTER))
    ana.post(page(given), form("phq-9", [0] * 9))
    assert [one.total for one in stored()] == [10, 6]


def test_an_ended_case_takes_no_corrections(cast: Cast) -> None:
    given, ana = answer(cast, cast.anas_own, cast.ana, "phq-9", PHQ), cast.client(cast.ana)
    cast.anas_own.state = "ended"
    cast.anas_own.save(update_fields=["state"])
    ana.post(page(given), form("phq-9", BETTER))
    assert len(stored()) == 1


def test_wrong_input_is_told_and_kept(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    response = cast.client(cast.ana).post(page(given), form("phq-9", {1: 3, 2: 7}))
    assert response.status_code == 422
    assert 'name="q1" value="3" checked' in response.content.decode()


def test_a_shared_result_stays_shared_when_corrected_and_the_old_one_is_not(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", [3, 3, 2, 3], MONDAY.replace(month=9))
    sharing.share(by=cast.viewer(cast.ana), case_id=cast.couple.pk, instrument=instrument("csi-4"))
    given = answer(cast, cast.couple, cast.ana, "csi-4", [5, 4, 4, 4])
    cast.client(cast.ana).post(page(given), form("csi-4", [4, 4, 4, 4]))
    seen = Administration.objects.visible_to(cast.viewer(cast.ben), "see_result")
    assert list(seen.values_list("total", flat=True)) == [16]


def test_nobody_else_corrects_it(cast: Cast) -> None:
    given = answer(cast, cast.couple, cast.ana, "phq-9", PHQ)
    for person in (cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita):
        client = cast.client(person)
        for send in ("get", "post"):
            refused = getattr(client, send)(page(given), form("phq-9", BETTER))
            assert refused.status_code == 404
            assert plain(refused) == plain(getattr(client, send)(page(cast.couple.pk), form("phq-9", BETTER)))
    assert len(stored()) == 1
