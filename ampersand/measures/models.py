"""Plans, assignments, drafts, administrations, sharing, and instruments that a practice brought in."""

from django.db import models
from django.db.models import Case as Choice
from django.db.models import Q, Value, When

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class Plan(ScopedModel):
    """Which instrument a person answers in a case, and how often."""

    class Rhythm(models.TextChoices):
        ONCE = "once", "once"
        WEEKS = "weeks", "every few weeks"
        MEETING = "meeting", "before every meeting"
        INTAKE = "intake", "at the start"
        END = "end", "at the end"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instrument = models.SlugField(max_length=60)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    every_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    next_on = models.DateField(
        null=True, blank=True, help_text="When the next assignment opens; empty: not by the calendar"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm="weeks", every_weeks__gte=1, every_weeks__lte=52)
                | (~Q(rhythm="weeks") & Q(every_weeks__isnull=True)),
                name="a_rhythm_of_weeks_says_how_many",
            ),
            models.UniqueConstraint(
                fields=["case", "person", "instrument"],
                condition=Q(ended_at__isnull=True) & ~Q(rhythm="once"),
                name="one_running_plan_per_instrument",
            ),
        ]
        indexes = [models.Index(fields=["next_on"], condition=Q(ended_at__isnull=True), name="plans_due")]


class Assignment(ScopedModel):
    """One occasion on which a person is asked to answer one instrument."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        ANSWERED = "answered", "answered"
        PASSED = "passed", "passed over"
        WITHDRAWN = "withdrawn", "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="assignments", db_index=False)
    instrument = models.SlugField(max_length=60, db_index=False)
    opens_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "opens_on"], name="one_assignment_per_plan_and_day"),
            models.UniqueConstraint(
                fields=["case", "person", "instrument"],
                condition=Q(state="open"),
                name="one_open_assignment_per_instrument",
            ),
        ]
        indexes = [models.Index(fields=["person", "state", "opens_on"]), models.Index(fields=["case", "state"])]


class Draft(ScopedModel):
    """Answers not yet sent, sealed; nobody but the writer reads them."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answers = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=now)


class Administration(ScopedModel):
    """One set of answers to one instrument by one person: answers sealed, scores beside them. Never overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="+")
    instrument = models.SlugField(max_length=60, db_index=False)
    content = models.CharField(max_length=64, help_text="Digest of the instrument's content that was answered")
    taken_at = models.DateTimeField()
    stored_at = models.DateTimeField(default=now)
    audience = models.CharField(max_length=16, default=Audience.ME_AND_THERAPIST.value)
    answers = models.BinaryField()
    total = models.FloatField(
        null=True, help_text="In the instrument's own units; empty when too many answers are missing"
    )
    partner_total = models.FloatField(
        null=True, help_text="What may be shown to a partner: never with a safety item in it"
    )
    band = models.CharField(max_length=40, blank=True)
    flags = models.CharField(max_length=120, blank=True, help_text="Names of flags, separated by spaces")
    subscales = models.JSONField(default=dict)
    missing = models.PositiveSmallIntegerField(default=0)
    amends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="amended_by")
    current = models.BooleanField(default=True, help_text="No later version amends it")
    source = models.CharField(
        max_length=200, blank=True, help_text="Where it was brought in from; empty: answered here"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(current=True), name="one_current_answer_per_assignment"
            ),
            models.UniqueConstraint(
                fields=["case", "person", "source", "instrument"],
                condition=~Q(source="") & Q(current=True),
                name="one_import_per_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "instrument", "-taken_at"],
                include=["total", "band", "current"],
                name="a_persons_line",
            ),
            models.Index(fields=["case", "instrument", "-taken_at"], name="a_cases_lines"),
        ]


# Off track or unchanged for four times, by numbers that are verified, or silent.
STIRS_BY_ITSELF = Q(
    Q(track__in=("red", "amber")) | Q(reason="too-early", verdict="unchanged", sessions__gte=4), provisional=False
) | Q(reason="silent")


class Standing(ScopedModel):
    """How one person stands on one instrument in one case, in short, so that lists need not read the answers.

    Kept by `actions/standing.py` in the transaction that stores an answer; can be rebuilt from the answers at any time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="standings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    instrument = models.SlugField(max_length=60, db_index=False)
    sessions = models.PositiveIntegerField(default=0, help_text="How often it was answered or asked and passed over")
    answers = models.PositiveIntegerField(default=0, help_text="How often it was answered")
    first_session = models.PositiveIntegerField(null=True)
    first_total = models.FloatField(null=True)
    first_at = models.DateTimeField(null=True)
    worse_session = models.PositiveIntegerField(null=True, help_text="The first that was reliably worse than the first")
    worse_total = models.FloatField(null=True)
    worse_at = models.DateTimeField(null=True)
    last_session = models.PositiveIntegerField(null=True)
    last_total = models.FloatField(null=True)
    last_total_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True, help_text="The last answer, with or without a total")
    verdict = models.CharField(max_length=12, blank=True, help_text="From first to last total; empty: too early")
    track = models.CharField(max_length=8, default="unknown", help_text="red, amber, unknown or green")
    reason = models.CharField(max_length=16, default="too-early")
    since = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False, help_text="Rests on an unverified number, so it alerts nobody")
    flags = models.CharField(max_length=120, blank=True, help_text="Safety flags of the answer at flagged_at")
    flagged_at = models.DateTimeField(null=True)
    stirs = models.GeneratedField(  # by the database itself, so that it can never be wrong
        expression=Choice(When(STIRS_BY_ITSELF | Q(flagged_at__isnull=False), then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="A list of cases may have to look at it; of most lines it need not",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "instrument"], name="one_standing_per_line"),
        ]
        indexes = [
            models.Index(fields=["case", "-last_at"], name="last_answer_in_a_case"),
            models.Index(fields=["case", "stirs"], name="what_stirs_in_a_case"),
        ]


class Sharing(ScopedModel):
    """A person's choice to show their results on one instrument to the others in the case, from now until withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instrument = models.SlugField(max_length=60)
    since = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "instrument"], condition=Q(withdrawn_at__isnull=True), name="one_open_sharing"
            )
        ]


class Attestation(ScopedModel):
    """Who said, when, that the practice may use an instrument, under which licence and how far."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    instrument = models.SlugField(max_length=60)
    holder = models.CharField(max_length=120, help_text="Who holds the licence")
    licence = models.CharField(max_length=200)
    scope = models.CharField(max_length=300)
    licensed_on = models.DateField()
    made_at = models.DateTimeField(default=now)


class ImportedInstrument(ScopedModel):
    """One version of an instrument that a practice brought in; earlier versions stay for what was answered on them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    content = models.CharField(max_length=64, help_text="Digest of the definition")
    definition = models.JSONField()
    attestation = models.ForeignKey(Attestation, on_delete=models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "slug"], condition=Q(current=True), name="one_current_version"),
            models.UniqueConstraint(fields=["practice", "slug", "content"], name="one_row_per_version"),
        ]
