"""Dana's cases in the order in which they need a look; each says why."""

import re
from datetime import date, timedelta

import pytest

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.core import clock
from ampersand.measures.models import Standing
from ampersand.measures.queries import caseload
from ampersand.measures.tests.courses import CORE, CSI, START, give, line, plan_of
from ampersand.measures.tests.stories import plain, read
from ampersand.privacy.scope import system_scope
from tests.cast import Cast, make_case, make_person

NOW = START + timedelta(weeks=10)


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.fix(NOW)


def pair(cast: Cast, one: str, other: str) -> tuple[Case, Person, Person]:
    first, second = make_person(one), make_person(other)
    return make_case(cast.practice, "couple", [first, second], cast.dana), first, second


def order(text: str) -> list[str]:
    """The cases in the list, by the first name of each."""
    return re.findall(
        r'<strong class="name"><a [^>]*>([^<&]+?)(?: &amp;[^<]*)?</a>', text.partition('aria-labelledby="list"')[2]
    )


def test_flags_first_then_worse_then_off_track_then_the_latest(cast: Cast) -> None:
    flagged, kim, _ = pair(cast, "Kim", "Lou")
    give(cast, flagged, kim, CORE, 12, NOW - timedelta(days=3), flagged=True)
    worse, max_, _ = pair(cast, "Max", "Ned")
    line(cast, worse, max_, CORE, [8, 20])
    stuck, ora, _ = pair(cast, "Ora", "Pat")
    line(cast, stuck, ora, CORE, [20, 20, 20, 20, 20, 20])
    quiet, quy, _ = pair(cast, "Quy", "Ray")
    give(cast, quiet, quy, CORE, 12, NOW - timedelta(days=1))
    text = read(cast.client(cast.dana), "/caseload/")
    assert order(text) == ["Kim", "Max", "Ora", "Quy", "Ana", "Ana"]
    assert "Kim, CORE-10: Question 6, about safety" in text
    assert "Max, CORE-10: Off track: worse than at the start by more than chance" in text
    assert "Ora, CORE-10: Off track: six times or more without sure improvement" in text
    some = read(cast.client(cast.dana), "/caseload/?attention=yes")
    assert order(some) == ["Kim", "Max", "Ora"]


def test_within_a_row_the_oldest_first(cast: Cast) -> None:
    for name, weeks in (("Kim", 1), ("Lou", 5), ("Max", 3)):
        case, person, _ = pair(cast, name, f"{name} two")
        give(cast, case, person, CORE, 8, START)
        give(cast, case, person, CORE, 20, START + timedelta(weeks=weeks))
    assert order(read(cast.client(cast.dana), "/caseload/?attention=yes")) == ["Kim", "Max", "Lou"]


def test_a_flag_older_than_two_weeks_no_longer_leads(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    give(cast, case, kim, CORE, 12, NOW - timedelta(days=15), flagged=True)
    assert order(read(cast.client(cast.dana), "/caseload/?attention=yes")) == []
    give(cast, case, kim, CORE, 12, NOW - timedelta(days=13), flagged=True)
    assert order(read(cast.client(cast.dana), "/caseload/?attention=yes")) == ["Kim"]


def test_an_unverified_number_is_said_quietly_and_moves_nothing(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    line(cast, case, kim, CSI, [60, 30])
    text = read(cast.client(cast.dana), "/caseload/")
    assert "Kim, CSI-16: Off track: worse than at the start by more than chance (provisional)" in text
    assert order(read(cast.client(cast.dana), "/caseload/?attention=yes")) == []


def test_one_who_fell_silent_counts_while_still_asked(cast: Cast) -> None:
    case, kim, _ = pair(cast, "Kim", "Lou")
    line(cast, case, kim, CORE, [12, None, None])
    assert order(read(cast.client(cast.dana), "/caseload/?attention=yes")) == []
    plan_of(cast, case, kim, CORE)
    text = read(cast.client(cast.dana), "/caseload/?attention=yes")
    assert order(text) == ["Kim"]
    assert "Not known: no result the last two times" in text


def test_the_list_and_the_reasons_follow_one_rule(cast: Cast) -> None:
    for name, totals in (("Kim", [8, 20]), ("Lou", [20] * 6), ("Max", [12, None, None]), ("Ned", [12])):
        case, person, _ = pair(cast, name, f"{name} two")
        line(cast, case, person, CORE, totals)
        plan_of(cast, case, person, CORE)
    viewer = cast.viewer(cast.dana)
    rows = caseload.cases(viewer)[0:50]
    why = caseload.reasons(viewer, [row.id for row in rows])
    for row in rows:
        first = why.get(row.id, [(caseload.QUIET, None)])[0]
        assert row.rank == first[0]
        if first[1] is not None and row.rank < caseload.QUIET:
            assert row.since == caseload.since(first[0], first[1])


def test_found_by_name_and_by_kind(cast: Cast) -> None:
    pair(cast, "Kim", "Lou")
    client = cast.client(cast.dana)
    assert order(read(client, "/caseload/?name=lou")) == ["Kim"]
    assert order(read(client, "/caseload/?name=kim+lou")) == ["Kim"]
    assert order(read(client, "/caseload/?name=kim+ana")) == []
    assert order(read(client, "/caseload/?kind=family")) == ["Ana"]
    assert "No case is like that." in read(client, "/caseload/?name=nobody")
    assert order(read(client, "/caseload/?kind=circus")) == order(read(client, "/caseload/"))


def test_only_open_cases_that_one_treats_or_supervises(cast: Cast) -> None:
    assert len(order(read(cast.client(cast.dana), "/caseload/"))) == 2
    supervised = read(cast.client(cast.emil), "/caseload/")
    assert len(order(supervised)) == 2
    assert supervised.count("you supervise") == 2
    assert order(read(cast.client(cast.hugo), "/caseload/")) != order(supervised)
    with system_scope("a story"):
        Case.objects.filter(pk=cast.couple.pk).update(state="ended", ended_on=date(2026, 11, 1))
    assert len(order(read(cast.client(cast.dana), "/caseload/"))) == 1


def test_a_therapist_who_is_somebodys_client_sees_no_case_of_their_own(cast: Cast) -> None:
    make_case(cast.practice, "individual", [cast.dana], cast.hugo)
    assert "Dana" not in order(read(cast.client(cast.dana), "/caseload/"))
    assert "Dana" in order(read(cast.client(cast.hugo), "/caseload/"))


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
    cases = [Case(practice=cast.practice, kind="couple", opened_on=date(2026, 9, 1)) for _ in range(number)]
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


def test_fifty_at_once_and_the_same_few_questions_however_many(cast: Cast, django_assert_num_queries) -> None:
    client = cast.client(cast.dana)
    give(cast, cast.couple, cast.ana, CORE, 12, NOW)
    with django_assert_num_queries(9):
        client.get("/caseload/")
    many(cast, 120)
    with django_assert_num_queries(9):
        text = client.get("/caseload/").content.decode()
    assert len(order(text)) == 50
    assert "1 to 50 of 122" in text
    last = read(client, "/caseload/?page=3")
    assert len(order(last)) == 22
    assert order(text)[0] == "Person 238"  # worse for the longest
