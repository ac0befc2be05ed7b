"""Alerts, what happened to each of them, the short questions behind them, and the record of the talk about risk."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Alert(ScopedModel):
    """Something that a person must act on by a time: who has taken it on, until it is closed. Steps say the rest."""

    class Reason(models.TextChoices):
        CARED_FOR = "cared-for", "talked with them, and agreed what comes next"
        DONE = "done", "done as planned"
        HANDED_ON = "handed-on", "someone outside this practice has taken over"
        MISTAKE = "mistake", "answered by mistake, as they told me"
        GOES_ON = "goes-on", "goes on in a later alert"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=24, help_text="A value of rules.alerts.Kind")
    level = models.CharField(max_length=10, blank=True, help_text="A value of rules.alerts.Level")
    source = models.CharField(max_length=80, blank=True, help_text="What gave rise to it, such as administration:<id>")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="following")
    at = models.DateTimeField(help_text="When it happened")
    since = models.DateTimeField(help_text="When the first alert happened that goes on in this one")
    due_at = models.DateTimeField()
    told = models.BinaryField(null=True, help_text="The questions and answers behind it, as shown, sealed")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True, help_text="When somebody first wrote down what was done")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_for = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    call_at = models.DateTimeField(null=True, help_text="When people are called next, unless somebody takes it on")
    calls = models.PositiveSmallIntegerField(default=0, help_text="How often people were called")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "kind", "source"], condition=~Q(source=""), name="one_alert_per_source"
            ),
            models.UniqueConstraint(fields=["parent", "kind"], name="one_of_a_kind_follows"),
            models.CheckConstraint(
                condition=~(Q(acknowledged_at__isnull=True) ^ Q(acknowledged_by__isnull=True)),
                name="whoever_takes_it_on_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_for="") | (Q(closed_at__isnull=False) & ~Q(closed_for="")),
                name="closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(call_at__isnull=True) | Q(closed_at__isnull=True, acknowledged_at__isnull=True),
                name="nobody_is_called_to_what_is_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "due_at"], condition=Q(closed_at__isnull=True), name="open_alerts"),
            models.Index(fields=["call_at"], condition=Q(call_at__isnull=False), name="alerts_to_call_for"),
            models.Index(fields=["case", "-closed_at"], condition=Q(closed_at__isnull=False), name="closed_alerts"),
        ]


class AlertStep(ScopedModel):
    """One thing that happened to an alert; never changed afterwards, which the database itself sees to."""

    class Deed(models.TextChoices):
        RAISED = "raised", "raised"
        CALLED = "called", "called someone"
        OVERDUE = "overdue", "not taken on in time"
        ASKED_MORE = "asked-more", "the short questions were answered"
        CORRECTED = "corrected", "the answer was corrected since"
        ACKNOWLEDGED = "acknowledged", "taken on"
        ACTED = "acted", "something was done"
        HANDED_OVER = "handed-over", "handed over"
        CLOSED = "closed", "closed"
        REOPENED = "reopened", "opened again"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    deed = models.CharField(max_length=12, choices=Deed.choices)
    detail = models.CharField(max_length=24, blank=True, help_text="What was done, or for what reason, as a code")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(null=True, help_text="The first, second or later call")
    words = models.BinaryField(null=True, help_text="What was written about it, sealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "number", "to"], condition=Q(deed="called"), name="one_call_per_person_and_time"
            ),
        ]
        indexes = [models.Index(fields=["alert", "at"]), models.Index(fields=["to", "alert"])]


class Screening(ScopedModel):
    """The short questions that follow an answer about suicide: asked once, sealed, not read again by who answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="screenings")
    source = models.CharField(max_length=80, unique=True, help_text="The answers that they follow")
    instrument = models.SlugField(max_length=60)
    content = models.CharField(max_length=64, help_text="Digest of the questions as they were asked")
    at = models.DateTimeField()
    level = models.CharField(max_length=10, blank=True)
    answers = models.BinaryField(help_text="Questions and answers as shown, and the codes, sealed")
    screen_closed_at = models.DateTimeField(null=True, help_text="When the person left the page of help that followed")


class RiskRecord(ScopedModel):
    """A talk about needs and safety, as the clinician wrote it down; a later one never overwrites an earlier one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="records")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    words = models.BinaryField(help_text="Every field of the record, sealed")

    class Meta:
        indexes = [models.Index(fields=["case", "person", "-at"])]
