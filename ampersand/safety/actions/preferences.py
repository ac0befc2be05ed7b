"""Remembering a country, and that leaving fast was explained. Nobody else ever sees either, so neither is audited."""

from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Preference
from ampersand.safety.queries import lines


def remember_country(*, by: Viewer, country: str) -> None:
    """Keep the viewer's country in their account, "" forgets it; raises Hidden for visitors and unknown countries."""
    if country and not lines.is_country(country):
        raise Hidden
    _keep(by, country=country)


def note_told(*, by: Viewer) -> None:
    """Remember that the viewer has read how to leave fast; raises Hidden for visitors."""
    _keep(by, told_at=now())


def _keep(by: Viewer, **changed: object) -> None:
    if by.person_id is None:
        raise Hidden
    own = Preference(person_id=by.person_id, **changed)
    require(by, "write", own)
    rows = Preference.objects.visible_to(by, "write")
    rows.bulk_create([own], update_conflicts=True, unique_fields=["person"], update_fields=list(changed))
