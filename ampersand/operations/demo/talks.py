"""What Ana, Ben and Dana wrote to each other, told by hand: all together, and each alone with her."""

from datetime import timedelta

from ampersand.cases import queries as cases
from ampersand.conversations.actions import being_there, holding, opening, writing
from ampersand.conversations.models import ThreadMark
from ampersand.conversations.queries.threads import OneThread
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.operations.demo.people import Someone
from ampersand.privacy.viewer import Viewer

ALL: tuple[tuple[int, int, Someone, str], ...] = (  # weeks and hours ago, who, what
    (9, 60, who.DANA, "Here is a place for the three of us between meetings: a thank-you, a question, a plan. "
                      "I read it on Mondays and Thursdays."),
    (8, 30, who.BEN, "I will be twenty minutes late on Thursday, the train again. Could we begin at half past?"),
    (8, 28, who.DANA, "Half past is fine."),
    (6, 22, who.ANA, "Ben, thank you for taking the children on Saturday. I slept until ten. I had forgotten what "
                     "that is like."),
    (6, 20, who.BEN, "It was good for us, too. They made pancakes. The kitchen has recovered."),
    (3, 50, who.ANA, "We tried the ten minutes after supper, twice this week. The second time was easier.\n\n"
                     "Can we talk on Thursday about who says “stop” first?"),
    (3, 26, who.DANA, "Yes, let us begin with that. Bring the one moment in which it was easier."),
    (0, 27, who.BEN, "Monday was hard. I went quiet again, and I know what that does. I would like to try tonight, "
                     "if you want to."),
    (0, 25, who.ANA, "I do. After eight, when they sleep?"),
)  # fmt: skip
ANAS: tuple[tuple[int, int, Someone, str], ...] = (
    (7, 40, who.ANA, "May I tell you something about my father before I say it in front of Ben?"),
    (7, 30, who.DANA, "Of course. Let us take twenty minutes for it, just you and me. Would next Tuesday suit you?"),
    (7, 29, who.ANA, "Tuesday is good. Thank you."),
    (0, 8, who.ANA, "I wrote in the log about Monday. I would like to read it out on Thursday, and I am nervous."),
)  # fmt: skip
BENS: tuple[tuple[int, int, Someone, str], ...] = (
    (5, 33, who.BEN, "Is it all right if I write down what I want to say? I lose the thread when it gets loud."),
    (5, 30, who.DANA, "More than all right. Bring the paper, and read from it."),
)  # fmt: skip
HELD = "You could have told me about the bill before your mother did."
BEGUN = "Good morning, Ana. It is good that you"


def write() -> None:
    """Write it as they did, each from their own account."""
    dana = telling.viewer(who.DANA, "therapist")
    case_id = telling.couple()
    being_there.say_hours(
        by=dana,
        said={
            "hours": "Monday to Thursday, 9 to 17", "answers_within": "within two working days", "away_from": None,
            "otherwise": "the practice’s telephone, every weekday from 9 to 12.", "away_until": None, "away_words": "",
        },
        version=0,
    )  # fmt: skip
    with clock.past(telling.weeks_ago(10)):
        found = {one.person_id: one for one in opening.open_threads(by=dana, case=cases.one(dana, case_id))}
    told = [(line, found[None]) for line in ALL]
    told += [(line, found[person.id]) for person, lines in ((who.ANA, ANAS), (who.BEN, BENS)) for line in lines]
    for (weeks, hours, person, text), thread in sorted(told, key=lambda one: (-one[0][0], -one[0][1])):
        with clock.past(telling.weeks_ago(weeks, hours)):
            writing.send(by=_viewer(person), thread_id=thread.id, message_id=new_id(), text=text)
            if text.endswith("Thank you."):
                opening.needs_no_answer(by=dana, thread_id=thread.id)
    holding.hold(by=telling.viewer(who.BEN), thread_id=found[None].id, message_id=new_id(), text=HELD)
    writing.save_draft(by=dana, thread_id=found[who.ANA.id].id, text=BEGUN, version=0)
    _looked(dana, found[None], found[who.BEN.id])


def _looked(dana: Viewer, *there: OneThread) -> None:
    """Dana has read these; what Ana wrote to her alone is new."""
    for thread in there:
        mark = ThreadMark(thread_id=thread.id, case_id=thread.case.id, person_id=who.DANA.id)
        mark.looked_at = clock.now() - timedelta(hours=4)
        mark.insert()


def _viewer(person: Someone) -> Viewer:
    return telling.viewer(person, "therapist") if person is who.DANA else telling.viewer(person)
