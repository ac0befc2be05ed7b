"""The people of every story. Ana and Ben are a couple, Chloé is their daughter, Dana their therapist, Emil her
supervisor and the safety lead of the practice, Farid a stranger with an account, Gita the administrator of the
practice. Ana also has a case of her own with Hugo."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.test import Client

from ampersand.accounts.models import Person, Practice, StaffRole
from ampersand.cases.models import Case, Document, Participation, Signature, Terms
from ampersand.privacy.viewer import NOBODY, Viewer

FIRST_DAY = datetime(2026, 9, 1, 9, tzinfo=UTC)
AGREEMENT = "# Our agreement\n\n## client: Who the client is\n> You are.\n\nYou are the client.\n"


@dataclass
class Cast:
    """Everyone, their practice and their cases."""

    practice: Practice
    ana: Person
    ben: Person
    chloe: Person
    dana: Person
    emil: Person
    farid: Person
    gita: Person
    hugo: Person
    couple: Case
    family: Case
    anas_own: Case
    farids: Case

    def viewer(self, person: Person | None) -> Viewer:
        """The viewer that a signed-in person is."""
        if person is None:
            return NOBODY
        roles = list(StaffRole.objects.filter(person=person).order_by("practice").values_list("practice_id", "role"))
        practice = roles[0][0] if roles else None
        held = frozenset(role for of, role in roles if of == practice)
        return Viewer(person.pk, person.name, person.language, person.time_zone, practice, held)

    def client(self, person: Person | None) -> Client:
        """A browser in which the person has signed in."""
        client = Client()
        if person is not None:
            client.force_login(person)
            session = client.session
            session["told"] = True  # how to leave fast
            if StaffRole.objects.filter(person=person).exists():
                session["second_factor"] = True
            session.save()
        return client


def make_person(name: str, zone: str = "Europe/Amsterdam") -> Person:
    """A person with an account."""
    person = Person(email=f"{name.lower().replace('é', 'e')}@example.org", name=name, time_zone=zone)
    person.save()
    return person


def make_case(
    practice: Practice,
    kind: str,
    members: list[Person],
    therapist: Person,
    supervisor: Person | None = None,
    *,
    signed: bool = True,
) -> Case:
    """An open case with its people, who have all signed its agreement unless told otherwise."""
    case = Case(practice=practice, kind=kind, opened_on=FIRST_DAY.date(), state_since=FIRST_DAY)
    if signed:
        case.agreed_at, case.confidentiality = FIRST_DAY, "none" if kind == "individual" else "B"
    case.insert()
    for hand, person in enumerate(members, start=1):
        Participation(
            case=case, person=person, role="member", hand=hand, family_role="partner" if kind == "couple" else "",
            joined_at=FIRST_DAY,
        ).insert()  # fmt: skip
    Participation(case=case, person=therapist, role="therapist", joined_at=FIRST_DAY).insert()
    if supervisor:
        Participation(case=case, person=supervisor, role="supervisor", joined_at=FIRST_DAY).insert()
    if signed:
        sign(case, members, therapist)
    return case


def sign(case: Case, members: list[Person], therapist: Person) -> Terms:
    """An agreement of a case that everyone has signed."""
    document, _ = Document.objects.get_or_create(
        digest=sha256(AGREEMENT.encode()).hexdigest(), defaults={"slug": "agreement", "version": "1", "text": AGREEMENT}
    )
    terms: Terms = Terms(
        case=case, number=1, why="opening", policy=case.confidentiality, document=document, for_guardians=document,
        for_children=document, proposed_by=therapist, proposed_at=FIRST_DAY,
        in_force_at=FIRST_DAY,
    ).insert()  # fmt: skip
    for person in members:
        Signature(
            case=case, person=person, about=person, says="own", terms=terms, document=document, name=person.name,
            signed_at=FIRST_DAY,
        ).insert()  # fmt: skip
    return terms


def make_cast() -> Cast:
    """Everyone, stored."""
    practice = Practice(name="Linden House", time_zone="Europe/Amsterdam")
    practice.save()
    ana, ben, chloe = make_person("Ana"), make_person("Ben", "Europe/Lisbon"), make_person("Chloé")
    dana, emil, farid, gita, hugo = (make_person(name) for name in ("Dana", "Emil", "Farid", "Gita", "Hugo"))
    roles = ((dana, "therapist"), (emil, "supervisor"), (emil, "safety_lead"), (gita, "administrator"))
    for person, role in (*roles, (hugo, "therapist")):
        StaffRole(practice=practice, person=person, role=role).save()
    return Cast(
        practice, ana, ben, chloe, dana, emil, farid, gita, hugo,
        couple=make_case(practice, "couple", [ana, ben], dana, emil),
        family=make_case(practice, "family", [ana, ben, chloe], dana, emil),
        anas_own=make_case(practice, "individual", [ana], hugo),
        farids=make_case(practice, "individual", [farid], hugo),
    )  # fmt: skip
