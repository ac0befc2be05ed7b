"""Bringing in: Gita attests a licence; Dana and Gita bring in answers; nobody else may, and nothing is half done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.measures import content
from ampersand.measures.actions.importing import (
    Licence,
    NotTaken,
    Report,
    import_instrument,
    import_responses,
    versions,
)
from ampersand.measures.models import Administration, Attestation, ImportedInstrument, Standing
from ampersand.measures.queries.sealed import open_answers
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.loading import from_data, shipped
from ampersand.measures.rules.responses import Brought, Outcome
from ampersand.measures.rules.writing import to_data
from ampersand.privacy import audit
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHQ = shipped()["phq-9"]
LICENCE = Licence(holder="Linden House", licence="Contract 7", licensed_on=date(2026, 1, 5), scope="Our clients")
MONDAY = datetime(2026, 9, 7, 18, tzinfo=UTC)


def ours(title: str = "Our form") -> Instrument:
    """A form of our own making."""
    data = to_data(shipped()["phq-2"]) | {"slug": "our-form", "version": "1"}
    data["wording"]["en"]["title"] = title
    return from_data(data)


def row(person: Person | str, codes: list[int | None], source: str = "s1", **more: object) -> Brought:
    name = person if isinstance(person, str) else str(person.pk)
    answers = {str(number): code for number, code in enumerate(codes, 1)}
    values = {"place": f"row {source}", "instrument": PHQ, "taken_at": MONDAY, "source": source} | more
    return Brought(person=name, answers=answers, **values)  # type: ignore[arg-type]


def stored(current: bool = True) -> list[Administration]:
    with system_scope("test"):
        return list(Administration.objects.filter(current=current).order_by("taken_at"))


def events(chain: UUID, verb: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(chain=chain, verb=verb))


def what(report: Report) -> list[str]:
    return [one.what for one in report.outcomes]


def reasons(report: Report) -> list[str]:
    return [one.reason for one in report.outcomes]


# An instrument


def test_gita_brings_in_an_instrument_with_her_attestation(cast: Cast) -> None:
    gita = cast.viewer(cast.gita)
    held = import_instrument(by=gita, instrument=ours(), licence=LICENCE, known_as={"url": "https://x.example.org/q"})
    attested = Attestation.objects.visible_to(gita).get()
    assert (attested.holder, attested.licence, attested.scope) == ("Linden House", "Contract 7", "Our clients")
    assert (attested.licensed_on, attested.instrument) == (date(2026, 1, 5), "our-form")
    assert held.attestation_id == attested.pk
    assert content.instrument("our-form", cast.practice.pk).digest == held.content
    event = events(audit.HOUSE, "measures.import_instrument")[0]
    assert (event.actor_id, event.subject_id) == (cast.gita.pk, held.pk)
    assert [known_as["url"] for _, known_as in versions(gita)] == ["https://x.example.org/q"]


def test_a_later_version_replaces_and_the_earlier_stays(cast: Cast) -> None:
    gita = cast.viewer(cast.gita)
    first = import_instrument(by=gita, instrument=ours(), licence=LICENCE)
    second = import_instrument(by=gita, instrument=ours("Our new form"), licence=LICENCE)
    rows = ImportedInstrument.objects.visible_to(gita)
    assert [one.pk for one in rows.filter(current=True)] == [second.pk]
    assert content.instrument("our-form", cast.practice.pk).digest == second.content
    assert content.instrument("our-form", cast.practice.pk, first.content).digest == first.content
    again = import_instrument(by=gita, instrument=ours(), licence=replace(LICENCE, licence="Contract 8"))
    assert again.pk == first.pk
    assert [one.pk for one in rows.filter(current=True)] == [first.pk]
    assert rows.count() == 2
    assert Attestation.objects.visible_to(gita).count() == 3


def test_nobody_else_may(cast: Cast) -> None:
    for person in (cast.dana, cast.emil, cast.ana, cast.farid, None):
        with pytest.raises(Hidden):
            import_instrument(by=cast.viewer(person), instrument=ours(), licence=LICENCE)
    with system_scope("test"):
        assert not ImportedInstrument.objects.exists()
        assert not Attestation.objects.exists()


@pytest.mark.parametrize(
    "licence",
    [
        replace(LICENCE, holder=" "),
        replace(LICENCE, licence=""),
        replace(LICENCE, scope="x" * 301),
        replace(LICENCE, licensed_on=date(2999, 1, 1)),
    ],
)
def test_an_attestation_must_say_everything(cast: Cast, licence: Licence) -> None:
    with pytest.raises(NotTaken):
        import_instrument(by=cast.viewer(cast.gita), instrument=ours(), licence=licence)


def test_what_ships_is_not_replaced(cast: Cast) -> None:
    with pytest.raises(NotTaken, match="comes with the program"):
        import_instrument(by=cast.viewer(cast.gita), instrument=PHQ, licence=LICENCE)
    with pytest.raises(NotTaken, match="without words"):
        import_instrument(by=cast.viewer(cast.gita), instrument=replace(ours(), wording={}), licence=LICENCE)


# Answers


def test_dana_brings_in_what_ana_answered_elsewhere(cast: Cast) -> None:
    report = import_responses(
        by=cast.viewer(cast.dana),
        rows=[row(cast.ana, [3, 3, 2, 2, 2, 3, 1, 0, 1], case=str(cast.couple.pk), stated=17)],
    )
    assert report.stored
    assert report.outcomes == (Outcome("row s1", "taken", "", "phq-9", 17, 17),)
    given = stored()[0]
    assert (given.case_id, given.person_id, given.assignment_id) == (cast.couple.pk, cast.ana.pk, None)
    assert (given.total, given.partner_total, given.band) == (17, 16, "moderately severe")
    assert (given.flags, given.missing, given.content) == ("item-9", 0, PHQ.digest)
    assert (given.source, given.audience, given.taken_at) == ("s1", "me_and_therapist", MONDAY)
    codes = open_answers(given.case_id, given.person_id, given.pk, given.answers)
    assert codes["9"] == 1
    assert codes["difficulty"] is None
    assert list(Administration.objects.visible_to(cast.viewer(cast.ana))) == [given]
    assert not Administration.objects.visible_to(cast.viewer(cast.ben)).exists()


def test_the_line_and_the_flag_stand_as_if_answered_here(cast: Cast) -> None:
    rows = [
        row(cast.ana, [1] * 8 + [0], "a", case=str(cast.couple.pk)),
        row(cast.ana, [2] * 8 + [1], "b", case=str(cast.couple.pk), taken_at=MONDAY + timedelta(days=7)),
    ]
    import_responses(by=cast.viewer(cast.dana), rows=rows)
    with system_scope("test"):
        line = Standing.objects.get(case=cast.couple, person=cast.ana, instrument="phq-9")
    assert (line.answers, line.first_total, line.last_total) == (2, 8, 17)
    assert line.flags == "item-9"


def test_one_event_on_the_chain_of_each_case(cast: Cast) -> None:
    rows = [row(cast.ana, [1] * 9, str(number), case=str(cast.couple.pk)) for number in range(3)]
    rows.append(row(cast.farid, [1] * 9, "f"))
    import_responses(by=cast.viewer(cast.gita), rows=rows)
    assert [one.note for one in events(cast.couple.pk, "measures.import_responses")] == ["3 sets of answers"]
    assert [one.actor_id for one in events(cast.farids.pk, "measures.import_responses")] == [cast.gita.pk]
    assert list(audit.verify()) == []


def test_the_only_open_case_is_taken_and_otherwise_it_must_be_said(cast: Cast) -> None:
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9), row(cast.ana, [1] * 9, "s2")])
    assert not report.stored
    assert what(report) == ["passed over", "refused"]
    assert reasons(report)[1] == "case: the person takes part in more than one open case; say which"
    assert stored() == []
    assert import_responses(by=cast.viewer(cast.gita), rows=[row("FARID@example.org", [1] * 9)]).stored
    assert stored()[0].case_id == cast.farids.pk


def test_an_ended_case_takes_nothing(cast: Cast) -> None:
    Case.objects.visible_to(cast.viewer(cast.hugo), "write").filter(pk=cast.farids.pk).update(state="ended")
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9)])
    assert reasons(report) == ["person: nobody by this name takes part in an open case of yours"]


def test_who_may_bring_in_and_for_whom(cast: Cast) -> None:
    nobody = "person: nobody by this name takes part in an open case of yours"
    case = str(cast.couple.pk)
    for person in (cast.emil, cast.ana, cast.ben, cast.farid, None):
        report = import_responses(by=cast.viewer(person), rows=[row(cast.ana, [1] * 9, case=case)])
        assert reasons(report) == [nobody]
    for name in (cast.farid, cast.hugo, "00000000-0000-0000-0000-000000000000", "x"):
        assert reasons(import_responses(by=cast.viewer(cast.dana), rows=[row(name, [1] * 9)])) == [nobody]
    report = import_responses(by=cast.viewer(cast.dana), rows=[row(cast.ana, [1] * 9, case=str(cast.anas_own.pk))])
    assert reasons(report) == ["case: the person takes no part in an open case of yours by this name"]
    assert stored() == []
    for person in (cast.dana, cast.gita):
        assert import_responses(by=cast.viewer(person), rows=[row(cast.ana, [1] * 9, person.name, case=case)]).stored


def test_gita_still_reads_nothing_of_it(cast: Cast) -> None:
    import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9)])
    assert not Administration.objects.visible_to(cast.viewer(cast.gita)).exists()


def test_bringing_in_the_same_again_changes_nothing(cast: Cast) -> None:
    rows = [row(cast.farid, [1] * 9), row(cast.farid, [2] * 9, "s2")]
    import_responses(by=cast.viewer(cast.gita), rows=rows)
    report = import_responses(by=cast.viewer(cast.gita), rows=rows)
    assert what(report) == ["known", "known"]
    assert report.stored
    assert len(stored()) == 2
    assert len(events(cast.farids.pk, "measures.import_responses")) == 1


def test_a_changed_row_becomes_a_new_version(cast: Cast) -> None:
    import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9)])
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 8 + [2])])
    assert what(report) == ["amended"]
    (new,), (old,) = stored(), stored(current=False)
    assert (new.amends_id, new.total, old.total) == (old.pk, 10, 9)
    assert what(import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9)])) == ["amended"]


def test_what_was_corrected_here_since_is_left_alone(cast: Cast) -> None:
    import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9)])
    with system_scope("test"):
        Administration.objects.update(current=False)
    assert reasons(import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [2] * 9)])) == [
        "was corrected here since"
    ]


def test_two_rows_with_one_id_in_a_file(cast: Cast) -> None:
    alike = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9), row(cast.farid, [1] * 9)])
    assert what(alike) == ["taken", "known"]
    unlike = import_responses(
        by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9, "t"), row(cast.farid, [2] * 9, "t")]
    )
    assert reasons(unlike)[1] == "has the same id as row t, but other answers"
    assert len(stored()) == 1


def test_the_same_id_in_another_case_says_nothing_about_it(cast: Cast) -> None:
    for case in (cast.couple, cast.family):
        report = import_responses(by=cast.viewer(cast.dana), rows=[row(cast.ana, [1] * 9, case=str(case.pk))])
        assert what(report) == ["taken"]


def test_a_score_that_differs_is_told_with_both_numbers_and_ours_is_kept(cast: Cast) -> None:
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9, stated=12)])
    assert [(one.stated, one.total, one.mismatch) for one in report.outcomes] == [(12, 9, True)]
    assert stored()[0].total == 9
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1, None, None, None], "few", stated=4)])
    assert [(one.total, one.mismatch) for one in report.outcomes] == [(None, True)]


def test_one_wrong_row_stores_nothing(cast: Cast) -> None:
    rows = [
        row(cast.farid, [1] * 9),
        Outcome("line 2", "refused", "bad"),
        Outcome("line 3", "passed over", "not finished"),
    ]
    report = import_responses(by=cast.viewer(cast.gita), rows=rows)
    assert (report.stored, what(report)) == (False, ["passed over", "refused", "passed over"])
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9), row(cast.farid, [7], "x")])
    assert "7 is not one of the codes" in reasons(report)[1]
    assert stored() == []


def test_a_check_stores_nothing(cast: Cast) -> None:
    report = import_responses(by=cast.viewer(cast.gita), rows=[row(cast.farid, [1] * 9)], check_only=True)
    assert what(report) == ["taken"]
    assert not report.stored
    assert stored() == []


def test_answers_on_an_instrument_of_the_practice(cast: Cast) -> None:
    gita = cast.viewer(cast.gita)
    import_instrument(by=gita, instrument=ours(), licence=LICENCE)
    ((one, _),) = versions(gita)
    import_responses(by=gita, rows=[row(cast.farid, [1, 2], instrument=one)])
    assert (stored()[0].instrument, stored()[0].total, stored()[0].content) == ("our-form", 3, one.digest)


def test_many_rows_take_few_questions_to_the_database(cast: Cast) -> None:
    def count(rows: list[Brought]) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert import_responses(by=cast.viewer(cast.gita), rows=rows).stored
        return len(seen)

    def some(name: str, number: int) -> list[Brought]:
        return [row(cast.farid, [1] * 9, f"{name}{one}") for one in range(number)]

    count(some("warm", 1))
    few, many = count(some("few", 2)), count(some("many", 400))
    assert many <= few + 2


def test_progress_is_told(cast: Cast) -> None:
    told: list[tuple[int, int]] = []
    rows = [row(cast.farid, [1] * 9, str(number)) for number in range(600)]
    import_responses(by=cast.viewer(cast.gita), rows=rows, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 600), (600, 600)]
