"""Every option a practice can set: one list, read from the environment, printed in docs/reference/options.md."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Option:
    """One option: its name in the environment (AMPERSAND_ is put before it), default and help."""

    name: str
    default: str
    help: str
    prefix: str = "AMPERSAND_"

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return self.prefix + self.name


OPTIONS = (
    Option("DATA_DIR", "var", "Folder for the embedded database, the key ring, anchors and demo mail."),
    Option(
        "DATABASE_URL",
        "",
        "A PostgreSQL address (postgresql://user:password@host/name). Empty: SQLite in the data folder.",
        prefix="",
    ),
    Option(
        "KEY_RING",
        "",
        "File with the key ring. Empty: keys/ring.json in the data folder. Keep it out of database backups.",
    ),
    Option("SECRET_KEY", "", "Secret for signing cookies. Empty: taken from the key ring."),
    Option("HOSTS", "localhost 127.0.0.1 [::1]", "Host names that the pages answer to, separated by spaces."),
    Option("ADDRESS", "http://localhost:8000", "The address that links in mails begin with."),
    Option("DEMO", "no", "yes: a practice of fictional people; anyone who reaches it can sign in as any of them."),
    Option("DEBUG", "no", "yes: show error details. Never on a real practice."),
    Option(
        "HTTPS", "yes", "yes: secure cookies, redirect and strict transport security. no only on a loopback address."
    ),
    Option("IDLE_MINUTES", "30", "Minutes without activity after which a person is signed out."),
    Option("SIGN_IN_DAYS", "14", "Days after which a sign-in ends however active it was."),
    Option("EXIT_ADDRESS", "https://www.wikipedia.org/", "Neutral page that 'Exit this page' leads to."),
    Option(
        "MAIL_URL",
        "",
        "Mail server, smtp://user:password@host:587 (smtps:// for TLS). Empty: mails go to the mail folder.",
    ),
    Option("MAIL_FROM", "post@localhost", "Address that mails come from. Choose one that says nothing clinical."),
    Option(
        "CONTENT_DIRS", "", "Folders of the practice's own content, separated by ':'; they go before the shipped ones."
    ),
    Option("OPENINGS_DAYS", "30", "Days for which what a therapist's page says about openings counts as confirmed."),
    Option("ENQUIRY_REMIND_DAYS", "2", "Days after which a therapist is reminded of an enquiry without an answer."),
    Option("ENQUIRY_TELL_DAYS", "5", "Days after which whoever asked is told plainly that there is no answer yet."),
    Option("ENQUIRY_CLOSE_DAYS", "21", "Days after which an enquiry without an answer is closed."),
    Option("ENQUIRY_KEEP_DAYS", "30", "Days after which an enquiry that is over is destroyed, words, names and all."),
    Option(
        "ENQUIRY_SECONDS",
        "3",
        "Seconds below which the form of an enquiry asks for one more look; machines are quicker.",
    ),
    Option("WORKERS", "2", "Processes that serve pages and live pages."),
    Option(
        "REDIS_URL",
        "",
        "A Redis (redis://host:6379/0) that carries hints for live pages between several machines. Empty: one machine.",
    ),
    Option("TRUSTED_PROXIES", "0", "Number of proxies in front that set X-Forwarded-For."),
)
_BY_NAME = {option.name: option for option in OPTIONS}


def text(name: str) -> str:
    """The option's value; the variable with _FILE names a file that holds it; raises OSError if that is missing."""
    option = _BY_NAME[name]
    if file := os.environ.get(option.variable + "_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(option.variable) or option.default


def yes(name: str) -> bool:
    """The option as yes or no; raises ValueError for any other word."""
    value = text(name).strip().lower()
    if value not in {"yes", "no"}:
        raise ValueError(f"{_BY_NAME[name].variable} must be yes or no, not {value!r}")
    return value == "yes"


def number(name: str) -> int:
    """The option as a whole number from 0; raises ValueError otherwise."""
    value = text(name).strip()
    if not value.isdigit():
        raise ValueError(f"{_BY_NAME[name].variable} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, separator: str | None = None) -> list[str]:
    """The option split into its parts."""
    return [part for part in text(name).split(separator) if part]
