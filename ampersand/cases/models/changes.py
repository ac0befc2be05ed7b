"""What is kept when work changes: why, holds, offers to go on elsewhere, and what members were asked about it."""

from django.db import models
from django.db.models import F, Q

from ampersand.accounts.models import Person
from ampersand.cases.models.cases import Case, Document, Participation
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Reason(ScopedModel):
    """Why something changed, written by those who treat for those who treat; sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=12)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    words = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["case", "-made_at"])]


class HoldStep(ScopedModel):
    """A wish to put a legal hold on a case or to take it off; it counts when a second of the staff has agreed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    puts = models.BooleanField(help_text="To put it on, or to take it off")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at__isnull=True), name="one_wish_about_a_hold_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed=False) | ~Q(answered_by=F("asked_by")),
                name="a_hold_takes_two",
            ),
        ]


class Referral(ScopedModel):
    """An offer to one person of where they could go on; the words are sealed, a page of the directory may stand by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    words = models.BinaryField()
    listing = models.CharField(max_length=80, blank=True, help_text="The slug of a page in the directory")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "person"])]


class EarlierAnswer(ScopedModel):
    """What one member alone answered: may someone who joined read what all had shared before. Nobody else sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+", help_text="Of who joined")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who answered")
    agrees = models.BooleanField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "person"], condition=Q(replaced_at__isnull=True), name="one_answer_about_earlier"
            )
        ]


class GoingOn(ScopedModel):
    """A review before the therapist goes on with one member of work that closed, in a new case; sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="With whom it goes on")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    words = models.BinaryField()
    new_case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at__isnull=True), name="one_review_at_a_time")
        ]


class GoingOnAnswer(ScopedModel):
    """What one member of the work that closed says to it, alone; the others are asked when whoever goes on agreed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    going_on = models.ForeignKey(GoingOn, on_delete=models.PROTECT, related_name="answers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    goes_on = models.BooleanField(help_text="Whether it is the one with whom the therapist goes on")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    agrees = models.BooleanField(null=True)
    name = models.CharField(max_length=80, blank=True, help_text="As the person typed it")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["going_on", "person"], name="asked_once_about_going_on")]
