"""Mail: neutral words, plain text, sent after the transaction by a job."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import formataddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.tasks import task, task_backends

from ampersand.core.clock import now
from ampersand.core.ids import new_id

type File = tuple[str, str, str]  # name, content, media type


def send(
    *,
    to: str,
    subject: str,
    body: str,
    sender_name: str = "",
    not_before: datetime | None = None,
    attached: File | None = None,
) -> None:
    """Queue one mail; it leaves after the present transaction is stored, and not before an instant if one is given.

    Words must tell an onlooker nothing.
    """
    waits = not_before and not_before > now() and task_backends["default"].supports_defer
    job = deliver.using(run_after=not_before) if waits else deliver
    told: dict[str, Any] = {"to": to, "subject": subject, "body": body, "sender_name": sender_name}
    if attached:
        told["attached"] = list(attached)
    transaction.on_commit(lambda: job.enqueue(**told) and None)


@task()
def deliver(to: str, subject: str, body: str, sender_name: str = "", attached: list[str] | None = None) -> None:
    """Send one mail now, with a file if one is attached."""
    sender = formataddr((sender_name, settings.DEFAULT_FROM_EMAIL)) if sender_name else settings.DEFAULT_FROM_EMAIL
    message = EmailMessage(subject=subject, body=body, from_email=sender, to=[to])
    if attached:
        name, content, kind = attached
        message.attach(name, content, kind)
    message.send()


class FolderBackend(BaseEmailBackend):
    """Puts each mail into a folder as one .eml file, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; the number written."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / f"{now():%Y%m%d-%H%M%S}-{new_id()}.eml"
            part = path.with_suffix(".part")
            part.write_bytes(message.message().as_bytes())
            part.rename(path)
        return len(email_messages)
