"""Whether joint work goes on in a case, and what the clinician decided about it."""

from django.db import models

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel
from ampersand.safety.rules.joint import Choice


class JointWork(ScopedModel):
    """Whether joint work goes on: all that members ever see of it. Without a row it rests. No reason is kept here."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    goes_on = models.BooleanField(default=False)
    goals_apart = models.BooleanField(default=True, help_text="Goals are each person's own for now")
    room_until = models.DateTimeField(null=True, help_text="They sit together with the therapist now; no page says so")


class JointDecision(ScopedModel):
    """What the clinician decided, with reason and conditions sealed; a later one never overwrites an earlier one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    choice = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Choice])
    words = models.BinaryField(help_text="Reason, conditions and who was consulted, sealed")

    class Meta:
        indexes = [models.Index(fields=["case", "-made_at"], name="decisions_of_a_case")]
