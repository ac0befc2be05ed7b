"""Writes: preferences, sign-ins, second steps, and accounts for those who were invited."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from ampersand.accounts import limits
from ampersand.accounts.models import Person, Practice, SafeContact, SignIn, StaffRole
from ampersand.accounts.safe_contact import Words, seal
from ampersand.accounts.sessions import SessionStore
from ampersand.core.clock import now, today
from ampersand.core.live import changed
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

NOWHERE = "no-account.invalid"  # a name that no mail can ever reach


def make_person(*, address: str, name: str, language: str = "en", time_zone: str = "UTC") -> Person:
    """An account for someone who was invited; raises IntegrityError when the address has one already."""
    person = Person(email=address.strip(), name=name.strip(), language=language, time_zone=time_zone)
    with transaction.atomic():
        person.save(force_insert=True)
        audit.record(chain=audit.HOUSE, actor=person.pk, verb="accounts.made", subject=person)
    return person


def make_person_without_account(*, person_id: UUID, name: str, time_zone: str = "UTC") -> Person:
    """Someone too young for an account, known by name; nobody signs in as them. Raises IntegrityError when known."""
    person = Person(id=person_id, email=f"{person_id.hex}@{NOWHERE}", name=name.strip(), time_zone=time_zone)
    person.is_active = False
    with transaction.atomic():
        person.save(force_insert=True)
        audit.record(chain=audit.HOUSE, actor=None, verb="accounts.known", subject=person)
    return person


def give_account(*, person_id: UUID, address: str, name: str, language: str, time_zone: str) -> Person:
    """An account for someone who had none until now; raises Hidden when they have one, or IntegrityError."""
    with transaction.atomic():
        person = Person.objects.filter(pk=person_id, is_active=False, email__endswith=f"@{NOWHERE}").first()
        if person is None:
            raise Hidden
        person.email, person.name, person.is_active = address.strip(), name.strip() or person.name, True
        person.language, person.time_zone = language or person.language, time_zone or person.time_zone
        person.save()
        audit.record(chain=audit.HOUSE, actor=person.pk, verb="accounts.made", subject=person)
    return person


def sign_in_person(request: HttpRequest, person: Person, *, to: str = "") -> HttpResponse:
    """Sign in someone who proved who they are otherwise, and go on; those with a second step are asked for it."""
    return perform_login(request, Login(user=person, redirect_url=to or None))  # type: ignore[no-any-return]


def change_preferences(*, by: Viewer, name: str, language: str, time_zone: str, sender_name: str, theme: str) -> None:
    """Change how one is named and spoken to."""
    assert by.person_id
    Person.objects.filter(pk=by.person_id).update(
        name=name, language=language, time_zone=time_zone, sender_name=sender_name, theme=theme
    )


@transaction.atomic
def end_sign_in(*, by: Viewer, sign_in_id: UUID) -> None:
    """End one of one's own sign-ins at once; raises Hidden when there is none."""
    ended, _ = SignIn.objects.visible_to(by, "end").filter(id=sign_in_id).delete()
    if not ended:
        raise Hidden
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb="accounts.sign_in_ended")
    changed("person", by.person_id)


@transaction.atomic
def end_other_sign_ins(*, by: Viewer, this: str) -> int:
    """End all one's own sign-ins but this one, named by its stored key; how many."""
    ended, _ = SignIn.objects.visible_to(by, "end").exclude(key=this).delete()
    if ended:
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="accounts.other_sign_ins_ended")
        changed("person", by.person_id)
    return ended


@transaction.atomic
def act_for(*, by: Viewer, practice_id: UUID, this: str) -> None:
    """Act for one of one's practices on this device, named by its stored key; raises Hidden where one does not work."""
    if by.is_nobody or not StaffRole.objects.filter(person=by.person_id, practice_id=practice_id).exists():
        raise Hidden
    if not SignIn.objects.visible_to(by, "write").filter(key=this).update(practice_id=practice_id):
        raise Hidden
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb="accounts.acts_for", note=str(practice_id))
    changed("person", by.person_id)


@transaction.atomic
def change_address(*, person: Person, address: str) -> None:
    """Give someone another mail address, for the command line; all their sign-ins and open codes end.

    Raises ValueError when somebody has the address, and when it is the person's own already.
    """
    new = address.strip().lower()
    if Person.objects.filter(email=new).exists():
        raise ValueError("This address has an account already.")
    Person.objects.filter(pk=person.pk).update(email=new)
    SignIn._base_manager.filter(person_id=person.pk).delete()
    SignIn._base_manager.filter(person__isnull=True, data__contains=str(person.pk)).delete()
    audit.record(chain=audit.HOUSE, actor=None, verb="accounts.address_changed", subject=person)
    changed("person", person.pk)


@transaction.atomic
def rest_account(*, person_id: UUID, actor: UUID | None) -> None:
    """Let nobody sign in with an account any more, because its owner has died; every sign-in ends at once."""
    if Person.objects.filter(pk=person_id, is_active=True).update(is_active=False):
        SignIn._base_manager.filter(person_id=person_id).delete()
        audit.record(chain=audit.HOUSE, actor=actor, verb="accounts.rests", note=str(person_id))
        changed("person", person_id)


@transaction.atomic
def wake_account(*, person_id: UUID, actor: UUID | None) -> None:
    """Let its owner sign in again; it was a mistake."""
    if Person.objects.filter(pk=person_id, is_active=False).update(is_active=True):
        audit.record(chain=audit.HOUSE, actor=actor, verb="accounts.wakes", note=str(person_id))


def call(*, people: Iterable[UUID]) -> None:
    """Let their open pages say that something waits which cannot wait; the first call counts."""
    Person.objects.filter(pk__in=list(people), called_at__isnull=True).update(called_at=now())


def call_off(*, people: Iterable[UUID]) -> None:
    """Nothing waits any more that cannot wait."""
    Person.objects.filter(pk__in=list(people), called_at__isnull=False).update(called_at=None)


def note_sign_in(*, person: Person) -> None:
    """Remember on the house's chain that someone signed in; neither from where nor with what."""
    audit.record(chain=audit.HOUSE, actor=person.pk, verb="accounts.signed_in", subject=person)


def note_second_step(*, by: Viewer, verb: str) -> None:
    """Remember on the house's chain that someone added or removed a second step."""
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb=f"accounts.second_step_{verb}")


@transaction.atomic
def remove_second_steps(*, person_id: UUID, actor: UUID | None = None) -> int:
    """Take all second steps from someone who lost them and end their sign-ins, for the command line; how many."""
    removed, _ = Authenticator.objects.filter(user_id=person_id).delete()
    SignIn._base_manager.filter(person_id=person_id).delete()
    audit.record(chain=audit.HOUSE, actor=actor, verb="accounts.second_steps_removed", note=str(person_id))
    changed("person", person_id)
    return int(removed)


def forget_ended() -> None:
    """Remove what is over: sign-ins that ended or were idle, and used allowances."""
    SessionStore.clear_expired()
    limits.forget_old()


def open_practice(*, name: str, time_zone: str) -> Practice:
    """A new practice, for the command line; its staff are given their roles one by one."""
    with transaction.atomic():
        practice = Practice(name=name, time_zone=time_zone)
        practice.save(force_insert=True)
        audit.record(chain=audit.HOUSE, actor=None, verb="accounts.practice_opened", subject=practice)
    return practice


def rename_practice(*, practice_id: UUID, name: str, time_zone: str) -> None:
    """Another name or clock for a practice; who may is asked by the caller, in whose transaction it happens."""
    Practice.objects.filter(pk=practice_id).update(name=name, time_zone=time_zone)


@transaction.atomic
def give_role(*, person: Person, practice: Practice, role: str) -> bool:
    """Let someone do this work in a practice, for the command line; False if they did already."""
    _, new = StaffRole.objects.get_or_create(person=person, practice=practice, role=StaffRole.Role(role).value)
    if new:
        audit.record(chain=audit.HOUSE, actor=None, verb="accounts.role_given", subject=person, note=role)
    return new


@transaction.atomic
def take_role(*, person: Person, practice: Practice, role: str) -> bool:
    """End this work of someone's; they see nothing of it from their next page on; False if they did not do it."""
    taken, _ = StaffRole.objects.filter(person=person, practice=practice, role=role).delete()
    if taken:
        audit.record(chain=audit.HOUSE, actor=None, verb="accounts.role_taken", subject=person, note=role)
        changed("person", person.pk)
    return bool(taken)


class ChangedElsewhere(Exception):
    """Another page has changed it since this one was opened."""


@transaction.atomic
def keep_contact(
    *, by: Viewer, version: int, channels: Sequence[str], times: Sequence[str], may_leave_message: bool,
    shared_device: str, language: str, words: Words,
) -> None:  # fmt: skip
    """Write down how one may be reached; `version` is the one the page began with, 0: none. Raises ChangedElsewhere."""
    if by.person_id is None:
        raise Hidden
    told = {
        "channels": list(channels), "times": list(times), "may_leave_message": may_leave_message,
        "shared_device": shared_device, "language": language, "words": seal(by.person_id, words),
        "reviewed_on": today(by.time_zone),
    }  # fmt: skip
    rows = SafeContact.objects.visible_to(by, "write").filter(person=by.person_id)
    if not rows.filter(version=version).update(**told, version=version + 1):
        if version or rows.exists():
            raise ChangedElsewhere
        try:
            with transaction.atomic():
                SafeContact(person_id=by.person_id, **told).insert()
        except IntegrityError:  # another page was a moment earlier
            raise ChangedElsewhere from None
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb="accounts.contact_kept")


@transaction.atomic
def contact_is_right(*, by: Viewer) -> None:
    """Say that it is still right; asked again after ninety days. Raises Hidden when there is none."""
    rows = SafeContact.objects.visible_to(by, "write").filter(person=by.person_id)
    if not rows.update(reviewed_on=today(by.time_zone)):
        raise Hidden
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb="accounts.contact_right")
