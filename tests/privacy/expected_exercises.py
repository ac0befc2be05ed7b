"""Who may do what with exercises, by people: the part of expected.py that is about them."""

from django.db.models import Model

from ampersand.exercises.models import Kept, Line, MapPiece, Opening, Page, Pair, Seat, Sitting, SittingRating, Task

EXERCISES = (Kept, Line, MapPiece, Opening, Page, Pair, Seat, Sitting, SittingRating, Task)


def exercise(actor: str, owner: str, role: str, thing: Model, going_on: bool, here: bool) -> frozenset[str]:
    """What is of all, each writes and reads; one's own only oneself; a line as far as it was shown."""
    adds = {"write"} if going_on else set()
    if isinstance(thing, Pair | Sitting | Kept | Seat):
        mine = {"member": {"read"} | adds, "therapist": {"read"} | adds, "supervisor": {"read"}}.get(role, set())
        return frozenset(mine)
    if isinstance(thing, Opening):
        return frozenset({"member": {"read"}, "therapist": {"read"} | adds, "supervisor": {"read"}}.get(role, set()))
    own = {"read"} | (adds if role == "member" else set())
    if isinstance(thing, Task):
        if actor == owner:
            return frozenset(own)
        return frozenset({"therapist": {"read"} | adds, "supervisor": {"read"}}.get(role, set()))
    if isinstance(thing, SittingRating):
        return frozenset(own if actor == owner else {"read"} if role in {"therapist", "supervisor"} else set())
    assert isinstance(thing, Page | Line | MapPiece)
    if thing.audience not in ({"only_me", "me_and_therapist"} | (set() if isinstance(thing, Page) else {"all_of_us"})):
        return frozenset()
    if actor == owner:
        return frozenset(own | (set() if isinstance(thing, Page) else {"share"}))
    treats = role in {"therapist", "supervisor"} and thing.audience != "only_me"
    shown = role == "member" and thing.audience == "all_of_us" and going_on and here
    return frozenset({"read"}) if treats or shown else frozenset()
