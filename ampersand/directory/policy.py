"""Who may see and do what in the directory. What belongs to no case asks these policies, not the table of `cases`.

Conditions, one sentence each:
- *shown*: everyone, signed in or not, sees what a practice published, while the therapist still works there;
- *own page*: a therapist writes their own page, and sees it in every state;
- *reviewer*: the practice's administrator sees and decides what was handed in, and nothing that is still being written;
- *addressee*: a letter is for the therapist it was sent to, while they still work there, and for nobody else at all:
  no colleague, no supervisor, no administrator;
- *holder*: whoever holds an enquiry's link sees how it stands. Nobody else sees an enquiry as a whole.
"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ampersand.accounts.models import StaffRole
from ampersand.directory.models import (
    Enquiry,
    Letter,
    LetterWord,
    Listing,
    ListingPlace,
    OfferedTime,
    Photo,
    Profile,
)
from ampersand.privacy import policy
from ampersand.privacy.policy import NONE, REFUSED, Decision
from ampersand.privacy.viewer import Viewer

SHOWN = Decision(True, "Everyone sees what a practice has published.")
OWN = Decision(True, "A therapist writes their own page.")
REVIEWS = Decision(True, "The practice's administrator looks at a page before it shows.")
ADDRESSED = Decision(True, "Only the therapist to whom it was sent reads an enquiry.")


def still_works_there(row: Listing) -> bool:
    """Whether the therapist of a listing holds that role in its practice now."""
    return StaffRole.objects.filter(person=row.person_id, practice=row.practice_id, role="therapist").exists()


def may_have_page(viewer: Viewer) -> bool:
    """Whether the viewer is a therapist of a practice, and so may have a page and receive enquiries."""
    return "therapist" in viewer.staff_roles and viewer.practice_id is not None


def may_review(viewer: Viewer) -> bool:
    """Whether the viewer decides for a practice what shows."""
    return "administrator" in viewer.staff_roles and viewer.practice_id is not None


def enquiries_held(token: str) -> "QuerySet[Enquiry]":
    """The enquiry behind a link: the link itself is the key to it."""
    return QuerySet(Enquiry).filter(token_hash=sha256(token.encode()).hexdigest())


def enquiries_from(form: UUID) -> "QuerySet[Enquiry]":
    """The enquiry that was sent from one form: only the browser that showed it knows its id."""
    return QuerySet(Enquiry).filter(form=form)


def letters_held(token: str) -> "QuerySet[Letter]":
    """The letters of the enquiry behind a link."""
    return QuerySet(Letter).filter(enquiry__in=enquiries_held(token))


def enquiry_of(letter: Letter) -> Enquiry:
    """The enquiry of a letter, for telling the one who asked that there is news; it leaves no page."""
    return QuerySet(Enquiry).get(pk=letter.enquiry_id)


def words_held(token: str) -> "QuerySet[LetterWord]":
    """What was added to the letters of the enquiry behind a link."""
    return QuerySet(LetterWord).filter(letter__in=letters_held(token))


def times_held(token: str) -> "QuerySet[OfferedTime]":
    """The times offered for the enquiry behind a link."""
    return QuerySet(OfferedTime).filter(letter__in=letters_held(token))


@dataclass(frozen=True)
class Public:
    """The policy of what a practice published; `listing` is the way from the row to its listing."""

    listing: str = ""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter: everything whose therapist still works there."""
        if action != "read":
            return NONE
        way = f"{self.listing}__" if self.listing else ""
        person, practice = OuterRef(f"{way}person_id"), OuterRef(f"{way}practice_id")
        return Q(Exists(StaffRole.objects.filter(person_id=person, practice_id=practice, role="therapist")))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        listing = getattr(thing, self.listing) if self.listing else thing
        assert isinstance(listing, Listing)
        return SHOWN if action == "read" and still_works_there(listing) else REFUSED


@dataclass(frozen=True)
class OfPage:
    """The policy of pages as they are written."""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter: one's own, and what was handed in to one's practice."""
        found = NONE
        if may_have_page(viewer) and action in {"read", "write"}:
            found |= Q(person_id=viewer.person_id, practice_id=viewer.practice_id)
        if may_review(viewer) and action in {"read", "review"}:
            found |= Q(practice_id=viewer.practice_id, state=Profile.State.SUBMITTED)
        return found

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        assert isinstance(thing, Profile)
        here = thing.practice_id == viewer.practice_id
        if here and may_have_page(viewer) and thing.person_id == viewer.person_id and action in {"read", "write"}:
            return OWN
        handed_in = thing.state == Profile.State.SUBMITTED
        return REVIEWS if here and may_review(viewer) and handed_in and action in {"read", "review"} else REFUSED


@dataclass(frozen=True)
class OfPhoto:
    """The policy of photos: seen by everyone where they are on show, else by those who see the page."""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter."""
        if action != "read":
            return NONE
        shown = Listing.objects.visible_to(viewer).filter(photo=OuterRef("pk"))
        pages = Profile.objects.visible_to(viewer)
        return Q(Exists(shown)) | Q(profile__in=pages, pk__in=pages.values("photo"))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row, by the same filter."""
        rows = Photo.objects.visible_to(viewer, action).filter(pk=thing.pk)
        return SHOWN if rows.exists() else REFUSED


@dataclass(frozen=True)
class OfLetter:
    """The policy of letters and what hangs on them; `letter` is the way from the row to its letter."""

    letter: str = ""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter: letters to the viewer that were really sent."""
        if not may_have_page(viewer) or action not in {"read", "write"}:
            return NONE
        way = f"{self.letter}__" if self.letter else ""
        mine = Q(**{f"{way}therapist_id": viewer.person_id, f"{way}practice_id": viewer.practice_id})
        return mine & ~Q(**{f"{way}state": Letter.State.HELD})

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        letter = getattr(thing, self.letter) if self.letter else thing
        assert isinstance(letter, Letter)
        mine = letter.therapist_id == viewer.person_id and letter.practice_id == viewer.practice_id
        sent = letter.state != Letter.State.HELD
        return ADDRESSED if may_have_page(viewer) and mine and sent and action in {"read", "write"} else REFUSED


@dataclass(frozen=True)
class OfHolder:
    """The policy of enquiries as a whole: nobody who can sign in sees one, whoever they are."""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter: none."""
        return NONE

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """Always refused: only the link opens it."""
        return REFUSED


policy.register(Profile, OfPage())
policy.register(Photo, OfPhoto())
policy.register(Listing, Public())
policy.register(ListingPlace, Public("listing"))
policy.register(Enquiry, OfHolder())
policy.register(Letter, OfLetter())
policy.register(LetterWord, OfLetter("letter"))
policy.register(OfferedTime, OfLetter("letter"))
