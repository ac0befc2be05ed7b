"""An address that was searched for once is the one that Django finds."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from ampersand.core.addresses import address

ONE, TWO = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("overview:my_space", ()),
        ("overview:our_space", (ONE,)),
        ("overview:our_space", (str(TWO),)),
        ("measures:my_line", (ONE, "phq-9")),
        ("measures:shared", (TWO, ONE, "csi_4")),
        ("measures:instrument", ("gad-7",)),
        ("cases:join", ("a-token_1",)),
        ("cases:join", ("100%&é",)),
        ("account_login", ()),
    ],
)
def test_it_is_the_address_that_django_finds(name: str, parts: tuple[object, ...]) -> None:
    assert address(name, *parts) == address(name, *parts) == reverse(name, args=parts)


def test_what_is_no_address_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            address("measures:my_line", ONE, "no slug")
        with pytest.raises(NoReverseMatch):
            address("measures:nothing", ONE)


def test_a_house_below_another_address() -> None:
    address("overview:my_space")
    set_script_prefix("/together/")
    try:
        assert address("overview:our_space", ONE) == reverse("overview:our_space", args=[ONE])
        assert address("overview:our_space", ONE).startswith("/together/")
    finally:
        set_script_prefix("/")
