"""Notes: what is being written, what was signed, process notes, and the practice's own templates."""

from ampersand.notes.models.notes import Addendum, Cosign, Note
from ampersand.notes.models.writing import NoteDraft, NoteTemplate, ProcessNote

__all__ = ["Addendum", "Cosign", "Note", "NoteDraft", "NoteTemplate", "ProcessNote"]
