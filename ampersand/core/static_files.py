"""Static files under names that hold their hash, so that browsers may keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes imports in style sheets and in ES modules too."""

    support_js_module_import_aggregation = True
