"""Ana shows Ben her result: from now on, until she stops, and never what came before or lies beneath it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.measures.models import Administration, Sharing
from ampersand.measures.queries import theirs
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

from .stories import MONDAY, PHQ, answer, plain, read, stored

pytestmark = pytest.mark.django_db

BEFORE, AFTER, LATER = [3, 3, 2, 3], [5, 4, 4, 4], [4, 4, 4, 4]


def choose(cast: Cast, what: str, case: Case, person: Person, slug: str = "csi-4") -> HttpResponse:
    return cast.client(person).post(reverse(f"measures:{what}", args=[case.pk, slug]))


def shown_page(case: Case, person: Person, slug: str = "csi-4") -> str:
    return reverse("measures:shared", args=[case.pk, person.pk, slug])


def totals(cast: Cast, person: Person) -> list[float]:
    rows = Administration.objects.visible_to(cast.viewer(person), "see_result").filter(person=cast.ana)
    return list(rows.order_by("taken_at").values_list("total", flat=True))


def test_only_what_comes_afterwards_is_shown(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", BEFORE, MONDAY - timedelta(days=28))
    assert choose(cast, "share", cast.couple, cast.ana)["Location"] == reverse(
        "measures:my_line", args=[cast.couple.pk, "csi-4"]
    )
    assert totals(cast, cast.ben) == []
    assert cast.client(cast.ben).get(shown_page(cast.couple, cast.ana)).status_code == 404
    answer(cast, cast.couple, cast.ana, "csi-4", AFTER, MONDAY)
    text = read(cast.client(cast.ben), shown_page(cast.couple, cast.ana))
    assert "What Ana shows you" in text
    assert ">17<" in text
    assert ">11<" not in text
    assert "5 October" not in text
    assert [one.audience for one in stored()] == ["me_and_therapist", "all_of_us"]


def test_stopping_takes_everything_back_at_once(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", BEFORE, MONDAY - timedelta(days=28))
    choose(cast, "share", cast.couple, cast.ana)
    answer(cast, cast.couple, cast.ana, "csi-4", AFTER)
    ben = cast.client(cast.ben)
    assert ben.get(shown_page(cast.couple, cast.ana)).status_code == 200
    choose(cast, "stop_sharing", cast.couple, cast.ana)
    gone = ben.get(shown_page(cast.couple, cast.ana))
    assert gone.status_code == 404
    assert plain(gone) == plain(ben.get(shown_page(cast.couple, cast.farid)))
    assert totals(cast, cast.ben) == []
    assert totals(cast, cast.dana) == [11, 17]
    choose(cast, "share", cast.couple, cast.ana)
    answer(cast, cast.couple, cast.ana, "csi-4", LATER, MONDAY + timedelta(days=7))
    assert totals(cast, cast.ben) == [16]


def test_both_choices_stand_on_the_chain_without_a_clinical_word(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", BEFORE)
    choose(cast, "share", cast.couple, cast.ana)
    choose(cast, "share", cast.couple, cast.ana)
    choose(cast, "stop_sharing", cast.couple, cast.ana)
    choose(cast, "stop_sharing", cast.couple, cast.ana)
    events = AuditEvent.objects.filter(chain=cast.couple.pk, verb__contains="shar").order_by("number")
    assert [(event.verb, event.actor_id, event.note) for event in events] == [
        ("measures.share", cast.ana.pk, ""),
        ("measures.stop_sharing", cast.ana.pk, ""),
    ]


def test_a_partner_sees_eight_items_by_their_honest_name(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "phq-9", PHQ, MONDAY - timedelta(days=7))
    choose(cast, "share", cast.couple, cast.ana, "phq-9")
    answer(cast, cast.couple, cast.ana, "phq-9", [3, 3, 2, 2, 2, 3, 1, 0, 3])
    text = read(cast.client(cast.ben), shown_page(cast.couple, cast.ana, "phq-9"))
    assert "PHQ-8" in text
    assert "PHQ-9" not in text
    assert ">16<" in text
    assert "19" not in [part.split("<")[0] for part in text.split(">")]
    assert "0 to 24" in text
    assert "item" not in text.split("<main")[1].split("</main")[0]
    assert "Question 9 is never part" in read(
        cast.client(cast.ana), reverse("measures:my_line", args=[cast.couple.pk, "phq-9"])
    )


def test_missing_weeks_and_unshown_answers_leave_no_trace(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", BEFORE, MONDAY - timedelta(days=60))
    choose(cast, "share", cast.couple, cast.ana)
    answer(cast, cast.couple, cast.ana, "csi-4", AFTER, MONDAY - timedelta(days=28))
    answer(cast, cast.couple, cast.ana, "csi-4", [1], MONDAY - timedelta(days=14))
    answer(cast, cast.couple, cast.ana, "csi-4", LATER, MONDAY)
    text = read(cast.client(cast.ben), shown_page(cast.couple, cast.ana))
    assert "not answered" not in text.lower()
    assert "Gap in a line" not in text
    assert "19 October" not in text
    assert not any(str(one.pk) in text for one in stored())
    assert text.count("<time") == 2


def test_the_labels_name_everyone_before_and_after(cast: Cast) -> None:
    answer(cast, cast.family, cast.ana, "csi-4", BEFORE)
    page = reverse("measures:my_line", args=[cast.family.pk, "csi-4"])
    before = read(cast.client(cast.ana), page)
    assert "You, Dana and Emil see the result" in before
    assert "Then:" in before
    assert "You, Ben, Chloé, Dana and Emil see the result" in before
    choose(cast, "share", cast.family, cast.ana)
    after = read(cast.client(cast.ana), page)
    assert "Then:" not in after
    assert "Stop sharing" in after
    assert "You, Ben, Chloé, Dana and Emil see the result" in after
    answer(cast, cast.family, cast.ana, "csi-4", AFTER)
    assert "You, Ana, Ben, Dana and Emil see this" in read(cast.client(cast.chloe), shown_page(cast.family, cast.ana))


def test_sharing_in_one_case_shows_nothing_in_another(cast: Cast) -> None:
    for case in (cast.couple, cast.family):
        answer(cast, case, cast.ana, "csi-4", BEFORE)
    choose(cast, "share", cast.couple, cast.ana)
    answer(cast, cast.family, cast.ana, "csi-4", AFTER)
    assert cast.client(cast.ben).get(shown_page(cast.family, cast.ana)).status_code == 404
    assert cast.client(cast.chloe).get(shown_page(cast.couple, cast.ana)).status_code == 404


def test_who_may_share_and_who_may_not(cast: Cast) -> None:
    for case in (cast.couple, cast.anas_own):
        answer(cast, case, cast.ana, "csi-4", BEFORE)
    for person in (cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita):
        assert choose(cast, "share", cast.couple, person).status_code == 404
        assert choose(cast, "stop_sharing", cast.couple, person).status_code == 404
    assert choose(cast, "share", cast.anas_own, cast.ana).status_code == 404
    rows: QuerySet[Sharing] = QuerySet(Sharing)
    assert not rows.exists()
    assert choose(cast, "share", cast.couple, cast.ana).status_code == 303
    assert rows.get().person_id == cast.ana.pk
    assert cast.client(cast.ana).get(reverse("measures:share", args=[cast.couple.pk, "csi-4"])).status_code == 405


def test_those_outside_never_reach_the_shown_page(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", BEFORE)
    choose(cast, "share", cast.couple, cast.ana)
    answer(cast, cast.couple, cast.ana, "csi-4", AFTER)
    for person in (cast.ana, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita):
        client = cast.client(person)
        refused = client.get(shown_page(cast.couple, cast.ana))
        assert refused.status_code == 404
        assert plain(refused) == plain(client.get(shown_page(cast.couple, cast.ana, "gad-7")))
    assert cast.client(cast.ben).get(shown_page(cast.couple, cast.ana)).status_code == 200


def test_one_who_left_can_still_take_it_back(cast: Cast) -> None:
    answer(cast, cast.couple, cast.ana, "csi-4", BEFORE)
    choose(cast, "share", cast.couple, cast.ana)
    answer(cast, cast.couple, cast.ana, "csi-4", AFTER)
    rows: QuerySet[Participation] = QuerySet(Participation)
    rows.filter(case=cast.couple, person=cast.ana).update(left_at=MONDAY.replace(year=2027))
    assert cast.client(cast.ben).get(shown_page(cast.couple, cast.ana)).status_code == 404
    assert choose(cast, "stop_sharing", cast.couple, cast.ana).status_code == 303
    assert {one.audience for one in stored()} == {"me_and_therapist"}


def test_what_others_show_me_is_listed_in_few_queries(cast: Cast) -> None:
    assert theirs.shared_with(cast.viewer(cast.ben), cast.couple.pk) == []
    for slug, codes in (("csi-4", AFTER), ("phq-9", PHQ)):
        answer(cast, cast.couple, cast.ana, slug, codes, MONDAY - timedelta(days=7))
        choose(cast, "share", cast.couple, cast.ana, slug)
        answer(cast, cast.couple, cast.ana, slug, codes, MONDAY)
    with CaptureQueriesContext(connection) as queries:
        shown = theirs.shared_with(cast.viewer(cast.ben), cast.couple.pk)
    assert [(one.name, one.hand, one.title, one.last_on) for one in shown] == [
        ("Ana", 1, "CSI-4", MONDAY.date()),
        ("Ana", 1, "PHQ-8", MONDAY.date()),
    ]
    assert len(queries) <= 4
    assert theirs.shared_with(cast.viewer(cast.dana), cast.couple.pk) == []
    assert theirs.shared_with(cast.viewer(cast.ana), cast.couple.pk) == []
    assert theirs.shared_with(cast.viewer(None), cast.couple.pk) == []
