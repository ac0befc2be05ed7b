"""Dana plans what Ana and Ben answer, and the keeper opens it where each of them is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from ampersand.core import clock
from ampersand.measures.actions import planning
from ampersand.measures.models import Assignment, Draft, Plan
from ampersand.measures.tests.courses import CSI, START, day, plan_of, standing
from ampersand.measures.tests.stories import plain
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

MONDAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.fix(START)


def plans() -> list[Plan]:
    with system_scope("a story"):
        return list(Plan.objects.order_by("made_at", "pk"))


def assignments(**where: object) -> list[Assignment]:
    with system_scope("a story"):
        return list(Assignment.objects.filter(**where).order_by("opens_on", "pk"))


def due() -> int:
    with system_scope("a story"):
        return planning.open_due()


def fields(cast: Cast, **other: object) -> dict[str, object]:
    return {
        "people": [str(cast.ana.pk), str(cast.ben.pk)], "instrument": CSI, "rhythm": "weeks", "every_weeks": "2",
        "starts_on": "2026-09-07",
    } | other  # fmt: skip


def page(cast: Cast) -> str:
    return f"/cases/{cast.couple.pk}/measures/plan/"


def test_both_get_the_same_unless_dana_chooses_otherwise(cast: Cast, django_capture_on_commit_callbacks) -> None:
    dana = cast.client(cast.dana)
    shown = dana.get(page(cast)).content.decode()
    assert shown.count('name="people"') == 2
    assert shown.count('name="people" value="') == shown.count("checked") - 1  # and one rhythm
    with django_capture_on_commit_callbacks(execute=True):
        response = dana.post(page(cast), fields(cast))
    assert response.status_code == 303
    assert [(plan.person.name, plan.every_weeks, plan.next_on) for plan in plans()] == [
        ("Ana", 2, date(2026, 9, 21)), ("Ben", 2, date(2026, 9, 21)),
    ]  # fmt: skip
    assert {one.person.name for one in assignments(state="open")} == {"Ana", "Ben"}
    assert sorted(message.to[0] for message in mail.outbox) == ["ana@example.org", "ben@example.org"]
    assert {message.subject for message in mail.outbox} == {"You have something to fill in"}
    assert not any("CSI" in message.body or "therap" in message.body.lower() for message in mail.outbox)


def test_only_one_of_two_is_pointed_out_and_made_equal_with_one_link(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, people=[str(cast.ana.pk)]))
    shown = dana.get(page(cast)).content.decode()
    assert "Only Ana is asked for CSI-16." in shown
    equal = dana.get(f"{page(cast)}?instrument={CSI}&person={cast.ben.pk}").content.decode()
    assert f'value="{cast.ben.pk}" id="id_people_1" checked' in equal
    assert f'value="{cast.ana.pk}" id="id_people_0" checked' not in equal


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"people": []}, "Choose who is asked."),
        ({"instrument": "tarot"}, "Select a valid choice"),
        ({"every_weeks": ""}, "Say after how many weeks"),
        ({"every_weeks": "53"}, "less than or equal to 52"),
        ({"starts_on": "2026-09-06"}, "Choose today or a later day."),
        ({"starts_on": "2028-09-06"}, "within the next year"),
        ({"starts_on": "soon"}, "Enter a valid date"),
    ],
)
def test_wrong_input_is_named_and_what_was_typed_stays(cast: Cast, change: dict[str, object], said: str) -> None:
    response = cast.client(cast.dana).post(page(cast), fields(cast, **change))
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert "data-errors" in text
    assert plans() == []


def test_a_plan_that_runs_is_not_planned_twice(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, people=[str(cast.ben.pk)]))
    again = dana.post(page(cast), fields(cast))
    assert again.status_code == 422
    assert "Ben answers these already; end that plan first." in again.content.decode()
    assert len(plans()) == 1


def test_once_waits_once(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, rhythm="once"))
    again = dana.post(page(cast), fields(cast, rhythm="once", people=[str(cast.ana.pk)]))
    assert "already waiting for Ana" in again.content.decode()
    assert len(assignments()) == 2
    assert all(plan.ended_at for plan in plans())


def test_a_child_is_not_asked_about_the_couple(cast: Cast) -> None:
    with system_scope("a story"):
        cast.family.participations.model.objects.filter(person=cast.chloe).update(family_role="child")
    dana = cast.client(cast.dana)
    address = f"/cases/{cast.family.pk}/measures/plan/"
    refused = dana.post(address, fields(cast, people=[str(cast.chloe.pk)]))
    assert "Chloé is a child here" in refused.content.decode()
    taken = dana.post(address, fields(cast, people=[str(cast.chloe.pk)], instrument="core-10"))
    assert taken.status_code == 303


def test_what_waits_is_taken_back_with_its_draft(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, rhythm="once"))
    first = assignments()[0]
    Draft(assignment=first, case=cast.couple, person=first.person, answers=b"x").insert()
    assert dana.post(f"/assignments/{first.pk}/withdraw/").status_code == 303
    assert assignments(pk=first.pk)[0].state == "withdrawn"
    with system_scope("a story"):
        assert not Draft.objects.exists()
    assert dana.post(f"/assignments/{first.pk}/withdraw/").status_code == 404


def test_ending_a_plan_takes_back_what_is_open_of_it(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast))
    ana = plans()[0]
    assert dana.post(f"/plans/{ana.pk}/end/").status_code == 303
    assert [one.state for one in assignments(person=cast.ana)] == ["withdrawn"]
    assert [one.state for one in assignments(person=cast.ben)] == ["open"]
    assert dana.post(f"/plans/{ana.pk}/end/").status_code == 404


def test_before_a_meeting_dana_asks_and_a_meeting_later_again(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, rhythm="meeting"))
    assert assignments() == []
    ask = f"/cases/{cast.couple.pk}/measures/before-meeting/"
    assert dana.post(ask).status_code == 303
    assert len(assignments(state="open")) == 2
    dana.post(ask)
    assert len(assignments()) == 2
    clock.fix(START + timedelta(days=7))
    cast.client(cast.dana).post(ask)
    assert [one.state for one in assignments(person=cast.ana)] == ["passed", "open"]


def test_what_is_due_opens_where_each_person_is(cast: Cast) -> None:
    plan_of(cast, cast.couple, cast.ana)
    plan_of(cast, cast.couple, cast.ben)
    clock.fix(datetime(2026, 9, 7, 5, 30, tzinfo=UTC))  # 7:30 in Amsterdam, 6:30 in Lisbon
    assert due() == 1
    assert [one.person.name for one in assignments()] == ["Ana"]
    assert due() == 0
    clock.fix(datetime(2026, 9, 7, 6, 5, tzinfo=UTC))
    assert due() == 1
    assert [one.person.name for one in assignments()] == ["Ana", "Ben"]


def test_a_week_without_an_answer_is_a_gap(cast: Cast) -> None:
    plan_of(cast, cast.couple, cast.ana)
    for week in range(3):
        clock.fix(START + timedelta(weeks=week))
        due()
    assert [(one.opens_on, one.state) for one in assignments()] == [
        (day(0), "passed"), (day(1), "passed"), (day(2), "open"),
    ]  # fmt: skip
    kept = standing(cast.couple, cast.ana, CSI)
    assert (kept.sessions, kept.answers, kept.reason) == (2, 0, "silent")


def test_a_draft_being_written_is_not_taken_away(cast: Cast) -> None:
    plan_of(cast, cast.couple, cast.ana)
    due()
    clock.fix(START + timedelta(weeks=1))
    Draft(assignment=assignments()[0], case=cast.couple, person=cast.ana, answers=b"x").insert()
    due()
    assert [one.state for one in assignments()] == ["open"]
    clock.fix(START + timedelta(weeks=1, days=2))
    due()
    assert [one.state for one in assignments()] == ["passed", "open"]


def test_a_long_stop_opens_one_and_not_a_heap(cast: Cast) -> None:
    plan_of(cast, cast.couple, cast.ana)
    clock.fix(START + timedelta(weeks=5, days=2))
    due()
    assert len(assignments()) == 1
    assert plans()[0].next_on == day(6)


def test_once_waits_four_weeks_and_no_longer(cast: Cast) -> None:
    cast.client(cast.dana).post(page(cast), fields(cast, rhythm="once"))
    clock.fix(START + timedelta(days=27))
    due()
    assert {one.state for one in assignments()} == {"open"}
    clock.fix(START + timedelta(days=29))
    due()
    assert {one.state for one in assignments()} == {"passed"}


def test_nothing_opens_in_a_case_that_ended_or_for_someone_who_left(cast: Cast) -> None:
    plan_of(cast, cast.couple, cast.ana)
    plan_of(cast, cast.couple, cast.ben)
    with system_scope("a story"):
        cast.couple.participations.model.objects.filter(case=cast.couple, person=cast.ben).update(left_at=clock.now())
    assert due() == 1
    with system_scope("a story"):
        type(cast.couple).objects.filter(pk=cast.couple.pk).update(state="ended", ended_on=day(1))
    clock.fix(START + timedelta(weeks=1))
    assert due() == 0


def test_one_mail_a_person_however_much_is_due(cast: Cast, django_capture_on_commit_callbacks) -> None:
    plan_of(cast, cast.couple, cast.ana)
    plan_of(cast, cast.couple, cast.ana, "phq-9")
    with django_capture_on_commit_callbacks(execute=True):
        assert due() == 2
    assert len(mail.outbox) == 1


def test_every_verb_is_on_the_chain_of_the_case(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, people=[str(cast.ana.pk)]))
    dana.post(f"/plans/{plans()[0].pk}/end/")
    done = AuditEvent.objects.filter(chain=cast.couple.pk).order_by("number").values_list("verb", "actor_id")
    assert list(done) == [
        (verb, cast.dana.pk)
        for verb in ("measure.planned", "assignment.opened", "measure.plan-ended", "assignment.withdrawn")
    ]


@pytest.mark.parametrize("who", ["ana", "ben", "chloe", "farid", "gita", "hugo", "emil"])
def test_nobody_else_plans(cast: Cast, who: str) -> None:
    """Emil sees the plan as supervisor; he does not change it."""
    dana = cast.client(cast.dana)
    dana.post(page(cast), fields(cast, people=[str(cast.ana.pk)]))
    plan, waiting = plans()[0], assignments()[0]
    client = cast.client(getattr(cast, who))
    missing = client.get("/cases/00000000-0000-7000-8000-000000000000/measures/plan/")
    seen = client.get(page(cast))
    assert seen.status_code == (200 if who == "emil" else 404)
    if who != "emil":
        assert plain(seen) == plain(missing)
    for address in (
        page(cast), f"/plans/{plan.pk}/end/", f"/assignments/{waiting.pk}/withdraw/",
        f"/cases/{cast.couple.pk}/measures/before-meeting/",
    ):  # fmt: skip
        assert client.post(address, fields(cast, people=[str(cast.ben.pk)])).status_code == 404, address
    assert len(plans()) == 1
    assert assignments()[0].state == "open"


def test_a_verb_refuses_by_itself(cast: Cast) -> None:
    with pytest.raises(Hidden):
        planning.plan(
            by=cast.viewer(cast.ana), case=cast.couple, people=[cast.ana.pk], instrument=CSI, rhythm="once",
            starts_on=MONDAY,
        )  # fmt: skip


def test_the_page_asks_as_many_questions_however_much_is_planned(cast: Cast, django_assert_max_num_queries) -> None:
    dana = cast.client(cast.dana)
    for slug in ("csi-16", "phq-9", "core-10", "gad-7"):
        dana.post(page(cast), fields(cast, instrument=slug))
    with django_assert_max_num_queries(8):
        dana.get(page(cast))
