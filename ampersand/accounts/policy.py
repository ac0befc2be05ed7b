"""Who may see a sign-in: the person whose it is, and nobody else."""

from ampersand.accounts.models import SignIn
from ampersand.privacy import policy

OWN_SIGN_INS = policy.OwnRows(
    "person_id", frozenset({"read", "write", "end"}), "You see your own sign-ins, and nobody else's."
)

policy.register(SignIn, OWN_SIGN_INS)
