"""Ana's plan for hard moments, told by hand: written once, changed once, and read by Dana, who wrote a line to it."""

from datetime import timedelta

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.operations.demo import people as who
from ampersand.operations.demo import telling
from ampersand.safety.actions import plans, preferences
from ampersand.safety.queries.plans import own

FIRST = {
    "signs": "I stop answering messages.\nSundays, when the flat is quiet.",
    "alone": "Cold water on my face.\nTwice round the canal with music on.",
    "people": "The café by the market.\nThursday choir.",
    "tell": "Lena, 06 0000 0001. She said: at any hour.",
    "services": "Dana, at Linden House.",
}
SECOND = FIRST | {
    "signs": "I stop answering messages.\nSundays, when the flat is quiet.\nI think: they would be better off.",
    "tell": "Lena, 06 0000 0001. She said: at any hour.\nMy brother Tomas, 06 0000 0002, not before seven.",
    "services": "Dana, at Linden House.\nDr Vale, 020 000 0003, until five.\nNight entrance of St Anne’s, Mill Lane.",
    "safer": "The old tablets are with Lena since March.\nNo wine in the house in November.",
    "worth": "Chloé’s laugh through the wall.\nThe sea in May.",
}
SAID = "Thank you for letting me read it. Shall we put the walk before the cold water? You said it helps more."


def write() -> None:
    """Write it as Ana and Dana would."""
    ana, dana = telling.viewer(who.ANA), telling.viewer(who.DANA, "therapist")
    preferences.remember_country(by=ana, country="nl")
    plans.save(by=ana, words=FIRST, base=0, now=now() - timedelta(days=61))
    plans.save(by=ana, words=SECOND, base=1, now=now() - timedelta(days=33))
    plans.choose_readers(by=ana, chosen=[f"therapist:{who.DANA.id}"], now=now() - timedelta(days=33))
    plan = own(ana)
    assert plan
    plans.comment(by=dana, plan_id=plan.id, comment_id=new_id(), text=SAID, now=now() - timedelta(days=30))
