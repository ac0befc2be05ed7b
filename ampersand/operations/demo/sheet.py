"""The sheet on which a practice is written before it goes into the database: rows by table, and what happened."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.scoring import Result, score
from ampersand.operations.demo.answers import Codes
from ampersand.privacy.audit import Deed

type Row = tuple[object, ...]
type Form = Callable[[str], Instrument]

MOST_KNOWN = 100_000
COLUMNS: dict[str, tuple[str, ...]] = {
    "cases.Document": ("digest", "slug", "version", "language", "text", "made_at"),
    "cases.Case": (
        "id", "practice_id", "kind", "state", "state_since", "state_before", "opened_on", "ended_on", "confidentiality",
        "agreed_at", "baseline",
    ),
    "cases.Participation": ("id", "case_id", "person_id", "role", "family_role", "hand", "joined_at", "left_at"),
    "cases.Invitation": (
        "id", "case_id", "token_hash", "email", "name", "family_role", "invited_by_id", "made_at", "expires_at",
        "used_at", "withdrawn_at",
    ),
    "cases.Terms": (
        "id", "case_id", "number", "why", "policy", "document_id", "for_guardians_id", "for_children_id",
        "proposed_by_id", "proposed_at", "in_force_at", "closed_at",
    ),
    "cases.Signature": (
        "id", "case_id", "person_id", "about_id", "says", "terms_id", "document_id", "name", "signed_at",
        "withdrawn_at",
    ),
    "measures.Plan": (
        "id", "case_id", "person_id", "instrument", "rhythm", "every_weeks", "starts_on", "next_on", "ended_at",
        "planned_by_id", "made_at",
    ),
    "measures.Assignment": (
        "id", "case_id", "person_id", "plan_id", "instrument", "opens_on", "state", "closed_at",
    ),
    "measures.Draft": ("assignment_id", "case_id", "person_id", "answers", "version", "saved_at"),
    "measures.Administration": (
        "id", "case_id", "person_id", "assignment_id", "instrument", "content", "taken_at", "stored_at", "audience",
        "answers", "total", "partner_total", "band", "flags", "subscales", "missing", "amends_id", "current", "source",
    ),
    "measures.Sharing": ("id", "case_id", "person_id", "instrument", "since", "withdrawn_at"),
    "safety.CheckRound": ("id", "case_id", "reason", "asked_by_id", "asked_at"),
    "safety.CheckAsk": ("id", "case_id", "person_id", "round_id", "asked_at", "state", "closed_at"),
    "safety.PrivateCheck": ("id", "ask_id", "case_id", "person_id", "sent_at", "answers"),
    "safety.CheckTalk": ("id", "case_id", "person_id", "by_id", "made_at", "words"),
    "safety.JointDecision": ("id", "case_id", "by_id", "made_at", "choice", "words"),
    "intake.IntakeLine": (
        "id", "case_id", "person_id", "step", "key", "number", "audience", "words", "current", "told_at",
    ),
    "intake.IntakeStep": ("id", "case_id", "person_id", "step", "version", "told_at"),
    "intake.IntakeDraft": ("id", "case_id", "person_id", "step", "base", "version", "words", "saved_at"),
    "intake.IntakeAsk": ("id", "case_id", "person_id", "step", "words", "by_id", "asked_at"),
    "safety.JointWork": ("case_id", "goes_on", "goals_apart", "room_until"),
}  # fmt: skip


@dataclass
class Sheet:
    """Rows by model, in an order in which they can be inserted, and what happened, by audit chain."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    deeds: dict[UUID, list[Deed]] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)  # digests of the documents that are written already


class Scorer:
    """Scores answers, and remembers what scoring gave for answers it has seen."""

    def __init__(self, form: Form, instant: datetime) -> None:
        self.form, self.instant = form, instant
        self._known: dict[tuple[object, ...], tuple[str, Result]] = {}

    def scored(self, form: Instrument, codes: Codes) -> tuple[str, Result]:
        """The answers as they lie in the vault, and what scoring gives."""
        key = (form.slug, *codes.values())
        if key not in self._known:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            text = json.dumps(codes, ensure_ascii=False, separators=(",", ":"))
            self._known[key] = (text, score(form, codes))
        return self._known[key]
