"""Who may see and do what with conversations. The table of `cases` says it, in four kinds:

- *a conversation of all* belongs to nobody: every member and the therapist read and write it;
- *a conversation alone* belongs to one person, who reads and writes it with those who treat, and nobody else ever;
- *what was begun* is its writer's alone, and so is
- *one's own mark*: until when one has read.

Messages, their versions and their files follow their conversation: each row says whose it is.
"""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ampersand.cases.models import Participation
from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.conversations.models import (
    AnswerHours,
    Attachment,
    HeldMessage,
    Message,
    MessageDraft,
    Piece,
    Thread,
    ThreadMark,
    Upload,
    Version,
)
from ampersand.privacy import policy
from ampersand.privacy.policy import NONE, REFUSED, Decision
from ampersand.privacy.viewer import Viewer

MINE, ONLY = Audience.ME_AND_THERAPIST, Audience.ONLY_ME


class OfThread:
    """Without a person it is of all, with one theirs alone; `since` names the column that says when it was written."""

    def __init__(self, since: str = "") -> None:
        self.joint = InCase(Kind.JOINT_MESSAGE, since=since)
        self.alone = InCase(Kind.PRIVATE_MESSAGE, owner="person_id", audience=MINE)
        self.parts = (self.joint, self.alone)

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        joint = Q(person__isnull=True) & self.joint.where(viewer, action)
        return joint | (Q(person__isnull=False) & self.alone.where(viewer, action))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        one = self.joint if thing.person_id is None else self.alone  # type: ignore[attr-defined]
        return one.decide(viewer, action, thing)


class OfHours:
    """A therapist's hours are theirs to set; everyone in a case that they lead reads them."""

    SENTENCE = "Everyone in a case sees when its therapist is there."

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        if viewer.is_nobody or action not in {"read", "write"}:
            return NONE
        mine = Q(person_id=viewer.person_id, practice_id=viewer.practice_id) if _sets(viewer) else NONE
        if action == "write":
            return mine
        leading = _leading(viewer).filter(person_id=OuterRef("person_id"), case__practice_id=OuterRef("practice_id"))
        return mine | Q(Exists(leading))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        assert isinstance(thing, AnswerHours)
        if viewer.is_nobody or action not in {"read", "write"}:
            return REFUSED
        if _sets(viewer) and (thing.person_id, thing.practice_id) == (viewer.person_id, viewer.practice_id):
            return Decision(True, "A therapist says when they are there.")
        leading = _leading(viewer).filter(person_id=thing.person_id, case__practice_id=thing.practice_id)
        return Decision(True, self.SENTENCE) if action == "read" and leading.exists() else REFUSED


def _sets(viewer: Viewer) -> bool:
    return "therapist" in viewer.staff_roles


def _leading(viewer: Viewer) -> "QuerySet[Participation]":
    found: QuerySet[Participation] = Participation.objects.visible_to(viewer)
    return found.filter(role="therapist", left_at__isnull=True)


policy.register(Thread, OfThread())
policy.register(Message, OfThread(since="sent_at"))
policy.register(Version, OfThread(since="sent_at"))
policy.register(MessageDraft, InCase(Kind.MESSAGE_DRAFT, owner="by_id", audience=ONLY))
policy.register(ThreadMark, InCase(Kind.MESSAGE_MARK, owner="person_id", audience=ONLY))
policy.register(HeldMessage, InCase(Kind.MESSAGE_DRAFT, owner="by_id", audience=ONLY))
policy.register(AnswerHours, OfHours())
policy.register(Attachment, OfThread(since="sent_at"))
policy.register(Upload, InCase(Kind.MESSAGE_DRAFT, owner="by_id", audience=ONLY))
policy.register(Piece, InCase(Kind.MESSAGE_DRAFT, owner="by_id", audience=ONLY))
