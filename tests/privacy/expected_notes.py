"""Who may do what with notes, by people: the part of expected.py that is about them."""

from django.db.models import Model

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
    ProcessNote,
)

NOTES = (
    AccessRequest, Addendum, BoxMark, Cosign, CourtPaper, EmergencyAccess, Extract, Formulation, Note, NoteDraft,
    ProcessNote,
)  # fmt: skip
BOTH = frozenset({"read", "write"})
READS = frozenset({"read"})
NOTHING: frozenset[str] = frozenset()


def note(actor: str, owner: str, role: str, thing: Model, going_on: bool) -> frozenset[str]:
    """Signed notes are read by those who treat; what is being written, and thoughts kept apart, by the writer alone."""
    staff = {"therapist": BOTH, "supervisor": READS}.get(role, NOTHING)
    if isinstance(thing, NoteDraft | ProcessNote):
        return BOTH if actor == owner else NOTHING
    if isinstance(thing, AccessRequest):
        return BOTH if actor == owner else staff
    if isinstance(thing, Extract):
        if thing.audience not in {"treating_team", "me_and_therapist"}:
            return NOTHING
        mine = actor == owner and thing.audience == "me_and_therapist"
        return frozenset({"read", "export"}) if mine else NOTHING if actor == owner else staff
    if isinstance(thing, BoxMark):
        if actor == owner:
            return BOTH if role == "member" and going_on else READS
        return READS if staff else NOTHING
    if isinstance(thing, Formulation):
        if thing.audience not in {"treating_team", "all_of_us"}:
            return NOTHING
        return READS if role == "member" and thing.audience == "all_of_us" else staff
    if isinstance(thing, EmergencyAccess):
        return {"member": READS, "therapist": READS, "supervisor": BOTH}.get(role, NOTHING)
    if isinstance(thing, CourtPaper):
        return BOTH if staff else NOTHING
    return staff
