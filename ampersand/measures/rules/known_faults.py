"""Faults that are common in copies of questionnaires; whoever imports one is warned.

Each fault is one short function with the sentence it says; more on copies in content/instruments/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from .instrument import Instrument, Wording

DYING = re.compile(
    r"\bsuicid|\bbetter off dead|\bkill(ing)? (yourself|myself)|\b(end|ending|take|taking) (your|my) (own )?life"
    r"|\bwish(ed|ing)? (you|i) (were|was) dead|\bwant(ed|ing)? to die|\b(hurt|harm)(ing)? (yourself|myself)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an instrument as it was found: the instrument, all its words in one text, and the codes it carries."""

    instrument: Instrument
    name: str
    words: str
    labels: tuple[str, ...]
    codes: frozenset[str]

    @property
    def size(self) -> int:
        """How many questions count."""
        return len(self.instrument.scored_items)

    @property
    def ends(self) -> set[tuple[float, float]]:
        """The lowest and highest code of each scale that counts."""
        return {(item.scale.lowest, item.scale.highest) for item in self.instrument.scored_items}

    def called(self, *names: str) -> bool:
        """Whether the title or short name has one of these as a word ("gad7" is "GAD-7"), or a long one anywhere."""
        words = re.findall(r"[a-z]+|[0-9]+", self.name.lower())
        found = {*words, *(first + second for first, second in pairwise(words))}
        flat = "".join(words)
        return any(name in found or (len(name) > 10 and name in flat) for name in names)


def speaks_of_dying(words: str) -> bool:
    """Whether an English question seems to ask about suicide or self-harm."""
    return DYING.search(words) is not None


def known_faults(instrument: Instrument, codes: Iterable[str] = (), more_words: str = "") -> tuple[str, ...]:
    """A sentence for each known fault that this copy seems to have; `codes` are its terminology codes, bare."""
    copy = _copy(instrument, codes, more_words)
    found = (warn(copy) for warn in WARNINGS)
    return tuple(text for text in found if text)


def _copy(instrument: Instrument, codes: Iterable[str], more_words: str) -> Copy:
    wordings: list[Wording] = list(instrument.wording.values())
    titles = [instrument.slug, *(text for one in wordings for text in (one.title, one.full_title))]
    words = [more_words, *(one.instructions for one in wordings), *(note.text for note in instrument.notes)]
    words += [text for one in wordings for text in one.items.values()]
    labels = tuple(label.casefold() for one in wordings for scale in one.scales.values() for label in scale)
    return Copy(instrument, " ".join(titles), " ".join(words), labels, frozenset(codes))


def _gad_anchor(copy: Copy) -> str:
    gad = copy.called("gad7", "gad2", "phq4", "generalizedanxiety", "generalisedanxiety")
    if (gad or copy.codes & {"69737-5", "70274-6"}) and any("not at all sure" in label for label in copy.labels):
        return 'the first option reads "not at all sure"; the GAD-7 says "Not at all" (Zorowitz et al. 2021)'
    return ""


def _kessler_coding(copy: Copy) -> str:
    if copy.called("kessler", "k10") and copy.size == 10 and copy.ends == {(0, 4)}:
        return "this K10 is coded 0 to 4; the Australian bands (20, 25, 30) belong to the coding 1 to 5"
    if copy.called("kessler", "k6") and copy.size == 6 and copy.ends == {(1, 5)}:
        return "this K6 is coded 1 to 5; the cut-off 13 belongs to the coding 0 to 4"
    return ""


def _phq_2_codes(copy: Copy) -> str:
    if "58148-8" in copy.codes and (copy.called("phq2", "phq9") or "55758-7" in copy.codes):
        return "LOINC 55758-7 is the total of the PHQ-2 and 55757-9 its panel; 58148-8 as the total is a known mix-up"
    return ""


def _phq_4_total(copy: Copy) -> str:
    if "70272-0" in copy.codes:
        return "LOINC 70272-0 is used for the total of the PHQ-4 and, elsewhere, of the GAD-2; do not rely on it"
    return ""


def _asq_code(copy: Copy) -> str:
    if "93373-9" in copy.codes and copy.called("asq", "asksuicide"):
        return "LOINC 93373-9 is the C-SSRS screener; there is no code for the ASQ"
    return ""


def _csi_range(copy: Copy) -> str:
    if not copy.called("csi", "couplessatisfaction"):
        return ""
    if re.search(r"\b2\s*(to|-|–)\s*158\b", copy.words):
        return 'the range "2 to 158" printed for the CSI-32 is wrong; it is 0 to 161'
    expected = {32: (0, 161), 16: (0, 81), 4: (0, 21)}.get(copy.size)
    real = (copy.instrument.lowest, copy.instrument.highest)
    if expected and copy.instrument.method == "sum" and real != expected:
        return f"a CSI-{copy.size} runs from {expected[0]} to {expected[1]}; this one from {real[0]:g} to {real[1]:g}"
    return ""


def _ecr_keys(copy: Copy) -> str:
    if copy.called("ecr", "experiencesinclose") and copy.size == 12:
        return "there are two 12-item forms, ECR-12 and ECR-S, with different reversed items; check which one this is"
    return ""


def _fad_keys(copy: Copy) -> str:
    if copy.called("fad", "familyassessmentdevice") and copy.size == 12:
        return "sources disagree which six items of the FAD general functioning scale are reversed; check the manual"
    return ""


def _ras_bands(copy: Copy) -> str:
    starts = {band.start for band in copy.instrument.bands}
    if copy.called("ras", "relationshipassessment") and copy.size == 7 and {15, 25} <= starts:
        return "the bands 7-14, 15-24 and 25-35 of the RAS, found on web pages, have no source"
    return ""


def _wai_bands(copy: Copy) -> str:
    starts = {band.start for band in copy.instrument.bands}
    if copy.called("wai", "workingalliance") and {36, 48} <= starts:
        return "the bands 12-35, 36-47 and 48-60 of the WAI-SR, found on web pages, have no source"
    return ""


def _score_15_line(copy: Copy) -> str:
    lines = {cutoff.value for cutoff in copy.instrument.cutoffs}
    if copy.called("score15") and 51.92 in lines and not copy.instrument.higher_is_better:
        return "the cut-off 51.92 of the SCORE-15 only makes sense where higher is better"
    return ""


def _who_5_scale(copy: Copy) -> str:
    if copy.called("who5") and copy.size == 5 and copy.instrument.highest == 25:
        return "published WHO-5 cut-offs (50, 28) belong to the raw sum times 4; here the score is the raw sum, 0 to 25"
    return ""


def _promis_t(copy: Copy) -> str:
    if copy.called("promis"):
        return "published PROMIS bands belong to T scores from a table; here the score is the raw sum"
    return ""


def _hits_line(copy: Copy) -> str:
    if copy.called("hits") and copy.size == 4 and copy.instrument.cutoffs:
        return "sources differ on the HITS: positive from 10 or from 11"
    return ""


def _no_safety(copy: Copy) -> str:
    if copy.instrument.safety or any(rule.flag for rule in copy.instrument.rules):
        return ""
    for one in copy.instrument.wording.values():
        for item, words in one.items.items():
            if speaks_of_dying(words):
                return f"item {item} seems to ask about dying or self-harm, and no answer to it alerts anybody"
    return ""


WARNINGS: tuple[Callable[[Copy], str], ...] = (
    _gad_anchor, _kessler_coding, _phq_2_codes, _phq_4_total, _asq_code, _csi_range, _ecr_keys, _fad_keys, _ras_bands,
    _wai_bands, _score_15_line, _who_5_scale, _promis_t, _hits_line, _no_safety,
)  # fmt: skip
