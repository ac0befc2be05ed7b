"""The places of a case for those who treat it: a few headings, and under each the pages that belong together."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Place:
    """One page of a case: the word that templates call it by, its label, its address, and for whom it is."""

    key: str
    label: str | Promise
    name: str  # of the address; it takes the id of the case
    roles: frozenset[str] = (
        frozenset()
    )  # empty: for everyone who treats; otherwise one of these roles, outside room mode


@dataclass(frozen=True)
class Heading:
    """What stands in the first row; it leads to the first of its places, and more than one stand in a row below."""

    label: str | Promise
    places: tuple[Place, ...]

    def seen_by(self, viewer: Viewer) -> tuple[Place, ...]:
        """Its places for this viewer."""
        return tuple(
            place
            for place in self.places
            if not place.roles or (viewer.staff_roles & place.roles and not viewer.room_mode)
        )


HEADINGS = (
    Heading(
        _("Overview"),
        (
            Place("overview", _("Overview"), "overview:case"),
            Place("prepare", _("Prepare"), "overview:prepare"),
            Place("course", _("Course"), "pathway:course"),
        ),
    ),
    Heading(
        _("Week"),
        (
            Place("agenda", _("For the next meeting"), "overview:agenda"),
            Place("weeks", _("Check-ins"), "checkins:weeks"),
            Place("ratings", _("After meetings"), "checkins:ratings"),
            Place("meetings", _("Meetings"), "meetings:of_case"),
        ),
    ),
    Heading(
        _("Measures"),
        (Place("measures", _("Lines"), "measures:of_case"), Place("plan", _("Plan"), "measures:plan")),
    ),
    Heading(_("Messages"), (Place("messages", _("Messages"), "conversations:of_case"),)),
    Heading(_("Goals"), (Place("goals", _("Goals"), "goals:roadmap"),)),
    Heading(
        _("Notes"),
        (
            Place("notes", _("Signed and begun"), "notes:notes"),
            Place("thoughts", _("For yourself"), "notes:thoughts"),
            Place("picture", _("What we see together"), "notes:picture"),
            Place("leaves", _("What leaves"), "notes:leaves"),
        ),
    ),
    Heading(_("Reports"), (Place("reports", _("Reports"), "reports:reports"),)),
    Heading(_("Rows"), (Place("rows", _("Rows"), "conflict:of_case"),)),
    Heading(
        _("Exercises"),
        (
            Place("exercises", _("Library"), "exercises:shelf"),
            Place("brought", _("What was brought"), "exercises:brought"),
        ),
    ),
    Heading(
        _("Private"), (Place("private", _("Private checks"), "safety:checks", frozenset({"therapist", "safety_lead"})),)
    ),
    Heading(
        _("People"),
        (
            Place("people", _("Who takes part"), "cases:people"),
            Place("agreement", _("Agreement"), "cases:agreement"),
            Place("standing", _("How it stands"), "cases:standing"),
            Place("intake", _("Coming in"), "intake:of_case"),
        ),
    ),
)
