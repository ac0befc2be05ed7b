"""The table of rules written a second time, by hand and without any file: what `content/guide/rules.toml` must say.

Each function says whether one rule fits; the first that fits, in the order of ORDER, is the answer.
"""

from collections.abc import Callable, Mapping

type Given = Mapping[str, object]

SENSITIVE = ("danger", "self_harm", "reality", "afraid", "control", "physical", "outside")
CALM: dict[str, str] = {
    "main_concern": "unsure", "age_band": "adult", "danger": "none", "self_harm": "none", "reality": "no",
    "afraid": "no", "control": "no", "physical": "never", "substance": "no", "my_commitment": "in",
    "partner_commitment": "in", "partner_willing": "yes", "outside": "no", "conflict": "no", "personal": "no",
    "trauma": "no", "pattern": "no", "family_issue": "none",
}  # fmt: skip
CODES: dict[str, tuple[str, ...]] = {
    "main_concern": ("self", "relationship", "family", "unsure"),
    "age_band": ("adult", "16_17", "under_16"),
    "private_now": ("yes", "no"),
    "danger": ("now", "might_harm", "dependant", "none"),
    "self_harm": ("none", "passive", "active", "prefer_not"),
    "reality": ("no", "yes_in_care", "yes_not_in_care"),
    "afraid": ("no", "sometimes", "yes", "prefer_not"),
    "control": ("no", "some", "yes", "prefer_not"),
    "physical": ("never", "minor_past", "minor_recent", "serious", "prefer_not"),
    "substance": ("no", "me_untreated", "partner_untreated", "in_treatment"),
    "my_commitment": ("no_partner", "in", "unsure", "decided_to_leave"),
    "partner_commitment": ("in", "unsure", "decided_to_leave", "dont_know"),
    "partner_willing": ("yes", "maybe", "no"),
    "outside": ("no", "hidden_mine", "known_ongoing", "ended_known", "suspected", "agreed_open"),
    "conflict": ("no", "we_sort_it_out", "stuck"),
    "personal": ("no", "mild", "yes", "yes_in_therapy"),
    "trauma": ("no", "yes", "yes_in_therapy"),
    "pattern": ("no", "some", "yes"),
    "family_issue": ("none", "child_teen", "parent_child", "step_blended", "wider_family"),
}
PANELS = {
    "emergency", "crisis_line", "dv_line", "child_line", "addiction_help", "family_of_user_help", "quick_exit",
    "safer_device", "safety_plan", "medical_advice", "trusted_adult", "private_check_each", "retake_in_private",
    "later_couple", "two_therapists_note", "one_sided_caution", "invite_partner_words", "confidential_note", "reason",
    "find_couple_therapist", "find_both", "find_discernment", "trust_repair_text", "exercise_library",
    "quality_time_tips", "dv_line_inline",
}  # fmt: skip
OUTCOMES = {
    "R1a": ("urgent_safety", "emergency"), "R1b": ("urgent_safety", "harm_to_others"),
    "R1c": ("urgent_safety", "child_safety"), "R2a": ("urgent_safety", "young_person"),
    "R2b": ("family", "young_person"), "R3": ("urgent_safety", "crisis_self"),
    "R4": ("urgent_safety", "acute_mental_health"), "R5": ("urgent_safety", "abuse"),
    "R6": ("individual_first", "suicidal_thoughts"), "R7": ("individual_first", "private_screen_first"),
    "R8a": ("individual_first", "substance"), "R8b": ("individual_first", "partner_substance"),
    "R9": ("individual_first", "undisclosed_affair"), "R10a": ("family", "coparenting"),
    "R10b": ("individual_first", "separation_support"), "R11": ("family", "standard"),
    "R12": ("individual_first", "trauma"), "R13": ("individual_first", "partner_unwilling"),
    "R14": ("couple", "discernment"), "R15": ("both", "standard"), "R16": ("individual_first", "pattern"),
    "R17": ("individual_first", "personal"), "R18a": ("couple", "trust_repair"), "R18b": ("couple", "standard"),
    "R18c": ("couple", "standard"), "R19": ("individual_first", "consultation"),
}  # fmt: skip


class Told:
    """Answers with the calm ones in the gaps, and the sensitive ones left out unless nobody can see."""

    def __init__(self, given: Given) -> None:
        self.private = given.get("private_now") == "yes"
        self.danger: set[str] = set()
        for key, calm in CALM.items():
            value = given.get(key)
            if value is None or (key in SENSITIVE and not self.private):
                value = calm
            if key == "danger":
                self.danger = ({value} if isinstance(value, str) else set(value)) - {"none"}  # type: ignore[call-overload]
            else:
                setattr(self, key, value)
        self.partner = self.my_commitment != "no_partner"

    def __getattr__(self, name: str) -> str:
        raise AttributeError(name)


def red(t: Told) -> bool:
    return (
        t.afraid == "yes"
        or t.control == "yes"
        or t.physical == "serious"
        or (t.afraid == "sometimes" and t.physical == "minor_recent")
    )


def amber(t: Told) -> bool:
    return (
        t.afraid in ("sometimes", "prefer_not")
        or t.control in ("some", "prefer_not")
        or t.physical in ("minor_recent", "prefer_not")
    )


def parting(t: Told) -> bool:
    return t.my_commitment == t.partner_commitment == "decided_to_leave"


def family(t: Told) -> bool:
    return t.main_concern == "family" or (
        t.main_concern == "unsure" and t.family_issue != "none" and t.conflict != "stuck"
    )


def unwilling(t: Told) -> bool:
    return (
        t.partner
        and t.partner_willing == "no"
        and (
            t.main_concern in ("relationship", "unsure")
            or t.conflict == "stuck"
            or t.my_commitment != "in"
            or t.partner_commitment in ("unsure", "decided_to_leave")
        )
    )


def mixed(t: Told) -> bool:
    leaning = ("unsure", "decided_to_leave")
    return t.partner and (t.my_commitment in leaning or t.partner_commitment in leaning or t.outside == "known_ongoing")


def both(t: Told) -> bool:
    own = (
        t.personal in ("yes", "yes_in_therapy")
        or t.trauma == "yes_in_therapy"
        or t.substance == "in_treatment"
        or t.reality == "yes_in_care"
    )
    return t.partner and own and t.conflict == "stuck" and t.my_commitment == "in"


def young(t: Told) -> bool:
    return t.age_band != "adult"


ORDER: dict[str, Callable[[Told], bool]] = {
    "R1a": lambda t: "now" in t.danger,
    "R1b": lambda t: "might_harm" in t.danger,
    "R1c": lambda t: "dependant" in t.danger,
    "R2a": lambda t: young(t) and (t.self_harm != "none" or t.afraid != "no" or t.reality == "yes_not_in_care"),
    "R2b": young,
    "R3": lambda t: t.self_harm == "active",
    "R4": lambda t: t.reality == "yes_not_in_care",
    "R5": red,
    "R6": lambda t: t.self_harm in ("passive", "prefer_not"),
    "R7": amber,
    "R8a": lambda t: t.substance == "me_untreated",
    "R8b": lambda t: t.substance == "partner_untreated" and t.partner,
    "R9": lambda t: t.outside == "hidden_mine",
    "R10a": lambda t: parting(t) and t.family_issue in ("child_teen", "parent_child", "step_blended"),
    "R10b": parting,
    "R11": family,
    "R12": lambda t: t.trauma == "yes",
    "R13": unwilling,
    "R14": mixed,
    "R15": both,
    "R16": lambda t: t.pattern == "yes",
    "R17": lambda t: not t.partner or (t.main_concern == "self" and t.conflict != "stuck"),
    "R18a": lambda t: t.outside in ("ended_known", "suspected"),
    "R18b": lambda t: t.conflict == "stuck",
    "R18c": lambda t: t.main_concern == "relationship",
    "R19": lambda t: True,
}


def expected(told: Told) -> tuple[str, str, str]:
    """The rule, the recommendation and the track."""
    code = next(code for code, fits in ORDER.items() if fits(told))
    recommendation, track = OUTCOMES[code]
    if code == "R18c" and told.conflict != "we_sort_it_out":
        track = "enrichment"
    return code, recommendation, track
