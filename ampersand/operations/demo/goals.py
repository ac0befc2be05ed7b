"""The goals of Ana and Ben, told by hand: one under way, one on the table, one reached, and one of Ana’s own."""

from datetime import timedelta
from uuid import UUID

from ampersand.core import clock
from ampersand.goals import content
from ampersand.goals.actions import agreeing, looking_back, stepping, writing
from ampersand.goals.models import Goal
from ampersand.goals.rules.agreement import Event
from ampersand.goals.rules.wording import Words
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.operations.demo.people import Someone
from ampersand.privacy.viewer import Viewer

# week before today, Ana's level, Ben's level, what each noted
LOOKS = (
    (13, -1, -1, "We try, and it still ends at the door.", ""),
    (9, 0, -1, "Twice we stopped in time.", "I am not sure it was the pause."),
    (4, 1, 0, "We came back the same evening.", "It is easier when we say how long."),
)


def write() -> None:
    """Write them as the two would, each from their own account."""
    case_id = telling.couple()
    ana, ben = telling.viewer(who.ANA), telling.viewer(who.BEN)
    pause = _agreed(ana, ben, case_id, "G09", weeks=18)
    _step(ana, pause, "Write on a card how our pause works", "The card hangs by the door", weeks=18, hard=3)
    with clock.past(telling.weeks_ago(11)):
        looking_back.set_back(
            by=ben, goal_id=pause.pk, happened="I left without saying how long, and the evening was lost.",
            learned="The pause only works with a time.", change="Whoever goes says: twenty minutes.",
        )  # fmt: skip
    for weeks, hers, his, she_notes, he_notes in LOOKS:
        with clock.past(telling.weeks_ago(weeks)):
            looking_back.rate(by=ana, goal_id=pause.pk, level=hers, note=she_notes)
            looking_back.rate(by=ben, goal_id=pause.pk, level=his, note=he_notes)
    greet = _agreed(ana, ben, case_id, "G24", weeks=15)
    _step(ben, greet, "Six slow seconds at the door", "", weeks=15, hard=3, holder=who.BEN)
    with clock.past(telling.weeks_ago(2)):
        agreeing.do(by=ben, goal_id=greet.pk, event=Event.REACH)
    with clock.past(telling.weeks_ago(1)):
        table = _begun(ben, case_id, "G25")
        agreeing.do(by=ben, goal_id=table.pk, event=Event.PROPOSE)
        own = _begun(ana, case_id, "G36")
        agreeing.do(by=ana, goal_id=own.pk, event=Event.PROPOSE)
    _step(ana, own, "Say no once this week, kindly", "I said it", weeks=1, hard=5, holder=who.ANA)


def _agreed(ana: Viewer, ben: Viewer, case_id: UUID, template: str, *, weeks: int) -> Goal:
    with clock.past(telling.weeks_ago(weeks)):
        goal = _begun(ana, case_id, template)
        agreeing.do(by=ana, goal_id=goal.pk, event=Event.PROPOSE)
        agreeing.do(by=ben, goal_id=goal.pk, event=Event.AGREE)
    return goal


def _begun(by: Viewer, case_id: UUID, template: str) -> Goal:
    one = content.templates()[template]
    words = Words(one.text, tuple(one.levels.values()), one.measured)
    return writing.begin(by=by, case_id=case_id, type=one.type, domain=one.domain, words=words)


def _step(
    by: Viewer, goal: Goal, what: str, known: str, *, weeks: int, hard: int, holder: Someone | None = None
) -> None:
    with clock.past(telling.weeks_ago(weeks)):
        first = clock.today(by.time_zone) + timedelta(days=2)
        step = stepping.add_step(
            by=by, goal_id=goal.pk, what=what, known=known, first_on=first, hard=hard,
            holder_id=holder.id if holder else None,
        )  # fmt: skip
    if not holder:
        for week, outcome in ((3, "done"), (2, "part"), (1, "not"), (0, "not")):
            with clock.past(telling.weeks_ago(week)):
                stepping.say_week(by=by, step_id=step.pk, outcome=outcome)
