"""Why something changed, for those who treat: sealed under the case's own key, in the transaction of what changed."""

from uuid import UUID

from ampersand.cases.models import Reason
from ampersand.cases.queries.sealed import seal_reason
from ampersand.privacy import audit
from ampersand.privacy.policy import can
from ampersand.privacy.viewer import Viewer


def keep(*, by: Viewer, case_id: UUID, event: str, words: str) -> None:
    """Write down why, if anything was said and the viewer may write it; in the caller's transaction."""
    if not words.strip() or by.person_id is None:
        return
    reason = Reason(case_id=case_id, event=event, by_id=by.person_id)
    if not can(by, "write", reason):
        return
    reason.words = seal_reason(case_id, reason.pk, words.strip())
    reason.insert()
    audit.record(chain=case_id, actor=by.person_id, verb="case.reason", subject=reason)
