"""The private check: when everyone is asked, what each sends, and what the clinician hears in a talk alone."""

import uuid

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class CheckRound(ScopedModel):
    """One moment at which everyone in a case was asked."""

    class Reason(models.TextChoices):
        START = "start", "at the start"
        INTERVAL = "interval", "as every thirty days"
        THERAPIST = "therapist", "when the therapist asked everyone"
        MIDDLE = "middle", "half way"
        ENDING = "ending", "towards the end"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["case", "-asked_at"], name="rounds_of_a_case")]


class CheckAsk(ScopedModel):
    """One person is asked, once; without a round they asked for a word themselves.

    Its id is of version 4, which is how the address of a private check is told from that of any other check-in.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        SENT = "sent", "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(CheckRound, on_delete=models.PROTECT, null=True, related_name="asks")
    asked_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], condition=Q(state="open"), name="one_open_check"),
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(closed_at__isnull=False), name="a_sent_check_is_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="checks_of_a_person"),
            models.Index(fields=["case", "person", "-asked_at"], name="checks_of_a_case"),
        ]


class PrivateCheck(ScopedModel):
    """What one person sent: sealed under a key kept apart from all their others, never shown to them again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ask = models.OneToOneField(CheckAsk, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField(default=now)
    answers = models.BinaryField(help_text="Answers by key, sealed; the colour is worked out when it is read")

    class Meta:
        indexes = [models.Index(fields=["case", "person", "-sent_at"], name="answers_of_a_case")]


class CheckTalk(ScopedModel):
    """A talk with one person alone, the second way of asking: what was heard, sealed like the answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    words = models.BinaryField(help_text="What was heard, topics and notes, sealed")

    class Meta:
        indexes = [models.Index(fields=["case", "person", "-made_at"], name="talks_of_a_case")]
