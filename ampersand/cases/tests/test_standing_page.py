"""Dana pauses and goes on, lets things stand still, and notes a death; everyone in the case reads the same sentence."""

import re
from typing import Any

import pytest

from ampersand.accounts.models import Person
from ampersand.cases import queries
from ampersand.cases.actions import Refused, standing
from ampersand.cases.models import Case, Participation
from ampersand.cases.queries import standing as reads
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast


def page(cast: Cast, who: Any, path: str) -> str:
    answer = cast.client(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def at(case: Case, place: str = "standing") -> str:
    return f"/cases/{case.pk}/{place}/"


def verbs(case: Case) -> list[str]:
    return list(AuditEvent.objects.filter(chain=case.pk).order_by("number").values_list("verb", flat=True))


def test_a_pause_is_the_same_sentence_for_everyone_and_the_reason_is_for_staff(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    assert "Everyone reads the same sentence" in page(cast, cast.dana, at(cast.couple, "pause"))
    assert dana.post(at(cast.couple, "pause"), {"words": "Ben travels."})["Location"] == at(cast.couple)
    read = [re.search(r"This work rests.*?</p>", page(cast, who, "/my/"), re.S) for who in (cast.ana, cast.ben)]
    assert read[0]
    assert read[1]
    assert read[0][0] == read[1][0]
    assert "Ben travels." in page(cast, cast.dana, at(cast.couple))
    assert "Ben travels." in page(cast, cast.emil, at(cast.couple))
    for who in (cast.ana, cast.ben):
        assert "travels" not in page(cast, who, at(cast.couple, "people")) + page(cast, who, "/my/")
    assert dana.post(at(cast.couple, "go-on"))["Location"] == at(cast.couple)
    assert queries.one(cast.viewer(cast.ana), cast.couple.pk).state == "open"
    assert verbs(cast.couple)[:3] == ["case.pause", "case.reason", "people.opened"]
    assert verbs(cast.couple)[-1] == "case.resume"
    assert "travels" not in " ".join(AuditEvent.objects.filter(chain=cast.couple.pk).values_list("note", flat=True))


@pytest.mark.parametrize("place", ["standing", "pause", "go-on", "stand-still", "close"])
def test_only_those_who_treat_find_these_pages(cast: Cast, place: str) -> None:
    for who in (cast.ana, cast.ben, cast.farid, cast.gita, cast.hugo):
        client = cast.client(who)
        assert {client.get(at(cast.couple, place)).status_code, client.post(at(cast.couple, place)).status_code} <= {
            404, 405,
        }  # fmt: skip
    assert queries.one(cast.viewer(cast.ana), cast.couple.pk).state == "open"
    assert cast.client(cast.dana).get(at(cast.couple)).status_code == 200


def test_in_a_dispute_everything_stands_still_and_nothing_is_deleted(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.post(at(cast.couple, "stand-still"), {"words": "Lawyers.", "hold": "yes"})
    case = queries.one(cast.viewer(cast.ana), cast.couple.pk)
    assert (case.state, case.shows_joint, case.shows_shared, case.takes_new) == ("frozen", True, False, False)
    hold = reads.hold_of(cast.viewer(cast.dana), cast.couple.pk)
    assert hold
    assert hold.keeps
    text = page(cast, cast.ana, "/my/") + page(cast, cast.ana, at(cast.couple, "people"))
    assert "Everything here stands still." in text
    assert "dispute" not in text.split("<main")[1].split("</main")[0]
    dana.post(at(cast.couple, "take-back"))
    assert queries.one(cast.viewer(cast.ana), cast.couple.pk).state == "open"


def test_after_a_death_nobody_signs_in_for_them_and_a_mistake_is_taken_back(cast: Cast) -> None:
    ben, dana = cast.client(cast.ben), cast.client(cast.dana)
    assert ben.get("/my/").status_code == 200
    died = f"/cases/{cast.couple.pk}/people/{cast.ben.pk}/died/"
    assert dana.post(died, {"words": ""}).status_code == 303
    assert ben.get("/my/").status_code == 302
    assert not Person.objects.get(pk=cast.ben.pk).is_active
    assert queries.one(cast.viewer(cast.ana), cast.couple.pk).state == "frozen"
    assert dana.post(died).status_code == 404
    with pytest.raises(Refused):
        standing.take_back(by=cast.viewer(cast.dana), case=cast.couple)
    assert "That was a mistake: Ben lives" in page(cast, cast.dana, at(cast.couple))
    assert dana.post(f"/cases/{cast.couple.pk}/people/{cast.ben.pk}/lives/").status_code == 303
    assert Person.objects.get(pk=cast.ben.pk).is_active
    assert queries.one(cast.viewer(cast.ana), cast.couple.pk).state == "open"


def test_what_stood_still_is_closed_for_good_after_a_question(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    standing.freeze(by=cast.viewer(cast.dana), case=cast.couple)
    assert "This cannot be taken back." in page(cast, cast.dana, at(cast.couple, "close"))
    dana.post(at(cast.couple, "close"))
    case = queries.one(cast.viewer(cast.ana), cast.couple.pk)
    assert (case.state, [one.name for one in case.members]) == ("closed", ["Ana"])
    assert dana.get(at(cast.couple, "close"))["Location"] == at(cast.couple)


def test_the_page_says_what_can_be_done_in_every_state(cast: Cast) -> None:
    for state, words in {
        "open": "Pause the work", "paused": "Go on", "unit_ended": "Where each could go on",
        "ended": "Where each could go on", "frozen": "Let it go on as before", "closed": "Where each could go on",
    }.items():  # fmt: skip
        rows = Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk)
        rows.update(
            state=state, state_before="open", ended_on=None if state in {"open", "paused"} else cast.couple.opened_on
        )
        assert words in page(cast, cast.dana, at(cast.couple)), state


def test_the_page_costs_the_same_however_many_take_part(cast: Cast, django_assert_num_queries: Any) -> None:
    for case in (cast.couple, cast.family):
        cast.client(cast.dana).get(at(case))
        client = cast.client(cast.dana)
        with django_assert_num_queries(8):
            client.get(at(case))
    assert Participation.objects.visible_to(cast.viewer(cast.dana)).exists()
