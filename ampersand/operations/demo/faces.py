"""The people one can sign in as, and what to look at as each."""

# ruff: noqa: E501 - one person is one line here
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.accounts.models import Person
from ampersand.core.clock import now
from ampersand.operations.demo import people as who
from ampersand.operations.demo.people import Someone

STALE = 3  # days


@dataclass(frozen=True)
class Face:
    """A person, their mark (1, 2, ... or "t"), who they are here and what to look at."""

    person: Someone
    hand: int | str
    role: str
    what: str

    @property
    def first_name(self) -> str:
        """As one would call them."""
        return self.person.name.split()[0]


@dataclass(frozen=True)
class Group:
    """Faces that belong together."""

    title: str
    text: str
    faces: Sequence[Face]


def everyone() -> tuple[Group, ...]:
    """All groups, in the reader's language."""
    return (
        Group(
            _("A couple, on two phones"),
            _("Open one of them in a private window, so that both are signed in at the same time."),
            (
                Face(who.ANA, 1, _("client"), _("Two short check-ins wait today. Half a year of her own answers in words. Her plan for hard moments is one tap away.")),
                Face(who.BEN, 2, _("client"), _("The same check-ins wait for him. Look for a trace of Ana’s answers: there is none.")),
            ),
        ),
        Group(
            _("The practice"),
            _("In a real practice staff need a second step to sign in; here they do not."),
            (
                Face(who.DANA, "t", _("therapist"), _("Begin with Ana and Ben: both on one chart. In Oona and Piet one got better and one worse. Letters wait in Enquiries.")),
                Face(who.EMIL, "t", _("supervisor"), _("Looks into the cases he was asked about. Every look is written down.")),
                Face(who.GITA, "t", _("administrator"), _("The instruments and their licences, and a public page to look at. She reads nobody’s answers.")),
            ),
        ),
        Group(
            _("Others who come here"),
            "",
            (
                Face(who.CHLOE, 3, _("Ana and Ben’s daughter"), _("In the family’s case. What is between her parents is not hers to see.")),
                Face(who.NOOR, 2, _("client"), _("She and Milo show each other how they see the two of them.")),
                Face(who.MILO, 1, _("client"), _("Shares with Noor, and corrected one of his answers.")),
                Face(who.FARID, 1, _("client"), _("On his own. He was interrupted in the middle of today’s questions.")),
                Face(who.RUTH, 1, _("client"), _("Came yesterday: nothing answered yet.")),
            ),
        ),
    )  # fmt: skip


def groups() -> list[Group]:
    """The groups with those who are really here; a practice made for measuring has few of them."""
    here = _here()
    found = (Group(one.title, one.text, [face for face in one.faces if face.person.id in here]) for one in everyone())
    return [group for group in found if group.faces]


def person(person_id: UUID) -> Person | None:
    """The account of one of the faces; None for anybody else."""
    if all(face.person.id != person_id for group in everyone() for face in group.faces):
        return None
    return Person.objects.filter(pk=person_id, is_active=True).first()


def age_in_days() -> int:
    """How long ago the practice was written; 0 while it is as good as new."""
    written = Person.objects.filter(pk=who.DANA.id).values_list("made_at", flat=True).first()
    days = (now() - written).days if written else 0
    return days if days >= STALE else 0


def _here() -> set[UUID]:
    wanted = [face.person.id for group in everyone() for face in group.faces]
    return set(Person.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
