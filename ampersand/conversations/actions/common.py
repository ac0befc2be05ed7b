"""What the verbs have in common."""


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


class ChangedElsewhere(Exception):
    """Another page changed the same thing since; nothing was overwritten. `version` is what stands now."""

    def __init__(self, version: int) -> None:
        super().__init__("changed elsewhere")
        self.version = version
