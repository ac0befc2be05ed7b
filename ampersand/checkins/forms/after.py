"""The lines after a meeting as a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ampersand.checkins import content
from ampersand.checkins.forms.asking import LONGEST, Ask, from_0_to_10, scale, shortened

NOTE = "note"


@dataclass(frozen=True)
class Read:
    """What was sent: the fields as they are, the lines from 0 to 10, what to look at again by name."""

    typed: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def note(self) -> str:
        """The few words, if there are any."""
        return self.typed.get(NOTE, "").strip()


def read(kind: str, posted: Mapping[str, str]) -> Read:
    """What was sent for a case of this kind; each line needs an answer."""
    typed = shortened(posted, (*(line.key for line in content.feedback().asked(kind)), NOTE))
    lines: dict[str, int] = {}
    problems: dict[str, str] = {}
    for line in content.feedback().asked(kind):
        try:
            given = from_0_to_10(typed.get(line.key, ""))
        except ValueError:
            given = None
        if given is None:
            problems[line.key] = _("This one has no answer yet. Choose what comes closest.")
        else:
            lines[line.key] = given
    if len(typed.get(NOTE, "").strip()) > LONGEST:
        problems[NOTE] = _("Please use up to a thousand letters.")
    return Read(typed, lines, problems)


def typed_of(lines: Mapping[str, int], note: str) -> dict[str, str]:
    """A rating that was sent, as the fields it came from."""
    return {key: str(value) for key, value in lines.items()} | ({NOTE: note} if note else {})


def asks(kind: str, one: Read) -> list[Ask]:
    """Every question in order, with what was chosen so far."""
    found = [
        Ask(f"ask-{line.key}", line.key, "zero-ten", line.text, scale(one.typed.get(line.key, "")), line.low, line.high,
            problem=one.problems.get(line.key, ""), optional=False)
        for line in content.feedback().asked(kind)
    ]  # fmt: skip
    return [
        *found,
        Ask(f"ask-{NOTE}", NOTE, "words", _("Anything to say about this meeting?"),
            help=_("What helped, what did not, what you would like to be different."),
            problem=one.problems.get(NOTE, ""), words=one.typed.get(NOTE, "")),
    ]  # fmt: skip
