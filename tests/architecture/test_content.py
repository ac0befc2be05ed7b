"""What one feature's content names in another's is there; no floor but this one sees both."""

from ampersand.directory import content as directory
from ampersand.guide.content import guide


def test_the_guide_narrows_a_search_only_by_what_never_stands_in_an_address() -> None:
    named = {rule.concern for rule in guide().book.rules} - {""}
    assert named
    assert named <= directory.quiet()


def test_every_approach_that_visitors_read_about_can_be_looked_for() -> None:
    for pages in guide().pages.values():
        assert {one.slug for one in pages["approaches"].approaches} <= set(directory.approaches())
