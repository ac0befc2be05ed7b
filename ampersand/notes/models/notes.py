"""Signed notes, what was added to them, and who signs them too. None of it is ever changed."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models import Meeting
from ampersand.notes.rules.kinds import Kind
from ampersand.privacy.scope import ScopedModel


class Note(ScopedModel):
    """A signed note: its words and the facts that stood beside it, as they were then, sealed. Without an owner it lies
    in the folder of all, otherwise in that person's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    told_alone = models.BooleanField(default=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField(help_text="The day that it is about")
    template = models.CharField(max_length=40)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    signed_at = models.DateTimeField(default=now)
    words = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(owner=models.F("about")), name="a_folder_is_of_whom_a_note_is_about"
            )
        ]
        indexes = [
            models.Index(fields=["case", "-on", "-signed_at"], name="notes_of_a_case"),
            models.Index(fields=["author", "-signed_at"], name="notes_of_an_author"),
        ]


class Addendum(ScopedModel):
    """Words added to a signed note later, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="addenda")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    words = models.BinaryField()


class Cosign(ScopedModel):
    """That a supervisor was asked to sign a note, too, and when they did."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="cosigns")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(default=now)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="asked_once_to_sign_a_note_too")]
        indexes = [models.Index(fields=["person", "signed_at"], name="notes_to_sign_too")]
