"""What somebody hands over to a therapist, as it lies sealed in a letter."""

import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Sent:
    """What was handed over: a name of any kind, for whom, where they are, when, some words, and the ticked answers."""

    name: str = ""
    kind: str = ""
    country: str = ""
    times: tuple[str, ...] = ()
    when: str = ""
    words: str = ""
    handed: tuple[str, ...] = ()
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How the one who asked is reached: the link of their page, and an address for neutral mails if they gave one."""

    token: str
    mail: str = ""


def sealed_text(thing: Sent | Reach) -> str:
    """The text that is sealed."""
    return json.dumps(asdict(thing), ensure_ascii=False, separators=(",", ":"))


def sent(text: str) -> Sent:
    """What was handed over, from the opened text."""
    data = json.loads(text)
    known = {one.name: data[one.name] for one in fields(Sent) if one.name in data}
    return Sent(**known | {name: tuple(known.get(name, ())) for name in ("times", "handed")})


def reach(text: str) -> Reach:
    """How someone is reached, from the opened text."""
    data = json.loads(text)
    return Reach(data["token"], data.get("mail", ""))
