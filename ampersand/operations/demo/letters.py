"""What visitors asked the therapists of Linden House, and how it stands: one letter in each state."""

# ruff: noqa: E501 - one letter is one line here
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from ampersand.core.clock import now
from ampersand.directory.models import Enquiry, Letter, LetterWord, OfferedTime
from ampersand.directory.queries import sealed
from ampersand.directory.rules.letter import Reach, Sent
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import named
from ampersand.operations.demo.people import Someone
from ampersand.privacy import audit

TOKEN = named("letters", "a visitor's page").hex  # the page of one who asked two, to be looked at


@dataclass(frozen=True)
class Answer:
    """What one therapist made of it: the state, after how many days, words, and times as (days from now, hour)."""

    therapist: Someone
    state: str = "sent"
    after: float = 0.0
    words: str = ""
    times: Sequence[tuple[int, int]] = ()
    chosen: int = -1


@dataclass(frozen=True)
class Told:
    """One enquiry: how many days ago, what was handed over, where from, and every therapist's part."""

    key: str
    days: float
    sent: Sent
    answers: Sequence[Answer]
    zone: str = who.ZONE
    token: str = ""


ASKED = (
    Told("wren", 1.2, Sent("Wren", "couple", "NL", ("evenings",), "Not on Tuesdays.", "We quarrel about small things until neither of us speaks. I would like us to try. He has said yes to one meeting.", ("What do you want help with? Talking and arguing", "Would you both come? Yes", "How do your rows end? One of us leaves the room"), "wren.asked@example.org"), (Answer(who.DANA),)),
    Told("moss", 4, Sent("Moss", "individual", "NL", ("mornings",), "", "I have not slept well since the spring.", ()), (Answer(who.DANA, "offered", 1.5, "Thank you for writing. These times are free; all of them online, by a link that you find here before we meet.", ((3, 9), (4, 11), (9, 10))), Answer(who.HUGO)), zone="Europe/Lisbon", token=TOKEN),
    Told("juniper", 9, Sent("Juniper and Ash", "couple", "BE", ("afternoons", "evenings"), "", "We are about to become parents and would like to get ready.", (), "juniper.asked@example.org"), (Answer(who.DANA, "chosen", 3, "How good that you come before it is hard. I look forward to it.", ((5, 16), (6, 18)), 0),)),
    Told("linnet", 12, Sent("Linnet", "family", "DE", (), "", "Our son does not go to school any more.", ()), (Answer(who.DANA, "declined", 1, "Thank you for writing to me. I am not allowed to work with people where you are, so I cannot take this on. Someone whose licence holds there can."),)),
    Told("sorrel", 7, Sent("Sorrel", "couple", "NL", ("evenings",), "", "One of us is not sure about staying.", ("What do you want help with? Whether to stay together",)), (Answer(who.JOON),)),
    Told("thrush", 6, Sent("Thrush", "family", "NL", ("weekends",), "", "Two homes, three children, and everyone is tired.", (), "thrush.asked@example.org"), (Answer(who.INES, "accepted", 2, "Yes, gladly. I write again with times on Monday."),)),
)  # fmt: skip


def write() -> int:
    """Store them; how many letters there are."""
    return sum(_enquiry(one) for one in ASKED)


def _enquiry(one: Told) -> int:
    asked_at = now() - timedelta(days=one.days)
    token = one.token or named("letters", one.key).hex
    enquiry = Enquiry(
        id=named("enquiry", one.key), form=named("enquiry form", one.key), zone=one.zone, made_at=asked_at,
        token_hash=sha256(token.encode()).hexdigest(),
    )  # fmt: skip
    enquiry.reach = sealed.seal_reach(enquiry.pk, Reach(token, one.sent.mail))
    enquiry.insert()
    audit.record(chain=enquiry.pk, actor=None, verb="enquiry.made", subject=enquiry)
    for answer in one.answers:
        _letter(enquiry, one, answer)
    return len(one.answers)


def _letter(enquiry: Enquiry, one: Told, answer: Answer) -> None:
    therapist = answer.therapist.id
    moved_at = enquiry.made_at + timedelta(days=answer.after)
    letter = Letter(
        id=named("letter", one.key, answer.therapist.email), enquiry=enquiry, profile_id=profile_of(answer.therapist),
        therapist_id=therapist, practice_id=who.PRACTICE, state=answer.state, asked_at=enquiry.made_at,
        moved_at=moved_at, turn="search help" if answer.state == "declined" else "",
        reminded_at=moved_at + timedelta(days=2) if answer.state == "sent" and one.days > 2 else None,
        told_at=moved_at + timedelta(days=5) if answer.state == "sent" and one.days > 5 else None,
    )  # fmt: skip
    letter.sent = sealed.seal_sent(enquiry.pk, therapist, letter.pk, one.sent)
    letter.insert()
    if answer.words:
        word = LetterWord(id=named("word", letter.pk), letter=letter, from_therapist=True, at=moved_at)
        word.text = sealed.seal_word(enquiry.pk, therapist, word.pk, answer.words)
        word.insert()
    for place, (days, hour) in enumerate(answer.times):
        starts = (now() + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
        OfferedTime(
            letter=letter,
            starts_at=starts,
            minutes=50,
            online=True,
            chosen_at=moved_at if place == answer.chosen else None,
        ).insert()


def profile_of(person: Someone) -> UUID:
    """The id of a therapist's page."""
    return named("page", person.email)
