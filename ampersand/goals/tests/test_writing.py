"""Writing a goal: each on their own phone, one thing a page, nothing lost."""

import pytest
from django.db.models import QuerySet

from ampersand.core.ids import new_id
from ampersand.goals import content
from ampersand.goals.models import Goal, Wording
from ampersand.safety.models import JointWork
from tests.cast import Cast

from .stories import WORDS, again, begun, going_on, page, plain, post

pytestmark = pytest.mark.django_db


def fields(goal: Goal, **other: object) -> dict[str, object]:
    return {"version": again(goal).version, "text": WORDS.text, "measured": WORDS.measured, **other}


def test_a_goal_is_picked_and_made_ours_one_thing_a_page(cast: Cast) -> None:
    going_on(cast)
    ana, one = cast.client(cast.ana), new_id()
    assert content.templates()["G01"].text in page(ana, "begin", cast.couple.pk)
    sent = [post(ana, "begin", cast.couple.pk, template="G01", goal=one) for _ in range(2)]
    assert {response["Location"] for response in sent} == {f"/goals/{one}/words/"}
    goal = again(Goal(pk=one))
    assert (goal.type, goal.domain, goal.owner_id, goal.audience) == ("shared", "communication", None, "all_of_us")
    assert post(ana, "words", one, **fields(goal))["Location"] == f"/goals/{one}/levels/"
    assert content.templates()["G01"].levels[2] in page(ana, "levels", one)
    assert content.templates()["G01"].text in page(cast.client(cast.ben), "roadmap", cast.couple.pk)


def test_a_goal_about_changing_the_other_is_asked_about_once(cast: Cast) -> None:
    goal, ana = begun(cast, cast.ana), cast.client(cast.ana)
    asked = post(ana, "words", goal.pk, **fields(goal, text="Ben should listen more"))
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "What would you do, or what would we do?" in text
    assert 'value="Ben should listen more"' in text
    again_sent = fields(goal, text="Ben should listen more", asked="Ben should listen more")
    assert post(ana, "words", goal.pk, **again_sent).status_code == 303


def test_what_is_missing_is_said_by_the_field_and_the_rest_stays(cast: Cast) -> None:
    goal, ana = begun(cast, cast.ana), cast.client(cast.ana)
    levels = {f"level{n}": text for n, text in enumerate(("a", "b", "", "b", "x" * 161))}
    sent = post(ana, "levels", goal.pk, version=1, **levels)
    text = sent.content.decode()
    assert sent.status_code == 422
    for words in ("Write what it would look like.", "Another level says the same", "up to 160 letters", 'value="a"'):
        assert words in text, words
    assert again(goal).version == 1


def test_two_people_write_at_once_and_both_changes_stand(cast: Cast) -> None:
    goal = begun(cast, cast.ana)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    first = fields(goal, text="We talk calmly every week")
    second = {"version": 1} | {f"level{n}": f"{words}!" for n, words in enumerate(WORDS.levels)}
    assert post(ana, "words", goal.pk, **first).status_code == 303
    assert post(ben, "levels", goal.pk, **second).status_code == 303
    text = page(ben, "goal", goal.pk)
    assert "We talk calmly every week" in text
    assert "Two a week!" in text
    assert "Kept together with what was changed meanwhile" in text
    rows: QuerySet[Wording] = QuerySet(Wording)
    assert rows.filter(goal=goal).count() == 3, "nothing is overwritten"


def test_the_same_words_changed_twice_are_asked_about_and_chosen(cast: Cast) -> None:
    goal = begun(cast, cast.ana)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    assert post(ana, "words", goal.pk, **fields(goal, text="We talk on Sundays")).status_code == 303
    clash = post(ben, "words", goal.pk, **fields(goal, text="We talk on Fridays") | {"version": 1})
    text = clash.content.decode()
    assert clash.status_code == 409
    assert "We talk on Sundays" in text
    assert 'value="We talk on Fridays"' in text
    assert "We talk on Sundays" in page(ana, "goal", goal.pk), "nothing was overwritten"
    chosen = fields(goal, text="We talk on Fridays") | {"version": 2, "choice-text": "1"}
    assert post(ben, "words", goal.pk, **chosen).status_code == 303
    assert "We talk on Fridays" in page(ana, "goal", goal.pk)


def test_my_own_goal_is_mine_until_i_share_it(cast: Cast) -> None:
    goal = begun(cast, cast.ana, "mine")
    ana, ben, dana = cast.client(cast.ana), cast.client(cast.ben), cast.client(cast.dana)
    hidden = ben.get(f"/goals/{goal.pk}/")
    assert hidden.status_code == 404
    assert WORDS.text not in page(ben, "roadmap", cast.couple.pk)
    assert WORDS.text in page(dana, "roadmap", cast.couple.pk)
    assert post(ana, "share", goal.pk).status_code == 303
    assert WORDS.text in page(ben, "goal", goal.pk)
    assert post(ben, "words", goal.pk, **fields(goal)).status_code == 404, "they read it, and do not write it"
    assert post(ana, "stop_sharing", goal.pk).status_code == 303
    assert plain(ben.get(f"/goals/{goal.pk}/")) == plain(hidden)


def test_a_therapist_brings_in_what_is_never_suggested(cast: Cast) -> None:
    going_on(cast)
    never = content.templates()["G23"].text
    assert never not in page(cast.client(cast.ana), "begin", cast.couple.pk)
    assert never in page(cast.client(cast.dana), "begin", cast.couple.pk)
    assert cast.client(cast.emil).get(f"/cases/{cast.couple.pk}/goals/new/").status_code == 404


@pytest.mark.parametrize("kind", ["mine", "supporting", "family"])
def test_each_kind_of_case_has_its_kinds_of_goals(cast: Cast, kind: str) -> None:
    case = {"mine": cast.anas_own, "supporting": cast.couple, "family": cast.family}[kind]
    going_on(cast)
    ana = cast.client(cast.ana)
    post(ana, "begin", case.pk, type=kind, goal=new_id())
    rows: QuerySet[Goal] = QuerySet(Goal)
    assert rows.get(case=case).type == kind
    assert "A goal without words yet" in page(ana, "roadmap", case.pk)


def test_while_work_together_rests_goals_of_all_rest_too(cast: Cast) -> None:
    goal, ana = begun(cast, cast.ana), cast.client(cast.ana)
    rows: QuerySet[JointWork] = QuerySet(JointWork)
    rows.filter(case=cast.couple).update(goes_on=False)
    texts = [page(cast.client(person), "goal", goal.pk) for person in (cast.ana, cast.ben)]
    for text in texts:
        assert "Paused until you have met with your therapist" in text
        assert "Put it on the table" not in text
    assert post(ana, "words", goal.pk, **fields(goal, text="We walk")).status_code == 422
    assert again(goal).version == 1
    begun_alone = post(ana, "begin", cast.couple.pk, type="shared", goal=new_id())
    assert begun_alone.status_code == 303
    newest: QuerySet[Goal] = QuerySet(Goal)
    assert newest.exclude(pk=goal.pk).get().type == "mine", "one’s own goals go on"


def test_the_page_offers_only_what_can_be_begun(cast: Cast) -> None:
    going_on(cast)
    ben = cast.client(cast.ben)
    assert "Write our first goal" in page(ben, "roadmap", cast.couple.pk)
    rows: QuerySet[JointWork] = QuerySet(JointWork)
    rows.filter(case=cast.couple).update(goes_on=False)
    text = page(ben, "roadmap", cast.couple.pk)
    assert "Write our first goal" not in text
    assert "Write a goal of my own" in text
