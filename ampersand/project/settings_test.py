"""Settings for tests: the real ones, with jobs run at once, a key ring and folders of their own, and no HTTPS."""

import os
import tempfile
from pathlib import Path

_folder = Path(os.environ.setdefault("AMPERSAND_DATA_DIR", tempfile.mkdtemp(prefix="ampersand-test-")))
os.environ["AMPERSAND_HTTPS"] = "no"
(_folder / "static").mkdir(parents=True, exist_ok=True)

from ampersand.project.settings import *  # noqa: E402, F403
from ampersand.project.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["*"]
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
GAZETTEER = (15_000, 400_000)  # half a second instead of five
if DATABASES["default"]["ENGINE"].endswith("sqlite"):  # type: ignore[attr-defined]
    DATABASES["default"]["TEST"] = {"NAME": _folder / "test.sqlite3"}
    _options = DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")  # type: ignore[index]
