"""What Ana and Ben let leave: a letter that both signed, one that waits for Ben; and a file of Ana's own."""

from datetime import timedelta
from uuid import UUID

from ampersand.core import clock
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.operations.demo.ids import named
from ampersand.privacy.viewer import Viewer
from ampersand.reports import printing
from ampersand.reports.actions import leaving, making, releasing
from ampersand.reports.actions.releasing import Terms
from ampersand.reports.queries import letters, releases, sheets

NOTE = "They have come regularly, and both take part fully. We will meet until the spring."


def write() -> None:
    """Write them as each would, from their own account."""
    case_id = telling.couple()
    ana, ben, dana = telling.viewer(who.ANA), telling.viewer(who.BEN), telling.viewer(who.DANA, "therapist")
    today = clock.today(who.ZONE)
    with clock.past(clock.now() - timedelta(days=12, hours=2)):
        doctor = Terms(
            ("part", "joint_goals"), "Dr Iris Vos, family doctor", "to know how it goes", today + timedelta(80)
        )
        release = _put(dana, case_id, None, doctor, "doctor")
        releasing.sign(by=ana, release_id=release, name="Ana")
        releasing.sign(by=ben, release_id=release, name="Ben")
    with clock.past(clock.now() - timedelta(days=6, hours=1)):
        _letter(dana, case_id, release)
    with clock.past(clock.now() - timedelta(days=2)):
        course = Terms(("part",), "The evening class for couples", "a place in spring", today + timedelta(60))
        releasing.sign(by=ana, release_id=_put(ana, case_id, None, course, "class"), name="Ana")
    with clock.past(clock.now() - timedelta(hours=1)):
        page = printing.page(sheets.mine(ana, case_id))
        report = named("report", "ana")
        making.make(by=ana, case_id=case_id, form="mine", page=page, report_id=report)
        making.finish(report)


def _letter(dana: Viewer, case_id: UUID, release: UUID) -> None:
    page = printing.page(letters.letter(dana, releases.one(dana, release), NOTE))
    report = named("report", "letter")
    making.make(by=dana, case_id=case_id, form="letter", page=page, report_id=report, release_id=release)
    making.finish(report)
    leaving.hand_out(by=dana, report_id=report, departure_id=named("departure", "letter"))


def _put(by: Viewer, case_id: UUID, owner: UUID | None, terms: Terms, key: str) -> UUID:
    row = releasing.propose(by=by, case_id=case_id, owner_id=owner, terms=terms, release_id=named("release", key))
    return row.pk
