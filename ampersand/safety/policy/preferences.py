"""A person's own choices about help: theirs alone."""

from ampersand.privacy import policy
from ampersand.privacy.policy import OwnRows
from ampersand.safety.models import Preference

policy.register(
    Preference, OwnRows("person_id", frozenset({"read", "write"}), "Only you see which country's numbers you chose.")
)
