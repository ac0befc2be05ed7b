"""What a flag on a set of answers means, in words for the therapist."""

from django.utils.translation import gettext as _

from ampersand.measures import content
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.scoring import ACROSS_CUTOFF, NOT_ASKED


def words(instrument: Instrument, raised: str, language: str) -> tuple[str, ...]:
    """Each flag of a set of answers as a sentence, those about safety first."""
    told = {watch.flag: _safety(instrument, watch.item, language) for watch in instrument.safety}
    told |= {watch.missing_flag: _left_open(watch.item) for watch in instrument.safety if watch.missing_flag}
    told |= {rule.flag: rule.label for rule in instrument.rules if rule.flag}
    if instrument.missing.flag:
        told[instrument.missing.flag] = _("The total was completed from the answered questions.")
    told[ACROSS_CUTOFF] = _("The open questions alone could have put it on the other side of the line.")
    told[NOT_ASKED] = _("A question was answered that should not have been asked.")
    return tuple(told.get(flag, flag) for flag in raised.split())


def is_safety(instrument: Instrument, raised: str) -> bool:
    """Whether a flag among these is about safety."""
    watched = {flag for watch in instrument.safety for flag in (watch.flag, watch.missing_flag)}
    return any(flag in watched for flag in raised.split())


def _safety(instrument: Instrument, item: str, language: str) -> str:
    scale = instrument.item(item).scale
    lowest = content.words(instrument, language).scales[scale.id][scale.codes.index(scale.lowest)]
    return _("Question %(item)s, about safety, was answered with more than “%(lowest)s”.") % {
        "item": item, "lowest": lowest,
    }  # fmt: skip


def _left_open(item: str) -> str:
    return _("Question %(item)s, about safety, was left open.") % {"item": item}
