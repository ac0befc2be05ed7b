"""Pages that are drawn anew by themselves: sockets that carry a hint, and what each viewer sees because of it.

A feature says in its `live.py` which pages are live (`LivePage`) and draws them; its actions say `changed(topic)`.
"""

from ampersand.core.live.hints import changed
from ampersand.core.live.page import Drawn, Entry, LivePage, Look

__all__ = ["Drawn", "Entry", "LivePage", "Look", "changed"]
