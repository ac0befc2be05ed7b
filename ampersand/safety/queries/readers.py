"""Whom a page names as reader of what is about safety, besides those who take part in the case."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def safety_lead() -> Mapping[str, object]:
    """The safety lead of the practice, whoever it is, for "who sees this"."""
    return {"name": _("the safety lead"), "hand": "t", "person_id": None}
