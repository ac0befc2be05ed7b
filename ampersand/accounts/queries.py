"""Reads: one's own account and sign-ins, and what sign-in needs to find a person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings

from ampersand.accounts.models import Person, SafeContact, SignIn, StaffRole
from ampersand.accounts.rules.reaching import Shared, is_due
from ampersand.accounts.safe_contact import Words, opened
from ampersand.core.clock import now, today
from ampersand.privacy.viewer import Viewer

NO_ONE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class OneSignIn:
    """A device on which one is signed in."""

    id: UUID
    device: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey by the name that its owner gave it."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondSteps:
    """What someone has beside the code by mail."""

    app_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def count(self) -> int:
        """How many there are; recovery codes only stand in for one."""
        return bool(self.app_since) + len(self.passkeys)


def person_with_address(address: str) -> Person | None:
    """The active person with this e-mail address, whatever its capitals; for sign-in and invitations."""
    return Person.objects.filter(email=address.strip().lower(), is_active=True).first()


def own_person(viewer: Viewer) -> Person:
    """The viewer's own account; raises Person.DoesNotExist for nobody."""
    return Person.objects.get(pk=viewer.person_id or NO_ONE)


def own_practices(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The practices in which the viewer works, by name."""
    held = StaffRole.objects.filter(person_id=viewer.person_id or NO_ONE)
    return list(held.order_by("practice__name", "practice").values_list("practice_id", "practice__name").distinct())


def own_sign_ins(viewer: Viewer, this: str) -> list[OneSignIn]:
    """Where the viewer is signed in now, this one first, then by last use; `this` is the stored key of this one."""
    live = SignIn.objects.visible_to(viewer).filter(ends_at__gt=now(), seen_at__gte=now() - settings.IDLE)
    rows = live.order_by("-seen_at").values_list("id", "device", "started_at", "seen_at", "key")
    found = [OneSignIn(id, device, started, seen, key == this) for id, device, started, seen, key in rows]
    return sorted(found, key=lambda one: not one.is_this)


def own_second_steps(viewer: Viewer) -> SecondSteps:
    """The viewer's authenticator app, passkeys and recovery codes."""
    app_since, passkeys, codes_left = None, [], 0
    for one in Authenticator.objects.filter(user_id=viewer.person_id).order_by("created_at"):
        if one.type == Authenticator.Type.TOTP:
            app_since = one.created_at
        elif one.type == Authenticator.Type.WEBAUTHN:
            passkeys.append(Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at))
        else:
            codes_left = len(one.wrap().get_unused_codes())
    return SecondSteps(app_since, tuple(passkeys), codes_left)


def has_second_step(person_id: UUID) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=person_id, type__in=kinds).exists())


@dataclass(frozen=True, slots=True)
class Reaching:
    """How a person may be reached, as they themselves told it."""

    channels: tuple[str, ...]
    times: tuple[str, ...]
    may_leave_message: bool
    shared_device: str
    language: str
    words: Words
    version: int
    reviewed_on: date


def own_contact(viewer: Viewer) -> Reaching | None:
    """How the viewer may be reached; None when they were never asked. One query."""
    row = SafeContact.objects.visible_to(viewer).filter(person=viewer.person_id or NO_ONE).first()
    return as_reaching(row) if row else None


def contact_is_due(viewer: Viewer) -> bool:
    """Whether the viewer is to be asked how they may be reached: never asked, or ninety days ago. One query."""
    rows = SafeContact.objects.visible_to(viewer).filter(person=viewer.person_id or NO_ONE)
    reviewed: date | None = rows.values_list("reviewed_on", flat=True).first()
    return is_due(reviewed, today(viewer.time_zone))


def shares_device(viewer: Viewer) -> bool:
    """Whether the viewer said that somebody else can pick up the device they use for this. One query."""
    rows = SafeContact.objects.visible_to(viewer).filter(person=viewer.person_id or NO_ONE)
    return rows.filter(shared_device=Shared.YES.value).exists()


def as_reaching(row: SafeContact) -> Reaching:
    """A row that the viewer may read whole, with its words."""
    return Reaching(
        tuple(row.channels), tuple(row.times), row.may_leave_message, row.shared_device, row.language,
        opened(row.person_id, row.words), row.version, row.reviewed_on,
    )  # fmt: skip
