"""The WSGI application: every page, and the static files under their hashed names."""

import gc
import os
import re

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ampersand.project.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from whitenoise import WhiteNoise  # noqa: E402

from ampersand.project.routing import Handler  # noqa: E402

_HASHED = re.compile(r"\.[0-9a-f]{12}\.")


def _never_changes(path: str, url: str) -> bool:
    return bool(_HASHED.search(url))


# Outside Django's middleware: a font costs no session and no database.
application = WhiteNoise(
    Handler(),
    root=settings.STATIC_ROOT,
    prefix="static",
    immutable_file_test=_never_changes,
    autorefresh=settings.DEBUG,
)

# Whatever is here now stays: every page is read, and the collector need not look through it again and again. One such
# look takes as long as thirty pages, and somebody would wait for it.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
