"""Programs that take turns, a few round trips each, so that all are measured in the same slow or quick minute."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping

AT_ONCE = 5


def take(trips: Iterator[Callable[[], None]]) -> None:
    """Each line that comes in asks for a few trips; CPU milliseconds of one of them goes out."""
    for _ in sys.stdin:
        began = time.process_time()
        for _ in range(AT_ONCE):
            next(trips)()
        print((time.process_time() - began) / AT_ONCE * 1000, flush=True)


def alternate(commands: Mapping[str, list[str]], rounds: int, warm: int = 6) -> dict[str, float]:
    """The middle of what one trip of each program cost in CPU milliseconds, after some rounds to warm up."""
    programs = {
        name: subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name, command in commands.items()
    }
    found: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(rounds + warm):
        for name, program in programs.items():
            assert program.stdin
            assert program.stdout
            program.stdin.write("\n")
            program.stdin.flush()
            cost = float(program.stdout.readline())
            if number >= warm:
                found[name].append(cost)
    for program in programs.values():
        program.communicate()
    return {name: round(statistics.median(costs), 2) for name, costs in found.items()}
