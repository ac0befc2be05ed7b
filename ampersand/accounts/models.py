"""People, practices and their staff, and sign-ins. A person has one account and takes part in many cases."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.scope import ScopedModel


class PersonManager(BaseUserManager["Person"]):
    """What sign-in needs to find a person; pages never use it."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address, whatever its capitals."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Anyone with an account. Clients have no password; the stored one is always unusable."""

    last_login = None  # sign-ins say it, to their owner only
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    sender_name = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=5, blank=True, choices=[("light", "light"), ("dark", "dark")])
    is_active = models.BooleanField(default=True)
    called_at = models.DateTimeField(null=True, blank=True, help_text="Since when something waits that cannot wait")
    made_at = models.DateTimeField(default=now)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="addresses_in_small_letters"),
        ]

    def has_usable_password(self) -> bool:
        """Never, however the row was made."""
        return False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Nobody signs in with a password; addresses are kept in small letters, as sign-in looks for them."""
        if not self.password:
            self.set_unusable_password()
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class Practice(models.Model):
    """A practice: one therapist's or many."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC")


class StaffRole(models.Model):
    """What a person does in a practice; each role is a row of its own."""

    class Role(models.TextChoices):
        THERAPIST = "therapist", "therapist"
        SUPERVISOR = "supervisor", "supervisor"
        ADMINISTRATOR = "administrator", "administrator"
        SAFETY_LEAD = "safety_lead", "safety lead"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=16, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "practice", "role"], name="one_row_per_staff_role")]


class SignIn(ScopedModel):
    """One sign-in on one device; deleting the row ends it at once. Without a person: someone about to sign in."""

    key = models.CharField(primary_key=True, max_length=64, help_text="SHA-256 of the cookie, so a copy opens nothing")
    id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    data = models.TextField()
    practice = models.ForeignKey(
        Practice, on_delete=models.SET_NULL, null=True, help_text="For whom someone who works in several acts here"
    )
    device = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"]), models.Index(fields=["person", "-seen_at"])]


class Allowance(models.Model):
    """How often something limited was done in one stretch of time; the key tells neither address nor network."""

    key = models.CharField(primary_key=True, max_length=64, help_text="keyed hash of what is limited, whose and when")
    used = models.IntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"])]


class SafeContact(ScopedModel):
    """How a person may be reached without harm; numbers and words are sealed. No other member ever sees it."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    channels = models.JSONField(default=list, help_text="call, text, email, post; none: only in here")
    times = models.JSONField(default=list, help_text="When; none: at any time")
    may_leave_message = models.BooleanField(default=False)
    shared_device = models.CharField(max_length=6, default="unsure")
    language = models.CharField(max_length=40, blank=True, help_text="In which we should speak, in the person's words")
    words = models.BinaryField(help_text="Numbers, what we say, code phrase, who is called in an emergency; sealed")
    version = models.PositiveIntegerField(default=1)
    reviewed_on = models.DateField(help_text="When they last said that it is right; asked again after 90 days")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shared_device__in=["yes", "no", "unsure"]), name="a_known_answer_about_the_device"
            )
        ]
