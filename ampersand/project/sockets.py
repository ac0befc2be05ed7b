"""Every live page of the house, and the door through which whoever looks at one comes."""

from ampersand.accounts.live import door
from ampersand.conversations.live import LIVE as CONVERSATIONS
from ampersand.core.live.page import LivePage
from ampersand.core.live.sockets import Sockets
from ampersand.exercises.live import LIVE as EXERCISES

LIVE: tuple[LivePage, ...] = (*CONVERSATIONS, *EXERCISES)
sockets = Sockets(LIVE, door)
