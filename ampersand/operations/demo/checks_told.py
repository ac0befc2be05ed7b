"""One private check that was red, told by hand.

Everything is done by the verbs that they and Dana use, at the time when they would have done it. Both partners read
the same ordinary sentence, before and after: joint work rests until they have met with their therapist.
"""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import named
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions import checks, handling, joint
from ampersand.safety.models import Alert, CheckAsk
from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.joint import Choice
from ampersand.safety.rules.private_check import THINGS, Told

RED = "couple-26"
AFRAID = {
    "afraid.year": "once", "afraid.ever": "more", "control.year": "more", "control.ever": "more",
    "force.ever": "once", "pay.now": "yes",
}  # fmt: skip
HEARD = {"afraid": "more", "control": "more", "force": "once"}
WHY = "One of them is not safe to speak freely with the other in the room. Each is seen alone for now."


def write() -> None:
    """Write it as they would."""
    case_id = named("case", RED)
    members = Participation.objects.filter(case=case_id, role="member").order_by("hand").select_related("person")
    two = [Viewer(one.person_id, one.person.name, "en", who.ZONE) for one in members]
    if two:
        _red(case_id, two)


def _red(case_id: UUID, two: list[Viewer]) -> None:
    dana = Viewer(who.DANA.id, who.DANA.name, "en", who.ZONE, who.PRACTICE, frozenset({"therapist"}))
    for one, days, told in zip(two, (5, 4), (AFRAID, {}), strict=True):
        with clock.past(_on(days, time(21, 48))):
            checks.send(by=one, ask_id=_ask(case_id, one), told=_all(told))
    alert = Alert.objects.get(case=case_id, kind="private-check-red").pk
    with clock.past(_on(4, time(9, 5))):
        handling.acknowledge(by=dana, alert_id=alert)
    with clock.past(_on(4, time(9, 40))):
        handling.act(by=dana, alert_id=alert, done="spoke", words="Called on the number for the daytime. Safe today.")
    first, second = two
    with clock.past(_on(2, time(10))):
        _talk(dana, case_id, first, HEARD, ["following"], "Has a bag at a friend’s. Wants nobody told. Has the number.")
    with clock.past(_on(2, time(14))):
        _talk(dana, case_id, second, {}, [], "Says all is well at home. Would like to begin soon.")
    with clock.past(_on(1, time(11, 30))):
        joint.decide(
            by=dana, case_id=case_id, decision_id=named("decision", RED), choice=Choice.NOT_NOW, reason=WHY,
            consulted="Emil, the same afternoon",
        )  # fmt: skip


def _talk(dana: Viewer, case_id: UUID, about: Viewer, heard: dict[str, str], topics: list[str], note: str) -> None:
    assert about.person_id
    told = dict.fromkeys(THINGS, Told.NO.value) | heard
    joint.note_talk(
        by=dana, case_id=case_id, person_id=about.person_id, talk_id=named("talk", RED, about.name), heard=told,
        topics=topics, note=note,
    )  # fmt: skip


def _ask(case_id: UUID, one: Viewer) -> UUID:
    rows = CheckAsk.objects.filter(case=case_id, person=one.person_id, state="open")
    found: UUID = rows.values_list("pk", flat=True).get()
    return found


def _all(told: dict[str, str]) -> dict[str, str]:
    keys = form().keys()
    return {key: told.get(key, Told.NO.value) for key in keys}


def _on(days_ago: int, moment: time) -> datetime:
    """A time of an earlier day on the practice's clock."""
    zone = ZoneInfo(who.ZONE)
    return datetime.combine(clock.today(who.ZONE) - timedelta(days=days_ago), moment, zone).astimezone(UTC)
