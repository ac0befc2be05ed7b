"""Who may do what with notes, by people: the part of expected.py that is about them."""

from django.db.models import Model

from ampersand.notes.models import Addendum, Cosign, Note, NoteDraft, ProcessNote

NOTES = (Addendum, Cosign, Note, NoteDraft, ProcessNote)


def note(actor: str, owner: str, role: str, thing: Model) -> frozenset[str]:
    """Signed notes are read by those who treat; what is being written, and thoughts kept apart, by the writer alone."""
    if isinstance(thing, NoteDraft | ProcessNote):
        return frozenset({"read", "write"} if actor == owner else set())
    return frozenset({"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set()))
