"""Static files under names that hold their hash, so that browsers may keep them for a year."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "core/css/site.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;')
_URL = re.compile(r'url\("([^"]+)"\)')


def joined(name: str, read: Callable[[str], str]) -> str:
    """A style sheet with its imports put in place, layers kept: a phone fetches one file instead of thirty."""
    folder = posixpath.dirname(name)

    def place(found: re.Match[str]) -> str:
        part = posixpath.normpath(posixpath.join(folder, found[1]))
        text = _URL.sub(lambda url: _moved(url[1], part, folder), read(part))
        return f"@layer {found[2]} {{\n{text}}}" if found[2] else text

    return _IMPORT.sub(place, read(name))


def _moved(address: str, part: str, folder: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(part), address))
    return f'url("{posixpath.relpath(target, folder)}")'


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes imports in ES modules too, and serves the site's styles as one file."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Where a file is served; worked out once, because its name holds its hash."""
        if settings.DEBUG or force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Hash and compress every file, the joined styles in place of their list of imports."""
        if SITE in paths:
            memory = InMemoryStorage()
            memory.save(SITE, ContentFile(joined(SITE, lambda name: _text(paths, name)).encode()))
            paths = {**paths, SITE: (memory, SITE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _text(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
