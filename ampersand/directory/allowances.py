"""How often one may ask for a consultation, counted so that nobody can keep another person from asking.

Unknown devices share an allowance for each network. When a network's is used up, a person who gives an address may
still ask: the letter waits until they open the link that we send there. Whoever is signed in has an allowance of their
own, whatever others on their network do. Nothing here counts by therapist alone, so nobody can close an inbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ampersand.accounts.limits import DAY, HOUR, Limit, minutes_until

PERSON = Limit("ask.person", 12, DAY)
NETWORK = Limit("ask.network", 20, HOUR)
THERAPIST_FROM_NETWORK = Limit("ask.therapist.network", 6, DAY)
ADDRESS_FROM_NETWORK = Limit("ask.address.network", 4, HOUR)
ADDRESS = Limit("ask.address", 12, DAY)
MAILS = Limit("ask.mails", 12, DAY)


@dataclass(frozen=True, slots=True)
class Leave:
    """Whether a letter may go now, only after a look into the mail, or after so many minutes."""

    now: bool = False
    by_mail: bool = False
    minutes: int = 0


def leave_to_ask(*, person_id: UUID | None, network: str, address: str, therapists: Sequence[UUID]) -> Leave:
    """Whether one may ask these therapists now; uses the allowances."""
    if person_id is not None and not minutes_until([(PERSON, (person_id,))]):
        return Leave(now=True)
    asked: list[tuple[Limit, tuple[object, ...]]] = [(NETWORK, (network,))]
    asked += [(THERAPIST_FROM_NETWORK, (therapist, network)) for therapist in therapists]
    wait = minutes_until(asked)
    if not wait:
        return Leave(now=True)
    if not address:
        return Leave(minutes=wait)
    by_mail = minutes_until([(ADDRESS_FROM_NETWORK, (address, network)), (ADDRESS, (address,))])
    return Leave(minutes=by_mail) if by_mail else Leave(by_mail=True)
