"""A person's own plan for hard moments: the words, earlier ones, words not saved, who may read, what was said to it.

It belongs to the person and to no case, so that no case that ends and nobody who leaves takes it away.
"""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class SafetyPlan(ScopedModel):
    """The plan as it stands, sealed under a key of its own; version 0: begun, never saved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    words = models.BinaryField(null=True)
    saved_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True, help_text="When its owner last wrote it or said that it still holds")
    review_asked_at = models.DateTimeField(null=True, help_text="When an alert asked to look through it")
    made_at = models.DateTimeField(default=now)


class PlanVersion(ScopedModel):
    """An earlier version, for its owner alone; nothing that was saved is ever overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="versions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    words = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_version_per_number")]


class PlanDraft(ScopedModel):
    """Words not saved yet, kept as they are typed; `base` is the version they began from."""

    plan = models.OneToOneField(SafetyPlan, on_delete=models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    base = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    words = models.BinaryField()
    saved_at = models.DateTimeField(default=now)


class PlanReader(ScopedModel):
    """Someone whom the owner lets read, as what they are to each other, from now until taken back."""

    class Role(models.TextChoices):
        MEMBER = "member", "member"
        THERAPIST = "therapist", "therapist"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Whose plan it is")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    since = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reader", "role"], condition=Q(withdrawn_at__isnull=True), name="one_open_reader"
            )
        ]


class PlanComment(ScopedModel):
    """What a therapist wrote about a plan that they may read; sealed, for its owner and those who treat that case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="comments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Whose plan it is")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["plan", "at"])]
