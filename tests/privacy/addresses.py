"""Every address, and who may reach it: written by hand, by people. An address that is missing here fails.

Each address says which things it is tried on (names in tests/privacy/world.py) and, for GET and POST, who of
the cast may reach it for such a thing. Whoever may not gets the same answer as for a thing that is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.privacy.expected import CALLED, OVER, PEOPLE, PLAN_READERS, REACHES

type Who = Callable[[str, str], bool]  # (person, name of the thing) -> may reach it
STAFF = {"Dana", "Emil", "Hugo"}
EVERYONE = {"Ana", "Ben", "Chloé", "Dana", "Emil", "Farid", "Gita", "Hugo", "Ida"}


@dataclass(frozen=True)
class Address:
    """One address. `on` begins the names of the things it is tried on; empty: it needs none. `public`: visitors too."""

    on: str = ""
    get: Who | None = None
    post: Who | None = None
    public: bool = False


def case_of(thing: str) -> str:
    return thing.split("/")[1]


def owner_of(thing: str) -> str:
    return thing.split("/")[2]


def signed_in(who: str, thing: str) -> bool:
    return True


def staff(who: str, thing: str) -> bool:
    return who in STAFF


def library(who: str, thing: str) -> bool:
    return who in STAFF | {"Gita"}


def therapists(who: str, thing: str) -> bool:
    return who in {"Dana", "Hugo"}


def member(who: str, thing: str) -> bool:
    return who in PEOPLE[case_of(thing)][0]


def member_of_several(who: str, thing: str) -> bool:
    return member(who, thing) and case_of(thing) in {"couple", "family", "ended", "left", "joined", "closed"}


def therapist(who: str, thing: str) -> bool:
    return who == PEOPLE[case_of(thing)][2]


def treating(who: str, thing: str) -> bool:
    return who in PEOPLE[case_of(thing)][2:]


def anyone_in(who: str, thing: str) -> bool:
    return member(who, thing) or treating(who, thing)


def therapist_of_open(who: str, thing: str) -> bool:
    return therapist(who, thing) and case_of(thing) not in OVER


def owner(who: str, thing: str) -> bool:
    return who == owner_of(thing)


def owner_with_line(who: str, thing: str) -> bool:
    return owner(who, thing) and thing.split("/")[3] in {"me_and_therapist", "all_of_us"}


def treating_with_line(who: str, thing: str) -> bool:
    return treating(who, thing) and thing.split("/")[3] in {"me_and_therapist", "all_of_us"}


def owner_in_open(who: str, thing: str) -> bool:
    return owner(who, thing) and member(who, thing) and case_of(thing) not in OVER


def member_now_or_before(who: str, thing: str) -> bool:
    return member(who, thing) or who in PEOPLE[case_of(thing)][1]


def member_of_open_several(who: str, thing: str) -> bool:
    return member_of_several(who, thing) and case_of(thing) not in OVER


def member_of_open(who: str, thing: str) -> bool:
    return member(who, thing) and case_of(thing) not in OVER


def leads_safety(who: str, thing: str) -> bool:
    return who == "Emil"


def reads_checks(who: str, thing: str) -> bool:
    return therapist(who, thing) or leads_safety(who, thing)


def decides(who: str, thing: str) -> bool:
    return reads_checks(who, thing) and case_of(thing) in {"couple", "family", "ended", "left", "joined", "closed"}


def talks_alone(who: str, thing: str) -> bool:
    return reads_checks(who, thing) and member(owner_of(thing), thing)


def shown_to(who: str, thing: str) -> bool:
    """Everyone in the world has one result for all: the others see it while both take part and the case is open."""
    if (case_of(thing), who) == ("joined", "Chloé"):
        return False  # it was given before she came
    return (
        member(who, thing) and who != owner_of(thing) and member(owner_of(thing), thing) and case_of(thing) not in OVER
    )


def therapist_of_member(who: str, thing: str) -> bool:
    return therapist(who, thing) and member(owner_of(thing), thing)


def reads_record(who: str, thing: str) -> bool:
    """Who treats and supervises, and Emil as the safety lead; whoever was only called does not."""
    return treating(who, thing) or who == "Emil"


def for_safety(who: str, thing: str) -> bool:
    return reads_record(who, thing) or (who == CALLED and case_of(thing) == "couple")


def keeps_rota(who: str, thing: str) -> bool:
    return who in {"Gita", "Emil"}


def proposes(who: str, thing: str) -> bool:
    """Members and their therapist, where several take part and the case is open."""
    open_to_several = case_of(thing) in {"couple", "family", "left", "joined"}
    return open_to_several and (member(who, thing) or therapist(who, thing))


def sets_aside(who: str, thing: str) -> bool:
    return case_of(thing) not in OVER and (member(who, thing) or therapist(who, thing))


def reaches(who: str, thing: str) -> bool:
    """Who treats the person or leads safety, and the office; not the person, who has a page of their own."""
    return who in REACHES[thing.split("/")[1]] | {"Gita"}


def gita(who: str, thing: str) -> bool:
    return who == "Gita"


def reads_signature(who: str, thing: str) -> bool:
    return owner(who, thing) or treating(who, thing) or who == "Gita"


WHOSE = {"joint", "own", "shared"}


def reads_goal(who: str, thing: str) -> bool:
    """Goals in the world are "joint", "own" or "shared" ones of a member."""
    whose = thing.split("/")[3]
    if whose not in WHOSE:
        return False
    if treating(who, thing) or (whose == "joint" and member(who, thing)):
        return True
    if who == owner_of(thing):
        return whose != "joint"
    here = member(who, thing) and member(owner_of(thing), thing) and case_of(thing) != "ended"
    return whose == "shared" and here


def writes_goal(who: str, thing: str) -> bool:
    if case_of(thing) == "ended":
        return False
    if thing.split("/")[3] == "joint":
        return member(who, thing) or therapist(who, thing)
    return thing.split("/")[3] in WHOSE and who == owner_of(thing) and member(who, thing)


def looks_back(who: str, thing: str) -> bool:
    return writes_goal(who, thing) and member(who, thing)


def shares_goal(who: str, thing: str) -> bool:
    return thing.split("/")[3] in {"own", "shared"} and who == owner_of(thing)


def begins_goal(who: str, thing: str) -> bool:
    """In this world goals are each one's own for now, so a therapist has none to begin."""
    return case_of(thing) not in OVER and member(who, thing)


def sees_photo(who: str, thing: str) -> bool:
    return thing == "photo/Dana" or who in {"Hugo", "Gita"}


def addressee(who: str, thing: str) -> bool:
    """A letter is for the one therapist it was sent to, once it is sent."""
    return who == thing.split("/")[1] and not thing.endswith("/held")


def office(who: str, thing: str) -> bool:
    return who == "Gita"


def looks_at_pages(who: str, thing: str) -> bool:
    """The office, at what was handed in."""
    return who == "Gita" and thing == "profile/Hugo"


def nobody(who: str, thing: str) -> bool:
    """Nobody of the cast: there is no such thing, or it needs more than an empty form."""
    return False


def works_there(who: str, thing: str) -> bool:
    return who in STAFF | {"Gita"}


def whose_sign_in(who: str, thing: str) -> bool:
    return who == thing.split("/")[1]


def has_plan(who: str, thing: str) -> bool:
    return who in PLAN_READERS


def reads_plan(who: str, thing: str) -> bool:
    return owner(who, thing) or who in PLAN_READERS[owner_of(thing)]


def writes_to_plan(who: str, thing: str) -> bool:
    return (who, owner_of(thing)) in {("Dana", "Ana"), ("Hugo", "Farid")}


SECOND_STEP = Address(get=signed_in)
PUBLIC = Address(get=signed_in, public=True)
ADDRESSES: dict[str, Address] = {
    "overview:home": Address(get=signed_in, public=True),
    "overview:my_space": Address(get=signed_in),
    "overview:our_space": Address("case/", get=member_of_several),
    "overview:case": Address("case/", get=treating),
    "overview:caseload": Address(get=staff),
    "accounts:account": Address(get=signed_in, post=signed_in),
    "accounts:sign_ins": Address(get=signed_in),
    "accounts:still_here": Address(get=signed_in),
    "accounts:end_other_sign_ins": Address(post=signed_in),
    "accounts:act_for": Address("practice/", get=signed_in, post=works_there),
    "accounts:end_sign_in": Address("sign-in/", post=whose_sign_in),
    "accounts:sign_out": Address(post=signed_in, public=True),
    "account_logout": Address(post=signed_in, public=True),
    "account_login": Address(get=signed_in, public=True),
    "account_request_login_code": Address(get=signed_in, public=True),
    "account_confirm_login_code": Address(get=signed_in, public=True),
    "mfa_login_webauthn": Address(get=signed_in, public=True),
    "mfa_authenticate": Address(get=signed_in, public=True),
    "mfa_index": SECOND_STEP,
    "mfa_list_webauthn": SECOND_STEP,
    "mfa_reauthenticate": SECOND_STEP,
    "mfa_reauthenticate_webauthn": SECOND_STEP,
    "mfa_activate_totp": SECOND_STEP,
    "mfa_deactivate_totp": Address(get=nobody),
    "mfa_add_webauthn": SECOND_STEP,
    "mfa_view_recovery_codes": Address(get=nobody),
    "mfa_generate_recovery_codes": SECOND_STEP,
    "mfa_remove_webauthn": Address(),
    "safety:help": Address(get=signed_in, public=True),
    "safety:countries": Address(get=signed_in, public=True),
    "safety:help_in": Address(get=signed_in, public=True),
    "safety:remember_country": Address(get=signed_in, post=signed_in, public=True),
    "safety:forget_country": Address(post=signed_in, public=True),
    "safety:attention": Address(get=staff),
    "safety:waiting": Address(get=signed_in),
    "safety:alert": Address("alert/", get=for_safety),
    "safety:acknowledge": Address("alert/", post=for_safety),
    "safety:act": Address("alert/", post=for_safety),
    "safety:hand_over": Address("alert/", post=for_safety),
    "safety:close": Address("alert/", post=for_safety),
    "safety:reopen": Address("alert/", post=nobody),
    "safety:conversation": Address("alert/", get=for_safety, post=for_safety),
    "safety:record": Address("alert/", get=reads_record),
    "safety:on_call": Address(get=library, post=keeps_rota),
    "safety:call_earlier": Address("on-call", post=keeps_rota),
    "safety:remove_turn": Address("on-call", post=keeps_rota),
    "safety:check_in": Address("check-ask/", get=owner_in_open, post=owner_in_open),
    "safety:checks": Address("case/", get=reads_checks),
    "safety:ask": Address("case/", get=therapist_of_open, post=therapist_of_open),
    "safety:talk": Address("participation/", get=talks_alone, post=talks_alone),
    "safety:decide": Address("case/", get=decides, post=decides),
    "safety:who_looked": Address("case/", get=leads_safety),
    "safety:private_word": Address("case/", post=member_of_open),
    "safety:plan": Address(get=signed_in),
    "safety:plan_worker": Address(get=signed_in),
    "safety:plan_paper": Address(get=signed_in),
    "safety:plan_text": Address(get=signed_in),
    "safety:write_plan": Address(get=signed_in, post=signed_in),
    "safety:draft_plan": Address(post=signed_in),
    "safety:drop_plan_draft": Address(post=signed_in),
    "safety:plan_readers": Address(get=signed_in, post=signed_in),
    "safety:plan_versions": Address(get=signed_in),
    "safety:bring_back_plan": Address("plan-version/", post=owner),
    "safety:review_plan": Address(post=has_plan),
    "safety:delete_plan": Address(get=signed_in, post=signed_in),
    "safety:plan_of": Address("safety-plan/", get=reads_plan),
    "safety:comment_plan": Address("safety-plan/", post=writes_to_plan),
    "safety:blank_plan": Address(get=signed_in, public=True),
    "safety:room": Address(get=staff, post=staff),
    "safety:leave": Address(get=signed_in, post=signed_in, public=True),
    "safety:before_you_go_on": Address(get=signed_in, post=signed_in, public=True),
    "safety:safer_online": Address(get=signed_in, public=True),
    "guide:begin": Address(get=signed_in, post=signed_in, public=True),
    "guide:compare": PUBLIC,
    "guide:approaches": PUBLIC,
    "guide:aims": PUBLIC,
    "guide:online": PUBLIC,
    "guide:evidence": PUBLIC,
    "guide:each_alone": PUBLIC,
    "guide:about": PUBLIC,
    "cases:new": Address(get=therapists, post=therapists),
    "cases:people": Address("case/", get=anyone_in),
    "cases:leave": Address("participation/", get=therapist_of_member, post=therapist_of_member),
    "cases:invite": Address("case/", post=therapist),
    "cases:withdraw_invitation": Address("invitation/", post=therapist_of_open),
    "cases:invite_again": Address("invitation/", post=therapist_of_open),
    "cases:join": Address(),
    "cases:end": Address("case/", get=therapist, post=therapist),
    "cases:ask_supervisor": Address("case/", post=nobody),
    "cases:end_supervision": Address("participation/", post=therapist),
    "cases:who_sees": Address("case/", get=anyone_in),
    "accounts:safe_contact": Address(get=signed_in, post=signed_in),
    "cases:contact": Address("safe-contact/", get=reaches, post=reaches),
    "cases:clients": Address(get=gita),
    "cases:join_mine": Address("invitation/", get=nobody, post=nobody),
    "cases:take_back": Address("case/", post=therapist),
    "cases:agreement": Address("case/", get=anyone_in, post=member),
    "cases:propose": Address("case/", get=proposes, post=proposes),
    "cases:set_aside": Address("terms/", post=sets_aside),
    "cases:signed_text": Address("signature/", get=reads_signature),
    "cases:withdraw_signature": Address("signature/", get=owner, post=owner),
    "goals:roadmap": Address("case/", get=anyone_in),
    "goals:begin": Address("case/", get=begins_goal, post=begins_goal),
    "goals:goal": Address("goal/", get=reads_goal),
    "goals:words": Address("goal/", get=writes_goal, post=writes_goal),
    "goals:levels": Address("goal/", get=writes_goal, post=writes_goal),
    "goals:do": Address("goal/", post=nobody),
    "goals:share": Address("goal/", post=shares_goal),
    "goals:stop_sharing": Address("goal/", post=shares_goal),
    "goals:step": Address("goal/", get=writes_goal, post=writes_goal),
    "goals:rate": Address("goal/", get=looks_back, post=looks_back),
    "goals:set_back": Address("goal/", get=writes_goal, post=writes_goal),
    "goals:week": Address("goal-step/", post=nobody),
    "goals:finish_step": Address("goal-step/", post=nobody),
    "measures:check_in": Address("assignment/", get=owner, post=owner),
    "measures:draft": Address("assignment/", post=owner_in_open),
    "measures:result": Address("administration/", get=owner_with_line),
    "measures:next_step": Address("administration/", get=owner_with_line, post=owner_with_line),
    "measures:questions": Address("administration/", get=owner_with_line, post=owner_with_line),
    "measures:amend": Address("administration/", get=owner_with_line, post=owner_with_line),
    "measures:my_line": Address("case/", get=member_now_or_before),
    "measures:share": Address("case/", post=member_of_open_several),
    "measures:stop_sharing": Address("case/", post=member_now_or_before),
    "measures:shared": Address("participation/", get=shown_to),
    "measures:of_case": Address("case/", get=treating),
    "measures:answers": Address("administration/", get=treating_with_line),
    "measures:plan": Address("case/", get=treating, post=therapist_of_open),
    "measures:open_for_meeting": Address("case/", post=therapist_of_open),
    "measures:end_plan": Address("plan/", post=therapist_of_open),
    "measures:withdraw": Address("assignment/", post=therapist_of_open),
    "measures:instruments": Address(get=library),
    "measures:instrument": Address(get=library),
    "directory:find": Address(get=signed_in, post=signed_in, public=True),
    "directory:therapist": Address("listing/", get=signed_in, post=signed_in, public=True),
    "directory:photo": Address("photo/", get=sees_photo, public=True),
    "directory:consult": Address(get=signed_in, post=signed_in, public=True),
    "directory:send": Address(post=signed_in, public=True),
    "directory:yours": Address(),
    "directory:confirm": Address(),
    "directory:choose_time": Address(),
    "directory:add_word": Address(),
    "directory:give_address": Address(),
    "directory:take_back": Address(),
    "directory:inbox": Address(get=therapists),
    "directory:letter": Address("letter/", get=addressee),
    "directory:accept": Address("letter/", post=addressee),
    "directory:offer": Address("letter/", post=addressee),
    "directory:say": Address("letter/", post=addressee),
    "directory:decline": Address("letter/", get=addressee, post=addressee),
    "directory:close": Address("letter/", get=addressee, post=addressee),
    "directory:begin": Address("letter/", get=addressee, post=addressee),
    "directory:profile": Address(get=therapists, post=therapists),
    "directory:set_photo": Address(post=therapists),
    "directory:remove_photo": Address(post=therapists),
    "directory:say_openings": Address(post=therapists),
    "directory:preview": Address(get=therapists),
    "directory:submit": Address(post=therapists),
    "directory:withdraw": Address(get=therapists, post=therapists),
    "directory:reviews": Address(get=office),
    "directory:review": Address("profile/", get=looks_at_pages),
    "directory:publish": Address("profile/", post=looks_at_pages),
    "directory:send_back": Address("profile/", post=looks_at_pages),
}
