"""What Ana and Ben have practised, told by hand: a page of Ana's own, a sealed pair that opened, thanks at a table."""

from datetime import timedelta
from uuid import UUID

from ampersand.cases.rules.audience import Audience
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.exercises.actions import maps, programme, sitting, suggesting, writing
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
CARD = {
    0: "Somebody looks at a phone while I am speaking.",
    1: "My throat goes tight and I talk faster.",
    2: "He is tired. I can say one thing and wait.",
    3: "Feet on the floor, one long breath out.",
    4: "Two streets round the block, with the dog.",
    5: "Mara, any evening until ten.",
}
DAYS = {
    0: "Morning: coffee by the window, mood 5, pleasure 4. Evening: washing, mood 3, mastery 4.",
    1: "Morning: market with Chloé, mood 6, pleasure 7. Evening: television, mood 4, pleasure 2.",
    2: "Noon: rang Mara, mood 6, pleasure 6. Evening: nothing, mood 3.",
    3: "Up: the market, Mara. Down: evenings on the sofa.",
}
KIN = {  # key: who, name, row, shape, born, died, parents
    "omi": ("grandmother", "Ilse", 0, "circle", 1931, 2009, ()),
    "opa": ("grandfather", "Karl", 0, "square", 1928, 1990, ()),
    "mum": ("my mother", "", 1, "circle", 1957, None, ("omi", "opa")),
    "dad": ("my father", "", 1, "square", 1955, None, ()),
    "theo": ("my uncle", "Theo", 1, "square", 1960, None, ("omi", "opa")),
    "ana": ("me", "Ana", 2, "circle", 1986, None, ("mum", "dad")),
    "ben": ("my husband", "Ben", 2, "square", 1984, None, ()),
    "chloe": ("our daughter", "Chloé", 3, "circle", 2011, None, ("ana", "ben")),
}
LINES = (
    ("omi", "opa", "married"), ("mum", "dad", "divorced"), ("ana", "ben", "married"), ("omi", "ana", "caring"),
    ("dad", "ana", "distant"), ("ana", "chloe", "very_close"), ("mum", "theo", "cut_off"), ("mum", "ana", "tense"),
)  # fmt: skip
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
    with clock.past(telling.weeks_ago(5)):
        _thanks(ana, ben, case_id, 5, 7)
    with clock.past(telling.weeks_ago(4)):
        _page(ana, case_id, "X04", CARD)
        _map(ana, case_id)
    with clock.past(telling.weeks_ago(2)):
        _thanks(ana, ben, case_id, 8, 6)
    with clock.past(telling.weeks_ago(0, hours=5 * 24)):
        more = writing.begin(by=ana, case_id=case_id, exercise_id="X02").pk
        writing.keep(by=ana, page_id=more, words=DAYS, version=1)
        programme.show_place(by=ana, page_id=more, shows=True)
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


def _map(by: Viewer, case_id: UUID) -> None:
    """Ana's family, for her and Dana; her father stands on it for her alone."""
    ids = {key: new_id() for key in KIN}
    for key, (role, name, row, shape, born, died, parents) in KIN.items():
        said = {"role": role, "name": name, "row": row, "shape": shape, "born": born, "died": died}
        said |= {"gone": died is not None, "me": key == "ana", "parents": [str(ids[parent]) for parent in parents]}
        audience = Audience.ONLY_ME if key == "dad" else Audience.ME_AND_THERAPIST
        maps.put_somebody(by=by, case_id=case_id, piece_id=ids[key], said=said, note="", audience=audience)
    for one, other, kind in LINES:
        maps.put_line(
            by=by, case_id=case_id, piece_id=new_id(), one=ids[one], other=ids[other],
            said={"kind": kind, "since": None}, audience=Audience.ME_AND_THERAPIST,
        )  # fmt: skip


def _thanks(ana: Viewer, ben: Viewer, case_id: UUID, hers: int, his: int) -> None:
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
    for one, heard in ((ana, hers), (ben, his)):
        rated = [Event(Kind.RATE, way="heard", value=heard), Event(Kind.RATE, way="again", value=7), _press("done")]
        sitting.do(by=one, sitting_id=laid, events=rated)


def _press(way: str) -> Event:
    return Event(Kind.PRESS, way=way)
