"""The sentence that says who can see something."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def sentence(names: Sequence[str], you: str | None = None, what: str = "this") -> str:
    """Who sees what, in words: "Only you and Dana see this", "You, Ben and Dana see this".

    names in the order to be said; you is the reader's own name when the reader is one of them; what "" leaves the verb
    away.
    """
    told = _order(list(names), you, _("you") if len(names) <= 2 else _("You"))
    if not told:
        return _("Nobody sees %(what)s yet") % {"what": what} if what else _("Nobody yet")
    readers = _together(told)
    readers = _("Only %(readers)s") % {"readers": readers} if len(told) <= 2 else readers
    if not what:
        return readers
    if len(told) == 1 and told[0] != _("you"):
        return _("%(readers)s sees %(what)s") % {"readers": readers, "what": what}
    return _("%(readers)s see %(what)s") % {"readers": readers, "what": what}


def _order(names: list[str], you: str | None, word: str) -> list[str]:
    if you is None or you not in names:
        return names
    names.remove(you)
    return [word, *names]


def _together(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
