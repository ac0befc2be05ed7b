"""Whether two e-mail addresses lead into one mailbox: a shared mailbox is a shared account."""

_ALIASES = {"googlemail.com": "gmail.com"}


def same_mailbox(one: str, other: str) -> bool:
    """Whether both lead to the same mailbox: capitals, what stands after a plus, and a mail service's dots aside."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    name, _, host = address.strip().lower().rpartition("@")
    host = _ALIASES.get(host, host)
    name = name.split("+")[0] or name
    return (name.replace(".", "") if host == "gmail.com" else name), host
