"""One query says who is signed in; it must say what the ORM says."""

import time

import pytest
from django.conf import settings

from ampersand.accounts.middleware import _session_hash, look_up
from ampersand.accounts.models import Person, Practice, SignIn, StaffRole
from ampersand.accounts.sessions import SessionStore, key_of
from tests.cast import Cast

FIELDS = [field.name for field in Person._meta.concrete_fields]


@pytest.mark.parametrize("who", ["ana", "ben", "dana", "emil", "gita"])
def test_the_look_up_says_what_the_orm_says(cast: Cast, who: str, django_assert_num_queries) -> None:
    person = Person.objects.get(pk=getattr(cast, who).pk)
    cookie = cast.client(person).cookies["session"].value
    with django_assert_num_queries(1):
        found = look_up(cookie)
    row = SignIn._base_manager.get(key=key_of(cookie))
    assert found is not None
    assert (found.data, found.seen_at) == (row.data, row.seen_at)
    assert found.person == person
    assert [getattr(found.person, name) for name in FIELDS] == [getattr(person, name) for name in FIELDS]
    assert found.viewer == cast.viewer(person)


def test_a_sign_in_is_bound_to_the_password_as_django_binds_it(cast: Cast) -> None:
    for password in ("!unusable", "argon2$x", ""):
        cast.ana.password = password
        assert _session_hash(password) == cast.ana.get_session_auth_hash()


def test_two_roles_count_and_those_in_a_second_practice_do_not(cast: Cast) -> None:
    other = Practice(name="Elm House")
    other.save()
    StaffRole(practice=cast.practice, person=cast.dana, role="supervisor").save()
    StaffRole(practice=other, person=cast.dana, role="administrator").save()
    found = look_up(cast.client(cast.dana).cookies["session"].value)
    assert found is not None
    assert found.viewer.practice_id == cast.practice.pk
    assert found.viewer.staff_roles == {"therapist", "supervisor"}


def test_nothing_is_found_behind_a_wrong_cookie(cast: Cast) -> None:
    cast.client(cast.ana)
    for cookie in ("x", SignIn._base_manager.get().key, "é" * 3000):
        assert look_up(cookie) is None


def test_a_session_of_someone_about_to_sign_in_has_nobody(db: None) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    found = look_up(store.session_key or "")
    assert found is not None
    assert (found.person, found.viewer.is_nobody) == (None, True)
    row = SignIn._base_manager.get()
    assert row.ends_at - row.started_at < settings.SIGN_IN_LASTS


def test_the_look_up_is_lean(cast: Cast) -> None:
    cookie = cast.client(cast.dana).cookies["session"].value
    look_up(cookie)
    begun = time.process_time()
    for _ in range(200):
        look_up(cookie)
    each = (time.process_time() - begun) / 200
    assert each < 0.001, f"{each * 1000:.2f} ms of CPU"
