"""Who may reach what, said by people of the cast and names of things: the words of tests/privacy/addresses.py."""

from collections.abc import Callable

from tests.privacy.expected import BARE, CALLED, OVER, PEOPLE, PLAN_READERS, REACHES
from tests.privacy.expected_between import OFFERED

type Who = Callable[[str, str], bool]  # (person, name of the thing) -> may reach it
STAFF = {"Dana", "Emil", "Hugo"}
GOING_ON = {"couple", "family", "left"}  # cases in which work together goes on


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


def looks_at_whole(who: str, thing: str) -> bool:
    """While the work runs, and after its end for what is offered then; not where it closed otherwise."""
    return therapist(who, thing) and case_of(thing) != "closed"


def marked_it(who: str, thing: str) -> bool:
    return who == "Dana"


def sits_or_leads(who: str, thing: str) -> bool:
    return anyone_in(who, thing) and case_of(thing) not in OVER and who != PEOPLE[case_of(thing)][3]


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


def owner_here(who: str, thing: str) -> bool:
    return owner(who, thing) and member(who, thing)


def owner_until_closed(who: str, thing: str) -> bool:
    """After the end, too: with an offer something may be asked."""
    return owner(who, thing) and member(who, thing) and case_of(thing) != "closed"


def owns_page(who: str, thing: str) -> bool:
    return owner(who, thing) and thing.split("/")[3] in {"only_me", "me_and_therapist"}


def owns_piece(who: str, thing: str) -> bool:
    return owns_in_reach(who, thing) and thing.split("/")[3] in {"only_me", "me_and_therapist", "all_of_us"}


def owns_in_reach(who: str, thing: str) -> bool:
    return owner(who, thing) and member(who, thing)


def reads_map(who: str, thing: str) -> bool:
    """Everyone in the world shows something of their map to all, and something to those who treat."""
    shown = member(who, thing) and member(owner_of(thing), thing) and case_of(thing) not in OVER
    return treating(who, thing) or owns_in_reach(who, thing) or shown


def writes_page(who: str, thing: str) -> bool:
    return owner_in_open(who, thing) and owns_page(who, thing)


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


def shown_weeks_of(who: str, thing: str) -> bool:
    """Everyone in the world shows one line of a check-in, but in the cases that hold little."""
    return shown_to(who, thing) and case_of(thing) not in BARE | {"elsewhere"}


def therapist_of_member(who: str, thing: str) -> bool:
    return therapist(who, thing) and member(owner_of(thing), thing)


def asks_again(who: str, thing: str) -> bool:
    return therapist_of_member(who, thing) and case_of(thing) not in OVER


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


def in_family(who: str, thing: str) -> bool:
    """Whoever treats a family, of one of its members."""
    return case_of(thing) in {"family", "joined"} and treating(who, thing) and member(owner_of(thing), thing)


def leads_family(who: str, thing: str) -> bool:
    return in_family(who, thing) and therapist(who, thing)


def leads_a_family(who: str, thing: str) -> bool:
    return case_of(thing) in {"family", "joined"} and therapist(who, thing)


def cares_for(who: str, thing: str) -> bool:
    """Ana and Ben care for Chloé, who is twelve."""
    return (case_of(thing), owner_of(thing)) == ("family", "Chloé") and who in {"Ana", "Ben"}


def passes_to(who: str, thing: str) -> bool:
    return (case_of(thing), owner_of(thing)) == ("family", "Chloé") and who == "Dana"


def asked_about_earlier(who: str, thing: str) -> bool:
    """Ana and Ben, about Chloé, who joined later."""
    return (case_of(thing), owner_of(thing)) == ("joined", "Chloé") and who in {"Ana", "Ben"}


def asks_about_earlier(who: str, thing: str) -> bool:
    return (case_of(thing), owner_of(thing)) == ("joined", "Chloé") and who == "Dana"


def looks_at_review(who: str, thing: str) -> bool:
    return treating(who, thing) and case_of(thing) not in {"anas_own", "farids", "elsewhere"}


def writes_review(who: str, thing: str) -> bool:
    return looks_at_review(who, thing) and therapist(who, thing)


def may_hold(who: str, thing: str) -> bool:
    """One of the two of a hold: who treats, the safety lead, the office."""
    return treating(who, thing) or who in {"Emil", "Gita"}


def holds_here(who: str, thing: str) -> bool:
    return who in STAFF | {"Gita"}


def therapist_of_anyone(who: str, thing: str) -> bool:
    """Whoever leads the case, also about a member who has left."""
    return therapist(who, thing)


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


def anyone_now_or_before(who: str, thing: str) -> bool:
    return anyone_in(who, thing) or member_now_or_before(who, thing)


def reads_together(who: str, thing: str) -> bool:
    """All members and those who treat, where several take part."""
    several = case_of(thing) in {"couple", "family", "ended", "left", "joined", "closed"}
    return several and (member(who, thing) or treating(who, thing))


def asks_release(who: str, thing: str) -> bool:
    return therapist(who, thing) or member_of_open(who, thing)


def reads_release(who: str, thing: str) -> bool:
    """Its owner, also after leaving; of all, the members; those who treat. The office has no page for it."""
    if thing.split("/")[3] == "joint":
        return anyone_in(who, thing)
    return owner(who, thing) or treating(who, thing)


def signs_release(who: str, thing: str) -> bool:
    return owner(who, thing) and reads_release(who, thing)


def writes_letter(who: str, thing: str) -> bool:
    """Only under a release in effect: in the world those of one's own are."""
    return therapist(who, thing) and thing.split("/")[3] == "own"


def reads_report(who: str, thing: str) -> bool:
    return owner(who, thing) if thing.split("/")[3] == "own" else treating(who, thing)


def opens_report(who: str, thing: str) -> bool:
    return reads_report(who, thing) and thing.split("/")[3] != "letter"


def drops_report(who: str, thing: str) -> bool:
    return owner(who, thing) if thing.split("/")[3] == "own" else therapist(who, thing)


def hands_out(who: str, thing: str) -> bool:
    return therapist(who, thing) and thing.split("/")[3] == "letter"


def anyone_in_several(who: str, thing: str) -> bool:
    return anyone_in(who, thing) and case_of(thing) in {"couple", "family", "ended", "left", "joined", "closed"}


def draws_loop(who: str, thing: str) -> bool:
    return anyone_in_several(who, thing) and (member(who, thing) or therapist(who, thing))


def owns_row(who: str, thing: str) -> bool:
    return owner(who, thing) and thing.split("/")[3] in {"only_me", "me_and_therapist"}


def changes_row(who: str, thing: str) -> bool:
    return owns_row(who, thing) and owner_in_open(who, thing)


def reads_row(who: str, thing: str) -> bool:
    return owns_row(who, thing) or (therapist(who, thing) and thing.endswith("/me_and_therapist"))


def offered_to(who: str, thing: str) -> bool:
    """The other one of a pair, while both take part and the case is open."""
    here = member(who, thing) and member(owner_of(thing), thing) and case_of(thing) not in OVER
    return who == OFFERED[owner_of(thing)] and here


def one_of_two(who: str, thing: str) -> bool:
    return offered_to(who, thing) or (owner(who, thing) and member(who, thing))


def one_of_two_or_gone(who: str, thing: str) -> bool:
    """Whoever has left may still take back what is theirs."""
    return offered_to(who, thing) or owner(who, thing)


def reads_pair(who: str, thing: str) -> bool:
    return one_of_two(who, thing) or (therapist(who, thing) and thing.endswith("/allowed"))


def writes_templates(who: str, thing: str) -> bool:
    return who in {"Dana", "Hugo", "Gita"}


def reads_thread(who: str, thing: str) -> bool:
    """All in the case that of all, and one person's alone they themselves, also after leaving, and who treats them."""
    if owner_of(thing) == "all":
        return treating(who, thing) or (member(who, thing) and case_of(thing) != "closed")
    return owner(who, thing) or treating(who, thing)


def reads_message(who: str, thing: str) -> bool:
    return reads_thread(who, thing) and (case_of(thing), owner_of(thing), who) != ("joined", "all", "Chloé")


def wrote_message(who: str, thing: str) -> bool:
    """In the world Ben wrote to all."""
    return reads_message(who, thing) and who == ("Ben" if owner_of(thing) == "all" else owner_of(thing))


def leads_thread(who: str, thing: str) -> bool:
    return therapist(who, thing) and case_of(thing) not in OVER


def writes_in_thread(who: str, thing: str) -> bool:
    """Where the case is open and its owner takes part; of all, not for members while work together rests."""
    if case_of(thing) in OVER or not reads_thread(who, thing) or who == PEOPLE[case_of(thing)][3]:
        return False
    if owner_of(thing) == "all":
        return therapist(who, thing) or case_of(thing) in GOING_ON
    return member(owner_of(thing), thing)


def copies_thread(who: str, thing: str) -> bool:
    """Their own copy: each member of that of all, and one person of that of theirs alone."""
    return reads_thread(who, thing) and not treating(who, thing)


def sends_held(who: str, thing: str) -> bool:
    """Where they still read the conversation of all in which it waits."""
    return owner(who, thing) and member(who, thing) and case_of(thing) != "closed"


def asked_to_sign(who: str, thing: str) -> bool:
    """Emil, of a note of all, where he supervises: elsewhere nobody who was asked may read it."""
    return who == "Emil" and thing.endswith("/joint") and treating(who, thing)


def _is_given(thing: str) -> bool:
    return thing.endswith("/me_and_therapist")


def _is_extract(thing: str) -> bool:
    return thing.endswith(("/treating_team", "/me_and_therapist"))


def reads_extract(who: str, thing: str) -> bool:
    return (treating(who, thing) and _is_extract(thing)) or (owner(who, thing) and _is_given(thing))


def edits_extract(who: str, thing: str) -> bool:
    """A draft, whoever leads; what was given is only shown, to whoever may read it."""
    return reads_extract(who, thing) if _is_given(thing) else therapist(who, thing) and _is_extract(thing)


def leads_extract(who: str, thing: str) -> bool:
    return therapist(who, thing) and _is_extract(thing)


def writes_picture(who: str, thing: str) -> bool:
    return therapist(who, thing) and thing.endswith(("/treating_team", "/all_of_us"))


def supervises(who: str, thing: str) -> bool:
    return who in {"Emil", "Hugo"}


def supervises_elsewhere(who: str, thing: str) -> bool:
    """A supervisor of the practice who has no part in the case."""
    return supervises(who, thing) and not treating(who, thing) and case_of(thing) != "elsewhere"


def ends_emergency(who: str, thing: str) -> bool:
    """Emil, where he may read it: in the world he looked everywhere."""
    return who == "Emil" and treating(who, thing)


def marks_picture(who: str, thing: str) -> bool:
    """Members, where it is shown and the work goes on; the cases that hold little have none."""
    return member_of_open(who, thing) and case_of(thing) not in BARE
