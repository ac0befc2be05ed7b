"""Lines that help: what one is, how a country's file is read, and what may be said about how old its check is.

Source of the rules: a number is never shown without its country, and never as certain when its check is older than
180 days (docs/decisions/0012-lines-that-help.md).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ampersand.core.reading import ContentError, Document, Node, parsed

OLD_AFTER = 180  # days; then the words say that it may have changed
AGAIN_AFTER = 90  # days; then someone in the practice should open every page again
ELSEWHERE = "elsewhere"
FOR_ALL = "Emergency services"
FACTS = ("code", "country", "in_words", "checked_on", "checked_by")
_NUMBER = re.compile(r"\(?\+?[0-9][0-9 ()/-]*[0-9]")
_CODE = re.compile(r"[a-z]{2}|elsewhere")


class Kind(StrEnum):
    """What a line is for."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    ABUSE = "abuse"
    CHILD = "child"
    ADDICTION = "addiction"


@dataclass(frozen=True, slots=True)
class Line:
    """One service and every way to reach it; it carries its country, so that no number is shown without.

    `free` is None where nobody says. `certainty`: A two independent lists agree, B this and another list, C this alone.
    """

    country: str
    in_words: str
    kind: Kind
    name: str
    for_whom: str
    phone: tuple[str, ...]
    then: str
    text: str
    text_word: str
    whatsapp: str
    chat_url: str
    site_url: str
    hours: str
    chat_hours: str
    languages: str
    free: bool | None
    leaves_trace_note: str
    may_involve_police: bool
    note: str
    source_url: str
    checked_on: date
    checked_by: str
    certainty: str

    @property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """Each number as it is read, with the link that dials it."""
        return tuple((number, f"tel:{digits(number)}") for number in self.phone)

    @property
    def is_for_all(self) -> bool:
        """Whether an emergency number is for every kind of danger, so that no word beside it is needed."""
        return self.name == FOR_ALL

    @property
    def text_link(self) -> str:
        """The link that opens a message to it, its word already written."""
        word = f"?body={self.text_word}" if self.text_word else ""
        return f"sms:{digits(self.text)}{word}" if self.text else ""

    @property
    def chat_host(self) -> str:
        """Where its chat is, as people read it."""
        return host(self.chat_url)

    @property
    def site_host(self) -> str:
        """Where its page is, as people read it."""
        return host(self.site_url)

    @property
    def in_short(self) -> str:
        """The line in one row of plain text: what it is, how to reach it, where and when."""
        ways = [*self.phone, f"text {self.text_word} to {self.text}" if self.text_word else self.text, self.chat_host]
        where = ", ".join(part for part in (self.in_words, self.hours.lower()) if part)
        return f"{self.name}: {', '.join(way for way in ways if way)} ({where})"

    def days_since_check(self, today: date) -> int:
        """Days since somebody last checked it."""
        return (today - self.checked_on).days

    def is_old(self, today: date) -> bool:
        """Whether it was checked more than 180 days ago, so that it may have changed."""
        return self.days_since_check(today) > OLD_AFTER


@dataclass(frozen=True, slots=True)
class Directory:
    """A list of lines kept by others, for what we do not have."""

    name: str
    url: str
    what: str

    @property
    def host(self) -> str:
        """Its address, as people read it."""
        return host(self.url)


@dataclass(frozen=True, slots=True)
class Country:
    """One country's lines, in the order of its file; `notes` say what is particular about one kind there."""

    code: str
    name: str
    in_words: str
    lines: tuple[Line, ...]
    notes: tuple[tuple[Kind, str], ...] = ()
    directories: tuple[Directory, ...] = ()

    def of(self, kind: Kind) -> tuple[Line, ...]:
        """Its lines of one kind; none where nobody told us of one."""
        return tuple(line for line in self.lines if line.kind == kind)

    @property
    def emergencies(self) -> tuple[Line, ...]:
        """Whom to call when someone is hurt or in danger."""
        return self.of(Kind.EMERGENCY)

    def note(self, kind: Kind) -> str:
        """What is particular about this kind here."""
        return dict(self.notes).get(kind, "")


def digits(number: str) -> str:
    """A number as a telephone takes it."""
    return re.sub(r"[^0-9+]", "", number)


def host(url: str) -> str:
    """The part of an address that people read."""
    return url.removeprefix("https://").removeprefix("www.").split("/")[0]


def read(document: Document, code: str) -> Country:
    """One country from its file, named like its code; raises ContentError with file, line and reason."""
    node = Node(document, parsed(document))
    if node.text("code") != code or not _CODE.fullmatch(code):
        raise node.error("code", f"must be the name of its file, {code!r}, two small letters")
    facts = (node.text("country"), node.text("in_words"), day(node, "checked_on"), node.text("checked_by"))
    lines = tuple(_line(one, facts) for one in node.tables("lines"))
    notes = tuple(_notes(node.table("notes"))) if node.has("notes") else ()
    directories = tuple(_directory(one) for one in node.tables("directories"))
    node.done()
    if code != ELSEWHERE and not any(line.kind is Kind.EMERGENCY for line in lines):
        raise node.error(None, "a country needs a line of the kind emergency")
    return Country(code, facts[0], facts[1], lines, notes, directories)


def day(node: Node, key: str, default: date | None = None) -> date:
    """A day, written without quotation marks; raises ContentError."""
    value = node.data.get(key, default) if node.has(key) or default else None
    if type(value) is not date:
        raise node.error(key if key in node.data else None, f"{key} must be a day such as 2026-10-07, is {value!r}")
    return value


def _line(node: Node, facts: tuple[str, str, date, str]) -> Line:
    country, in_words, checked_on, checked_by = facts
    line = Line(
        country=country,
        in_words=in_words,
        kind=Kind(node.choice("kind", [str(kind) for kind in Kind])),
        name=node.text("name"),
        phone=tuple(_number(node, "phone", one) for one in node.texts("phone", ())),
        text=_number(node, "text", node.text("text", "")),
        whatsapp=_number(node, "whatsapp", node.text("whatsapp", "")),
        chat_url=_address(node, "chat_url"),
        site_url=_address(node, "site_url"),
        source_url=_address(node, "source_url"),
        free=node.flag("free", False) if node.has("free") else None,
        may_involve_police=node.flag("may_involve_police", False),
        checked_on=day(node, "checked_on", checked_on),
        checked_by=node.text("checked_by", checked_by),
        certainty=node.choice("certainty", ("A", "B", "C")),
        **{key: node.text(key, "") for key in _WORDS},
    )
    node.done()
    if not (line.phone or line.text or line.whatsapp or line.chat_url or line.site_url):
        raise node.error(None, "needs a phone, text, whatsapp, chat_url or site_url")
    if line.text_word and not line.text:
        raise node.error("text_word", "needs a text number to be sent to")
    if line.kind is not Kind.EMERGENCY and not line.source_url:
        raise node.error(None, "source_url is missing: the service’s own page, to check it again")
    return line


_WORDS = ("for_whom", "then", "text_word", "hours", "chat_hours", "languages", "leaves_trace_note", "note")


def _number(node: Node, key: str, number: str) -> str:
    if number and not (_NUMBER.fullmatch(number) and len(digits(number)) >= 2):
        raise node.error(key, f"must be a number as it is dialled, is {number!r}")
    return number


def _address(node: Node, key: str) -> str:
    address = node.text(key, "")
    if address and not address.startswith("https://"):
        raise node.error(key, f"must begin with https://, is {address!r}")
    return address


def _notes(node: Node) -> list[tuple[Kind, str]]:
    found = [(kind, node.text(kind)) for kind in Kind if node.has(kind)]
    node.done()
    return found


def _directory(node: Node) -> Directory:
    found = Directory(node.text("name"), _address(node, "url"), node.text("what"))
    node.done()
    return found


__all__ = ["AGAIN_AFTER", "ELSEWHERE", "OLD_AFTER", "ContentError", "Country", "Directory", "Kind", "Line", "read"]
