"""Releases and their signatures, reports made into files, and what left the house."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Release(ScopedModel):
    """That something may leave, to whom, for what and until when. Without an owner it is about all of us."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    covers = models.CharField(max_length=120, help_text="Names of what may be told, separated by spaces")
    since = models.DateField(null=True, help_text="From which day on; empty: from the beginning")
    until = models.DateField(null=True, help_text="Up to which day; empty: up to now")
    words = models.BinaryField(help_text="To whom and for what, sealed")
    expires_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    complete_at = models.DateTimeField(null=True, help_text="Since when every signature is there")
    broken_at = models.DateTimeField(null=True, help_text="When somebody took a signature back, or said no")
    withdrawn_at = models.DateTimeField(null=True, help_text="When whoever treats took it back")

    class Meta:
        indexes = [models.Index(fields=["case", "-proposed_at"])]


class ReleaseSignature(ScopedModel):
    """One adult's signature to a release: asked for, given in their own account, taken back; never removed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="signatures")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True, help_text="As the person typed it")
    signed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "person"], name="asked_to_sign_once")]
        indexes = [models.Index(fields=["person", "signed_at"])]


class Report(ScopedModel):
    """A report made into a file: the page as it was read, sealed, then the file, sealed. It is deleted by itself."""

    class Form(models.TextChoices):
        MINE = "mine", "one's own"
        TOGETHER = "together", "of all"
        TEAM = "team", "of those who treat"
        LETTER = "letter", "a letter"

    class State(models.TextChoices):
        MAKING = "making", "being made"
        READY = "ready", "ready"
        FAILED = "failed", "could not be made"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=8, choices=Form.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAKING)
    page = models.BinaryField(null=True, help_text="What is to be made into a file, sealed; empty once it is")
    file = models.BinaryField(null=True, help_text="The file, sealed")
    shows = models.CharField(max_length=64, help_text="Digest of what it was made from")
    pages = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(help_text="When the keeper deletes it")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(release__isnull=True) ^ Q(form="letter"), name="a_letter_has_a_release")
        ]
        indexes = [models.Index(fields=["case", "-made_at"]), models.Index(fields=["expires_at"])]


class Departure(ScopedModel):
    """That a letter left: when, to whom, by whom, under which signatures, and the digest of the very file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="departures")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    covers = models.CharField(max_length=120)
    words = models.BinaryField(help_text="To whom and for what, sealed, as it was when it left")
    signatures = models.JSONField(help_text="The signatures under which it left, by id")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    pages = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["release", "at"])]
