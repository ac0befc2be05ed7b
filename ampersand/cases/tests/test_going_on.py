"""The couple's work has closed, and Dana may go on with Ana: only after a review, and only after both were asked."""

from typing import Any

import pytest

from ampersand.accounts.models import StaffRole
from ampersand.cases import queries
from ampersand.cases.actions import Refused, standing
from ampersand.cases.actions import going_on as verbs
from ampersand.cases.models import Case, GoingOn, GoingOnAnswer, Invitation
from ampersand.cases.queries import going_on as reads
from ampersand.cases.rules.going_on import Lacks, lacks
from ampersand.privacy.policy import Hidden
from tests.cast import Cast
from tests.privacy.crawl import CHANGING


@pytest.fixture
def couple(cast: Cast) -> Case:
    standing.end_unit(by=cast.viewer(cast.dana), case=cast.couple)
    return cast.couple


def review(cast: Cast) -> reads.Review:
    path = f"/cases/{cast.couple.pk}/go-on-with/"
    told = {"person": str(cast.ana.pk), "words": "I know what Ben fears.", "consulted": ""}
    assert cast.client(cast.dana).post(path, told)["Location"] == path
    return reads.reviews(cast.viewer(cast.dana), cast.couple.pk)[0]


def say(cast: Cast, who: Any, agrees: str, name: str = "") -> int:
    asked = reads.asked_of(cast.viewer(who))[0]
    told = {"agrees": agrees, "name": name or who.name, "digest": asked.digest}
    return int(cast.client(who).post(f"/going-on/{asked.id}/", told).status_code)


def test_ana_is_asked_first_then_ben_and_the_new_place_is_empty(cast: Cast, couple: Case) -> None:
    found = review(cast)
    assert reads.asked_of(cast.viewer(cast.ben)) == []
    page = cast.client(cast.ana).get("/my/").content.decode()
    assert "Dana asks whether you would like to go on" in page
    assert "fears" not in page
    assert say(cast, cast.ana, "yes") == 303
    assert "Dana asks you about what comes next." in cast.client(cast.ben).get("/my/").content.decode()
    assert say(cast, cast.ben, "yes") == 303
    answer = cast.client(cast.dana).post(f"/reviews/{found.id}/begin/")
    assert answer.status_code == 303
    new = reads.reviews(cast.viewer(cast.dana), couple.pk)[0].new_case
    assert new
    assert answer["Location"] == f"/cases/{new}/people/"
    assert queries.one(cast.viewer(cast.dana), new).members == ()
    assert Invitation.objects.visible_to(cast.viewer(cast.dana)).get(case=new).email == cast.ana.email
    for who in (cast.ana, cast.ben):
        assert reads.asked_of(cast.viewer(who)) == []
    with pytest.raises(Hidden):
        queries.one(cast.viewer(cast.ben), new)


def test_a_no_or_silence_asks_for_a_colleague_first(cast: Cast, couple: Case) -> None:
    found, dana = review(cast), cast.viewer(cast.dana)
    with pytest.raises(Refused):
        verbs.begin(by=dana, going_on_id=found.id, consulted="Emil, today")
    say(cast, cast.ana, "yes")
    with pytest.raises(Refused):
        verbs.begin(by=dana, going_on_id=found.id)
    assert say(cast, cast.ben, "no", " ") == 303
    page = cast.client(cast.dana).get(f"/cases/{couple.pk}/go-on-with/").content.decode()
    assert "no, on" in page
    with pytest.raises(Refused):
        verbs.begin(by=dana, going_on_id=found.id)
    assert verbs.begin(by=dana, going_on_id=found.id, consulted="Emil, today").kind == "individual"
    assert reads.reviews(dana, couple.pk)[0].consulted == "Emil, today"


def test_a_yes_needs_ones_own_name_and_can_be_taken_back(cast: Cast, couple: Case) -> None:
    found = review(cast)
    assert say(cast, cast.ana, "yes", "A") == 422
    say(cast, cast.ana, "yes")
    say(cast, cast.ana, "no")
    with pytest.raises(Refused):
        verbs.begin(by=cast.viewer(cast.dana), going_on_id=found.id, consulted="Emil")


def test_ana_never_learns_what_ben_says(cast: Cast, couple: Case) -> None:
    review(cast)
    say(cast, cast.ana, "yes")
    before = CHANGING.sub(b"", cast.client(cast.ana).get("/my/").content)
    say(cast, cast.ben, "no")
    assert CHANGING.sub(b"", cast.client(cast.ana).get("/my/").content) == before
    mine = GoingOnAnswer.objects.visible_to(cast.viewer(cast.ana)).values_list("person_id", flat=True)
    assert list(mine) == [cast.ana.pk]
    assert not GoingOn.objects.visible_to(cast.viewer(cast.ana)).exists()


def test_set_aside_nobody_is_asked_any_more(cast: Cast, couple: Case) -> None:
    found = review(cast)
    asked = reads.asked_of(cast.viewer(cast.ana))[0]
    cast.client(cast.dana).post(f"/reviews/{found.id}/set-aside/")
    assert cast.client(cast.ana).get(f"/going-on/{asked.id}/").status_code == 404
    review(cast)
    with pytest.raises(Refused):
        verbs.review(by=cast.viewer(cast.dana), case=couple, person_id=cast.ben.pk, words="Both?")


def test_not_while_the_work_goes_on_and_not_by_others(cast: Cast) -> None:
    told = {"case": cast.couple, "person_id": cast.ana.pk, "words": "x"}
    with pytest.raises(Refused):
        verbs.review(by=cast.viewer(cast.dana), **told)
    StaffRole(practice=cast.practice, person=cast.hugo, role="supervisor").save()
    for who in (cast.ana, cast.ben, cast.emil, cast.gita, cast.hugo, cast.farid):
        with pytest.raises(Hidden):
            verbs.review(by=cast.viewer(who), **told)
        assert cast.client(who).post(f"/cases/{cast.couple.pk}/go-on-with/").status_code == 404
    assert cast.client(cast.emil).get(f"/cases/{cast.couple.pk}/go-on-with/").status_code == 200
    assert cast.client(cast.dana).get(f"/cases/{cast.anas_own.pk}/go-on-with/").status_code == 404


def test_no_case_of_one_begins_beside_or_after_work_with_others_without_a_review(cast: Cast, couple: Case) -> None:
    form = {"person-1-name": "Ana", "person-1-email": cast.ana.email}
    refused = cast.client(cast.dana).post("/cases/new/?kind=individual", form)
    assert refused.status_code == 422
    assert "Going on with one of them" in refused.content.decode()
    assert not Invitation.objects.visible_to(cast.viewer(cast.dana)).exists()
    assert cast.client(cast.hugo).post("/cases/new/?kind=individual", form).status_code == 303
    assert cast.client(cast.dana).post("/cases/new/?kind=individual", form | {"person-1-email": "new@example.org"})
    assert Invitation.objects.visible_to(cast.viewer(cast.dana)).get().email == "new@example.org"


@pytest.mark.parametrize(
    ("own", "others", "consulted", "found"),
    [
        (True, [True], False, ()),
        (None, [True], False, (Lacks.OWN_YES,)),
        (False, [], True, (Lacks.OWN_YES,)),
        (True, [None], False, (Lacks.COLLEAGUE,)),
        (True, [True, False], False, (Lacks.COLLEAGUE,)),
        (True, [False], True, ()),
    ],
)
def test_what_is_still_to_be_done(
    own: bool | None, others: list[bool | None], consulted: bool, found: tuple[Lacks, ...]
) -> None:
    assert lacks(own, others, consulted=consulted) == found
