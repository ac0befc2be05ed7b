"""What may leave: put, signed alone, taken back; and what the other learns of it: in effect, or not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from ampersand.cases import actions as cases
from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.overview.tests.answers import answered
from ampersand.privacy.policy import Hidden
from ampersand.reports.actions import releasing
from ampersand.reports.actions.common import Refused
from ampersand.reports.actions.releasing import Terms
from ampersand.reports.models import Release
from ampersand.reports.queries import releases
from ampersand.reports.tests.stories import page, proposed, signed, status, words
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november() -> None:
    clock.fix(NOW)


def in_effect(cast: Cast, release: UUID) -> bool:
    return releases.one(cast.viewer(cast.dana), release).in_effect


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_what_is_ours_needs_both_in_any_order(cast: Cast, order: str) -> None:
    release = proposed(cast)
    people = {"a": cast.ana, "b": cast.ben}
    signed(cast, release, people[order[0]])
    assert not in_effect(cast, release)
    signed(cast, release, people[order[1]])
    assert in_effect(cast, release)


def test_one_takes_it_back_and_nothing_more_leaves(cast: Cast) -> None:
    release = signed(cast, proposed(cast), cast.ana, cast.ben)
    releasing.take_back(by=cast.viewer(cast.ana), release_id=release)
    assert not in_effect(cast, release)
    assert "Not in effect" in page(cast.client(cast.ben), "release", release)
    signed(cast, release, cast.ana)
    assert not in_effect(cast, release), "what was taken back is not signed again"


def test_ben_cannot_tell_whether_ana_signed_refused_or_waits(cast: Cast) -> None:
    release, ben = proposed(cast), cast.client(cast.ben)
    before = page(ben, "release", release), page(ben, "reports", cast.couple.pk)
    signed(cast, release, cast.ana)
    assert (page(ben, "release", release), page(ben, "reports", cast.couple.pk)) == before
    releasing.take_back(by=cast.viewer(cast.ana), release_id=release)
    assert (page(ben, "release", release), page(ben, "reports", cast.couple.pk)) == before
    assert "taken back" in page(cast.client(cast.dana), "release", release), "the twin: Dana sees it"


def test_anas_own_release_is_nowhere_for_ben(cast: Cast) -> None:
    release = signed(cast, proposed(cast, cast.ana, by=cast.ana), cast.ana)
    assert in_effect(cast, release)
    assert status(cast.client(cast.ben), "release", release) == 404
    assert "Dr Vos" not in page(cast.client(cast.ben), "reports", cast.couple.pk)
    assert "Dr Vos" in page(cast.client(cast.ana), "reports", cast.couple.pk)


def test_nobody_signs_for_another(cast: Cast) -> None:
    release = proposed(cast, cast.ana)
    for person in (cast.ben, cast.farid):
        with pytest.raises(Hidden):
            releasing.sign(by=cast.viewer(person), release_id=release, name="Ana")
    with pytest.raises(Hidden):
        releasing.sign(by=cast.viewer(cast.dana), release_id=release, name="Ana")
    with pytest.raises(Hidden):
        proposed(cast, cast.ben, by=cast.ana)


def test_its_last_day_ends_it_and_then_nobody_signs(cast: Cast) -> None:
    terms = Terms(("part",), "A court", "a question", NOW.date())
    release = signed(cast, proposed(cast, terms=terms), cast.ana)
    clock.fix(NOW + timedelta(days=1))
    with pytest.raises(Refused):
        signed(cast, release, cast.ben)
    assert not in_effect(cast, release)


def test_whoever_joins_later_was_not_asked_so_it_waits(cast: Cast) -> None:
    release = releasing.propose(
        by=cast.viewer(cast.dana), case_id=cast.family.pk, owner_id=None,
        terms=Terms(("part",), "A school", "help", date(2027, 1, 1)), release_id=new_id(),
    )  # fmt: skip
    for person in (cast.ana, cast.ben, cast.chloe):
        signed(cast, release.pk, person)
    assert in_effect(cast, release.pk)
    late = {"case": cast.family, "person": cast.farid, "role": "member", "hand": 4}
    Participation(**late, joined_at=NOW + timedelta(hours=1)).insert()
    assert not in_effect(cast, release.pk)


def test_what_belongs_to_all_does_not_go_with_one_persons_signature(cast: Cast) -> None:
    with pytest.raises(Refused):
        proposed(cast, cast.ana, terms=Terms(("joint_goals",), "A court", "a question", date(2027, 1, 1)))
    one = releases.one(cast.viewer(cast.ana), proposed(cast, cast.ana))
    assert [cover.value for cover in one.covers] == ["part", "results"]


def test_asked_twice_it_is_put_once(cast: Cast) -> None:
    key = new_id()
    for _ in range(2):
        terms = Terms(("part",), "A court", "a question", date(2027, 1, 1))
        releasing.propose(
            by=cast.viewer(cast.ana), case_id=cast.couple.pk, owner_id=cast.ana.pk, terms=terms, release_id=key
        )
    assert Release.objects.visible_to(cast.viewer(cast.ana)).count() == 1


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(cast: Cast) -> None:
    ana, path = cast.client(cast.ana), reverse("reports:propose", args=[cast.couple.pk])
    sent = {
        "form_id": new_id(), "about": cast.ana.pk, "covers": ["joint_goals"], "to": "Dr Vos", "purpose": "a referral",
        "since": "", "until": "", "expires_on": "2029-01-01",
    }  # fmt: skip
    answer = ana.post(path, sent)
    text = words(answer.content.decode())
    assert answer.status_code == 422
    assert "leave only when every adult signs" in text
    assert "within a year" in text
    assert b'value="Dr Vos"' in answer.content
    good = ana.post(path, sent | {"covers": ["part", "results"], "expires_on": "2027-01-01"})
    assert good.status_code == 303
    assert "Sign it alone" in ana.get(good["Location"]).content.decode()


def test_signing_by_the_page(cast: Cast) -> None:
    release = proposed(cast, cast.ana)
    ana = cast.client(cast.ana)
    assert b"only with your signature" in ana.get("/my/").content
    wrong = ana.post(reverse("reports:sign", args=[release]), {"name": "A"})
    assert wrong.status_code == 422
    ana.post(reverse("reports:sign", args=[release]), {"name": "Ana Larkspoon", "agree": "on"})
    assert in_effect(cast, release)
    assert b"only with your signature" not in ana.get("/my/").content
    assert b"only with your signature" not in cast.client(cast.ben).get("/my/").content


def test_whoever_left_can_still_take_back_their_own(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "phq-9", [8])
    clock.fix(NOW)
    release = signed(cast, proposed(cast, cast.ana), cast.ana)
    cases.leave(by=cast.viewer(cast.dana), case=cast.couple, person_id=cast.ana.pk)
    ana = cast.client(cast.ana)
    assert "Take it back" in page(ana, "release", release)
    ana.post(reverse("reports:take_back", args=[release]))
    assert releases.one(cast.viewer(cast.dana), release).status == "taken_back"


def test_the_hub_asks_as_many_questions_however_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    ana = cast.client(cast.ana)
    for _ in range(2):
        for _each in range(3):
            proposed(cast, cast.ana)
            proposed(cast)
        with django_assert_max_num_queries(9):
            page(ana, "reports", cast.couple.pk)
