"""How the record divides: what stays whose, and what each can have a copy of; the same words for everyone.

Source: docs/explanation/coming-in.md, "How the record divides" (AAMFT 2.2 and 2.3; the right to one's own part under
HIPAA and GDPR 15(4); the access matrix). Nobody's private side is ever part of what another may have.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """Something in the record: what it is, what becomes of it, and what of it one can have."""

    what: str
    stays: str
    copy: str


@dataclass(frozen=True)
class Portion:
    """Things that belong together, under whose they are."""

    key: str
    title: str
    things: tuple[Thing, ...]


WHENEVER = "Yes, at any time."
YOURS = Portion(
    "yours",
    "Yours alone",
    (
        Thing("What you answered, and your results", "They stay yours to read. The others never see them.", WHENEVER),
        Thing("What you chose to share", "From the day the work ends it is not shown to the others any more.",
              "Yes: it is part of your own answers."),
        Thing("Goals of your own", "They stay yours to read.", WHENEVER),
        Thing("What you have signed", "It stays as you signed it.", WHENEVER),
        Thing("Meetings you had alone with your therapist", "What is written about them is not part of what is joint.",
              "What concerns you; your therapist looks through it first."),
        Thing("Matters of safety, and how we may reach you", "They are handled one to one, and part of nothing joint.",
              "Ask your therapist, alone. Some of it is not shown again in here, to protect you."),
        Thing("Your plan for hard moments", "It belongs to you and to no work here. You keep it or delete it.",
              "Yes: print it whenever you like."),
    ),
)  # fmt: skip
TOGETHER = Portion(
    "together",
    "What you made together",
    (
        Thing("Goals of all of you, steps, and how you looked back", "Everyone can read them for a while, and nobody "
              "changes them.", "Your own part at any time. The whole only if every adult signs."),
        Thing("What your therapist writes about meetings with all of you", "It stays with the practice.",
              "Your own part, with what the others said left out. The whole only if every adult signs."),
        Thing("The agreement, and the days on which you were here", "They stay.", WHENEVER),
    ),
)  # fmt: skip
THERAPISTS = Portion(
    "therapists",
    "Your therapist’s own",
    (
        Thing("Working notes that are kept apart", "They are your therapist’s own thoughts, and part of nobody’s.",
              "No, as a rule. A court may decide otherwise."),
    ),
)  # fmt: skip
PORTIONS = (YOURS, TOGETHER, THERAPISTS)

PROMISES = (
    "Each of you has the same rights, whoever came first, whoever pays, and whoever leaves.",
    "Nobody is told that another has asked for a copy, unless the law says so.",
    "What is joint leaves the practice only if every adult signs. Anyone may say no, without a reason.",
    "Nothing is deleted because somebody leaves.",
    "While a court or a dispute may need it, nothing at all is deleted.",
    "If your therapist goes on with one of you, that is new work in a new place. Nobody else’s side opens there.",
)
