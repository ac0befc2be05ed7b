"""What a practice's administrator does with a page that was handed in: publish it, or send it back with a word."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ampersand.core import mail
from ampersand.core.clock import now
from ampersand.directory.actions import listing
from ampersand.directory.models import Profile
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class Moved(Exception):
    """The page was changed since it was looked at."""


def publish(*, by: Viewer, profile_id: UUID, version: int) -> None:
    """Show the page to everyone, as it was when it was looked at; raises Hidden, Moved."""
    with transaction.atomic():
        profile = _handed_in(by, profile_id, version)
        listing.put_on_show(profile, by.person_id)
        rows = Profile.objects.visible_to(by, "review").filter(pk=profile.pk)
        rows.update(state=Profile.State.PUBLISHED, remark="")
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="directory.page_published", subject=profile)
        _tell(profile, published=True)


def send_back(*, by: Viewer, profile_id: UUID, version: int, remark: str) -> None:
    """Ask the therapist to change something first; what was on show stays as it was; raises Hidden, Moved."""
    with transaction.atomic():
        profile = _handed_in(by, profile_id, version)
        rows = Profile.objects.visible_to(by, "review").filter(pk=profile.pk)
        rows.update(state=Profile.State.DRAFT, remark=remark, changed_at=now())
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="directory.page_sent_back", subject=profile)
        _tell(profile, published=False)


def _handed_in(by: Viewer, profile_id: UUID, version: int) -> Profile:
    rows = Profile.objects.visible_to(by, "review").select_for_update().select_related("person")
    profile: Profile | None = rows.filter(pk=profile_id).first()
    if profile is None:
        raise Hidden
    if profile.version != version:
        raise Moved
    return profile


def _tell(profile: Profile, *, published: bool) -> None:
    person = profile.person
    facts = {"name": person.name, "published": published, "link": settings.ADDRESS + reverse("directory:profile")}
    body = render_to_string("directory/mail/looked_at.txt", facts)
    subject = _("Your page is on show") if published else _("A word about your page")
    mail.send(to=person.email, subject=subject, body=body, sender_name=person.sender_name)
