"""Bring in an instrument for which the practice holds a licence."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ampersand.core.reading import ContentError, Document
from ampersand.fhir.questionnaire import MAX_BYTES, Told, read_questionnaire
from ampersand.fhir.reading import decode
from ampersand.measures import content
from ampersand.measures.actions.importing import Licence, NotTaken, import_instrument
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.known_faults import known_faults
from ampersand.measures.rules.loading import from_texts
from ampersand.operations.bringing import plain, read_file, staff_member
from ampersand.privacy.policy import Hidden


class Command(BaseCommand):
    help = (
        "Bring in an instrument from a FHIR Questionnaire (JSON) or our own TOML, with an attestation of the licence. "
        "What a FHIR file cannot say is told by options; what is not told is left out, not guessed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument(
            "--as", dest="address", required=True, help="your e-mail address; you administer the practice"
        )
        parser.add_argument("--practice", default="", help="its name; needed when you work in several")
        parser.add_argument("--holder", required=True, help="who holds the licence")
        parser.add_argument("--licence", required=True, help="which licence, permission or contract")
        parser.add_argument("--licensed-on", required=True, type=_day, metavar="YYYY-MM-DD")
        parser.add_argument("--scope", required=True, help="for whom and what the licence allows it")
        parser.add_argument("--check", action="store_true", help="only read the file and say what would be stored")
        parser.add_argument(
            "--wording", action="append", default=[], help="TOML: a file with the words of one language"
        )
        told = parser.add_argument_group("what a FHIR file cannot say")
        way = told.add_mutually_exclusive_group()
        way.add_argument("--higher-is-better", action="store_true")
        way.add_argument("--lower-is-better", action="store_true")
        told.add_argument("--slug", default="", help="its short name here; else made from the title")
        told.add_argument("--about", choices=["self", "relationship"], default="self")
        told.add_argument("--score", choices=["sum", "mean"], default="sum")
        told.add_argument("--missing", type=int, default=0, help="answers that may be missing, filled by the mean")
        told.add_argument("--cutoff", type=_number, help="where the clinical side begins")
        told.add_argument("--sd", type=_number, help="standard deviation, for reliable change")
        told.add_argument("--reliability", type=_number, help="reliability (0 to 1), for reliable change")
        told.add_argument("--source", default="", help="where these numbers come from; without it they are provisional")
        told.add_argument("--safety", action="append", default=[], metavar="ITEM:SCORE", type=_safety)
        told.add_argument("--no-safety-item", action="store_true")
        told.add_argument(
            "--unscored", action="append", default=[], metavar="LINKID", help="a question that does not count"
        )
        told.add_argument("--yes-counts-one", action="store_true", help="yes scores 1 and no scores 0")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, warn, and store unless only checking; one clear error and exit code 1 when something is wrong."""
        by = staff_member(options["address"], options["practice"])
        try:
            instrument, known_as, remarks = _read(options)
            for remark in remarks:
                self.stderr.write(f"warning: {plain(remark)}")
            self.stdout.write(_described(instrument))
            if options["check"]:
                self.stdout.write("Nothing was stored: this was a check.")
                return
            licence = Licence(
                holder=options["holder"], licence=options["licence"], licensed_on=options["licensed_on"],
                scope=options["scope"],
            )  # fmt: skip
            import_instrument(by=by, instrument=instrument, licence=licence, known_as=known_as)
        except (ContentError, NotTaken) as error:
            raise CommandError(plain(str(error))) from None
        except Hidden:
            raise CommandError("Only an administrator of the practice may bring in instruments.") from None
        self.stdout.write(f"Stored as {instrument.slug}, version {instrument.digest[:12]}.")


def _read(options: dict[str, Any]) -> tuple[Instrument, dict[str, Any], list[str]]:
    """The instrument, how others name its parts, and warnings."""
    file = options["file"]
    held = read_file(file, MAX_BYTES)
    if file.lower().endswith(".toml"):
        instrument = from_texts(Document(file, decode(held, file)), _words(file, options["wording"]))
        codes = {fact.code for fact in instrument.loinc.items.values()}
        codes |= {fact.code for fact in (instrument.loinc.panel, instrument.loinc.total) if fact}
        return instrument, {}, list(known_faults(instrument, codes))
    if not (options["higher_is_better"] or options["lower_is_better"]):
        raise ContentError(
            "a FHIR file cannot say which way is better: say --higher-is-better or --lower-is-better", file
        )
    told = Told(
        higher_is_better=options["higher_is_better"], holder=options["holder"], licence=options["licence"],
        slug=options["slug"], about=options["about"], method=options["score"], missing_allowed=options["missing"],
        cutoff=options["cutoff"], sd=options["sd"], reliability=options["reliability"], citation=options["source"],
        safety=tuple(options["safety"]), no_safety_item=options["no_safety_item"],
        unscored=frozenset(options["unscored"]), yes_counts_one=options["yes_counts_one"],
    )  # fmt: skip
    read = read_questionnaire(held, file, told, content.from_files())
    return (
        read.instrument,
        dict(read.known_as),
        [*read.remarks, *known_faults(read.instrument, read.codes, read.description)],
    )


def _words(file: str, named: list[str]) -> list[Document]:
    """The wording files: those that were named, else those beside the file that are called by a language."""
    beside = sorted(Path(file).parent.glob("[a-z][a-z]*.toml")) if not named else []
    found = named or [str(path) for path in beside if len(path.stem.split("-")[0]) == 2]
    return [Document(name, decode(read_file(name, MAX_BYTES), name)) for name in found]


def _described(one: Instrument) -> str:
    way = "higher is better" if one.higher_is_better else "lower is better"
    parts = [f"{len(one.items)} items, {len(one.scored_items)} scored", f"{one.lowest:g} to {one.highest:g}", way]
    parts.append(f"cut-off {one.cutoff.value:g}" if one.cutoff else "no cut-off, so nobody is called clinical")
    parts.append("judges change" if one.change else "no verdict on change")
    parts.append(f"safety item {', '.join(watch.item for watch in one.safety)}" if one.safety else "no safety item")
    return f"{one.slug}: {'; '.join(parts)}."


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _number(text: str) -> Number:
    value = float(text)
    if not abs(value) <= 1_000_000:
        raise ValueError(text)
    return int(value) if value == int(value) else value


def _safety(text: str) -> tuple[str, Number]:
    item, _, least = text.rpartition(":")
    if not item:
        raise ValueError(text)
    return item, _number(least)
