"""What people tell when they come in: answers in versions, drafts, how far each is, what is asked once more."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class IntakeLine(ScopedModel):
    """One answer to one question, sealed with the question as it was asked. Never overwritten.

    `audience` is only ever wider than the person and their therapist on the version that stands now.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.SlugField(max_length=40, db_index=False)
    key = models.SlugField(max_length=40, db_index=False)
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=16, default=Audience.ME_AND_THERAPIST.value)
    words = models.BinaryField()
    current = models.BooleanField(default=True, help_text="No later version stands in its place")
    told_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "key", "number"], name="one_answer_per_number"),
            models.UniqueConstraint(
                fields=["case", "person", "key"], condition=Q(current=True), name="one_answer_stands"
            ),
        ]


class IntakeDraft(ScopedModel):
    """One step as it is being written, sealed; nobody but the writer reads it. `base` is the version it began from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.SlugField(max_length=40, db_index=False)
    base = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    words = models.BinaryField()
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "step"], name="one_draft_per_step")]


class IntakeStep(ScopedModel):
    """That a person has handed a step over; `version` counts how often, so that two windows never overwrite."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.SlugField(max_length=40, db_index=False)
    version = models.PositiveIntegerField(default=1)
    told_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "step"], name="one_row_per_step")]


class IntakeAsk(ScopedModel):
    """A therapist asks a person to look at one step once more, with a word; answered by handing it over again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.SlugField(max_length=40, db_index=False)
    words = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["case", "person", "asked_at"])]
