"""What stories about private checks do again and again."""

from uuid import UUID, uuid4

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.ids import new_id
from ampersand.safety.actions import checks, joint
from ampersand.safety.models import CheckAsk
from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.joint import Choice
from tests.cast import Cast


def told(**things: str) -> dict[str, str]:
    """Every answer calm, but for these; `neck="once"` means ever, `neck_year` would mean the past year."""
    found = dict.fromkeys(form().keys(), "no")
    for key in found:
        thing, period = key.split(".")
        wanted = f"{thing}_year" if period == "year" else thing
        found[key] = things.get(wanted, "no")
    return found


GREEN: dict[str, str] = {}
AMBER = {"holds_back": "more"}
RED = {"afraid": "once", "neck": "once"}


def ask(cast: Cast, case: Case | None = None, *, middle: bool = False) -> None:
    """Dana asks everyone at once."""
    checks.ask_everyone(by=cast.viewer(cast.dana), case_id=(case or cast.couple).pk, round_id=new_id(), middle=middle)


def waits_for(cast: Cast, person: Person, case: Case | None = None) -> UUID | None:
    """The check that waits for someone."""
    rows = CheckAsk.objects.visible_to(cast.viewer(person)).filter(
        person=person, case=case or cast.couple, state="open"
    )
    return rows.values_list("pk", flat=True).first()


def send(cast: Cast, person: Person, case: Case | None = None, **things: str) -> None:
    """Someone answers the check that waits for them."""
    checks.send(by=cast.viewer(person), ask_id=waits_for(cast, person, case) or uuid4(), told=told(**things))


def talk(cast: Cast, person: Person, *, topics: tuple[str, ...] = (), note: str = "", **heard: str) -> None:
    """Dana talks with someone alone, and writes it down."""
    joint.note_talk(
        by=cast.viewer(cast.dana), case_id=cast.couple.pk, person_id=person.pk, talk_id=new_id(),
        heard=heard, topics=topics, note=note,
    )  # fmt: skip


def decide(cast: Cast, choice: Choice = Choice.BEGIN, **words: str) -> None:
    """Dana decides about joint work."""
    joint.decide(
        by=cast.viewer(cast.dana), case_id=cast.couple.pk, decision_id=new_id(), choice=choice,
        **({"reason": "As we discussed."} | words),
    )  # fmt: skip


def begin(cast: Cast) -> None:
    """Everyone was asked, all is calm, joint work goes on."""
    ask(cast)
    send(cast, cast.ana)
    send(cast, cast.ben)
    decide(cast)
