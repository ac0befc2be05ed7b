"""Starting this program once more, as a process of its own, from whatever folder it was called."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def command(*words: str) -> list[str]:
    """The command line that runs one of our commands."""
    return [sys.executable, "-m", "ampersand.project.command", *words]


def environment(**changed: str) -> dict[str, str]:
    """The environment it needs to find us, with these variables changed."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **changed}
