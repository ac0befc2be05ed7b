"""What a practice settles for all its cases, by its administrator."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from ampersand.accounts.actions import rename_practice
from ampersand.cases.models import House
from ampersand.cases.policy.people import may_keep_house
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class ChangedElsewhere(Exception):
    """Another page has changed it since this one was opened."""


@dataclass(frozen=True)
class Settled:
    """Everything that is settled at once."""

    name: str
    time_zone: str
    confidentiality: str
    country: str
    consents_at: int
    keeps_years: int
    hours: str
    answers_within: str
    complaints: str


def settle(*, by: Viewer, told: Settled, version: int) -> None:
    """Settle it; `version` is the one the page began with, 0: none. Raises Hidden, ChangedElsewhere."""
    if not may_keep_house(by) or by.practice_id is None:
        raise Hidden
    facts = {
        "confidentiality": told.confidentiality, "country": told.country, "consents_at": told.consents_at,
        "keeps_years": told.keeps_years, "hours": told.hours, "answers_within": told.answers_within,
        "complaints": told.complaints,
    }  # fmt: skip
    with transaction.atomic():
        rows = House.objects.filter(pk=by.practice_id)
        if not rows.filter(version=version).update(**facts, version=version + 1):
            if version or rows.exists():
                raise ChangedElsewhere
            try:
                with transaction.atomic():
                    House(practice_id=by.practice_id, **facts).save(force_insert=True)
            except IntegrityError:
                raise ChangedElsewhere from None
        rename_practice(practice_id=by.practice_id, name=told.name, time_zone=told.time_zone)
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="house.settled", note=str(by.practice_id))
