"""Finding templates, and keeping them ready."""

from django.template import NodeList, Origin, Template
from django.template.loaders import base, cached
from django.utils.translation import get_language

from ampersand.core.templating import quick
from ampersand.core.templating.folding import Folder


class _Ready(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if not skip:
            folded = Folder(self.written, template).folded()
            template.nodelist = folded if folded is template.nodelist else NodeList([quick.Ready(folded)])
        return template

    def written(self, template_name: str) -> Template:
        """A template as it was written, read for this one use."""
        return super().get_template(template_name)


class Loader(cached.Loader, _Ready):
    """Finds and keeps templates as Django's cached loader does, but ready, and one for each language."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """Those found for a base that could not be put in its place are kept as they were written."""
        return f"{get_language()} {bool(skip)} {super().cache_key(template_name, skip)}"
