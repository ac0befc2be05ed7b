"""Dana and Emil read everyone's lines; nobody else finds them."""

from datetime import timedelta
from uuid import UUID

import pytest

from ampersand.core import clock
from ampersand.measures import content
from ampersand.measures.actions import answering
from ampersand.measures.actions import standing as keeping
from ampersand.measures.models import Administration, Sharing, Standing
from ampersand.measures.queries import cases
from ampersand.measures.tests.courses import CORE, CSI, START, codes, give, line, standing
from ampersand.measures.tests.stories import plain, read
from ampersand.privacy import vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

NOWHERE = "00000000-0000-7000-8000-000000000000"
STRANGERS = ["ana", "ben", "chloe", "farid", "gita", "hugo"]


@pytest.fixture(autouse=True)
def _later() -> None:
    clock.fix(START + timedelta(weeks=10))


def page(cast: Cast, slug: str = "") -> str:
    return f"/cases/{cast.couple.pk}/measures/" + (f"?instrument={slug}" if slug else "")


def looks(cast: Cast, verb: str) -> list[UUID | None]:
    return list(AuditEvent.objects.filter(chain=cast.couple.pk, verb=verb).values_list("actor_id", flat=True))


def test_one_better_one_worse_is_said_before_any_word_for_the_couple(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 15, 12, 8])
    line(cast, cast.couple, cast.ben, CORE, [8, 12, 16, 20])
    text = read(cast.client(cast.dana), page(cast))
    assert "Ana got better and Ben got worse." in text
    assert text.index("Ana got better and Ben got worse.") < text.index("Both partners")
    assert "Recovered: better by more than chance, and across the line" in text
    assert "Worse by more than chance" in text
    both, mean = (
        text.index("Both partners</dt><dd>Worse by more"),
        text.index("Mean of the two</dt><dd>No change beyond"),
    )
    assert both < mean
    assert "They began 10 apart and are now 12 apart, the other way round." in text
    assert "On or above this line" in text
    assert "provisional" not in text


def test_a_partner_who_stopped_answering_is_unknown_and_never_green(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 12, 9, 8])
    line(cast, cast.couple, cast.ben, CORE, [18, 9, None, None])
    text = read(cast.client(cast.dana), page(cast))
    assert "Not known: no result the last two times" in text
    together = text[text.index("The two together") :]
    assert "Not known" in together
    assert "On track" not in together
    assert "missed 2 times" in text
    assert "Gap in a line: not answered" not in text  # nothing follows the gap yet
    give(cast, cast.couple, cast.ben, CORE, 9, START + timedelta(weeks=4))
    assert "Gap in a line: not answered" in read(cast.client(cast.dana), page(cast))


def test_an_unverified_number_is_provisional_and_alerts_nobody(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CSI, [60, 50, 40])
    line(cast, cast.couple, cast.ben, CSI, [40, 50, 60])
    text = read(cast.client(cast.dana), page(cast))
    assert "Worse by more than chance</strong> <span" in text
    assert "(provisional)" in text
    assert "Nothing here alerts anyone." in text
    assert standing(cast.couple, cast.ana, CSI).provisional


def test_a_safety_flag_stands_with_the_person_and_leads_to_the_answers(cast: Cast) -> None:
    given = line(cast, cast.couple, cast.ana, CORE, [12])
    raised = give(cast, cast.couple, cast.ana, CORE, 12, START + timedelta(weeks=1), flagged=True)
    text = read(cast.client(cast.dana), page(cast))
    assert "Question 6, about safety, was answered with more than “Not at all”." in text
    answers = read(cast.client(cast.dana), f"{page(cast)}answers/{raised}/")
    assert "Question 6, about safety" in answers
    assert "<strong>Only occasionally (1)</strong>" in answers
    assert "about safety" not in read(cast.client(cast.dana), f"{page(cast)}answers/{given[0]}/")


def test_every_look_is_on_the_chain(cast: Cast) -> None:
    (given,) = line(cast, cast.couple, cast.ana, CORE, [12])
    for who in (cast.dana, cast.emil):
        client = cast.client(who)
        client.get(page(cast))
        client.get(f"{page(cast)}answers/{given}/")
    assert looks(cast, "measures.opened") == [cast.dana.pk, cast.emil.pk]
    assert looks(cast, "answers.opened") == [cast.dana.pk, cast.emil.pk]
    assert "You look as supervisor; this look is recorded." in read(cast.client(cast.emil), page(cast))
    assert "You look as supervisor" not in read(cast.client(cast.dana), page(cast))


@pytest.mark.parametrize("who", STRANGERS)
def test_for_everyone_else_it_is_not_there(cast: Cast, who: str) -> None:
    (given,) = line(cast, cast.couple, cast.ana, CORE, [12])
    client = cast.client(getattr(cast, who))
    for address in (page(cast), page(cast, CORE), f"{page(cast)}answers/{given}/"):
        found = client.get(address)
        missing = client.get(address.replace(str(cast.couple.pk), NOWHERE))
        assert found.status_code == 404, address
        assert plain(found) == plain(missing)
    assert looks(cast, "measures.opened") == []
    assert cast.client(cast.dana).get(page(cast)).status_code == 200


def test_answers_of_another_case_are_not_found_through_this_one(cast: Cast) -> None:
    (given,) = line(cast, cast.anas_own, cast.ana, CORE, [12])
    assert cast.client(cast.dana).get(f"{page(cast)}answers/{given}/").status_code == 404
    own = f"/cases/{cast.anas_own.pk}/measures/answers/{given}/"
    assert cast.client(cast.dana).get(own).status_code == 404
    assert cast.client(cast.hugo).get(own).status_code == 200
    text = cast.client(cast.dana).get(page(cast)).content.decode()
    assert "No answers yet" in text


def test_a_corrected_answer_keeps_its_earlier_version(cast: Cast) -> None:
    (first,) = line(cast, cast.couple, cast.ana, CORE, [12])
    assert first
    ana = cast.viewer(cast.ana)
    answers = codes(content.instrument(CORE), 14)
    second = answering.amend(by=ana, administration_id=first, answers=answers, now=clock.now())
    client = cast.client(cast.dana)
    text = read(client, page(cast))
    assert "Corrected." in text
    assert "Replaced by a later version." in text
    old = read(client, f"{page(cast)}answers/{first}/")
    assert "This version was corrected later." in old
    assert f"answers/{second}/" in old
    assert standing(cast.couple, cast.ana, CORE).last_total == 14
    assert standing(cast.couple, cast.ana, CORE).answers == 1


def test_a_flag_is_remembered_after_a_correction(cast: Cast) -> None:
    first = give(cast, cast.couple, cast.ana, CORE, 12, START, flagged=True)
    assert first
    calm = codes(content.instrument(CORE), 12)
    answering.amend(by=cast.viewer(cast.ana), administration_id=first, answers=calm, now=clock.now())
    assert standing(cast.couple, cast.ana, CORE).flags == "item-6"


def test_who_sees_this_follows_what_the_person_shares(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CSI, [40])
    assert "You, Ana and Emil see these answers" in read(cast.client(cast.dana), page(cast))
    Sharing(case=cast.couple, person=cast.ana, instrument=CSI, since=START).insert()
    give(cast, cast.couple, cast.ana, CSI, 44, START + timedelta(weeks=1))
    text = read(cast.client(cast.dana), page(cast))
    assert "the latest result" in text
    assert "Shared." in text


def test_a_family_and_one_person_have_their_lines_too(cast: Cast) -> None:
    for person, totals in ((cast.ana, [20, 14]), (cast.ben, [12, 12]), (cast.chloe, [22, 30])):
        line(cast, cast.family, person, CORE, totals)
    text = read(cast.client(cast.dana), f"/cases/{cast.family.pk}/measures/")
    assert "Chloé is worse by more than chance" in text
    assert "The two together" not in text
    line(cast, cast.anas_own, cast.ana, "phq-9", [15, 7])
    own = read(cast.client(cast.hugo), f"/cases/{cast.anas_own.pk}/measures/")
    assert "better by more than chance" in own
    assert "The two together" not in own


def test_the_order_of_two_people_is_the_other_way_round_than_on_the_first_page(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [12])
    line(cast, cast.couple, cast.ben, CORE, [12])
    one = read(cast.client(cast.dana), f"/cases/{cast.couple.pk}/")
    other = read(cast.client(cast.dana), page(cast))
    ana, ben = "</span> Ana</h2>", "</span> Ben</h2>"
    assert one.index(ana) < one.index(ben)
    assert other.index(ben) < other.index(ana)


def test_other_measures_are_links_and_an_unknown_one_is_not_there(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [12])
    line(cast, cast.couple, cast.ana, CSI, [40])
    client = cast.client(cast.dana)
    text = read(client, page(cast))
    assert f'href="?instrument={CORE}"' in text
    assert text.count("<figure") == 1
    assert client.get(page(cast, "phq-9")).status_code == 404


def test_destroyed_answers_are_not_there_and_the_line_stays(cast: Cast) -> None:
    (given,) = line(cast, cast.couple, cast.ana, CORE, [12])
    vault.destroy_key(cast.couple.pk, cast.ana.pk)
    client = cast.client(cast.dana)
    assert client.get(f"{page(cast)}answers/{given}/").status_code == 404
    assert "one score so far, 12" in read(client, page(cast))


def test_a_partner_who_left_keeps_a_line(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 8])
    line(cast, cast.couple, cast.ben, CORE, [8, 20])
    with system_scope("a story"):
        cast.couple.participations.model.objects.filter(case=cast.couple, person=cast.ben).update(left_at=clock.now())
    assert "Ben is worse by more than chance" in read(cast.client(cast.dana), page(cast))


def test_standings_can_be_worked_out_again_from_the_answers(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, None, 12, 8])
    line(cast, cast.couple, cast.ben, CORE, [8, 20, None])
    give(cast, cast.couple, cast.ben, CSI, 40, START, flagged=False)

    def kept() -> list[tuple[object, ...]]:
        names = [field.attname for field in Standing._meta.concrete_fields if field.name != "id"]
        with system_scope("a story"):
            return sorted(Standing.objects.values_list(*names), key=str)

    before = kept()
    with system_scope("a story"):
        Standing.objects.all().delete()
    assert keeping.rebuild(find=content.instrument) == 3
    assert kept() == before


def test_a_late_import_takes_its_place_in_the_line(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [18, 12])
    give(cast, cast.couple, cast.ana, CORE, 25, START - timedelta(weeks=4))
    kept = standing(cast.couple, cast.ana, CORE)
    assert (kept.first_total, kept.last_total, kept.answers) == (25, 12, 3)


def test_the_page_asks_as_many_questions_however_long_the_lines(cast: Cast, django_assert_max_num_queries) -> None:
    client = cast.client(cast.dana)
    counts = set()
    for more in (2, 20):
        for person in (cast.ana, cast.ben):
            for n in range(more):
                give(cast, cast.couple, person, CORE, 12 + n % 5, START + timedelta(weeks=more, days=n))
        with django_assert_max_num_queries(13) as asked:
            client.get(page(cast))
        counts.add(len(asked))
    assert len(counts) == 1


def test_one_answer_costs_one_small_read_and_one_small_write(cast: Cast, django_assert_num_queries) -> None:
    line(cast, cast.couple, cast.ana, CORE, [12, 13, 14])
    given = Administration(
        case=cast.couple, person=cast.ana, instrument=CORE, taken_at=START + timedelta(weeks=9), total=15.0, answers=b""
    )
    with django_assert_num_queries(2):
        keeping.update(given, content.instrument(CORE))


def test_a_query_refuses_by_itself(cast: Cast) -> None:
    from ampersand.privacy.policy import Hidden

    for who in (cast.ana, cast.gita, cast.farid, None):
        with pytest.raises(Hidden):
            cases.treated(cast.viewer(who), cast.couple.pk)
        assert cases.standings(cast.viewer(who), [cast.couple.pk]) == []
