"""What meetings cost, who pays in a case, and what is open, paid or waived. No cards, no numbers of accounts."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models.meetings import Meeting
from ampersand.privacy.scope import ScopedModel


class Fee(models.Model):
    """What a practice asks for one kind of meeting, and the code by which an insurer knows it, if any."""

    class For(models.TextChoices):
        INDIVIDUAL = "individual", "one person"
        COUPLE = "couple", "a couple together"
        FAMILY = "family", "a family together"
        ALONE = "alone", "one of a couple or family alone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=10, choices=For.choices)
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="EUR")
    code = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "of"], name="one_fee_a_kind")]


class Paying(ScopedModel):
    """Who pays for what all of a case have together; a meeting alone is always paid by whoever had it."""

    class Who(models.TextChoices):
        SPLIT = "split", "each an equal part"
        EITHER = "either", "either of them the whole"
        ONE = "one", "one of them the whole"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    who = models.CharField(max_length=6, choices=Who.choices, default=Who.SPLIT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(who="one", person__isnull=False) | ~Q(who="one"), name="one_has_a_name")
        ]


class Charge(ScopedModel):
    """What one person owes for one meeting; without a `person` either of them may pay it."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        PAID = "paid", "paid"
        WAIVED = "waived", "waived"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="charges")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=10, choices=Fee.For.choices)
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    code = models.CharField(max_length=20, blank=True)
    met_at = models.DateTimeField(help_text="when the meeting was")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_charge_a_payer"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(person__isnull=True), name="one_charge_of_either"),
        ]
        indexes = [models.Index(fields=["practice", "state", "-met_at"]), models.Index(fields=["person", "-met_at"])]
