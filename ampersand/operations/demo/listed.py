"""Whom a visitor of the demo finds: the therapists of Linden House, told by hand, and invented others in real towns."""

# ruff: noqa: E501 - one person's words are one line here
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from ampersand.directory import content
from ampersand.directory.queries.places import whereabouts
from ampersand.directory.rules.card import Card, Fees, Licence, Place
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.people import Someone

HOME = "Utrecht"
FIRST_STRANGER = 600  # in the row of invented names, far behind the clients


@dataclass(frozen=True)
class Listed:
    """One therapist, their card, whether they have room and in how many days, and how long ago they said so."""

    person: Someone
    card: Card
    room: str = "open"
    free_in: int = 0
    said_ago: int = 3
    portrait: int = 0  # which of the drawn portraits; 0: the open door


# town, country, how many, currency, usual fee, languages, kind of licence, who gives it
TOWNS = (
    ("Utrecht", "NL", 4, 95, ("nl", "en"), "Clinical psychologist", "Register of Care Professions"),
    ("Amsterdam", "NL", 4, 105, ("nl", "en"), "Couple and family therapist", "Register of Care Professions"),
    ("Rotterdam", "NL", 2, 90, ("nl", "en", "tr"), "Couple and family therapist", "Register of Care Professions"),
    ("Groningen", "NL", 1, 85, ("nl",), "Clinical psychologist", "Register of Care Professions"),
    ("Antwerp", "BE", 2, 80, ("nl", "fr"), "Psychotherapist", "Commission of Psychologists"),
    ("Brussels", "BE", 1, 85, ("fr", "nl", "en"), "Psychotherapist", "Commission of Psychologists"),
    ("Berlin", "DE", 3, 110, ("de", "en"), "Psychotherapist", "Chamber of Psychotherapists"),
    ("Paris", "FR", 2, 80, ("fr", "en"), "Psychologist", "Regional health agency"),
    ("London", "GB", 4, 85, ("en",), "Couple counsellor", "An accredited register"),
    ("Cambridge", "GB", 1, 75, ("en", "pl"), "Psychotherapist", "An accredited register"),
    ("Dublin", "IE", 2, 90, ("en",), "Family therapist", "A professional association"),
    ("Lisbon", "PT", 2, 60, ("pt", "en"), "Clinical psychologist", "Order of Psychologists"),
    ("Madrid", "ES", 1, 65, ("es",), "Clinical psychologist", "College of Psychologists"),
    ("Copenhagen", "DK", 1, 950, ("da", "en"), "Psychologist", "Board of Psychologists"),
    ("Boston", "US", 2, 160, ("en", "es"), "Licensed marriage and family therapist", "State board"),
    ("Toronto", "CA", 2, 150, ("en", "fr"), "Registered psychotherapist", "College of Psychotherapists"),
    ("Melbourne", "AU", 1, 170, ("en",), "Psychologist", "Psychology Board"),
)
CURRENCY = {"GB": "GBP", "DK": "DKK", "US": "USD", "CA": "CAD", "AU": "AUD"}
WAYS = (
    (
        ("emotion-focused", "attachment"),
        ("conflict", "closeness", "trust", "affair"),
        ("couple", "individual"),
        "Slowing down the circle that two people get caught in.",
    ),
    (
        ("cbt", "mindfulness"),
        ("worry", "low", "stress", "self-worth"),
        ("individual",),
        "Small steps, tried at home and looked at together.",
    ),
    (
        ("systemic", "narrative"),
        ("teenagers", "stepfamily", "coparenting", "child"),
        ("family", "couple"),
        "Families in which everyone’s voice counts.",
    ),
    (
        ("friendship", "solution-focused", "consultation"),
        ("communication", "beginning", "parents"),
        ("couple",),
        "Eight meetings about talking, listening and mending.",
    ),
    (
        ("psychodynamic", "person-centred"),
        ("loss", "trauma", "self-worth", "identity"),
        ("individual",),
        "Room for what has not been said yet.",
    ),
    (
        ("structured-dialogue", "decision", "consultation"),
        ("deciding", "affair", "separating"),
        ("couple",),
        "For two people who do not know whether to stay.",
    ),
    (
        ("systemic", "emotion-focused"),
        ("culture", "intimacy", "conflict"),
        ("couple", "family"),
        "Two languages, two families, one kitchen table.",
    ),
)
ABOUT = (
    "We begin with one meeting in which you ask me anything.\nI ask about your own part in things, never only about the other’s. I do not take sides, and I do not keep secrets that work against one of you; how that is handled you read and sign before we start.",
    "I work calmly and at your pace. After each meeting you tell me whether it helped, and we change what does not.\nI have worked in this town for eleven years.",
    "People come to me when they have tried a lot already. We look at what has worked even a little, and do more of that.\nI am invented, like everyone in this house.",
)
TOLD = (
    Listed(
        who.DANA,
        Card(
            "Dana Lindenfern", "Emotion-focused and systemic. Works with couples, and with each of you.",
            "A first meeting with me takes an hour. Both of you say what you hope for, in the same amount of time, and at the end I tell you honestly which way I think fits: together, each alone, both, or something else first.\nEveryone who starts joint meetings also meets me once alone. That is part of everyone’s care.",
            ("individual", "couple", "family"), ("in-person", "online"), ("emotion-focused", "systemic", "consultation"),
            ("conflict", "closeness", "trust", "affair", "parents", "teenagers"), ("nl", "en"), ("afternoons", "evenings"),
            ("step-free", "quiet-room", "breaks"), "The bell is the second from the top.",
            Fees("EUR", {"first": 0, "individual": 85, "couple": 95, "family": 105}, True, "Three places a week at half price."),
            Licence("Couple and family therapist", "LH-0417", "Register of Care Professions", ("NL", "BE")),
        ),
        free_in=8, portrait=1,
    ),
    Listed(
        who.HUGO,
        Card(
            "Hugo Reedlantern", "One-to-one: worry, loss, and finding one’s feet again.",
            "I see people on their own. If what troubles you is between two people, I say so and help you find someone for both.",
            ("individual",), ("in-person", "online"), ("cbt", "mindfulness"), ("worry", "low", "loss", "stress", "change"),
            ("nl", "en", "de"), ("mornings", "afternoons"), ("step-free", "quiet-room"), "",
            Fees("EUR", {"individual": 85}), Licence("Clinical psychologist", "LH-0388", "Register of Care Professions", ("NL",)),
        ),
        free_in=0, portrait=2,
    ),
    Listed(
        who.INES,
        Card(
            "Inês Mossbell", "Families with teenagers, separated parents, stepfamilies.",
            "Mostly I see everyone together first, then the parents, then the young person alone. What is said alone stays there, except when someone is in danger.",
            ("family", "couple"), ("in-person",), ("systemic", "attachment"), ("teenagers", "stepfamily", "coparenting", "child"),
            ("nl", "en", "pt"), ("evenings", "weekends"), ("step-free", "companion"), "",
            Fees("EUR", {"couple": 95, "family": 105}), Licence("Family therapist", "LH-0402", "Register of Care Professions", ("NL",)),
        ),
        free_in=21, portrait=3,
    ),
    Listed(
        who.JOON,
        Card(
            "Joon Quillgate", "Talking, listening, and deciding together.",
            "I work in short courses of eight meetings, and in a shorter one for two people of whom one leans towards leaving.",
            ("couple",), ("online",), ("friendship", "structured-dialogue", "decision"), ("communication", "conflict", "deciding"),
            ("en", "ko"), ("evenings",), ("text",), "",
            Fees("EUR", {"couple": 90}, True), Licence("Couple counsellor", "LH-0455", "A professional association", ("NL", "IE", "GB")),
        ),
        room="waiting",
    ),
)  # fmt: skip


def everyone() -> Iterator[Listed]:
    """All of them, the same on every day."""
    home = _place(HOME, "NL", "Linden House, Canal Lane 12")
    for one in TOLD:
        places = (home,) if "in-person" in one.card.formats else ()
        yield replace(one, card=replace(one.card, places=places))
    strangers = islice(who.names(), FIRST_STRANGER, None)
    number = 0
    for town, country, count, fee, languages, kind, authority in TOWNS:
        for _ in range(count):
            person = next(strangers)
            yield _drawn(person, number, _place(town, country, ""), fee, languages, Licence(kind, "", authority))
            number += 1


def _drawn(
    person: Someone, number: int, place: Place, fee: int, languages: tuple[str, ...], licence: Licence
) -> Listed:
    chance: Random = dice("listed", person.email)
    ways, concerns, kinds, line = WAYS[number % len(WAYS)]
    formats = (("in-person", "online"), ("in-person",), ("online",))[number % 3]
    amounts = {kind: round(fee * more / 5) * 5 for kind, more in zip(kinds, (1.0, 1.15), strict=False)}
    where = Place(f"{chance.choice(STREETS)} {chance.randint(2, 80)}", *_at(place, chance))
    card = Card(
        person.name, line, ABOUT[number % len(ABOUT)], kinds, formats, ways, concerns, languages,
        tuple(sorted(chance.sample(("mornings", "afternoons", "evenings", "weekends"), 2))),
        tuple(sorted(chance.sample(("step-free", "lift", "quiet-room", "breaks", "text"), 2))), "",
        Fees(CURRENCY.get(place.country, "EUR"), amounts, number % 4 == 0),
        replace(licence, number=f"N-{chance.randint(1000, 9999)}", valid_in=place.regions[-1:]),
        (where,) if "in-person" in formats else (),
    )  # fmt: skip
    room = ("open", "open", "open", "waiting", "open", "full")[number % 6]
    ago = 40 if number % 9 == 8 else chance.randint(0, 20)
    return Listed(person, card, room, chance.randint(0, 40), ago, 4 + number % 3 if number % 4 == 1 else 0)


STREETS = ("Mill Street", "Orchard Road", "Station Lane", "Garden Row", "Bridge Street", "Market Hill")


def _place(town: str, country: str, words: str) -> Place:
    found = whereabouts(f"{town}, {content.countries()[country]}").town
    assert found, town
    return Place(words, found.id, found.name, found.country, found.part, found.latitude, found.longitude)


def _at(place: Place, chance: Random) -> tuple[int, str, str, str, float, float]:
    """Somewhere in the town, so that not everybody lives in the market square."""
    latitude, longitude = place.latitude + chance.gauss(0, 0.02), place.longitude + chance.gauss(0, 0.03)
    return place.town_id, place.town, place.country, place.part, round(latitude, 4), round(longitude, 4)
