"""What the verbs have in common."""

from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.conflict.queries import together
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


class ChangedElsewhere(Exception):
    """Another page changed the same thing since; nothing was overwritten."""

    def __init__(self, version: int) -> None:
        super().__init__("changed elsewhere")
        self.version = version


def me(by: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if by.person_id is None:
        raise Hidden
    return by.person_id


def goes_on(by: Viewer, case: OneCase) -> None:
    """Go on only while work together goes on; raises Refused with the one ordinary sentence, Hidden."""
    if not case.is_shared:
        raise Hidden
    if closed := together.closed_words(by, case):
        raise Refused(closed)
