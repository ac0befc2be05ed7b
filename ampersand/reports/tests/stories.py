"""What the stories about reports have in common."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.core.ids import new_id
from ampersand.reports.actions import releasing
from ampersand.reports.actions.releasing import Terms
from tests.cast import Cast

TERMS = Terms(("part", "results"), "Dr Vos, family doctor", "a referral", date(2099, 1, 1))


def page(client: Client, name: str, *args: Any) -> str:
    """A page's own part, which must be there."""
    response = client.get(reverse(f"reports:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return main(response.content.decode())


def main(text: str) -> str:
    """The page's matter without its frame and without what is different each time."""
    inside = text.split("<main", 1)[-1].split("</main", 1)[0]
    return re.sub(r'name="(csrfmiddlewaretoken|form_id)" value="[\w-]+"', "", inside)


def words(text: str) -> str:
    """What can be read of it, without pictures and marks."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", text, flags=re.S).split())


def status(client: Client, name: str, *args: Any) -> int:
    """How an address answers."""
    return int(client.get(reverse(f"reports:{name}", args=args)).status_code)


def proposed(cast: Cast, owner: Person | None = None, by: Person | None = None, terms: Terms = TERMS) -> UUID:
    """A release of one person or of both, put by Dana unless told otherwise."""
    key = owner.pk if owner else None
    row = releasing.propose(
        by=cast.viewer(by or cast.dana), case_id=cast.couple.pk, owner_id=key, terms=terms, release_id=new_id()
    )
    return row.pk


def signed(cast: Cast, release: UUID, *people: Person) -> UUID:
    """The release, signed by these people."""
    for person in people:
        releasing.sign(by=cast.viewer(person), release_id=release, name=person.name)
    return release
