"""Options that several commands share, declared once so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dilemma.analysis.core.run import BOUNDS_OF_PRECISION, BOUNDS_OF_SAMPLES
from dilemma.cli import completion
from dilemma.cli.errors import refuse
from dilemma.report.formats.registry import Audience, Format, formats_for

if TYPE_CHECKING:
    from dilemma.api.evidence import EvidenceRequest


_DATA_OR_TEXT = formats_for(Audience.screen, Audience.program)


def _parse_day(text: str | None) -> str | None:
    from dilemma.errors import BadDate
    from dilemma.scenario.dates import current_day, parse_day

    if text is not None:
        try:
            text = current_day() if text == "now" else text
            parse_day(text)
        except BadDate as error:
            raise typer.BadParameter(str(error)) from None
    return text


def _parse_share(text: str) -> float:
    """Return a share, typed as a part of 1 or a percentage; infinity and not-a-number are refused."""
    from dilemma.scenario.edits.what_if import percentage_to_fraction

    share = parse_number(percentage_to_fraction(text))
    if share is None:
        raise typer.BadParameter(f"`{text}` is not a number; write 0.9 or 90%")
    if not 0 <= share <= 1:
        raise typer.BadParameter(f"a share lies between 0 and 1, not at {text}; write 0.9 or 90%")
    return share


STANDARD_OUTPUT = Path("-")


def parse_output(text: str) -> Path | None:
    """Return the file to write; None for `-`, which stands for standard output."""
    return None if text == str(STANDARD_OUTPUT) else Path(text)


def parse_number(text: str | float) -> float | None:
    """Return the number that a text is; None for a text that is none."""
    try:
        return float(text)
    except ValueError:
        return None


def _explain(measure: str | None) -> None:
    if measure is not None:
        from dilemma.cli.output import explain

        explain(measure)
        raise typer.Exit


Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A scenario by name, or the path of its file.",
        autocompletion=completion.scenarios,
    ),
]
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="NAMES",
        help="Scenarios by name, files, folders of files, or quoted patterns such as 'cases/*.yaml'.",
        autocompletion=completion.scenarios,
    ),
]
As = Annotated[
    list[str],
    typer.Option(
        "--as",
        metavar="PROFILE",
        help="Perspective: a profile by name or path, `none` or `all`; repeatable. [default: the file's]",
        autocompletion=completion.profiles,
    ),
]
Set = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="What if: another value for one judgement, such as futures.rupture.chance=30%; repeatable.",
        autocompletion=completion.settings,
    ),
]
Share = Annotated[
    float | None,
    typer.Option(
        "--share",
        metavar="SHARE",
        parser=_parse_share,
        help="The share of partners that act, as 90% or 0.9. [default: the share assumed in the file]",
    ),
]
Endogenous = Annotated[
    bool,
    typer.Option(
        "--endogenous",
        help="Let each option change the probabilities of the futures, by its `shifts` in the file.",
    ),
]


def format_option(*formats: str, usual: str = "text", by_ending: bool = False) -> Any:
    """Return the `--format` of a command that knows some of the formats; the command refuses the others."""
    default = f"{usual}, or by the ending of -o" if by_ending else usual
    return typer.Option(
        "--format",
        metavar="|".join(formats),
        help=f"Format of the answer. [default: {default}]",
    )


FormatOption = Annotated[Format | None, format_option(*_DATA_OR_TEXT, by_ending=True)]
PageOption = Annotated[Format | None, format_option(*Format, by_ending=True)]


class CsvTable(StrEnum):
    """What a CSV file holds a row of."""

    options = "options"
    signposts = "signposts"
    assumptions = "assumptions"
    break_evens = "break-evens"
    observed = "observed"


TableOption = Annotated[
    CsvTable | None,
    typer.Option(
        "--table",
        metavar="|".join(CsvTable),
        help="What each row of the CSV describes. [default: options]",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        parser=parse_output,
        help="File to write, replaced only when complete; `-` is standard output.",
    ),
]
Draws = Annotated[
    Path | None,
    typer.Option(
        "--draws",
        metavar="FILE",
        help="Also write the simulations themselves, as many as --samples, to a CSV or Parquet file.",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Print everything, not only the first screen.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
Samples = Annotated[
    int,
    typer.Option(
        "--samples",
        metavar="NUMBER",
        min=BOUNDS_OF_SAMPLES[0],
        max=BOUNDS_OF_SAMPLES[1],
        help="Number of simulations.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="NUMBER",
        min=0,
        help="Seed of the simulations; the same seed, the same result.",
    ),
]
Precision = Annotated[
    float | None,
    typer.Option(
        "--precision",
        metavar="ERROR",
        min=BOUNDS_OF_PRECISION[0],
        max=BOUNDS_OF_PRECISION[1],
        help="Simulate until every share has at most this standard error, such as 0.001.",
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DATE",
        callback=_parse_day,
        help="Day on which dates are past, due or ahead; `now` is today. [default: the end of the evidence]",
    ),
]
WrittenOn = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DATE",
        callback=_parse_day,
        help="The date to write into the file. [default: that of SOURCE_DATE_EPOCH, else today]",
    ),
]
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="MEASURE",
        callback=_explain,
        is_eager=True,
        help="Explain a figure, such as shortfall, and how to read it, then stop; `all` lists them.",
        autocompletion=completion.measures,
    ),
]


SeenOption = Annotated[
    list[str],
    typer.Option(
        "--seen",
        metavar="SIGNPOST",
        help="A signpost (an event to watch for) that was observed; repeatable.",
        autocompletion=completion.signposts,
    ),
]
NotSeen = Annotated[
    list[str],
    typer.Option(
        "--not-seen",
        metavar="SIGNPOST",
        help="A signpost that was looked for and not observed; repeatable.",
        autocompletion=completion.signposts,
    ),
]
ObservedOption = Annotated[
    str | None,
    typer.Option(
        "--observed",
        metavar="FILE",
        help="What was observed, with dates: an observations file by name or path.",
        autocompletion=completion.observations,
    ),
]
Later = Annotated[
    bool, typer.Option("--later", help="Also count what the observations file dates after --today.")
]
Wrong = Annotated[
    list[str],
    typer.Option(
        "--wrong",
        metavar="ASSUMPTION",
        help="A key assumption to treat as false; repeatable.",
        autocompletion=completion.assumptions,
    ),
]


def evidence_request(
    seen: Sequence[str] = (),
    not_seen: Sequence[str] = (),
    observed: str | None = None,
    wrong: Sequence[str] = (),
    *,
    later: bool = False,
) -> EvidenceRequest:
    """Return the evidence of the options; a signpost that is both seen and not seen is refused."""
    from dilemma.api.evidence import EvidenceRequest

    both = [key for key in seen if key in not_seen]
    if both:
        refuse(f"`{both[0]}` is given with --seen and with --not-seen; it cannot be both")
    observations = dict.fromkeys(seen, True) | dict.fromkeys(not_seen, False)
    return EvidenceRequest(seen=observations, observed=observed, later=later, wrong=tuple(wrong))
