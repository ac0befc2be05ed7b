"""What each says in the week before a meeting, and how each rates it after."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models import Meeting
from ampersand.privacy.scope import ScopedModel


class CheckIn(ScopedModel):
    """That a person sent one check-in, in one version; `window` names it, such as "w:2026-11-23". Never overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    closes_at = models.DateTimeField(help_text="When it closes, for everyone in the case")
    sent_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "window", "number"], name="one_check_in_a_version"),
            models.UniqueConstraint(
                fields=["case", "person", "window"], condition=Q(current=True), name="one_check_in_stands"
            ),
        ]
        indexes = [models.Index(fields=["case", "person", "-sent_at"])]


class CheckInLine(ScopedModel):
    """One answer of a check-in, sealed. With `to_show` its audience is all of us from when the check-in has closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)
    said = models.BinaryField()
    audience = models.CharField(max_length=16, default=Audience.ME_AND_THERAPIST.value)
    to_show = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=now)
    closes_at = models.DateTimeField(help_text="That of the check-in")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "key"], name="one_answer_a_line"),
            models.CheckConstraint(
                condition=Q(to_show=True) | ~Q(audience=Audience.ALL_OF_US.value), name="shown_only_where_meant"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "person", "key", "-sent_at"]),
            models.Index(fields=["closes_at"], condition=Q(to_show=True), name="lines_to_show"),
        ]


class Feedback(ScopedModel):
    """How one person rated one meeting: the mean of four lines in the clear, the lines and words sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ratings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    score = models.FloatField(help_text="0 to 10")
    team = models.PositiveSmallIntegerField(null=True, help_text="0 to 10")
    said = models.BinaryField()
    sent_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "number"], name="one_rating_a_version"),
            models.UniqueConstraint(fields=["meeting", "person"], condition=Q(current=True), name="one_rating_stands"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=10), name="score_from_0_to_10"),
        ]
        indexes = [models.Index(fields=["case", "person", "-sent_at"])]


class CheckInDraft(ScopedModel):
    """Answers that are not sent yet, sealed, for the writer alone; one for each window or meeting."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=40)
    typed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "window"], name="one_check_in_draft_a_window")]
        indexes = [models.Index(fields=["saved_at"])]
