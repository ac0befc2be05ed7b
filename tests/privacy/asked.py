"""What pages asked the database, so that only those are made again whose questions have other answers now.

A page of ours is made of its address, of who reads it, of the hour and of what the database answers. While all these
are the same it is the same, to the byte; asking again takes a hundredth of the time of making it again. Pages that
write are always made again, and a last look at everything (see test_nothing_shows.py) catches whatever else may change.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection

type Place = tuple[str, str]  # who reads, and the path
type Question = tuple[str, tuple[Any, ...]]
WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
NAME = re.compile(r'"(\w+)"')
OWN = tuple(f'UPDATE "accounts_signin" SET "{column}"' for column in ("seen_at", "data"))  # the reader's own sign-in
SIGN_IN = "FROM accounts_signin"  # what is kept of one's own sign-in may change by looking
# That somebody looked goes on record after the last entry; no page says anything of where the record ended before.
RECORD = 'INSERT INTO "privacy_auditevent"'
END_OF_RECORD = 'SELECT "privacy_auditevent"."number" AS "number", "privacy_auditevent"."seal" AS "seal" FROM'
SILENT = ("SAVEPOINT", "RELEASE", "ROLLBACK", RECORD, END_OF_RECORD, *OWN)


@dataclass
class Asked:
    """The questions of each place, and what was answered last."""

    questions: dict[Place, set[Question]] = field(default_factory=dict)
    answers: dict[Question, object] = field(default_factory=dict)
    writing: set[Place] = field(default_factory=set)
    touched: set[str] | None = None  # tables written to since the last look; None: nobody noticed which

    @contextmanager
    def listening(self, place: Place) -> Iterator[None]:
        """Keep what is asked meanwhile as the questions of this place."""
        heard: set[Question] = set()

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if not sql.startswith(SILENT):
                if sql.lstrip().startswith(("SELECT", "WITH")):
                    heard.add((sql, tuple(params or ())))
                else:
                    self.writing.add(place)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            yield
        self.questions[place] = heard
        fresh = (question for question in heard if question not in self.answers or SIGN_IN in question[0])
        self.answers |= {question: answer_to(question) for question in fresh}

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """Notice which tables are written to meanwhile: only questions about these can have other answers."""
        self.touched = set()

        def notice(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if self.touched is not None:
                self.touched.update(WRITTEN.findall(sql))
                if sql.startswith("ROLLBACK"):
                    self.touched = None
            return execute(sql, params, many, context)

        with connection.execute_wrapper(notice):
            yield
        self.touched = None

    def changed(self) -> set[Place]:
        """The places whose questions have other answers now, and those that write; the new answers are kept."""
        about = self.touched
        asked = [one for one in self.answers if about is None or not about.isdisjoint(names_in(one[0]))]
        new = {question: answer_to(question) for question in asked}
        other = {question for question, answer in new.items() if answer != self.answers[question]}
        self.answers |= new
        if self.touched is not None:
            self.touched = set()
        return self.writing | {place for place, questions in self.questions.items() if questions & other}


@cache
def names_in(sql: str) -> frozenset[str]:
    """Every table, and whatever else has a name, of which a question speaks."""
    return frozenset(NAME.findall(sql))


def answer_to(question: Question) -> object:
    """The rows, as they come."""
    with connection.cursor() as cursor:
        cursor.execute(*question)
        return cursor.fetchall()
