"""Dana's cases in the order in which they need a look; each says why."""

import re
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.checkins.tests import stories as weeks
from ampersand.core import clock
from ampersand.goals.actions import looking_back, stepping
from ampersand.goals.models import Step
from ampersand.goals.tests import stories as goal_stories
from ampersand.measures.models import Standing
from ampersand.measures.tests.courses import CORE, CSI, START, give, line, plan_of
from ampersand.measures.tests.stories import plain, read
from ampersand.overview.pages import staff
from ampersand.overview.queries.reasons import Speaker
from ampersand.privacy.scope import system_scope
from ampersand.reports.models import Release
from ampersand.safety.actions.private_word import ask_for_a_word
from ampersand.safety.models import Alert
from ampersand.safety.tests import checking
from tests.cast import Cast, make_case, make_person

NOW = START + timedelta(weeks=10)


@pytest.fixture(autouse=True)
def _now(cast: Cast) -> None:
    clock.fix(NOW)
    for case in (cast.couple, cast.family, cast.anas_own, cast.farids):
        begin(case.pk, weeks=3)


def pair(cast: Cast, one: str, other: str) -> tuple[Case, Person, Person]:
    first, second = make_person(one), make_person(other)
    case = make_case(cast.practice, "couple", [first, second], cast.dana)
    begin(case.pk, weeks=3)
    return case, first, second


def begin(case_id: UUID, *, weeks: int) -> None:
    """Let the work have begun so many weeks ago; by default so few that nothing about its length is due."""
    with system_scope("a story"):
        Case.objects.filter(pk=case_id).update(opened_on=(NOW - timedelta(weeks=weeks)).date())


def order(text: str) -> list[str]:
    """The cases that need a look, by the first name of each."""
    return re.findall(r'<strong class="name"><a [^>]*>([^<&]+?)(?: &amp;[^<]*)?</a>', text)


def others(text: str) -> list[str]:
    """The other cases, by the first name of each."""
    return re.findall(r'<a class="quiet" [^>]*>([^<&]+?)(?: &amp;[^<]*)?</a>', text)


def everyone(text: str) -> list[str]:
    """All cases on the page."""
    return [*order(text), *others(text)]


def handled(person: Person, **other: object) -> None:
    """Dana has cared for whatever alert there is about someone."""
    with system_scope("a story"):
        Alert.objects.filter(person=person).update(closed_at=clock.now(), closed_for="cared-for", call_at=None, **other)


def brought_in(person: Person) -> None:
    """As if what someone answered had come from another system, which raises no alert here."""
    handled(person, at=NOW - timedelta(days=90))


def test_the_rows_in_their_order_and_one_line_for_each_case(cast: Cast) -> None:
    flagged, kim, _ = pair(cast, "Kim", "Lou")
    give(cast, flagged, kim, CORE, 12, NOW - timedelta(days=3), flagged=True)
    worse, max_, _ = pair(cast, "Max", "Ned")
    line(cast, worse, max_, CORE, [8, 20])
    stuck, ora, _ = pair(cast, "Ora", "Pat")
    line(cast, stuck, ora, CORE, [20, 20, 20, 20, 20, 20])
    quiet, quy, _ = pair(cast, "Quy", "Ray")
    give(cast, quiet, quy, CORE, 12, NOW - timedelta(days=1))
    text = read(cast.client(cast.dana), "/caseload/")
    assert order(text) == ["Kim", "Max", "Ora"]
    assert others(text) == ["Quy", "Ana", "Ana"]
    assert "CORE-10: Off track: worse than at the start by more than chance" in text
    assert "Ora, CORE-10: Off track: six times or more without sure improvement" in text
    assert "Also: Look at the whole: Ora, CORE-10: no sure change by the sixth time" in text
    assert order(read(cast.client(cast.dana), "/caseload/?attention=yes")) == ["Kim", "Max", "Ora"]
    assert others(read(cast.client(cast.dana), "/caseload/?attention=yes")) == []


def test_an_alert_says_why_what_next_and_has_one_button(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    line(cast, case, kim, CORE, [8, 20])
    ask_for_a_word(by=cast.viewer(kim), case_id=case.pk)
    text = read(cast.client(cast.dana), "/caseload/")
    assert order(text) == ["Kim"]
    assert "Kim: Would like a private word." in text
    assert "Find a time to talk alone, by the safe channel." in text
    assert "I take care of it" in text
    assert "Also: Kim, CORE-10: Off track" in text


def test_within_a_row_the_oldest_first(cast: Cast) -> None:
    for name, week in (("Kim", 1), ("Lou", 5), ("Max", 3)):
        case, person, _ = pair(cast, name, f"{name} two")
        give(cast, case, person, CORE, 8, START)
        give(cast, case, person, CORE, 20, START + timedelta(weeks=week))
    assert order(read(cast.client(cast.dana), "/caseload/")) == ["Kim", "Max", "Lou"]


def test_a_flag_older_than_two_weeks_no_longer_leads(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    give(cast, case, kim, CORE, 12, NOW - timedelta(days=15), flagged=True)
    brought_in(kim)
    assert order(read(cast.client(cast.dana), "/caseload/")) == []
    give(cast, case, kim, CORE, 12, NOW - timedelta(days=13), flagged=True)
    brought_in(kim)
    text = read(cast.client(cast.dana), "/caseload/")
    assert order(text) == ["Kim"]
    assert "Kim, CORE-10: Question 6, about safety" in text


def test_what_was_cared_for_as_an_alert_does_not_come_back_as_a_flag(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    give(cast, case, kim, CORE, 12, NOW - timedelta(days=3), flagged=True)
    assert order(read(cast.client(cast.dana), "/caseload/")) == ["Kim"]
    handled(kim)
    assert order(read(cast.client(cast.dana), "/caseload/")) == []


def test_an_unverified_number_is_said_quietly_and_moves_nothing(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    line(cast, case, kim, CSI, [60, 30])
    text = read(cast.client(cast.dana), "/caseload/")
    assert "Kim, CSI-16: Off track: worse than at the start by more than chance (provisional)" in text
    assert order(text) == []


def test_one_who_fell_silent_counts_while_still_asked(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    line(cast, case, kim, CORE, [12, None, None])
    assert order(read(cast.client(cast.dana), "/caseload/")) == []
    plan_of(cast, case, kim, CORE)
    text = read(cast.client(cast.dana), "/caseload/")
    assert order(text) == ["Kim"]
    assert "Not known: no result the last two times" in text
    assert "Ask gently, alone" in text


def test_seen_lasts_until_something_new_happens_and_can_be_taken_back(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    line(cast, case, kim, CORE, [8, 20])
    client = cast.client(cast.dana)
    text = read(client, "/caseload/")
    found = re.search(r'name="what" value="([^"]+)"><input type="hidden" name="upto" value="([^"]+)"', text)
    assert found
    answer = client.post(f"/cases/{case.pk}/seen/", {"what": found[1], "upto": found[2]})
    after = read(client, answer["Location"])
    assert order(after) == []
    assert "It comes back when something new happens." in after
    assert order(read(cast.client(cast.emil), "/caseload/")) == [], "he does not supervise them"
    again = re.search(r'action="(/seen/[^"]+)"', after)
    assert again
    client.post(again[1])
    assert order(read(client, "/caseload/")) == ["Kim"]
    among = "name=ana&about=looks&page=7&next=//elsewhere.example"
    answer = client.post(f"/cases/{case.pk}/seen/", {"what": found[1], "upto": found[2], "among": among})
    assert answer.headers["Location"].startswith("/caseload/?name=ana&about=looks&seen="), "the list stays narrowed"
    give(cast, case, kim, CORE, 21, NOW - timedelta(hours=1))
    assert order(read(client, "/caseload/")) == ["Kim"]


def test_what_is_about_safety_cannot_be_ticked_off(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    ask_for_a_word(by=cast.viewer(kim), case_id=case.pk)
    client = cast.client(cast.dana)
    assert 'name="upto"' not in read(client, "/caseload/")
    assert client.post(f"/cases/{case.pk}/seen/", {"what": "alert::x", "upto": NOW.isoformat()}).status_code == 303
    assert order(read(client, "/caseload/")) == ["Kim"]


def test_goals_far_apart_stuck_and_to_look_back_on(cast: Cast) -> None:
    goal = goal_stories.active(cast)
    looking_back.rate(by=cast.viewer(cast.ana), goal_id=goal.pk, level=1, note="")
    looking_back.rate(by=cast.viewer(cast.ben), goal_id=goal.pk, level=-1, note="")
    text = read(cast.client(cast.dana), "/caseload/")
    assert "They see one of their goals far apart" in text
    assert f"/goals/{goal.pk}/" in text
    with system_scope("a story"):
        step = Step.objects.get(goal=goal)
    for week in range(4):
        clock.fix(NOW + timedelta(weeks=week))
        stepping.say_week(by=cast.viewer(cast.ana), step_id=step.pk, outcome="not")
    said = read(cast.client(cast.dana), "/caseload/")
    assert "A step has not happened for four weeks" in said
    clock.fix(NOW + timedelta(weeks=5))
    assert "It is time to look back on a goal" in read(cast.client(cast.dana), "/caseload/")


def test_half_way_the_ending_and_offers_afterwards(cast: Cast) -> None:
    client = cast.client(cast.dana)
    begin(cast.couple.pk, weeks=8)
    text = read(client, "/caseload/")
    assert order(text) == ["Ana"]
    assert "Half way" in text
    begin(cast.couple.pk, weeks=14)
    assert "The last two meetings that were agreed" in read(client, "/caseload/")
    with system_scope("a story"):
        ended = (NOW - timedelta(days=95)).date()
        Case.objects.filter(pk=cast.couple.pk).update(state="ended", ended_on=ended)
    assert "3 months after the end" in read(client, "/caseload/")


def test_a_private_check_that_waits_for_a_decision_cannot_be_ticked_off(cast: Cast) -> None:
    checking.ask(cast)
    client = cast.client(cast.dana)
    assert order(read(client, "/caseload/")) == [], "they have a week to answer"
    checking.send(cast, cast.ana, **checking.AMBER)
    text = read(client, "/caseload/")
    assert order(text) == ["Ana"]
    assert "The private check is amber." in text
    assert 'name="upto"' not in text
    assert order(read(cast.client(cast.emil), "/caseload/?about=looks")) == ["Ana"], "who leads safety sees it, too"
    client.post("/room/", {"case": str(cast.couple.pk)})
    assert "amber" not in read(client, "/caseload/")


def test_a_split_after_the_last_meeting_and_what_the_work_is_about(cast: Cast) -> None:
    occasion = weeks.meeting(cast, NOW - timedelta(days=2), minutes=60)
    clock.fix(NOW - timedelta(days=2) + timedelta(hours=2))
    weeks.rate(cast, cast.ana, occasion, weeks.GOOD)
    weeks.rate(cast, cast.ben, occasion, weeks.LOW)
    clock.fix(NOW)
    client = cast.client(cast.dana)
    text = read(client, "/caseload/")
    assert "Ben rated the meeting low" in text
    assert "The ratings lie" in text
    assert f"/cases/{cast.couple.pk}/ratings/" in text
    assert "They see far apart what the work should be about" in text
    assert order(read(client, "/caseload/?about=alliance")) == ["Ana"]
    clock.fix(NOW + timedelta(days=6))
    assert "Ben rated the meeting low" not in read(cast.client(cast.dana), "/caseload/"), "it is for the same week"


def test_what_must_be_done_before_a_joint_meeting(cast: Cast) -> None:
    clock.fix(NOW - timedelta(days=20))
    checking.begin(cast)
    clock.fix(NOW)
    checking.ask(cast)
    checking.send(cast, cast.ben)
    client = cast.client(cast.dana)
    weeks.meeting(cast, NOW + timedelta(hours=80))
    assert "a private check is missing" not in read(client, "/caseload/")
    clock.fix(NOW + timedelta(hours=10))
    client = cast.client(cast.dana)
    text = read(client, "/caseload/")
    assert "They meet together within three days, and a private check is missing or older than thirty days" in text
    checking.send(cast, cast.ana, **checking.AMBER)
    text = read(client, "/caseload/")
    assert "A private check is amber, and they meet together within a week" in text
    assert "a private check is missing" not in text


def test_one_of_two_has_not_answered_two_check_ins(cast: Cast) -> None:
    for week in (2, 1):
        clock.fix(NOW - timedelta(weeks=week) + timedelta(days=5))
        weeks.send(cast, cast.ana, week=6)
    clock.fix(NOW)
    text = read(cast.client(cast.dana), "/caseload/")
    assert "Ben has not answered two check-ins in a row" in text
    assert "Ask gently, alone" in text


def test_one_could_go_on_for_less_long_than_before(cast: Cast) -> None:
    begin(cast.couple.pk, weeks=9)
    for week, value in ((8, 8), (4, 5)):
        clock.fix(NOW - timedelta(weeks=week) + timedelta(days=5))
        weeks.send(cast, cast.ben, commitment=value)
    clock.fix(NOW)
    text = read(cast.client(cast.dana), "/caseload/")
    assert "Ben could go on like this for less long than before" in text


def test_papers_a_release_that_ends_and_work_that_was_kept_long_enough(cast: Cast) -> None:
    at = {"covers": "course", "proposed_by": cast.dana, "words": b""}
    for days, complete in ((14, NOW), (15, NOW), (3, None)):
        Release(case=cast.couple, expires_on=(NOW + timedelta(days=days)).date(), complete_at=complete, **at).insert()
    with system_scope("a story"):
        Case.objects.filter(pk=cast.family.pk).update(state="ended", ended_on=NOW.date() - timedelta(days=6 * 365))
    client = cast.client(cast.dana)
    text = read(client, "/caseload/?about=papers")
    assert text.count("A release ends within two weeks") == 1
    assert "time of keeping" not in text
    with system_scope("a story"):
        Case.objects.filter(pk=cast.family.pk).update(ended_on=NOW.date() - timedelta(days=7 * 365))
    assert "time of keeping is over" in read(client, "/caseload/?about=papers")
    with system_scope("a story"):
        Case.objects.filter(pk=cast.family.pk).update(hold_since=NOW)
    assert "time of keeping" not in read(client, "/caseload/?about=papers"), "a legal hold keeps it"


def test_narrowed_by_what_waits(cast: Cast) -> None:
    for name, totals in (("Kim", [8, 20]), ("Lou", [20] * 6)):
        case, person, _ = pair(cast, name, f"{name} two")
        line(cast, case, person, CORE, totals)
    client = cast.client(cast.dana)
    assert order(read(client, "/caseload/?about=course")) == ["Kim", "Lou"]
    assert order(read(client, "/caseload/?about=looks")) == ["Lou"]
    assert order(read(client, "/caseload/?about=safety")) == []
    assert "No case is like that." in read(client, "/caseload/?about=safety")


def test_found_by_name_and_by_kind(cast: Cast) -> None:
    pair(cast, "Kim", "Lou")
    client = cast.client(cast.dana)
    assert everyone(read(client, "/caseload/?name=lou")) == ["Kim"]
    assert everyone(read(client, "/caseload/?name=kim+lou")) == ["Kim"]
    assert everyone(read(client, "/caseload/?name=kim+ana")) == []
    assert everyone(read(client, "/caseload/?kind=family")) == ["Ana"]
    assert "No case is like that." in read(client, "/caseload/?name=nobody")
    assert everyone(read(client, "/caseload/?kind=circus")) == everyone(read(client, "/caseload/"))


def test_only_open_cases_that_one_treats_or_supervises(cast: Cast) -> None:
    assert len(everyone(read(cast.client(cast.dana), "/caseload/"))) == 2
    supervised = read(cast.client(cast.emil), "/caseload/")
    assert len(everyone(supervised)) == 2
    assert supervised.count("you supervise") == 2
    assert everyone(read(cast.client(cast.hugo), "/caseload/")) != everyone(supervised)
    with system_scope("a story"):
        Case.objects.filter(pk=cast.couple.pk).update(state="ended", ended_on=date(2026, 11, 1))
    assert len(everyone(read(cast.client(cast.dana), "/caseload/"))) == 1


def test_a_therapist_who_is_somebodys_client_sees_no_case_of_their_own(cast: Cast) -> None:
    make_case(cast.practice, "individual", [cast.dana], cast.hugo)
    assert "Dana" not in everyone(read(cast.client(cast.dana), "/caseload/"))
    assert "Dana" in everyone(read(cast.client(cast.hugo), "/caseload/"))


@pytest.mark.parametrize("who", ["ana", "ben", "farid", "gita"])
def test_there_is_no_caseload_for_anyone_else(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    missing = client.get("/there-is-no-such-page/")
    assert missing.status_code == 404
    assert plain(client.get("/caseload/")) == plain(missing)


def many(cast: Cast, number: int) -> None:
    """So many couples with standings, stored at once."""
    people = [Person(email=f"p{n}@example.org", name=f"Person {n}", password="!") for n in range(2 * number)]
    Person.objects.bulk_create(people)
    cases = [Case(practice=cast.practice, kind="couple", opened_on=NOW.date()) for _ in range(number)]
    parts, stands = [], []
    for n, case in enumerate(cases):
        for hand in (1, 2):
            person = people[2 * n + hand - 1]
            parts.append(Participation(case=case, person=person, role="member", hand=hand))
            for slug in (CORE, CSI, "phq-9"):
                stands.append(
                    Standing(
                        case=case, person=person, instrument=slug, answers=n, last_at=NOW - timedelta(hours=n),
                        since=NOW - timedelta(days=n), track="red" if n % 7 == 0 else "green",
                        reason="worse" if n % 7 == 0 else "better", provisional=slug != CORE,
                    )
                )  # fmt: skip
        parts.append(Participation(case=case, person=cast.dana, role="therapist"))
    with system_scope("a story"):
        Case.objects.bulk_create(cases)
        Participation.objects.bulk_create(parts)
        Standing.objects.bulk_create(stands)


def test_five_hundred_on_one_page_with_the_same_few_questions(cast: Cast, django_assert_num_queries) -> None:
    client = cast.client(cast.dana)
    give(cast, cast.couple, cast.ana, CORE, 12, NOW)
    with django_assert_num_queries(27):
        client.get("/caseload/")
    many(cast, 500)
    with django_assert_num_queries(27):
        text = client.get("/caseload/").content.decode()
    assert len(everyone(text)) == 502
    assert order(text)[0] == "Person 994", "worse for the longest"


def test_what_stirs_is_what_the_long_way_finds(cast: Cast) -> None:
    """The database itself marks the few lines that a list of cases has to look at."""
    with system_scope("a story"):
        for track, reason, times, verdict, provisional, flagged in product(
            ("red", "amber", "green", "unknown"), ("worse", "silent", "too-early"), (3, 4), ("unchanged", "improved"),
            (False, True), (None, NOW),
        ):  # fmt: skip
            person = make_person(f"P{Standing.objects.count()}")
            Standing(
                case=cast.couple, person=person, instrument=CORE, track=track, reason=reason, sessions=times,
                verdict=verdict, provisional=provisional, flagged_at=flagged,
            ).insert()  # fmt: skip
        rows = list(Standing.objects.values_list(
            "track", "reason", "sessions", "verdict", "provisional", "flagged_at", "stirs"
        ))  # fmt: skip
    assert len(rows) == 192
    for track, reason, times, verdict, provisional, flagged, stirs in rows:
        early = reason == "too-early" and times >= 4 and verdict == "unchanged"
        off = (track in {"red", "amber"} or early) and not provisional
        assert stirs is (off or reason == "silent" or flagged is not None)


def test_a_very_long_list_has_pages_and_only_what_shows_is_put_into_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff, "LOOKS_AT_ONCE", 5)
    many(cast, 50)
    client, said = cast.client(cast.dana), []
    say = Speaker.say
    monkeypatch.setattr(Speaker, "say", lambda self, one: said.append(one) or say(self, one))
    first, second = (client.get(f"/caseload/?kind=couple&looks={page}").content.decode() for page in (1, 2))
    assert order(first)[0] == "Person 98", "worse for the longest"
    assert "1 to 5 of 8" in first
    assert "?kind=couple&amp;name=&amp;about=&amp;attention=&amp;looks=2" in first
    assert len(said) == 2 * 8, "the reasons of the two in each couple, once"
    assert not set(order(first)) & set(order(second))
