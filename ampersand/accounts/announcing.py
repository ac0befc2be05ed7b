"""The one mail that says something waits: the same words whatever it is, so that nothing can be told from it."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ampersand.accounts import letters
from ampersand.accounts.models import Person


def something_waits(people: Iterable[Person]) -> None:
    """Tell each person once, in words that tell an onlooker nothing, that something waits for them."""
    link = settings.ADDRESS + reverse("overview:home")
    everyone = {person.pk: person for person in people}
    reach = letters.Reach.of(everyone)
    for person in everyone.values():
        with translation.override(person.language):
            words = {"name": person.name, "sender_name": person.sender_name, "link": link}
            body = render_to_string("accounts/mail_waiting.txt", words)
            subject = _("You have something to fill in")
        letters.write(person, subject=subject, body=body, reach=reach)
