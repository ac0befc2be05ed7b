"""The lines that stand on a page of help: of the country that the person chose, or every country to choose from."""

from dataclasses import dataclass

from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import lines, preferences
from ampersand.safety.rules.lines import Country, Directory, Kind, Line


@dataclass(frozen=True)
class Panel:
    """What to call now. Without a chosen country: all `countries` with their emergency numbers; none is guessed."""

    country: Country | None
    emergency: tuple[Line, ...]
    crisis: tuple[Line, ...]
    countries: tuple[Country, ...]
    directories: tuple[Directory, ...]

    @property
    def first(self) -> tuple[Line, ...]:
        """The two to try first."""
        return self.crisis[:2]


def panel(viewer: Viewer, on_device: str = "") -> Panel:
    """The lines for somebody who thinks of dying; `on_device` is a country chosen on this device. One query."""
    code = preferences.country(viewer) or on_device
    if not lines.is_country(code):
        return Panel(None, (), (), lines.countries(), lines.directories())
    one = lines.country(code)
    return Panel(one, one.of(Kind.EMERGENCY), one.of(Kind.CRISIS), (), lines.directories())
