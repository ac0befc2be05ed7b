"""The people one signs in as, told by hand: what they answered, week by week, and what happened meanwhile."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ampersand.operations.demo import people as who
from ampersand.operations.demo.courses import MILD, RESPONDER, SETBACK, STEADY, Course
from ampersand.operations.demo.diary import WEEK, Diary
from ampersand.operations.demo.drawing import drawn, told
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.treatments import Line, Occasion, Part, Treatment

WEEKS = 26  # since Ana and Ben came

# Two quiet autumn weeks away (11, 12); a quarrel at week 9 that Ana still feels at week 10; then talks that help her.
AWAY = frozenset({11, 12})
ANA = {
    "csi-4": (8, 9, 8, 9, 10, 10, 11, 11, 12, 9, 10, 0, 0, 12, 12, 13, 12, 13, 14, 14, 13, 15, 15, 14, 16, 16),
    "csi-16": (33, 37, 43, 47, 54, 59),
    "phq-9": (13, 12, 11, 10, 12, 10, 0, 9, 8, 7, 7, 6, 6),
}
# Ben hopes at first, forgets a week, and is about where he was: neither better nor worse by more than chance.
BEN = {
    "csi-4": (10, 11, 10, 11, 11, 10, 11, 0, 11, 9, 10, 0, 0, 10, 11, 10, 9, 10, 11, 10, 10, 11, 10, 10, 11, 10),
    "csi-16": (41, 44, 39, 42, 43, 41),
    "phq-9": (6, 7, 6, 8, 7, 8, 0, 7, 6, 7, 8, 7, 7),
}


def stories(today: date) -> list[Treatment]:
    """The cases told by hand."""
    return [
        _ana_and_ben(today), _family(today), _milo_and_noor(today), _oona_and_piet(today), _farid(today), _ruth(today),
    ]  # fmt: skip


def _ana_and_ben(today: date) -> Treatment:
    first = today - WEEKS * WEEK
    parts = []
    for person, totals, away in ((who.ANA, ANA, AWAY), (who.BEN, BEN, AWAY | {7})):
        diary = Diary(person, first, today, dice("diary", person.email), left_out=away)
        lines = (
            told(diary, "csi-4", totals["csi-4"]),
            told(diary, "csi-16", totals["csi-16"], every=5, place=2),
            told(diary, "phq-9", totals["phq-9"], every=2, place=1),
        )
        parts.append(Part(person, "told", lines, "partner"))
    return Treatment("ana-and-ben", "couple", tuple(parts), who.DANA, first - timedelta(days=4), who.EMIL)


def _family(today: date) -> Treatment:
    first = today - timedelta(weeks=11, days=3)
    parts = []
    for person, role, course in (
        (who.ANA, "parent", MILD), (who.BEN, "parent", STEADY), (who.CHLOE, "child", RESPONDER),
    ):  # fmt: skip
        diary = Diary(person, first, today, dice("family", person.email))
        every = 2 if role == "child" else 4
        parts.append(Part(person, course.name, (drawn(diary, "k6", course, every=every),), role))
    return Treatment("larkspoon", "family", tuple(parts), who.DANA, first - timedelta(days=5), who.EMIL)


def _milo_and_noor(today: date) -> Treatment:
    """Both show each other how they see the two of them; Milo corrected an answer."""
    first = today - timedelta(weeks=17, days=1)
    parts = []
    for person, since in ((who.MILO, 6), (who.NOOR, 7)):
        diary = Diary(person, first, today, dice("diary", person.email), skips=0.04)
        line = replace(drawn(diary, "csi-4", RESPONDER), shared_from=evening(first + since * WEEK, person.zone))
        if person is who.MILO:
            line = _corrected(line)
        parts.append(Part(person, "responder", (line, drawn(diary, "csi-16", RESPONDER, every=5, place=1)), "partner"))
    return Treatment("milo-and-noor", "couple", tuple(parts), who.DANA, first - timedelta(days=6))


def _oona_and_piet(today: date) -> Treatment:
    """One gets better while the other gets worse, and answers the question about safety. Oona stopped sharing."""
    first = today - timedelta(weeks=20, days=2)
    parts = []
    for person, course, flagged in ((who.OONA, RESPONDER, ()), (who.PIET, SETBACK, (18, 20))):
        diary = Diary(person, first, today, dice("diary", person.email), skips=0.03)
        line = drawn(diary, "csi-4", course)
        if person is who.OONA:
            line = replace(
                line,
                shared_from=evening(first + 5 * WEEK, person.zone),
                shared_until=evening(first + 12 * WEEK, person.zone),
            )
        more = drawn(diary, "phq-9", course, every=2, place=1, flagged=flagged)
        parts.append(Part(person, course.name, (line, more), "partner"))
    return Treatment("oona-and-piet", "couple", tuple(parts), who.DANA, first - timedelta(days=3), who.EMIL)


def _farid(today: date) -> Treatment:
    """On his own, better, and interrupted in the middle of today's questions."""
    first = today - timedelta(weeks=14)
    diary = Diary(who.FARID, first, today, dice("diary", who.FARID.email))
    phq = drawn(diary, "phq-9", RESPONDER, every=2)
    half = Occasion(today, draft={"1": 1, "2": 0, "3": 2, "4": 1})
    phq = replace(phq, occasions=[*phq.occasions[:-1], half])
    lines = (phq, drawn(diary, "gad-7", RESPONDER, every=2, place=1), _intake(diary))
    return Treatment(
        "farid", "individual", (Part(who.FARID, "responder", lines),), who.HUGO, first - timedelta(days=8), who.EMIL
    )


def _ruth(today: date) -> Treatment:
    """Came yesterday: the first questions wait, nothing is answered yet."""
    diary = Diary(who.RUTH, today, today, dice("diary", who.RUTH.email))
    lines = (drawn(diary, "phq-9", STEADY, every=2), drawn(diary, "gad-7", STEADY, every=2, place=1))
    return Treatment(
        "ruth",
        "individual",
        (Part(who.RUTH, "begun", lines),),
        who.DANA,
        today - timedelta(days=1),
        checks="fresh",
        coming="none",
    )


def _intake(diary: Diary, course: Course = MILD) -> Line:
    return drawn(diary, "audit-c", course, rhythm="intake", place=2)


def _corrected(line: Line) -> Line:
    """The same line, of which the last but one answer was corrected a little after it was sent."""
    occasions = list(line.occasions)
    given = [place for place, one in enumerate(occasions) if one.codes]
    one = occasions[given[-2]]
    assert one.codes is not None
    first = one.codes | {"1": max(0, int(one.codes["1"] or 0) - 2)}
    occasions[given[-2]] = replace(one, sent_first=first)
    return replace(line, occasions=occasions)


def evening(day: date, zone: str = who.ZONE) -> datetime:
    """Late on a day after that week's questions."""
    return datetime.combine(day + timedelta(days=4), time(21, 12), ZoneInfo(zone))
