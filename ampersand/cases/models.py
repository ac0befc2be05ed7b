"""Cases and who takes part in them."""

from django.db import models
from django.db.models import F, Q

from ampersand.accounts.models import Person, Practice
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Case(ScopedModel):
    """One unit of treatment: one person, a couple or a family."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", "individual"
        COUPLE = "couple", "couple"
        FAMILY = "family", "family"

    class State(models.TextChoices):
        OPEN = "open", "open"
        ENDED = "ended", "ended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "state"])]


class Participation(ScopedModel):
    """A person's part in a case, from joining to leaving."""

    class Role(models.TextChoices):
        MEMBER = "member", "member"
        THERAPIST = "therapist", "therapist"
        SUPERVISOR = "supervisor", "supervisor"

    class Family(models.TextChoices):
        PARTNER = "partner", "partner"
        PARENT = "parent", "parent"
        CHILD = "child", "child"
        OTHER = "other", "other family member"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=12, choices=Role.choices)
    family_role = models.CharField(max_length=12, choices=Family.choices, blank=True)
    hand = models.PositiveSmallIntegerField(
        null=True, help_text="Mark, line and colour of a member, for the life of the case"
    )
    joined_at = models.DateTimeField(default=now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "role"], condition=Q(left_at__isnull=True), name="one_current_part_per_role"
            ),
            models.UniqueConstraint(
                fields=["case", "hand"], condition=Q(left_at__isnull=True), name="one_hand_per_member"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")), name="leaves_after_joining"
            ),
            models.CheckConstraint(condition=Q(role="member") ^ Q(hand__isnull=True), name="members_have_a_hand"),
        ]
        indexes = [models.Index(fields=["person", "role", "left_at", "case"])]


class Invitation(ScopedModel):
    """A single-use link by which one person joins a case with an account of their own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=80)
    family_role = models.CharField(max_length=12, choices=Participation.Family.choices, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "made_at"])]
