"""What is being written and not signed, notes for the writer alone, and a practice's own templates."""

from django.db import models

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models import Meeting
from ampersand.notes.rules.kinds import Kind
from ampersand.privacy.scope import ScopedModel


class Written(ScopedModel):
    """Words that are kept as they are typed: which revision they are at, and what they were before the last window but
    one wrote (`trunk`, at `trunk_revision`), so that two windows can be brought together."""

    revision = models.PositiveIntegerField(default=1)
    words = models.BinaryField()
    trunk = models.BinaryField(null=True)
    trunk_revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True


class NoteDraft(Written):
    """A note that is not signed yet. Only its writer reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    on = models.DateField(help_text="The day that it is about")
    template = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["writer", "on"], name="notes_not_signed")]


class ProcessNote(Written):
    """A therapist's own thoughts about a conversation, kept apart from the record: the writer reads it and nobody else,
    it has a key of its own, and nothing counts, lists or exports it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["writer", "case", "-on"], name="process_notes_of_a_writer")]


class NoteTemplate(ScopedModel):
    """One version of a template that a practice wrote, perhaps in the place of one of ours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, help_text="Of one of ours, in whose place it stands; or a new one")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    kinds = models.JSONField(help_text="For which kinds of note it is offered")
    sections = models.JSONField(help_text="Title and help of each part; their places are their keys")
    current = models.BooleanField(default=True, help_text="The version that is offered; none of a slug: set aside")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "slug", "number"], name="note_templates_are_numbered"),
            models.UniqueConstraint(
                fields=["practice", "slug"], condition=models.Q(current=True), name="one_current_note_template"
            ),
        ]
