"""What the verbs have in common."""

from uuid import UUID

from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


def me(by: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if by.person_id is None:
        raise Hidden
    return by.person_id
