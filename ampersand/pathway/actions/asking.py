"""Private checks at the looks at the whole: half way and towards the end everyone is asked, at the same moment."""

from zoneinfo import ZoneInfo

from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.pathway.models import Course
from ampersand.pathway.queries.course import usual
from ampersand.pathway.rules.choices import ENDING
from ampersand.pathway.rules.course import Length, due
from ampersand.safety.actions import checks


def ask_at_looks() -> int:
    """Ask for private checks where a look half way or towards the end is due; how many rounds were opened.

    For the keeper, inside its system scope. The day alone decides, nothing that anybody answered.
    """
    agreed = {
        pk: Length(meetings, begun, weeks)
        for pk, meetings, begun, weeks in Course.objects.values_list("pk", "meetings", "begun_on", "every_weeks")
    }
    looks = {}
    open_now = Case.objects.filter(state=Case.State.OPEN).exclude(kind=Case.Kind.INDIVIDUAL)
    for pk, kind, opened_on, zone in open_now.values_list("pk", "kind", "opened_on", "practice__time_zone"):
        length = agreed.get(pk) or usual(kind, opened_on).length
        if found := due(length, now().astimezone(ZoneInfo(zone)).date(), ()):
            reason = checks.Reason.ENDING if found.occasion == ENDING else checks.Reason.MIDDLE
            looks[pk] = reason, found.since
    return checks.open_for_looks(looks)
