"""What Piet said about dying, told by hand: cared for once and closed, then said again and taken on; and who is called.

Everything is done by the verbs that Dana, Piet and Gita use, at the time when they would have done it.
"""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.core import clock
from ampersand.measures.actions import second_stage
from ampersand.measures.models import Administration
from ampersand.measures.queries import mine
from ampersand.measures.rules.scoring import score
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions import handling, on_call, records
from ampersand.safety.models import Alert

WEEKDAYS, ALWAYS = range(5), range(7)
NOT_NOW = {"1": 1, "2": 0, "3": 0, "4": 0, "5": 0}
FIRST_TALK = {
    "channel": "phone", "alone": "yes", "plan": "made", "partner": "no",
    "now": "Sleeps three hours a night since he moved into the study. Ashamed to say so at home.",
    "thoughts": "“Sometimes I think it would be quieter for everyone.” No way of doing it in mind.",
    "people": "His sister in the next town. She knows, and is coming for the weekend.",
    "agreed": "He calls the line if the wave comes at night. I call on Thursday at ten.",
}  # fmt: skip
SECOND_TALK = FIRST_TALK | {
    "plan": "looked-at",
    "now": "A bad evening after the talk about the flat. Went to his sister, as the plan says.",
    "thoughts": "“It came, and it went again.”",
    "means": "Nothing in reach. The old tablets went back to the chemist in spring.",
    "agreed": "He sleeps at his sister’s until Sunday. We talk again on the phone.",
}


def write() -> None:
    """Write it as they would."""
    _rota()
    said = _when_piet_said_it()
    if said:
        _closed(said[0])
    if len(said) > 1:
        _taken_on(said[-1])


def _rota() -> None:
    gita = telling.viewer(who.GITA, "administrator")
    for person, days, begins, ends in (
        (who.HUGO, WEEKDAYS, time(9), time(18)),
        (who.INES, ALWAYS, time(18), time(9)),
        (who.JOON, ALWAYS, time(0), time(0)),
    ):
        on_call.add(by=gita, person_id=person.id, days=days, begins=begins, ends=ends)


def _when_piet_said_it() -> list[mine.Given]:
    piet = telling.viewer(who.PIET)
    rows = Administration.objects.visible_to(piet).filter(person_id=who.PIET.id, instrument="phq-9", current=True)
    found = rows.exclude(flags="").order_by("taken_at").values_list("pk", flat=True)
    return [one for one in (mine.given(piet, pk) for pk in found) if "item-9" in one.flags.split()]


def _raised(one: mine.Given, at: datetime) -> None:
    """What storing such an answer sets off."""
    codes, instrument = mine.codes(telling.viewer(who.PIET), one), one.instrument
    row = Administration(pk=one.id, case_id=one.case_id, person_id=who.PIET.id, taken_at=one.taken_at)
    with clock.past(at):
        second_stage.consider(row, instrument, score(instrument, codes), codes, "en")


def _closed(one: mine.Given) -> None:
    dana, at = telling.viewer(who.DANA, "therapist"), one.taken_at
    _raised(one, at)
    with clock.past(_next_morning(at, time(9, 40))):
        records.write(by=dana, alert_id=_open(dana, "item-9"), said=FIRST_TALK)
    with clock.past(at + timedelta(days=2)):
        close = {"reason": Alert.Reason.CARED_FOR, "words": "We have spoken twice. He sleeps again."}
        handling.close(by=dana, alert_id=_open(dana, "item-9"), **close)


def _taken_on(one: mine.Given) -> None:
    dana, at = telling.viewer(who.DANA, "therapist"), one.taken_at
    _raised(one, at)
    with clock.past(at + timedelta(minutes=3)):
        second_stage.answer(by=telling.viewer(who.PIET), administration_id=one.id, answers=NOT_NOW)
    with clock.past(_next_morning(at, time(9, 35))):
        alert = _open(dana, "asq-positive")
        handling.acknowledge(by=dana, alert_id=alert)
        handling.act(by=dana, alert_id=alert, done="no-answer", words="Tried at nine and at half past.")
    with clock.past(_next_morning(at, time(11, 20))):
        records.write(by=dana, alert_id=alert, said=SECOND_TALK)


def _next_morning(at: datetime, when: time) -> datetime:
    """A time of the next day on the practice's clock."""
    zone = ZoneInfo(who.ZONE)
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), when, zone).astimezone(UTC)


def _open(dana: Viewer, kind: str) -> UUID:
    rows = Alert.objects.visible_to(dana).filter(person_id=who.PIET.id, kind=kind, closed_at__isnull=True)
    alert_id: UUID = rows.values_list("pk", flat=True).get()
    return alert_id
