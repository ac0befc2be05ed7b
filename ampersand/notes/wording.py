"""What is said about notes."""

from django.utils.translation import gettext_lazy as _

from ampersand.notes.rules.court import Blocks, Says
from ampersand.notes.rules.court import Kind as Asker
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.notes.rules.kinds import Kind

KINDS = {
    Kind.JOINT: _("A meeting of all"),
    Kind.INDIVIDUAL: _("A meeting with one"),
    Kind.CONTACT: _("A contact"),
    Kind.PLAN: _("A plan for the work"),
    Kind.DISCHARGE: _("A summary at the end"),
}
LINE_KINDS = {
    Kind.JOINT: _("Meeting of all"),
    Kind.INDIVIDUAL: _("Meeting with one"),
    Kind.CONTACT: _("Contact"),
    Kind.PLAN: _("Plan for the work"),
    Kind.DISCHARGE: _("Summary at the end"),
}
FACTS = {
    "meeting": _("The meeting"),
    "measures": _("Measures since last time"),
    "goals": _("Goals"),
}


def kind_words(kind: str, *, several: bool) -> str:
    """What a note is about, in words; with one client a meeting is a meeting."""
    return str(LINE_KINDS[Kind(kind)] if several or kind != Kind.JOINT else _("Meeting"))


def kinds_for(*, several: bool) -> dict[Kind, str]:
    """The kinds of note that are offered in such a case, in words."""
    return {
        one: str(words if several or one is not Kind.JOINT else _("A meeting"))
        for one, words in KINDS.items()
        if several or one is not Kind.INDIVIDUAL
    }


EXTRACT_PARTS = {
    "attendance": _("When we met"),
    "answers": _("Your answers"),
    "goals": _("Goals"),
    "notes": _("From the notes"),
}
BOXES = {
    Box.STRENGTHS: (_("What you have going for you"), _("What is strong, in each and between them.")),
    Box.LOOP: (_("The loop you get caught in"), _("What one does when the other does what. Nobody begins it.")),
    Box.SORE: (_("Sore spots, and what weighs on you"), _("Old hurts that ring, and what comes from outside.")),
    Box.PLAN: (_("What we will do"), _("How often, for how long, and what first.")),
}
MARKS = {Mark.FITS: _("Fits"), Mark.PARTLY: _("Partly"), Mark.NOT: _("Not")}
ASKERS = {Asker.LAWYER: _("A lawyer’s letter"), Asker.COURT: _("A court’s order")}
SAYS = {
    Says.NOT_TOLD: _("not told yet"),
    Says.TOLD: _("told, has not said"),
    Says.CONSENTS: _("consents"),
    Says.OBJECTS: _("objects"),
}
BLOCKS = {
    Blocks.NOT_TOLD: _("Somebody concerned has not been told."),
    Blocks.OBJECTS: _("Somebody objects: answer that a court has to decide. Only an order goes further."),
    Blocks.TIME: _("The time in which they may object has not passed, and no protective order was asked for."),
    Blocks.LAWYER: _("The practice’s own lawyer has not been asked."),
    Blocks.SIGNATURES: _("Two of the staff have not signed."),
}
