"""What is said about notes."""

from django.utils.translation import gettext_lazy as _

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
