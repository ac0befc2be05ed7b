"""The rows of Ana and Ben, told by hand: each one's log, the loop they drew, a row looked at together, an offer."""

from uuid import UUID

from ampersand.cases.rules.audience import Audience
from ampersand.conflict.actions import looping, pairing, writing
from ampersand.conflict.models import Entry
from ampersand.conflict.rules import loop as rules
from ampersand.conflict.rules.account import Account
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.operations.demo.people import Someone
from ampersand.privacy.viewer import Viewer

MINE, ONLY = Audience.ME_AND_THERAPIST, Audience.ONLY_ME
DRAWN, OPENED = 7, 3  # weeks ago: the loop, and the two sides that lie open
# weeks ago, whose, what they wrote; None: a quiet week
LOG: tuple[tuple[int, Someone, Account | None], ...] = (
    (11, who.ANA, Account("The dishes again, and who does what.", 7, ("angry", "alone"), "", "to be asked",
                          "that it is all on me", ("ask", "criticise", "louder"), "", "next_day", "Breakfast.")),
    (11, who.BEN, Account("Coming home late.", 6, ("wrong",), "", "five minutes to land", "that it is never enough",
                          ("explain", "quiet"), "", "next_day")),
    (10, who.ANA, Account("His phone at supper.", 6, ("hurt", "unimportant"), "", "to be looked at", "", ("ask",), "",
                          "not_yet")),
    (9, who.ANA, Account("Saturday in the kitchen, in front of his sister.", 8, ("hurt", "ashamed"), "", "his side",
                         "that he is ashamed of me", ("louder", "old"), "", "later", "A letter, four days later.")),
    (9, who.BEN, Account("Saturday, with my sister there.", 8, ("ashamed", "overrun"), "", "quiet", "that they all see",
                         ("leave",), "I went for a walk for three hours.", "later")),
    (8, who.BEN, None),
    (6, who.ANA, Account("Who calls the plumber.", 4, ("tired",), "", "", "", ("ask", "pause"), "", "hour",
                         "We both laughed at the storm.", "yes")),
    (6, who.BEN, Account("The plumber.", 3, ("tired",), did=("quiet", "own"), mended="hour", caught="yes")),
    (5, who.ANA, None),
    (4, who.ANA, Account("Plans for the holidays.", 6, ("worried", "alone"), "", "to hear that he wants to go",
                         "that he would rather go alone", ("ask", "explain"), "", "day", "Tea on the steps.", "no")),
    (4, who.BEN, Account("The holidays.", 5, ("wrong", "overrun"), "", "a day to think about it",
                         "that whatever I say is wrong", ("quiet", "busy"), "", "day", "I brought tea.", "yes")),
    (2, who.BEN, None),
    (1, who.ANA, Account("Five minutes late at the door.", 3, ("alone",), did=("soften",), mended="hour",
                         mended_how="I said: I missed you.", caught="yes")),
)  # fmt: skip


def write() -> None:
    """Write them as the two would, each from their own account."""
    case_id = telling.couple()
    ana, ben = telling.viewer(who.ANA), telling.viewer(who.BEN)
    kept: dict[tuple[int, UUID], Entry] = {}
    for weeks, person, said in LOG:
        with clock.past(telling.weeks_ago(weeks, 2)):
            if said is None:
                writing.say_quiet(by=telling.viewer(person), case_id=case_id)
            else:
                kept[weeks, person.id] = _wrote(person, case_id, said)
        if weeks == DRAWN + 1:
            _loop(ana, ben, case_id)
    _together(ana, ben, case_id, kept[4, who.ANA.id], kept[4, who.BEN.id])
    with clock.past(telling.weeks_ago(0, 2)):
        pairing.offer(by=ben, case_id=case_id, pair_id=new_id(), to_id=who.ANA.id, about="Monday, the bill", day=None)


def _wrote(person: Someone, case_id: UUID, said: Account) -> Entry:
    viewer = telling.viewer(person)
    only = said.heat == 8 and person is who.BEN
    return writing.write(
        by=viewer, case_id=case_id, entry_id=new_id(), happened_on=clock.today(viewer.time_zone), said=said,
        audience=ONLY if only else MINE,
    )  # fmt: skip


def _loop(ana: Viewer, ben: Viewer, case_id: UUID) -> None:
    with clock.past(telling.weeks_ago(DRAWN, 2)):
        hers = _half(who.ANA, "ask", "alone", "Say: I miss you.") | {rules.NAME: "The storm", rules.WORD: "Umbrella"}
        looping.draw(by=ana, case_id=case_id, number=0, parts=hers)
        his = _half(who.BEN, "quiet", "wrong", "Say: I need ten minutes, then I am back.")
        looping.draw(by=ben, case_id=case_id, number=1, parts=his)


def _together(ana: Viewer, ben: Viewer, case_id: UUID, hers: Entry, his: Entry) -> None:
    with clock.past(telling.weeks_ago(OPENED, 2)):
        pair = pairing.offer(
            by=ana, case_id=case_id, pair_id=new_id(), to_id=who.BEN.id, about="The holidays", day=hers.happened_on
        )
        for viewer, entry in ((ana, hers), (ben, his)):
            lines = ("felt", "needed", "feared", "did", "mended")
            pairing.seal(by=viewer, pair_id=pair.pk, entry_id=entry.pk, lines=lines)
            pairing.share(by=viewer, pair_id=pair.pk, therapist_may=True)


def _half(person: Someone, does: str, feels: str, exit: str) -> dict[str, str]:
    parts = {"does": does, "feels": feels, "exit": exit}
    return {rules.key(person.id, part): words for part, words in parts.items()}
