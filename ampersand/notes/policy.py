"""Who may see and do what with notes. The table of `cases` says it, in these kinds:

- *joint notes* and *notes about one person* are read by those who treat; a client gets the part that is theirs;
- a *draft* and a *process note* are the writer's alone;
- an *extract* is its owner's once it is given; what is *asked for* is told nobody else;
- *papers* of lawyers and courts are for those who treat; an *emergency* is told everyone in the case;
- a *formulation* is everyone's once it is shown; how each *marks* it is theirs.

What was added to a note and who signs it too follow the note.
"""

from django.db.models import Model, Q

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.notes.models import (
    AccessRequest,
    Addendum,
    BoxMark,
    Cosign,
    CourtPaper,
    EmergencyAccess,
    Extract,
    Formulation,
    Note,
    NoteDraft,
    NoteTemplate,
    ProcessNote,
)
from ampersand.privacy import policy
from ampersand.privacy.policy import Decision, OfPractice
from ampersand.privacy.viewer import Viewer

TEAM, WRITER, MINE = Audience.TEAM, Audience.WRITER, Audience.ME_AND_THERAPIST
JOINT = InCase(Kind.JOINT_NOTE, audience=TEAM)
OF_ONE = InCase(Kind.PERSON_NOTE, owner="owner_id", audience=TEAM)


class OfNotes:
    """A note without an owner lies in the folder of all, one with an owner in theirs."""

    parts = (JOINT, OF_ONE)

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the notes on which the viewer may do the action."""
        joint = Q(owner__isnull=True) & JOINT.where(viewer, action)
        return joint | (Q(owner__isnull=False) & OF_ONE.where(viewer, action))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one note."""
        assert isinstance(thing, Note)
        return (JOINT if thing.owner_id is None else OF_ONE).decide(viewer, action, thing)


class WithNote:
    """What hangs on a note follows it."""

    parts: tuple[InCase, ...] = ()  # no rows of its own

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows whose note allows the action."""
        return Q(note__in=Note.objects.visible_to(viewer, action).values("pk"))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision of the note."""
        return policy.decide(viewer, action, thing.note)  # type: ignore[attr-defined]


policy.register(Note, OfNotes())
policy.register(Addendum, WithNote())
policy.register(Cosign, WithNote())
policy.register(NoteDraft, InCase(Kind.NOTE_DRAFT, owner="writer_id", audience=WRITER))
policy.register(ProcessNote, InCase(Kind.PROCESS_NOTE, owner="writer_id", audience=WRITER))
_STAFF, _WRITERS = frozenset({"therapist", "supervisor", "administrator"}), frozenset({"therapist", "administrator"})
policy.register(NoteTemplate, OfPractice(_STAFF, _WRITERS, "The practice's staff see which templates it offers."))

policy.register(AccessRequest, InCase(Kind.ACCESS_REQUEST, owner="person_id", audience=MINE))
policy.register(Extract, InCase(Kind.EXTRACT, owner="person_id", audience="audience"))
policy.register(CourtPaper, InCase(Kind.COURT_PAPER, audience=TEAM))
policy.register(EmergencyAccess, InCase(Kind.EMERGENCY, since="begun_at"))
policy.register(Formulation, InCase(Kind.FORMULATION, audience="audience", since="shown_at"))
policy.register(BoxMark, InCase(Kind.FORMULATION_MARK, owner="person_id", audience=MINE))
