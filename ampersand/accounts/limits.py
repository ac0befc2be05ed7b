"""How often someone may ask for a code, counted so that nobody can use it to lock another person out.

A device on which a person signed in before has an allowance of its own for that person. All other devices share one
for each address and network, one for each address and one for each network. Wrong codes count against the one attempt
in which they were typed. Passkeys are not counted: there is nothing in them to guess.
"""

import hashlib
import hmac
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from ampersand.accounts.models import Allowance
from ampersand.core.clock import now


@dataclass(frozen=True)
class Limit:
    """So many uses in each stretch of time."""

    name: str
    uses: int
    lasts: timedelta


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KNOWN_DEVICE = Limit("code.known", 10, HOUR)
ADDRESS_FROM_NETWORK = Limit("code.address.network", 5, HOUR)
ADDRESS = Limit("code.address", 12, HOUR)
NETWORK = Limit("code.network", 60, HOUR)
CODE_TRIES = Limit("code.tries", 3, DAY)
SECOND_STEP_TRIES = Limit("second.tries", 3, DAY)
SECOND_STEP_ELSEWHERE = Limit("second.elsewhere", 20, DAY)
SECOND_STEP_KNOWN = Limit("second.known", 20, HOUR)
APP_CODE_ONCE = Limit("second.once", 1, HOUR)


def may(limit: Limit, *whose: object) -> bool:
    """Use the allowance once; whether it was still within the limit."""
    return _used(limit, whose) <= limit.uses


def minutes_until_code(*, address: str, network: str, known_device: str) -> int:
    """Minutes to wait before another code may be asked for, 0 when it may be now; uses the allowances."""
    if known_device:
        asked: list[tuple[Limit, tuple[object, ...]]] = [(KNOWN_DEVICE, (known_device, address))]
    else:
        asked = [(ADDRESS_FROM_NETWORK, (address, network)), (NETWORK, (network,)), (ADDRESS, (address,))]
    return minutes_until(asked)


def minutes_until(asked: Sequence[tuple[Limit, tuple[object, ...]]]) -> int:
    """Minutes to wait until the first allowance that is used up is fresh again, 0 when all were still within theirs.

    Uses each allowance once, in order, up to the first that is used up.
    """
    refused = next((limit for limit, whose in asked if not may(limit, *whose)), None)
    return math.ceil((_end(refused) - now()) / timedelta(minutes=1)) if refused else 0


def may_try_second_step(*, attempt: str, person_id: UUID, known_device: str) -> bool:
    """Whether one more code of a second step may be tried in this attempt, and by such a device."""
    if not may(SECOND_STEP_TRIES, attempt):
        return False
    if known_device:
        return may(SECOND_STEP_KNOWN, known_device, person_id)
    return may(SECOND_STEP_ELSEWHERE, person_id)


def forget_old() -> int:
    """Remove allowances whose time is over; how many."""
    return Allowance.objects.filter(ends_at__lte=now()).delete()[0]


def _used(limit: Limit, whose: tuple[object, ...]) -> int:
    end = _end(limit)
    words = "\n".join([limit.name, end.isoformat(), *map(str, whose)])
    key = hmac.digest(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hex()
    with connection.cursor() as cursor:  # one statement, so that processes cannot count past each other
        cursor.execute(
            "INSERT INTO accounts_allowance (key, used, ends_at) VALUES (%s, 1, %s) "
            "ON CONFLICT (key) DO UPDATE SET used = accounts_allowance.used + 1 RETURNING used",
            [key, connection.ops.adapt_datetimefield_value(end)],
        )
        return int(cursor.fetchone()[0])


def _end(limit: Limit) -> datetime:
    lasts = int(limit.lasts.total_seconds())
    return datetime.fromtimestamp((int(now().timestamp()) // lasts + 1) * lasts, UTC)
