"""Bring in answers that another system holds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ampersand.core.reading import ContentError
from ampersand.measures.actions.importing import NotTaken, Report, import_responses
from ampersand.operations.bringing import Counter, plain, read_rows, reader_for, staff_member, told, write_report


class Command(BaseCommand):
    help = (
        "Bring in answers from FHIR QuestionnaireResponses (one, a Bundle, NDJSON) or CSV. Each file is taken whole or "
        "not at all; scores are worked out anew; rows that are known already are not doubled."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="file")
        parser.add_argument("--as", dest="address", required=True, help="your e-mail address on the staff")
        parser.add_argument("--practice", default="", help="its name; needed when you work in several")
        parser.add_argument("--people", default="", metavar="CSV", help="whom foreign ids mean: identifier,person")
        parser.add_argument("--instrument", default="", metavar="NAME", help="the instrument of rows that name none")
        parser.add_argument("--case", default="", metavar="ID", help="the case of rows that name none")
        parser.add_argument("--origin", default="", help="a word for the other system, when two use the same ids")
        parser.add_argument("--zone", default="", help="time zone of times without one; else the practice's")
        parser.add_argument(
            "--report", default="", metavar="FILE", help="write what became of every row (holds scores)"
        )
        parser.add_argument("--check", action="store_true", help="only say what would be taken")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take file after file and tell what became of each; exit code 1 when one was not taken."""
        by = staff_member(options["address"], options["practice"])
        reader = reader_for(
            by, people=options["people"], only=options["instrument"], case=options["case"],
            origin=f"{options['origin']}:" if options["origin"] else "", zone=options["zone"],
        )  # fmt: skip
        reports: list[tuple[str, Report]] = []
        wrong: list[str] = []
        for file in options["files"]:
            reading, storing = Counter("reading"), Counter("storing")
            try:
                rows = read_rows(file, reader, reading)
                report = import_responses(by=by, rows=rows, check_only=options["check"], progress=storing)
            except (ContentError, NotTaken, CommandError) as error:
                wrong.append(f"{plain(str(error))} Nothing of {plain(file)} was stored.")
                continue
            finally:
                storing.end()
            reports.append((file, report))
            self.stdout.write(f"{plain(file)}: " + "\n".join(told(report)))
            if report.of("refused"):
                refused = len(report.of("refused"))
                rows_were = "1 row was" if refused == 1 else f"{refused} rows were"
                wrong.append(f"Nothing of {plain(file)} was stored: {rows_were} refused.")
            elif options["check"]:
                self.stdout.write("Nothing was stored: this was a check.")
        if options["report"]:
            write_report(options["report"], reports)
        if wrong:
            raise CommandError("\n".join(wrong))
