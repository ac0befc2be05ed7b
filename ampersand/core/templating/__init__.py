"""Templates as Django reads them, made ready once per process and language, so that a request fills in only its own.

`loader` finds them; `folding` puts bases and parts in their places and makes text of what hangs on the language alone;
`quick` makes plain functions of what is left. What a page says does not change by it; a test compares every byte.
"""

from ampersand.core.templating.folding import pure
from ampersand.core.templating.loader import Loader

__all__ = ["Loader", "pure"]
