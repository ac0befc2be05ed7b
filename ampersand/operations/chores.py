"""What is done at intervals, by the keeper."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command

from ampersand.accounts import actions as accounts
from ampersand.cases.actions import minors, standing
from ampersand.checkins.actions import keeping as check_ins
from ampersand.conflict.actions import keeping as rows
from ampersand.conversations.actions import holding as held
from ampersand.conversations.actions import keeping as forgetting
from ampersand.core import clock
from ampersand.directory.actions import keeping
from ampersand.intake.actions import telling
from ampersand.measures.actions import planning
from ampersand.meetings.actions import charging, freed, reminding
from ampersand.notes.actions import emergency
from ampersand.pathway.actions import asking
from ampersand.privacy import audit
from ampersand.privacy.scope import system_scope
from ampersand.reports.actions import making
from ampersand.safety.actions import calling, checks

log = logging.getLogger("ampersand.chores")


@dataclass(frozen=True)
class Chore:
    """Something done again and again."""

    name: str
    every: timedelta
    do: Callable[[], object]


def open_what_is_due() -> None:
    """Open the assignments that the plans say are due."""
    with system_scope("opening what is due by plan"):
        planning.open_due()


def ask_everyone_who_is_due() -> None:
    """Ask for private checks: at the start, everyone again at their time, half way and towards the end."""
    with system_scope("asking everyone for their private check"):
        checks.open_due()
        asking.ask_at_looks()


def keep_the_directory() -> None:
    """Remind, tell, close and destroy letters as promised; remind of openings; take down who works here no longer."""
    with system_scope("keeping letters and public pages as was promised"):
        keeping.keep_letters()
        keeping.remind_of_openings()
        keeping.take_down_who_left()


def close_what_ended() -> None:
    """Close the units that ended thirty days ago: what was joint is read no longer."""
    with system_scope("closing units whose thirty days are over"):
        standing.close_due()


def notice_who_comes_of_age() -> None:
    """Tell therapists in time that a young person soon decides alone, and let rights pass when the year is over."""
    with system_scope("looking who comes of age"):
        minors.notice_ages()


def keep_the_check_ins() -> None:
    """Show the lines meant for the others of check-ins that have closed; forget what was typed and never sent."""
    with system_scope("showing what is to be shown of check-ins that have closed, forgetting old drafts"):
        check_ins.show_what_closed(clock.now())
        check_ins.forget_old_drafts(clock.now())


def free_old_proposals() -> None:
    """Free the times of meetings that were proposed and that nobody answered."""
    with system_scope("freeing times that nobody answered"):
        freed.let_go_of_old_proposals(clock.now())


def charge_meetings() -> None:
    """Charge meetings that were held, where the practice asks for a fee."""
    with system_scope("charging meetings that were held"):
        charging.charge_what_was_held(clock.now())


def remind_of_meetings() -> None:
    """Remind people of meetings that come near, in the ways and at the times that are safe."""
    with system_scope("reminding people of meetings"):
        reminding.remind_whom_it_is_time(clock.now())


def forget_what_was_not_sent() -> None:
    """Forget messages that were begun and files that were brought, and never sent."""
    with system_scope("forgetting old drafts and files of messages"):
        forgetting.forget_old(clock.now())


def forget_what_was_not_handed_over() -> None:
    """Forget what somebody wrote when coming in and did not hand over."""
    with system_scope("forgetting old drafts of coming in"):
        telling.forget_old_drafts(clock.now())


def send_held_messages() -> None:
    """Send the messages that somebody held back for an hour."""
    held.send_due(clock.now())


def forget_unsent_rows() -> None:
    """Forget what somebody began to write about a row and did not keep."""
    with system_scope("forgetting what was begun about a row and not kept"):
        rows.forget_unsent(clock.now())


def end_emergencies() -> None:
    """End the looks of supervisors into cases that are not theirs, when their hours are over."""
    with system_scope("ending emergency looks whose hours are over"):
        emergency.end_due()


def delete_old_files() -> None:
    """Delete the files of reports whose day is over."""
    with system_scope("deleting files whose time is over"):
        making.delete_expired()


def forget_finished_jobs() -> None:
    """Remove jobs that were done: a mail's words need not stay."""
    call_command("prune_db_task_results", verbosity=0, min_age_days=0)


def call_people() -> None:
    """Call people again to what nobody has taken on, and leave the sign that somebody keeps calling."""
    calling.beat()
    calling.call_again()


CHORES = (
    Chore("end emergency looks", timedelta(minutes=1), end_emergencies),
    Chore("call people", timedelta(seconds=15), call_people),
    Chore("send held messages", timedelta(seconds=20), send_held_messages),
    Chore("open what is due", timedelta(minutes=10), open_what_is_due),
    Chore("ask for private checks", timedelta(minutes=10), ask_everyone_who_is_due),
    Chore("keep the check-ins", timedelta(minutes=5), keep_the_check_ins),
    Chore("free old proposals", timedelta(minutes=10), free_old_proposals),
    Chore("remind of meetings", timedelta(minutes=10), remind_of_meetings),
    Chore("charge meetings", timedelta(hours=1), charge_meetings),
    Chore("close what ended", timedelta(hours=1), close_what_ended),
    Chore("notice who comes of age", timedelta(hours=6), notice_who_comes_of_age),
    Chore("anchor the audit chains", timedelta(hours=1), audit.anchor),
    Chore("keep the directory", timedelta(minutes=10), keep_the_directory),
    Chore("turn the directory's day", timedelta(hours=1), keeping.turn_the_day),
    Chore("forget ended sign-ins", timedelta(hours=1), accounts.forget_ended),
    Chore("forget what was not handed over", timedelta(hours=1), forget_what_was_not_handed_over),
    Chore("forget what was not kept about rows", timedelta(hours=1), forget_unsent_rows),
    Chore("forget what was not sent", timedelta(hours=1), forget_what_was_not_sent),
    Chore("delete old files", timedelta(minutes=10), delete_old_files),
    Chore("forget finished jobs", timedelta(minutes=10), forget_finished_jobs),
)
_done_at: dict[str, float] = {}


def run_due() -> None:
    """Do each chore whose time has come; one that fails is logged and tried again at its next time."""
    for chore in CHORES:
        if time.monotonic() - _done_at.get(chore.name, float("-inf")) < chore.every.total_seconds():
            continue
        _done_at[chore.name] = time.monotonic()
        try:
            chore.do()
        except Exception:
            log.exception("The chore '%s' failed", chore.name)
