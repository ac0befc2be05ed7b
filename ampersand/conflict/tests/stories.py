"""What the stories about rows have in common."""

import re
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.cases.rules.audience import Audience
from ampersand.conflict.actions import looping, pairing, writing
from ampersand.conflict.models import Entry, Pair
from ampersand.conflict.rules import loop as rules
from ampersand.conflict.rules.account import Account
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.goals.tests.stories import going_on
from tests.cast import Cast

HERS = Account(
    "We were late, and it began in the car.", 7, ("hurt", "alone"), "", "a hand on my shoulder",
    "that I am too much", ("ask", "louder"), "", "day", "Tea, and sorry.",
)  # fmt: skip
HIS = Account(
    "I was driving.", 5, ("alone", "wrong"), "", "a little quiet", "that it is never enough", ("quiet", "explain"),
)  # fmt: skip
MINE, ONLY = Audience.ME_AND_THERAPIST, Audience.ONLY_ME

__all__ = ["HERS", "HIS", "MINE", "ONLY", "drawn", "going_on", "offered", "opened", "page", "post", "wrote"]


def wrote(
    cast: Cast, by: Person, said: Account = HERS, audience: Audience = MINE, on: date | None = None, **more: Any
) -> Entry:
    """An entry in the couple's log."""
    viewer = cast.viewer(by)
    return writing.write(
        by=viewer, case_id=more.pop("case", cast.couple).pk, entry_id=new_id(), audience=audience, said=said,
        happened_on=on or today(viewer.time_zone), **more,
    )  # fmt: skip


def offered(cast: Cast, about: str = "The drive to the lake") -> Pair:
    """What Ana offers Ben to look at together."""
    going_on(cast)
    return pairing.offer(
        by=cast.viewer(cast.ana), case_id=cast.couple.pk, pair_id=new_id(), to_id=cast.ben.pk, about=about, day=None
    )


def sealed(cast: Cast, pair: Pair, by: Person, said: Account) -> None:
    """One side of it, sealed from a fresh entry."""
    entry = wrote(cast, by, said, ONLY)
    pairing.seal(by=cast.viewer(by), pair_id=pair.pk, entry_id=entry.pk, lines=("felt", "needed", "feared", "did"))


def opened(cast: Cast, *, therapist_may: bool = False) -> Pair:
    """Two sides that both have sealed and shared."""
    pair = offered(cast)
    for person, said in ((cast.ana, HERS), (cast.ben, HIS)):
        sealed(cast, pair, person, said)
        pairing.share(by=cast.viewer(person), pair_id=pair.pk, therapist_may=therapist_may)
    return pair


def half(person: Person, does: str, feels: str, **more: str) -> dict[str, str]:
    """The parts of one person's half of the loop."""
    return {rules.key(person.pk, part): words for part, words in {"does": does, "feels": feels, **more}.items()}


def drawn(cast: Cast, name: str = "The storm") -> None:
    """The loop of Ana and Ben, each half by its own person."""
    going_on(cast)
    case = cast.couple.pk
    looping.draw(
        by=cast.viewer(cast.ana), case_id=case, number=0, parts=half(cast.ana, "ask", "alone") | {"name": name}
    )
    looping.draw(by=cast.viewer(cast.ben), case_id=case, number=1, parts=half(cast.ben, "quiet", "wrong"))


def page(client: Client, name: str, /, *args: Any) -> str:
    """A page's text."""
    response = client.get(reverse(f"conflict:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return re.sub(r'name="(csrfmiddlewaretoken|form_id|writer)" value="[\w-]+"', "", response.content.decode())


def post(client: Client, name: str, /, *args: Any, **data: Any) -> Any:
    """What comes of sending a form."""
    return client.post(reverse(f"conflict:{name}", args=args), data)
