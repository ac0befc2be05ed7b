"""What a search says: the choices of its form, and what is carried along while somebody chooses whom to ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from ampersand.directory import content
from ampersand.directory.rules import money, search
from ampersand.directory.rules.search import WITHIN, Wanted

MOST_HANDED = 40
LONGEST_HANDED = 400  # signs
LONGEST_TYPED = 3000
MOST_ASKED = 5  # therapists at once
MOST_CARRIED = 20


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form's list."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes along from page to page in hidden fields and is stored nowhere.

    `who` are the therapists chosen so far; `offered` the answers that could be handed over, `handed` those ticked;
    `typed` what was typed into the form already.
    """

    who: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    handed: tuple[str, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.who or self.offered or self.typed)

    @property
    def answers(self) -> list[tuple[str, bool]]:
        """Each answer that could be handed over, and whether it is ticked."""
        return [(one, one in self.handed) for one in self.offered]


def carried(post: QueryDict) -> Carried:
    """What a form carries along; of more than fits the first."""
    handed = _short(post.getlist("handed"))
    offered = tuple(dict.fromkeys([*_short(post.getlist("offered")), *handed]))[:MOST_HANDED]
    who = [one for one in dict.fromkeys(post.getlist("who")) if one.replace("-", "").isalnum() and len(one) <= 80]
    typed = [(name, text) for name in post if name.startswith("my-") for text in post.getlist(name) if text]
    kept = tuple((name[:20], text[:LONGEST_TYPED]) for name, text in typed[:MOST_HANDED])
    return Carried(tuple(who[:MOST_CARRIED]), offered, tuple(one for one in offered if one in handed), kept)


def wanted(request: HttpRequest) -> Wanted:
    """What is looked for, from the form that was sent or from the address."""
    if request.method == "POST":
        said = QueryDict(request.POST["instead"]) if "instead" in request.POST else request.POST
        return search.wanted(dict(said.lists()), content.known(), in_address=False)
    return search.wanted(dict(request.GET.lists()), content.known(), in_address=True)


def here(post: QueryDict) -> tuple[float, float] | None:
    """Where the browser says one is, to a hundredth of a degree, about a kilometre; None when it does not say."""
    try:
        latitude, longitude = (round(float(part), 2) for part in post.get("here", "").split(","))
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def address_of(asked: Wanted) -> str:
    """The query of an address that can be shared: "?for=couple&place=utrecht-2745912"; "" for everyone."""
    pairs = search.address(asked, content.quiet())
    return f"?{urlencode(pairs)}" if pairs else ""


def fields_of(asked: Wanted) -> list[tuple[str, str]]:
    """The same as fields of a form, for a search that has no address."""
    pairs = search.address(asked, frozenset())
    return [pair for pair in pairs if pair[0] != "page"]


def has_address(asked: Wanted) -> bool:
    """Whether the search may stand in an address at all."""
    return asked.concern not in content.quiet()


def choices(asked: Wanted, currency: str, *, miles: bool) -> dict[str, Any]:
    """Everything that the search form offers, with what is chosen now."""
    lists = content.choices()
    unit = _("miles") if miles else _("km")
    groups: dict[str, list[Option]] = {}
    for one in content.concerns().values():
        groups.setdefault(one.group, []).append(Option(one.slug, one.title, one.slug == asked.concern))
    far = [(str(far), _("Up to %(far)s %(unit)s") % {"far": far, "unit": unit}) for far in WITHIN]
    prices = [(str(step), _("Up to %(amount)s") % {"amount": money.told(step, currency)})
              for step in lists.prices[currency]]  # fmt: skip
    return {
        "kinds": [Option(value, words, value in asked.works_with) for value, words in kinds().items()],
        "within": _options(far, str(asked.within)),
        "formats": _options(formats().items(), asked.format),
        "approaches": _options(((one.slug, one.label) for one in content.approaches().values()), asked.approach),
        "concerns": list(groups.items()),
        "languages": _options(lists.languages.items(), asked.language),
        "prices": _options([*prices, ("sliding", _("By income"))], asked.price),
        "free": _options(soon().items(), asked.free),
        "times": _options(lists.times.items(), asked.times),
        "access": _options(lists.access.items(), asked.access),
        "more": any((asked.price, asked.free, asked.times, asked.access, asked.approach, asked.concern)),
    }


def kinds() -> Mapping[str, str]:
    """For whom, as visitors say it."""
    return {"individual": _("Me"), "couple": _("The two of us"), "family": _("Our family")}


def formats() -> Mapping[str, str]:
    """In which form people meet."""
    return {"in-person": _("In person"), "online": _("Online")}


def soon() -> Mapping[str, str]:
    """How soon."""
    return {"week": _("This week"), "fortnight": _("By the end of next week"), "month": _("Within a month")}


def _options(pairs: Iterable[tuple[str, str]], chosen: str) -> list[Option]:
    return [Option(value, words, value == chosen) for value, words in pairs]


def _short(texts: Sequence[str]) -> list[str]:
    plain = (" ".join(text.split())[:LONGEST_HANDED] for text in texts[:MOST_HANDED])
    return [text for text in plain if text]
