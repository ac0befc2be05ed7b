"""Every live page of the house, and the door through which whoever looks at one comes."""

from ampersand.accounts.live import door
from ampersand.core.live.page import LivePage
from ampersand.core.live.sockets import Sockets
from ampersand.exercises.live import LIVE as EXERCISES

LIVE: tuple[LivePage, ...] = (*EXERCISES,)
sockets = Sockets(LIVE, door)
