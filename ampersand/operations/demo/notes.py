"""What Dana has written about Ana and Ben, told by hand: signed notes, one with something added, one not signed,
thoughts of her own, and what the two see together, with how each marked it."""

from datetime import timedelta
from uuid import UUID

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.actions import drafting, formulating, giving, signing, thinking
from ampersand.notes.actions.common import Window
from ampersand.notes.actions.drafting import Wanted
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.notes.rules.kinds import Kind
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.privacy.viewer import Viewer

FIRST = {
    "said": "Ana: I stopped telling him things. It goes quiet anyway.\nBen: I go quiet so that it does not get worse.\n"
    "Both: we want the evenings back.",
    "did": "Each told the same Sunday, the other only listened.",
    "think": "One asks, the other goes quiet, and each takes it as proof.",
    "next": "Both: ten minutes on Sunday, phones in the hall.",
}
LATER = {
    "subjective": "Ana: He asked how it went before we slept.\nBen: She said it before she was angry. That helped.",
    "objective": "They look at each other when they speak. Ben speaks first, twice.",
    "assessment": "The loop is shorter, and they notice it themselves.",
    "plan": "Both: the ten minutes go on. Next time: money.",
}
ALONE = {
    "said": "Ana: I am still careful on Sundays.\nAna: I want this to work.",
    "did": "Looked at what she does when she is careful.",
    "think": "Her carefulness is older than this marriage.",
    "next": "Ana: I will tell him about Sundays myself.",
}
UNSIGNED = {"said": "Ben: the bills lie there and nobody opens them.\nAna: because then we shout."}
BOXES = {
    Box.STRENGTHS: "You laugh together, also in here. Ben makes room; Ana says how things are. You both stayed.",
    Box.LOOP: "When it goes quiet, Ana asks. When Ana asks, Ben goes quiet. Neither wants it to get worse.",
    Box.SORE: "Being left alone with it, for Ana. Never getting it right, for Ben. And a year with too much work.",
    Box.PLAN: "Twelve meetings, every week at first. We begin with the loop, then the evenings, then money.",
}


def write() -> None:
    """Write it as Dana would, and let the two mark what they see together."""
    case_id, dana = telling.couple(), telling.viewer(who.DANA, "therapist")
    with clock.past(telling.weeks_ago(8)):
        first = _signed(dana, case_id, Kind.JOINT, None, "meeting", FIRST)
    with clock.past(telling.weeks_ago(8) + timedelta(days=2)):
        text = "Ben: it was the Sunday before last, not the last one."
        signing.add(by=dana, note_id=first, text=text, addendum_id=new_id())
    with clock.past(telling.weeks_ago(7)):
        _signed(dana, case_id, Kind.INDIVIDUAL, who.ANA.id, "meeting", ALONE)
        _thought(dana, case_id, "I notice that I hurry to Ben’s side when Ana is sharp. Bring to supervision.")
    with clock.past(telling.weeks_ago(6)):
        _picture(dana, case_id)
    with clock.past(telling.weeks_ago(2)):
        later = _signed(dana, case_id, Kind.JOINT, None, "soap", LATER)
        signing.ask_cosign(by=dana, note_id=later, person_id=who.EMIL.id)
    _begun(dana, case_id, Kind.JOINT, None, "meeting", UNSIGNED)
    giving.ask(by=telling.viewer(who.ANA), case_id=case_id, scope="own", request_id=new_id())


def _begun(by: Viewer, case_id: UUID, kind: Kind, about: UUID | None, template: str, parts: dict[str, str]) -> UUID:
    wanted = Wanted(kind, about, clock.today(by.time_zone), template)
    key = drafting.begin(by=by, case_id=case_id, wanted=wanted, draft_id=new_id())
    drafting.keep(by=by, draft_id=key, parts=parts, window=Window(1, "desk"))
    return key


def _signed(by: Viewer, case_id: UUID, kind: Kind, about: UUID | None, template: str, parts: dict[str, str]) -> UUID:
    key = _begun(by, case_id, kind, about, template, parts)
    return signing.sign(by=by, draft_id=key, parts=parts, window=Window(2, "desk")).pk


def _thought(by: Viewer, case_id: UUID, text: str) -> None:
    key = thinking.begin(by=by, case_id=case_id, on=clock.today(by.time_zone), note_id=new_id())
    thinking.keep(by=by, note_id=key, parts={"thoughts": text}, window=Window(1, "desk"))


def _picture(dana: Viewer, case_id: UUID) -> None:
    row = formulating.begin(by=dana, case_id=case_id)
    parts = {box.value: text for box, text in BOXES.items()}
    formulating.show(by=dana, formulation_id=row.pk, parts=parts, window=Window(1, "desk"))
    hers = {Box.STRENGTHS: Mark.FITS, Box.LOOP: Mark.FITS, Box.SORE: Mark.FITS, Box.PLAN: Mark.PARTLY}
    his = {Box.STRENGTHS: Mark.FITS, Box.LOOP: Mark.PARTLY, Box.SORE: Mark.FITS, Box.PLAN: Mark.FITS}
    hers_said, his_said = {Box.PLAN: "Money sooner, please."}, {Box.LOOP: "Sometimes I ask, and she goes quiet."}
    for person, marks, said in ((who.ANA, hers, hers_said), (who.BEN, his, his_said)):
        formulating.mark(by=telling.viewer(person), formulation_id=row.pk, marks=marks, words=said)
