"""What somebody answered, in the words in which it was asked."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _

from ampersand.measures.rules.instrument import Instrument, Item, Number, Wording
from ampersand.measures.rules.scoring import with_silence


def in_words(one: Instrument, words: Wording, codes: Mapping[str, Number | None]) -> Iterator[tuple[str, str]]:
    """Each question that was asked, with the answer that was given as the form prints it."""
    heard = with_silence(one, {item.id: codes.get(item.id) for item in one.items})
    for item in one.items:
        code = codes.get(item.id)
        if code is None:
            if heard[item.id] is not None or (item.asked is None and not item.optional):
                yield words.items[item.id], _("left open")
            continue
        yield words.items[item.id], label(item, words, code)


def about(
    one: Instrument, words: Wording, codes: Mapping[str, Number | None], items: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Some of the questions with what was answered to each."""
    given = ((one.item(name), codes.get(name)) for name in items)
    return tuple((words.items[item.id], label(item, words, code)) for item, code in given if code is not None)


def label(item: Item, words: Wording, code: Number) -> str:
    """The printed answer; between two words, the step and both words."""
    labels = words.scales[item.scale.id]
    place = [str(one) for one in item.scale.codes].index(str(item_code(item, code)))
    if all(labels):
        return labels[place]
    return _("%(place)s of %(count)s, from %(first)s to %(last)s") % {
        "place": place + 1, "count": len(labels), "first": labels[0], "last": labels[-1],
    }  # fmt: skip


def item_code(item: Item, code: Number) -> Number:
    """The code as the scale writes it: 2 where JSON or a database gave 2.0."""
    return next(known for known in item.scale.codes if known == code)
