"""What the clinician writes after talking with each alone, and what they decide about joint work."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.models import CheckTalk, JointDecision, JointWork
from ampersand.safety.queries import apart, private
from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.alerts import Kind
from ampersand.safety.rules.colours import Colour, finding
from ampersand.safety.rules.joint import Choice, Lacks, goals_apart, lacks
from ampersand.safety.rules.private_check import THINGS, Reader, Told, keys_of


class NotYet(ValueError):
    """Joint work cannot go on yet; `lacks` says what is to be done first, and with whom."""

    def __init__(self, found: tuple[tuple[Lacks, str], ...]) -> None:
        super().__init__(", ".join(str(what) for what, _ in found))
        self.lacks = found


def note_talk(
    *, by: Viewer, case_id: UUID, person_id: UUID, talk_id: UUID, heard: Mapping[str, str],
    topics: Sequence[str], note: str,
) -> None:  # fmt: skip
    """Write down a talk with one person alone; written twice with one id, it is kept once.

    `heard` says how often each thing happened, ever. Where it makes the person's colour red, that is told like a red
    check. Raises Hidden, ValueError for things or topics that are none.
    """
    known = {topic.id for topic in form().topics}
    if not set(heard) <= set(THINGS) or not set(topics) <= known or by.person_id is None:
        raise ValueError("Only what the form asks about.")
    told = {keys_of(thing)[-1]: Told(value).value for thing, value in heard.items()}
    with transaction.atomic():
        one = private.someone(by, case_id, person_id)
        talk = CheckTalk(id=talk_id, case_id=case_id, person_id=person_id, by_id=by.person_id, made_at=now())
        require(by, "write", talk)
        words = {"told": told, "topics": list(topics), "note": note}
        talk.words = apart.seal(case_id, person_id, place=apart.TALK, row=talk.pk, words=words)
        try:
            with transaction.atomic():
                talk.insert()
        except IntegrityError:
            return
        audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="talk.noted", subject=talk)
        if finding(told).colour is Colour.RED and one.member.colour is not Colour.RED:
            kind = Kind.CHILD_SAFETY if one.reader is Reader.YOUNG else Kind.PRIVATE_CHECK_RED
            raise_alert(case_id=case_id, person_id=person_id, kind=kind, at=now(), source=f"talk:{talk.pk}")


def decide(
    *, by: Viewer, case_id: UUID, decision_id: UUID, choice: Choice, reason: str, conditions: str = "",
    consulted: str = "",
) -> None:  # fmt: skip
    """Decide whether joint work goes on; decided twice with one id, it is decided once.

    `consulted` says with whom and when an urgent topic was talked over. Raises Hidden, NotYet.
    """
    with transaction.atomic():
        page = private.shared_page(by, case_id)
        found = lacks(choice, page.members, consulted=bool(consulted.strip()))
        if found:
            raise NotYet(found)
        if by.person_id is None:
            raise Hidden
        decision = JointDecision(id=decision_id, case_id=case_id, by_id=by.person_id, made_at=now(), choice=choice)
        require(by, "write", decision)
        words = {"reason": reason, "conditions": conditions, "consulted": consulted}
        decision.words = apart.seal(case_id, case_id, place=apart.DECISION, row=decision.pk, words=words)
        try:
            with transaction.atomic():
                decision.insert()
        except IntegrityError:
            return
        _set(by, case_id, goes_on=choice is not Choice.NOT_NOW, goals_apart=goals_apart(page.members))
        audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="joint.decided", subject=decision)


def _set(by: Viewer, case_id: UUID, *, goes_on: bool, goals_apart: bool) -> None:
    work = JointWork(case_id=case_id, goes_on=goes_on, goals_apart=goals_apart)
    require(by, "write", work)
    JointWork.objects.visible_to(by, "write").bulk_create(
        [work], update_conflicts=True, unique_fields=["case"], update_fields=["goes_on", "goals_apart"]
    )


def note_look(*, by: Viewer, case_id: UUID) -> None:
    """Record, on the chain of the private checks, that somebody read them."""
    audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="checks.opened")
