"""Who may see and do what with releases, reports and what left. The table of `cases` says it, in these kinds:

- *own releases* belong to one person and are signed by them; *joint releases* to all, each adult signs;
- a *signature* is each person's own: the others learn only whether a release is in effect;
- *own reports* are one person's alone; *team reports* are read by those who treat.

What left follows its release.
"""

from django.db.models import Model, Q

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.privacy import policy
from ampersand.privacy.policy import Decision
from ampersand.privacy.viewer import Viewer
from ampersand.reports.models import Departure, Release, ReleaseSignature, Report

MINE, TEAM, ONLY = Audience.ME_AND_THERAPIST, Audience.TEAM, Audience.ONLY_ME
JOINT_RELEASE = InCase(Kind.JOINT_RELEASE, since="proposed_at")
OWN_RELEASE = InCase(Kind.OWN_RELEASE, owner="owner_id", audience=MINE)
TEAM_REPORT = InCase(Kind.TEAM_REPORT, audience=TEAM)
OWN_REPORT = InCase(Kind.OWN_REPORT, owner="owner_id", audience=ONLY)


class ByOwner:
    """Without an owner the one kind, with an owner the other."""

    def __init__(self, ours: InCase, own: InCase) -> None:
        self.ours, self.own, self.parts = ours, own, (ours, own)

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        ours = Q(owner__isnull=True) & self.ours.where(viewer, action)
        return ours | (Q(owner__isnull=False) & self.own.where(viewer, action))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        owner = thing.owner_id  # type: ignore[attr-defined]
        return (self.ours if owner is None else self.own).decide(viewer, action, thing)


class WithRelease:
    """What left follows its release; nobody changes it."""

    parts: tuple[InCase, ...] = ()  # no rows of its own

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows whose release the viewer may read."""
        return Q(release__in=Release.objects.visible_to(viewer, action).values("pk"))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision of the release."""
        return policy.decide(viewer, action, thing.release)  # type: ignore[attr-defined]


policy.register(Release, ByOwner(JOINT_RELEASE, OWN_RELEASE))
policy.register(ReleaseSignature, InCase(Kind.RELEASE_SIGNATURE, owner="person_id", audience=MINE))
policy.register(Report, ByOwner(TEAM_REPORT, OWN_REPORT))
policy.register(Departure, WithRelease())
