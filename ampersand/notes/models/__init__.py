"""Notes: what is being written, what was signed, what is shown to all, what is given out, and who looked."""

from ampersand.notes.models.giving import AccessRequest, CourtPaper, EmergencyAccess, Extract
from ampersand.notes.models.notes import Addendum, Cosign, Note
from ampersand.notes.models.shared import BoxMark, Formulation
from ampersand.notes.models.writing import NoteDraft, NoteTemplate, ProcessNote

__all__ = [
    "AccessRequest",
    "Addendum",
    "BoxMark",
    "Cosign",
    "CourtPaper",
    "EmergencyAccess",
    "Extract",
    "Formulation",
    "Note",
    "NoteDraft",
    "NoteTemplate",
    "ProcessNote",
]
