"""Goals, the versions of their words, agreements, looks back, ratings, steps, weeks and setbacks."""

from django.db import models
from django.db.models import Q

from ampersand.accounts.models import Person, Practice
from ampersand.cases.models import Case
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.goals.rules.agreement import State
from ampersand.goals.rules.steps import Done
from ampersand.privacy.scope import ScopedModel

STATES = [(state.value, state.value) for state in State]


class Goal(ScopedModel):
    """What people want, on the way from a first draft to having got there. Without an owner it belongs to all of us."""

    class Type(models.TextChoices):
        SHARED = "shared", "ours"
        MINE = "mine", "my own"
        SUPPORTING = "supporting", "my own, with help"
        FAMILY = "family", "our family's"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=12, choices=Type.choices)
    domain = models.CharField(max_length=16)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    audience = models.CharField(max_length=16, default=Audience.ALL_OF_US.value)
    state = models.CharField(max_length=12, choices=STATES, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1, help_text="Which of its words stand now")
    agreed_on = models.DateField(null=True)
    review_on = models.DateField(null=True, help_text="When to look back next")
    closed_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True, type__in=["shared", "family"], audience=Audience.ALL_OF_US.value)
                | Q(owner__isnull=False, type__in=["mine", "supporting"]),
                name="ours_has_no_owner",
            )
        ]
        indexes = [models.Index(fields=["case", "state"]), models.Index(fields=["owner"])]


class Wording(ScopedModel):
    """One version of a goal's words, sealed. Never overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="wordings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    words = models.BinaryField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="one_wording_per_number")]


class Agreement(ScopedModel):
    """That a person agreed to one version of a goal's words; nobody else among the members sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="agreements")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "person", "number"], name="agreed_to_a_goal_once")]


class Review(ScopedModel):
    """One look back at a goal: each rates alone, and all see all when everyone has."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_review_per_number"),
            models.UniqueConstraint(
                fields=["goal"], condition=Q(revealed_at__isnull=True), name="one_open_review_per_goal"
            ),
        ]


class Rating(ScopedModel):
    """Where one person sees a goal, from -2 to 2. For them and their therapist until the review is revealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="ratings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    words = models.BinaryField(null=True)
    audience = models.CharField(max_length=16, default=Audience.ME_AND_THERAPIST.value)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="one_rating_each"),
            models.CheckConstraint(condition=Q(level__gte=-2, level__lte=2), name="five_levels"),
        ]


class Step(ScopedModel):
    """Something small to do for a goal: who, when, how we will know, how hard. Without a holder all of us do it."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        SET_ASIDE = "set_aside", "set aside"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.BinaryField()
    first_on = models.DateField()
    hard = models.PositiveSmallIntegerField(help_text="0 to 10")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(hard__lte=10), name="hard_from_0_to_10")]


class StepWeek(ScopedModel):
    """What one person says became of a step in one week. A later word for the same week takes its place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="weeks")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    week = models.DateField(help_text="The Monday it began on")
    outcome = models.CharField(max_length=10, choices=[(done.value, done.value) for done in Done])
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person", "week"], name="one_word_a_week")]


class Setback(ScopedModel):
    """What happened, what we learned, what we change. It counts against nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="setbacks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)


class HouseTemplate(ScopedModel):
    """One version of a goal to start from that a practice wrote, perhaps in the place of one of ours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, help_text="Of one of ours, in whose place it stands; or a new one")
    number = models.PositiveIntegerField()
    domain = models.CharField(max_length=16)
    type = models.CharField(max_length=12, choices=Goal.Type.choices)
    text = models.CharField(max_length=160)
    levels = models.JSONField(help_text="Five texts, from -2 to 2")
    steps = models.JSONField(default=list)
    measured = models.CharField(max_length=160, blank=True)
    suggest = models.BooleanField(default=True, help_text="Also offered to clients, not to those who treat alone")
    current = models.BooleanField(default=True, help_text="The version that is offered; none of a slug: set aside")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "slug", "number"], name="goal_templates_are_numbered"),
            models.UniqueConstraint(
                fields=["practice", "slug"], condition=Q(current=True), name="one_current_goal_template"
            ),
        ]
