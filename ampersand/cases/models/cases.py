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
        PAUSED = "paused", "paused"
        UNIT_ENDED = "unit_ended", "ended as a unit"
        CLOSED = "closed", "closed"
        ENDED = "ended", "ended"
        FROZEN = "frozen", "frozen"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    state_since = models.DateTimeField(default=now)
    state_before = models.CharField(
        max_length=12, choices=State.choices, blank=True, help_text="What a mistake is taken back to"
    )
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    confidentiality = models.CharField(
        max_length=4, default="none", help_text="The policy in force: none, A, B or C; kept by actions/agreement.py"
    )
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when every signature is there; empty: not complete"
    )
    hold_since = models.DateTimeField(
        null=True, blank=True, help_text="Legal hold: nothing is deleted or leaves by itself"
    )
    baseline = models.JSONField(default=list, help_text="Instruments that everyone is asked at the start, by slug")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(confidentiality__in=["none", "A", "B", "C"]), name="a_known_policy")
        ]
        indexes = [models.Index(fields=["practice", "state"]), models.Index(fields=["state", "state_since"])]


class Participation(ScopedModel):
    """A person's part in a case, from joining to leaving."""

    class Role(models.TextChoices):
        MEMBER = "member", "member"
        CHILD = "child", "child without an account"
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
    reads_from = models.DateTimeField(
        null=True, blank=True, help_text="From when a member may read what others wrote; empty: from joining"
    )
    born_in = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Year, only of someone who is a minor")
    of_age_at = models.DateTimeField(null=True, blank=True, help_text="When a minor's rights passed over to them")
    age_noticed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the therapist was told that it is near"
    )
    earlier_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When those who were here before were asked what this member may read"
    )
    died_at = models.DateTimeField(null=True, blank=True, help_text="When it was noted that the person has died")

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
            models.CheckConstraint(
                condition=Q(role="member") | (Q(reads_from__isnull=True) & (Q(role="child") | Q(born_in__isnull=True))),
                name="only_members_have_an_age",
            ),
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
    born_in = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Year, only of someone who is a minor")
    child = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="A child here who gets an account now"
    )
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "made_at"])]


class House(models.Model):
    """What a practice has settled for all its cases; a practice without a row keeps to the defaults."""

    practice = models.OneToOneField(Practice, on_delete=models.PROTECT, primary_key=True, related_name="+")
    confidentiality = models.CharField(max_length=4, default="B")
    consents_at = models.PositiveSmallIntegerField(
        default=16, help_text="Years of age from which a person consents alone"
    )
    keeps_years = models.PositiveSmallIntegerField(
        default=7, help_text="Years after the last contact of the last member"
    )
    complaints = models.TextField(blank=True, help_text="Whom to turn to with a complaint")
    country = models.CharField(max_length=2, blank=True, help_text="Whose law the age of consent follows")
    hours = models.CharField(max_length=120, blank=True, help_text="When somebody is there, in words")
    answers_within = models.CharField(max_length=120, blank=True, help_text="How soon a therapist answers, in words")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confidentiality__in=["A", "B", "C"]), name="a_policy_that_can_be_signed"
            ),
            models.CheckConstraint(condition=Q(consents_at__gte=12, consents_at__lte=21), name="a_possible_age"),
        ]


class Document(models.Model):
    """A text exactly as it was put before people, known by its digest; never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    slug = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=12, default="en")
    text = models.TextField()
    made_at = models.DateTimeField(default=now)


class Terms(ScopedModel):
    """An agreement put before everyone in a case: the confidentiality policy and the text that says it."""

    class Why(models.TextChoices):
        OPENING = "opening", "the beginning"
        CHANGE = "change", "a change"
        LEFT = "left", "someone left"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=8, choices=Why.choices)
    policy = models.CharField(max_length=4, help_text="A, B or C; none where one person is alone with their therapist")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    for_guardians = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    for_children = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    in_force_at = models.DateTimeField(null=True, help_text="When the last signature came; it holds from then on")
    closed_at = models.DateTimeField(null=True, help_text="When it was set aside, or another took its place")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="terms_are_numbered"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(closed_at__isnull=True, in_force_at__isnull=True),
                name="one_proposal_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at__isnull=True, in_force_at__isnull=False), name="one_in_force"
            ),
        ]


class Signature(ScopedModel):
    """What one person has signed, alone and in their own account; withdrawn, never removed."""

    class Says(models.TextChoices):
        OWN = "own", "agrees for themselves"
        FOR_CHILD = "for_child", "agrees that a child takes part"
        ASSENT = "assent", "a child's own yes"
        EARLIER = "earlier", "lets someone who joined read what was before"
        GOING_ON = "going_on", "agrees that the therapist goes on with the other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    says = models.CharField(max_length=10, choices=Says.choices)
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, help_text="As the person typed it")
    signed_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "person", "about", "says"],
                condition=Q(withdrawn_at__isnull=True, terms__isnull=False),
                name="signed_once",
            ),
            models.UniqueConstraint(
                fields=["case", "person", "about", "says"],
                condition=Q(withdrawn_at__isnull=True, terms__isnull=True),
                name="agreed_once",
            ),
        ]
        indexes = [models.Index(fields=["case", "says", "about"])]


class Guardian(ScopedModel):
    """Someone who may consent for a minor, with or without an account here; the court order's words are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    relation = models.CharField(max_length=40, blank=True, help_text="Mother, foster parent, the youth office")
    may_consent = models.BooleanField(default=True, help_text="Whether they hold parental authority")
    reads_plan = models.BooleanField(default=True, help_text="Whether they may see the plan and the dates")
    on_paper = models.DateField(null=True, help_text="When consent was given on paper by someone without an account")
    note = models.BinaryField(null=True, help_text="How they are reached and what a court has said, sealed")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "child", "person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="a_guardian_once",
            )
        ]
