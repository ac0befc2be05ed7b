"""The way in: what there is to do in words, each thing in its place, the first questions, who is asked what."""

from datetime import date
from typing import Any

import pytest
from django.core import mail

from ampersand.accounts.models import SafeContact
from ampersand.accounts.safe_contact import Words, seal
from ampersand.cases import queries as cases
from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now
from ampersand.intake.queries.path import Way, way
from ampersand.intake.tests.stories import came_in, tell, write
from ampersand.measures.models import Assignment, Plan
from ampersand.overview.tests.answers import answered
from ampersand.safety.models import CheckAsk
from tests.cast import Cast
from tests.privacy.crawl import look


def way_of(cast: Cast, who: Any, case: Case | None = None) -> Way:
    viewer = cast.viewer(who)
    one = cases.one(viewer, (case or cast.couple).pk)
    me = one.me(viewer)
    assert me
    return way(viewer, one, me)


def states(cast: Cast, who: Any, case: Case | None = None) -> dict[str, str]:
    return {place.stop.key: place.stop.state.value for place in way_of(cast, who, case).places}


def reachable(who: Any) -> None:
    words = seal(who.pk, Words())
    SafeContact(person=who, channels=["email"], words=words, reviewed_on=now().date()).insert()


def test_the_way_says_how_much_is_left_in_words(cast: Cast) -> None:
    found = way_of(cast, cast.ana)
    assert [place.title for place in found.places] == [
        "The agreement", "What brings you", "What you hope for", "Worth knowing", "How to reach you safely",
        "The first questions", "The private check",
    ]  # fmt: skip
    assert states(cast, cast.ana) == {
        "agreement": "done", "brings": "open", "hopes": "open", "history": "open", "contact": "open",
        "questions": "open", "check": "comes",
    }  # fmt: skip
    assert found.left.startswith("Five things left, about ")
    tell(cast, cast.ana)
    write(cast, cast.ana, {"better": "More laughing."}, number=2)
    reachable(cast.ana)
    assert [states(cast, cast.ana)[key] for key in ("brings", "hopes", "contact")] == ["done", "begun", "done"]
    next_one = way_of(cast, cast.ana).next
    assert next_one
    assert next_one.title == "What you hope for", "what was begun comes first"


def test_when_all_is_done_it_says_thank_you(cast: Cast) -> None:
    came_in(cast)
    reachable(cast.ana)
    for slug in ("csi-16", "phq-9", "gad-7"):
        answered(cast, cast.couple, cast.ana, slug, [5])
    found = way_of(cast, cast.ana)
    assert (found.next, found.left) == (None, "Everything is done.")
    assert (
        "That is all. Thank you." in cast.client(cast.ana).get(f"/cases/{cast.couple.pk}/coming-in/").content.decode()
    )


@pytest.mark.parametrize(("state", "shown"), [("open", "open"), ("sent", "done")])
def test_the_private_check_waits_or_is_done_and_never_says_more(cast: Cast, state: str, shown: str) -> None:
    closed = now() if state == "sent" else None
    CheckAsk(case=cast.couple, person=cast.ana, asked_at=now(), state=state, closed_at=closed).insert()
    assert states(cast, cast.ana)["check"] == shown


def test_the_first_questions_open_when_ana_begins_and_for_her_alone(cast: Cast) -> None:
    path = f"/cases/{cast.couple.pk}/coming-in/first/"
    ana, before = cast.client(cast.ana), look(cast.client(cast.ben), "/my/")
    page = ana.get(path).content.decode()
    assert all(title in page for title in ("CSI-16", "PHQ-9", "GAD-7"))
    for _ in range(2):
        assert ana.post(path)["Location"].startswith("/check-in/")
    rows = Assignment.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple)
    assert sorted(rows.values_list("instrument", flat=True)) == ["csi-16", "gad-7", "phq-9"]
    assert set(rows.values_list("person__name", flat=True)) == {"Ana"}
    plans = Plan.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple)
    assert set(plans.values_list("rhythm", "planned_by__name")) == {("intake", "Dana")}
    assert look(cast.client(cast.ben), "/my/") == before
    assert mail.outbox == [], "she is here: nothing need be written to her"


def test_what_was_answered_or_waits_already_is_not_asked_again(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "phq-9", [5])
    Assignment(case=cast.couple, person=cast.ana, instrument="gad-7", opens_on=date(2026, 9, 1)).insert()
    cast.client(cast.ana).post(f"/cases/{cast.couple.pk}/coming-in/first/")
    rows = Assignment.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple, state="open")
    assert sorted(rows.values_list("instrument", flat=True)) == ["csi-16", "gad-7"]


def test_what_the_therapist_chose_for_the_case_is_asked_instead(cast: Cast) -> None:
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk).update(baseline=["k6"])
    page = cast.client(cast.ana).get(f"/cases/{cast.couple.pk}/coming-in/first/").content.decode()
    assert "K6" in page
    assert "PHQ-9" not in page


def test_a_child_is_asked_little_and_nothing_about_a_couple(cast: Cast) -> None:
    parts = Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(case=cast.family)
    parts.filter(person=cast.chloe).update(born_in=now().year - 14, family_role="child")
    found = way_of(cast, cast.chloe, cast.family)
    assert [place.stop.key for place in found.places] == ["agreement", "brings", "hopes", "contact", "check"]
    assert "Your parents do not, unless you say so." in found.form.read_when


def test_in_a_family_only_partners_are_asked_about_their_relationship(cast: Cast) -> None:
    parts = Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(case=cast.family)
    parts.filter(person=cast.ana).update(family_role="partner")
    path = f"/cases/{cast.family.pk}/coming-in/first/"
    assert "CSI-16" in cast.client(cast.ana).get(path).content.decode()
    assert "CSI-16" not in cast.client(cast.ben).get(path).content.decode()


def test_of_work_that_has_ended_she_reads_what_she_told(cast: Cast) -> None:
    tell(cast, cast.ana)
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk).update(state="ended")
    ana = cast.client(cast.ana)
    path = f"/cases/{cast.couple.pk}/coming-in/"
    assert ana.get(path)["Location"] == f"{path}told/"
    assert "Money, and his mother." in ana.get(f"{path}told/").content.decode()
    assert ana.get(f"{path}1/").status_code == 404


def test_whoever_has_just_joined_lands_on_the_way_in(cast: Cast) -> None:
    assert cast.client(cast.farid).get("/coming-in/")["Location"] == f"/cases/{cast.farids.pk}/coming-in/"
    came_in(cast)
    assert cast.client(cast.farid).get("/coming-in/")["Location"] == "/my/"


def test_the_way_costs_the_same_however_far_one_is(cast: Cast, django_assert_num_queries: Any) -> None:
    few, many = cast.client(cast.ben), cast.client(cast.ana)
    path = f"/cases/{cast.couple.pk}/coming-in/"
    tell(cast, cast.ana)
    answered(cast, cast.couple, cast.ana, "phq-9", [5])
    write(cast, cast.ana, {"better": "."}, number=2)
    for client in (few, many):
        # session, case, people, agreement (2), handed, asked, drafts, contact, chosen, first questions (3), check, nav
        with django_assert_num_queries(15):
            assert client.get(path).status_code == 200
