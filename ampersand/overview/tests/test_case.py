"""Dana opens a case: two people with equal room, what is new first, the main line."""

from datetime import timedelta

import pytest

from ampersand.core import clock
from ampersand.measures.actions import planning
from ampersand.measures.tests.courses import CORE, CSI, START, give, line, plan_of
from ampersand.measures.tests.stories import plain, read
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _later() -> None:
    clock.fix(START + timedelta(weeks=10))


def page(cast: Cast) -> str:
    return f"/cases/{cast.couple.pk}/"


def new(text: str) -> str:
    """The part about what is new."""
    return text[text.index('id="new"') : text.index("</section>", text.index('id="new"'))]


def test_the_first_look_says_safety_and_sure_turns_only(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 8])
    line(cast, cast.couple, cast.ben, CSI, [60, 40])
    give(cast, cast.couple, cast.ben, CORE, 12, START, flagged=True)
    said = new(read(cast.client(cast.dana), page(cast)))
    assert "Ben, CORE-10: Question 6, about safety" in said
    assert "Ana, CORE-10: Recovered" in said
    assert "CSI-16" not in said
    assert "answered CORE-10" not in said


def test_since_last_time_tells_what_came_and_what_did_not(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18])
    plan_of(cast, cast.couple, cast.ben, CSI, next_on=clock.now().date())
    cast.client(cast.dana).get(page(cast))
    clock.fix(START + timedelta(weeks=12))
    give(cast, cast.couple, cast.ana, CORE, 17, clock.now())
    give(cast, cast.couple, cast.ana, CSI, 60, clock.now() - timedelta(days=1))
    give(cast, cast.couple, cast.ana, CSI, 40, clock.now())
    give(cast, cast.couple, cast.ben, CORE, None, clock.now())
    clock.fix(START + timedelta(weeks=13))
    said = new(read(cast.client(cast.dana), page(cast)))
    assert "Since you last looked on" in said
    assert "Ana answered CORE-10, and CSI-16 twice" in said
    assert "Ben did not answer CORE-10" in said
    assert "Ana, CSI-16: Worse by more than chance (provisional)" in said
    again = new(read(cast.client(cast.dana), page(cast)))
    assert again == said, "what is new stays new for the day"
    clock.fix(START + timedelta(weeks=13, days=1))
    assert "Nothing new has come in." in new(read(cast.client(cast.dana), page(cast)))


def test_each_has_the_same_room(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 8])
    line(cast, cast.couple, cast.ben, CORE, [8, 20])
    text = read(cast.client(cast.dana), page(cast))
    assert 'class="sides both"' in text
    assert text.count("of 40, was") == 2
    assert "Ana got better and Ben got worse." in text


def test_an_empty_case_leads_to_the_first_plan(cast: Cast) -> None:
    text = read(cast.client(cast.dana), page(cast))
    assert "Nobody has answered anything yet." in text
    assert f"{page(cast)}measures/plan/" in text
    assert "Plan the first measure" in text
    assert "Plan the first measure" not in read(cast.client(cast.emil), page(cast))


def test_emil_looks_as_supervisor_and_every_look_is_recorded(cast: Cast) -> None:
    assert "You look as supervisor; this look is recorded." in read(cast.client(cast.emil), page(cast))
    read(cast.client(cast.dana), page(cast))
    opened = AuditEvent.objects.filter(chain=cast.couple.pk, verb="case.opened").order_by("number")
    assert list(opened.values_list("actor_id", flat=True)) == [cast.emil.pk, cast.dana.pk]


@pytest.mark.parametrize("who", ["ana", "ben", "chloe", "farid", "gita", "hugo"])
def test_for_everyone_else_there_is_no_such_page(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    missing = client.get("/cases/00000000-0000-7000-8000-000000000000/")
    assert missing.status_code == 404
    assert plain(client.get(page(cast))) == plain(missing)
    assert not AuditEvent.objects.filter(chain=cast.couple.pk, verb="case.opened").exists()
    assert cast.client(cast.dana).get(page(cast)).status_code == 200


def test_a_family_and_one_person(cast: Cast) -> None:
    for person in (cast.ana, cast.ben, cast.chloe):
        line(cast, cast.family, person, CORE, [18, 12])
    text = read(cast.client(cast.dana), f"/cases/{cast.family.pk}/")
    assert all(f"</span> {name}</h2>" in text for name in ("Ana", "Ben", "Chloé"))
    assert "Both partners" not in text
    assert cast.client(cast.hugo).get(f"/cases/{cast.anas_own.pk}/").status_code == 200


def test_an_ended_case_can_still_be_read(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 8])
    with system_scope("a story"):
        type(cast.couple).objects.filter(pk=cast.couple.pk).update(state="ended", ended_on=clock.now().date())
    text = read(cast.client(cast.dana), page(cast))
    assert "from 1 September" in text.replace('<time datetime="2026-09-01">', "").replace("</time>", "")


def test_the_page_asks_as_many_questions_however_much_there_is(cast: Cast, django_assert_max_num_queries) -> None:
    client = cast.client(cast.dana)
    counts = set()
    for more in (1, 12):
        for person in (cast.ana, cast.ben):
            for slug in (CORE, CSI, "phq-9")[: more + 1]:
                for n in range(more):
                    give(cast, cast.couple, person, slug, 12, START + timedelta(weeks=more, days=n))
        with system_scope("a story"):
            planning.open_due()
        with django_assert_max_num_queries(35) as asked:
            client.get(page(cast))
        counts.add(len(asked))
    assert len(counts) == 1
