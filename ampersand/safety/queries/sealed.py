"""How the words of safety lie in the vault: under the key of the case and of the person whom they concern."""

import json
from collections.abc import Iterable
from uuid import UUID

from ampersand.privacy import vault

TOLD, STEP = "safety.alert.told", "safety.alertstep.words"
ANSWERS, RECORD = "safety.screening.answers", "safety.riskrecord.words"

type Sealed = bytes | memoryview
type Told = Iterable[tuple[str, str]]


def seal_told(case_id: UUID, person_id: UUID, alert_id: UUID, told: Told) -> bytes | None:
    """Questions and answers as they were shown, sealed for one alert; None when there are none."""
    pairs = [list(pair) for pair in told]
    if not pairs:
        return None
    return vault.seal(case_id, person_id, place=TOLD, row=alert_id, text=json.dumps(pairs, ensure_ascii=False))


def open_told(case_id: UUID, person_id: UUID, alert_id: UUID, sealed: Sealed | None) -> tuple[tuple[str, str], ...]:
    """The questions and answers behind an alert; raises vault.Unreadable when their key was destroyed."""
    if sealed is None:
        return ()
    return opened_told(vault.Sealer([(case_id, person_id)]), case_id, person_id, alert_id, sealed)


def opened_told(
    sealer: vault.Sealer, case_id: UUID, person_id: UUID, alert_id: UUID, sealed: Sealed
) -> tuple[tuple[str, str], ...]:
    """As `open_told`, with keys that were looked up before."""
    text = sealer.open_sealed(case_id, person_id, place=TOLD, row=alert_id, sealed=bytes(sealed))
    return tuple((question, answer) for question, answer in json.loads(text))
