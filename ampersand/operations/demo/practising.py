"""What Ana and Ben have practised, told by hand: a page of Ana's own, a sealed pair that opened, thanks at a table."""

from datetime import timedelta
from uuid import UUID

from ampersand.cases.rules.audience import Audience
from ampersand.core import clock
from ampersand.exercises.actions import sitting, suggesting, writing
from ampersand.exercises.rules.turns.table import Event, Kind
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.privacy.viewer import Viewer

STILL = {
    0: "Sunday. He looked at his phone while I was speaking.",
    1: "I do not matter when he is tired.",
    2: "80",
    4: "70",
    7: "He is tired, and he still asked how it went before we slept.",
}
HER_MORNING = {0: "I hear you whistle in the kitchen.", 4: "You whistle on Saturdays already."}
HIS_MORNING = {0: "Nobody asks who has called whom.", 4: "We laugh when Chloé tells us about school."}
THANKS = {
    0: "Today you took the bins down without a word. It meant that I could sit. I see somebody who looks after me.",
    1: "Today you rang my mother. It meant a quiet evening to me. I see how you hold us all together.",
}


def write() -> None:
    """Write it as the two would, each from their own account."""
    case_id, ana, ben = telling.couple(), telling.viewer(who.ANA), telling.viewer(who.BEN)
    with clock.past(telling.weeks_ago(6)):
        page = _page(ana, case_id, "X01", STILL)
        writing.show(by=ana, page_id=page, step=7, audience=Audience.ME_AND_THERAPIST)
    with clock.past(telling.weeks_ago(5)):
        _page(ana, case_id, "X20", HER_MORNING)
    with clock.past(telling.weeks_ago(5) + timedelta(hours=20)):
        _page(ben, case_id, "X20", HIS_MORNING)
    with clock.past(telling.weeks_ago(2)):
        _thanks(ana, ben, case_id)
    dana = telling.viewer(who.DANA, "therapist")
    due = clock.today(who.DANA.zone) + timedelta(days=6)
    for person in (who.ANA, who.BEN):
        suggesting.suggest(
            by=dana, case_id=case_id, exercise_id="X31", people=[person.id], due_on=due,
            note="Ten minutes each, some evening this week. Only what weighs on you from outside.",
        )  # fmt: skip


def _page(by: Viewer, case_id: UUID, exercise: str, words: dict[int, str]) -> UUID:
    page = writing.begin(by=by, case_id=case_id, exercise_id=exercise)
    writing.keep(by=by, page_id=page.pk, words=words, version=page.version)
    writing.finish(by=by, page_id=page.pk, shares=True, wanted=list(words))
    return page.pk


def _thanks(ana: Viewer, ben: Viewer, case_id: UUID) -> None:
    laid = sitting.begin(by=ana, case_id=case_id, exercise_id="X33").pk
    for one in (ana, ben):
        sitting.come(by=one, sitting_id=laid)
    for one in (ana, ben):
        sitting.do(by=one, sitting_id=laid, events=[Event(Kind.READY, value="yes")])
    for line, (says, takes) in enumerate(((ana, ben), (ben, ana))):
        said = [Event(Kind.SAY, text=THANKS[line]), Event(Kind.KEEP, value=line), _press("said")]
        sitting.do(by=says, sitting_id=laid, events=said)
        sitting.do(by=takes, sitting_id=laid, events=[Event(Kind.KEEP, value=line), _press("said")])
    for one in (ana, ben):
        sitting.do(by=one, sitting_id=laid, events=[_press("done")])
    for one, heard in ((ana, 8), (ben, 6)):
        rated = [Event(Kind.RATE, way="heard", value=heard), Event(Kind.RATE, way="again", value=7), _press("done")]
        sitting.do(by=one, sitting_id=laid, events=rated)


def _press(way: str) -> Event:
    return Event(Kind.PRESS, way=way)
