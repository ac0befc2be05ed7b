"""The folder into which a demo puts its mails."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings

from ampersand.core.clock import now


@dataclass(frozen=True)
class Mail:
    """One mail as plain text."""

    to: str
    sender: str
    subject: str
    body: str
    at: datetime


def oldest_first() -> list[Path]:
    """The files of all mails; their names begin with the time."""
    return sorted(Path(settings.MAIL_FOLDER).glob("*.eml"))


def read(path: Path) -> Mail:
    """One mail from its file."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    name, address = parseaddr(str(message["from"]))
    return Mail(str(message["to"]), name or address, str(message["subject"]), text.strip(), _sent(path))


def _sent(path: Path) -> datetime:
    try:
        return datetime.strptime(path.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=now().tzinfo)
    except ValueError:
        return now()
