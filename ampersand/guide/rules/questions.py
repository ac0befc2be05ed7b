"""The questions, their answers as bits, and which of them are asked after which answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .conditions import Alternatives, Bits, holds

NONE = "none"  # the answer to a question with several ticks that counts only when it stands alone

type Answers = Mapping[str, str | Iterable[str] | None]  # as anyone may hand them over
type Given = Mapping[str, Sequence[str]]  # checked: each question's codes


@dataclass(frozen=True)
class Question:
    """One question. `calm` stands for it where it was not shown or was skipped; `shown` is when it is asked."""

    key: str
    codes: tuple[str, ...]
    calm: str
    several: bool
    sensitive: bool
    shown: Alternatives


@dataclass(frozen=True)
class Questionnaire:
    """All questions in the order in which they are asked."""

    questions: tuple[Question, ...]
    bits: Bits
    private: Alternatives
    partner: Alternatives

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by their keys."""
        return {one.key: one for one in self.questions}

    @cached_property
    def digest(self) -> bytes:
        """What tells this questionnaire from others: answers to other questions are not answers to these."""
        said = "\n".join(f"{one.key} {' '.join(one.codes)}" for one in self.questions)
        return hashlib.sha256(said.encode()).digest()

    @cached_property
    def calm(self) -> int:
        """The answers of someone who answered nothing."""
        return self._calm(self.questions)

    @cached_property
    def _masks(self) -> Mapping[str, int]:
        return {key: sum(codes.values()) for key, codes in self.bits.items()}

    @cached_property
    def _changes(self) -> Mapping[str, tuple[int, Mapping[str, int]]]:
        return {key: (~mask, self.bits[key]) for key, mask in self._masks.items()}

    @cached_property
    def _sensitive(self) -> tuple[int, int]:
        asked = [one for one in self.questions if one.sensitive]
        return sum(self._masks[one.key] for one in asked), self._calm(asked)

    def checked(self, answers: Answers) -> dict[str, tuple[str, ...]]:
        """The answers given, each as its codes; ValueError for an unknown key or code, or two answers for one."""
        found, known = {}, self._known
        for key, given in answers.items():
            if given is not None:
                try:
                    found[key] = known[key][given]  # type: ignore[index]
                except (KeyError, TypeError):
                    found[key] = self._codes(key, given)
        return found

    @cached_property
    def _known(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        return {one.key: {code: (code,) for code in one.codes} for one in self.questions}

    def mask(self, given: Given) -> int:
        """Checked answers as bits, with the calm answer in the gaps; what is sensitive counts only in private."""
        mask, changes = self.calm, self._changes
        for key, codes in given.items():
            others, bits = changes[key]
            if len(codes) == 1:
                mask = mask & others | bits[codes[0]]
            elif codes:
                mask = mask & others | sum([bits[code] for code in codes])
        if not holds(self.private, mask):
            theirs, calm = self._sensitive
            mask = mask & ~theirs | calm
        return mask

    def open_key(self, mask: int) -> str:
        """The question that a mask of a condition is about; "" when it is a sensitive one."""
        return self._open_keys[mask & -mask]

    @cached_property
    def _open_keys(self) -> Mapping[int, str]:
        return {bit: "" if one.sensitive else one.key for one in self.questions for bit in self.bits[one.key].values()}

    def _codes(self, key: str, given: str | Iterable[str]) -> tuple[str, ...]:
        question = self.by_key.get(key)
        if question is None:
            raise ValueError(f"there is no question {key!r}; there are {', '.join(self.by_key)}")
        if isinstance(given, str):
            codes: tuple[str, ...] = (given,)
        elif question.several and isinstance(given, Iterable):
            codes = tuple(given)
        else:
            raise ValueError(f"{key!r} takes one answer, not {given!r}")
        for code in codes:
            if code not in question.codes:
                raise ValueError(f"{key!r} has no answer {code!r}; there are {', '.join(question.codes)}")
        if question.several and len(codes) > 1:
            codes = tuple(code for code in question.codes if code in codes and code != NONE)
        return codes

    def _calm(self, questions: Iterable[Question]) -> int:
        return sum(self.bits[one.key][one.calm] for one in questions)
