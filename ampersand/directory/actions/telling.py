"""Mails about enquiries: neutral words, nothing of what was written, nobody's name."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ampersand.accounts import letters
from ampersand.accounts.models import Person
from ampersand.core import mail
from ampersand.directory.models import Letter
from ampersand.directory.policy import enquiry_of
from ampersand.directory.queries import sealed
from ampersand.privacy.vault import Unreadable

NEUTRAL_SENDER = "Messages"


def therapist(letter: Letter, *, again: bool = False) -> None:
    """Tell the therapist that something waits in their inbox; `again` reminds them."""
    row = Person.objects.filter(pk=letter.therapist_id).values_list("email", "name", "sender_name").first()
    if row is None:
        return
    address, name, sender = row
    facts = {"name": name, "link": _address("directory:inbox"), "again": again}
    subject = _("Still waiting for you") if again else _("Something is waiting for you")
    mail.send(
        to=address, subject=subject, body=render_to_string("directory/mail/inbox.txt", facts),
        sender_name=sender or NEUTRAL_SENDER,
    )  # fmt: skip


def link(address: str, token: str, *, confirm: bool) -> None:
    """Send the link of one's own page to the one who asked; `confirm`: nothing goes on before it is opened."""
    facts = {"link": _address("directory:yours", token), "confirm": confirm}
    subject = _("One more step") if confirm else _("Your link")
    body = render_to_string("directory/mail/link.txt", facts)
    letters.write_to(address, subject=subject, body=body, sender_name=NEUTRAL_SENDER)


def asker(letter: Letter, *, waiting: bool = False) -> None:
    """Tell the one who asked that there is news on their page, if they gave an address; `waiting`: no answer yet."""
    enquiry = enquiry_of(letter)
    try:
        reach = sealed.open_reach(enquiry.pk, bytes(enquiry.reach))
    except Unreadable:
        return
    if not reach.mail:
        return
    facts = {"link": _address("directory:yours", reach.token), "waiting": waiting}
    body = render_to_string("directory/mail/news.txt", facts)
    letters.write_to(reach.mail, subject=_("There is news"), body=body, sender_name=NEUTRAL_SENDER)


def openings(address: str, name: str, sender: str) -> None:
    """Remind a therapist that what their page says about room ends soon."""
    facts = {"name": name, "link": _address("directory:profile")}
    body = render_to_string("directory/mail/openings.txt", facts)
    mail.send(to=address, subject=_("Please look at your page"), body=body, sender_name=sender or NEUTRAL_SENDER)


def _address(name: str, *args: str) -> str:
    return str(settings.ADDRESS) + reverse(name, args=args)
