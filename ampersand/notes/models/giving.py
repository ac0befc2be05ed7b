"""What is given out: a part of the record for one person, what was asked for, papers of lawyers and courts; who looked
in an emergency."""

from django.db import models

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.notes.models.writing import Written
from ampersand.notes.rules.court import Kind
from ampersand.privacy.scope import ScopedModel


class AccessRequest(ScopedModel):
    """That somebody asks for their part of the record, or for the file of all. Nobody else in the case learns of it."""

    class Scope(models.TextChoices):
        OWN = "own", "their own part"
        JOINT = "joint", "the file of all"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=8, choices=Scope.choices)
    made_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    given = models.BooleanField(default=False)
    words = models.BinaryField(null=True, help_text="Why not, sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "scope"], condition=models.Q(answered_at__isnull=True), name="asked_for_once"
            )
        ]


class Extract(Written):
    """A part of the record for one person: drafted without the others' words, edited by whoever leads, then given."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, null=True, related_name="+")
    scope = models.CharField(max_length=8, choices=AccessRequest.Scope.choices)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    audience = models.CharField(max_length=16, default=Audience.TEAM.value)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    released_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the words as they were given")


class CourtPaper(ScopedModel):
    """A lawyer's letter or a court's order: what it asks, who was told and what they say, and the two who signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Kind])
    received_on = models.DateField()
    object_until = models.DateField(null=True, help_text="Until when those concerned may object")
    words = models.BinaryField(help_text="From whom, what is asked, notes, and what was sent; sealed")
    told = models.JSONField(default=dict, help_text="What each person says, by id: told, consents, objects")
    protective_order = models.BooleanField(default=False)
    lawyer_asked = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    second_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    sent = models.BooleanField(default=False, help_text="Whether anything left")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent=False) | models.Q(first_by__isnull=False, second_by__isnull=False),
                name="nothing_leaves_before_two_sign",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("first_by")),
                name="two_who_sign_are_two",
            ),
        ]


class EmergencyAccess(ScopedModel):
    """That a supervisor with no part in a case looked into it in an emergency, for a reason and for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.BinaryField(help_text="The reason, sealed")
    begun_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "ends_at"], name="emergencies_to_end")]
