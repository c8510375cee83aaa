"""The text of a new scenario, short and commented, with an example of every other part; and of a profile.

In a new scenario a line that begins with `##` explains; lines that begin with `# ` are a part of the language
that a file may have, and taking these two characters away from one such block leaves a file that loads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import adjustments_of
from dilemma.scenario.model import list_leaf_criteria
from dilemma.scenario.yaml.text import yaml_flow, yaml_quoted, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.schema.files import FrameworkFile
    from dilemma.scenario.schema.profile_file import Adjustment, Elicited, Meaning

_HEADER = """\
## {title}: replace every word and number; `dilemma check` says what is still missing.
## Lines that begin with ## explain. Lines that begin with # are parts you may add: take the # and the
## blank after it away from all lines of a part.
dilemma: 1
{framework}title: {quoted}
question: {question}
as_of: {day}                  # the evidence stops here
"""

_STANDALONE_TEMPLATE = """\

options:
  stay:
    title: Carry on as now
    ## What readers are shown of an option; an act may also be a text alone.
    # short: As now
    # definition: Say in a sentence what it is.
    # does:
    #   - {{act: Say what is done., by: {next_year}-03-31, owner: Say who does it, cost: Say what it costs}}
    # does_not: Say what it does not amount to.
    # mechanism: Say how it is meant to work.
    # bet: Say what must turn out true for it to pay.
    # precedent: Say when it was tried before.
  change:
    title: Do something else
    ## How choosing it moves the chance of a future, in log-odds; counted with --endogenous alone.
    # shifts: {{setback: -0.4}}
  together:
    title: Do it with others

criteria:                          # 0 is the worst plausible, 100 the best plausible; higher is better for us
  benefit:
    asks: How much of what we want do we get?
    worst: None of it.
    best: All of it.
    ## An option whose expected score falls below a floor is flagged.
    # floor: 20
  cost:
    asks: What does it cost, in all? (higher is cheaper)
    worst: Twice what was budgeted.
    best: Nothing.
    ## Scores in a unit of their own, and what its levels are worth.
    # scale: {{worst: 0, best: 100, unit: points}}
    # value: [[0, 0], [40, 60], [100, 100]]
  calm:
    asks: How quiet do things stay?
    worst: It has to be undone within the year.
    best: Nobody objects.
    ## For a dilemma between two poles: order, leadership, or own for neither of the two.
    # pole: own

## Swings from worst to best, any total; or a ranking such as [benefit, cost, calm].
weights: {{benefit: 40, cost: 35, calm: 25}}

futures:                           # asked in order; the last takes the rest
  setback:
    title: Things go wrong
    asks: Say what would be seen by which day, so that anyone could tell.
    chance: [0.1, 0.2, 0.35]       # low, most likely, high; or one number, or a word such as unlikely
  to_plan:
    title: Things go to plan

## [low, most likely, high] on each criterion in each future. Put your own numbers, with `why:` and
## `from:`, and take `placeholder: true` out; until then there is no verdict.
scores:
  stay:
    benefit: {{placeholder: true, setback: [5, 20, 35], to_plan: [50, 60, 70]}}
    cost: {{placeholder: true, setback: [25, 35, 45], to_plan: [55, 65, 75]}}
    calm: {{placeholder: true, setback: [10, 20, 30], to_plan: [30, 40, 50]}}
  change:
    benefit: {{placeholder: true, setback: [0, 15, 30], to_plan: [45, 55, 65]}}
    cost: {{placeholder: true, setback: [10, 20, 35], to_plan: [60, 70, 80]}}
    calm: {{placeholder: true, setback: [10, 20, 30], to_plan: [40, 50, 60]}}
  together:
    benefit: {{placeholder: true, setback: [35, 50, 65], to_plan: [45, 55, 65]}}
    cost: {{placeholder: true, setback: [20, 30, 40], to_plan: [20, 30, 40]}}
    calm: {{placeholder: true, setback: [45, 55, 65], to_plan: [50, 60, 70]}}
"""

_OPTIONAL_PARTS = """\

## What every score cites that cites nothing of its own; AJ is analyst judgement.
# from: [AJ]

## What there is to lose, who may act on it and how, and what else a reader should know; all are shown.
# stakes: Say what there is to lose.
# handling: Say who may act on it and how.
# notes: Say what else a reader should know.

## Until when waiting lasts, the moment the scores describe, and whose words of likelihood count.
# term_ends: {later_year}-12-31
# judged_at: {later_year}-12-31
# lexicon: phia

## Dates; one that cannot wait is what waiting forgoes.
# deadlines:
#   budget:
#     date: {next_year}-03-31
#     event: Say what happens then.
#     cannot_wait: true
#     why: Say what is lost by then.

## What to watch for, how likely it is under each future, and how far two signs share one cause.
# signposts:
#   first-sign:
#     event: Say what would be seen, so that anyone could tell.
#     kind: event
#     decided_by: Say which text or body decides it.
#     by: {next_year}-06
#     likelihood: {often}
#     group: signs
#   second-sign:
#     event: Say what else would be seen.
#     kind: event
#     by: {next_year}-12
#     likelihood: {seldom}
#     group: signs
# signpost_groups:
#   signs: {{dependence: 0.3, why: Say what they have in common.}}

## Key assumptions: what the scores rely on, and how they change if it is false.
# assumptions:
#   staff:
#     says: State what the scores rely on.
#     standing: caveated
#     if_wrong:
#       - {{option: {option}, criterion: {criterion}, add: -15, why: Say why.}}

## The best case against each option, in the words of those who hold it.
# dissent:
{dissent}

## Who can help from inside, and how.
# backers:
#   - {{who: Say who., lever: Say what they can do.}}

## When it is too close to call, how far plain weights may be off, and what every reader must know.
# rules:
#   too_close: 2
#   weight_spread: 0.5
#   dependence: independent
#   limits: [Say what the numbers cannot show.]
"""

_COALITION = """\

## How the scores of one option move with the share of partners that act with you.
# coalition:
#   option: {option}
#   assumed_share: 0.6
#   per_share: {{{criterion}: 20}}
#   members:
#     first-partner: {{title: Say who., leverage: 0.7, joins: 0.6, why: Say what would bring it along.}}
#     second-partner: {{title: Say who else., leverage: 0.3, joins: [0.2, 0.4, 0.6]}}
#   mechanisms: [{{title: Say which body., use: Say what it is good for.}}]
"""

_ELICITED_HEADING = (
    "elicited:                   # how they were given; `assess` warns when the rest has changed"
)
_ADJUSTMENTS_HEADING = "\nadjustments:                # taken over from the profile started from\n"


def standalone_text(name: str, day: str) -> str:
    """Return the text of a scenario without a framework, with a day on which its evidence stops."""
    question = f"What should we do about {_subject_from(name)}?"
    return (
        _header(name, day, question)
        + _STANDALONE_TEMPLATE.format(next_year=int(day[:4]) + 1)
        + _optional_parts(day, ("stay", "change", "together"), ("setback", "to_plan"), "benefit")
        + _COALITION.format(option="together", criterion="benefit")
    )


def framework_text(name: str, day: str, framework: str, framework_file: FrameworkFile) -> str:
    """Return the text of a scenario on a framework: its options, criteria and futures, every cell at 50."""
    question = f"How should the ally respond on {_subject_from(name)}?"
    text = _header(name, day, question, f"framework: {framework}\n")
    conditional = list(framework_file.futures)[:-1]
    without_chance = [key for key in conditional if not framework_file.futures[key].chance]
    if without_chance:
        text += "\nfutures:                           # each chance is of what the earlier futures leave\n"
        text += "".join(f"  {key}: {{chance: [0.2, 0.3, 0.4]}}\n" for key in without_chance)
    text += "\n## Put your own numbers, with `why:` and `from:`, and take `placeholder: true` out.\nscores:\n"
    leaves = [leaf.id for leaf in list_leaf_criteria(framework_file.criteria)]
    for option in framework_file.options:
        text += f"  {option}:\n"
        text += "".join(f"    {leaf}: {{score: [40, 50, 60], placeholder: true}}\n" for leaf in leaves)
    options = tuple(framework_file.options)
    text += _optional_parts(day, options, tuple(framework_file.futures), leaves[0])
    if framework_file.coalition:  # it needs members of its own
        return f"{text}\ncoalition: null                    # or name its members\n"
    return text + _COALITION.format(option=options[-1], criterion=leaves[0])


def _header(name: str, day: str, question: str, framework: str = "") -> str:
    title = _subject_from(name)[:1].upper() + _subject_from(name)[1:]
    quoted = yaml_scalar(title)
    return _HEADER.format(title=title, quoted=quoted, question=question, day=day, framework=framework)


def _optional_parts(day: str, options: Sequence[str], futures: Sequence[str], criterion: str) -> str:
    """Return an example of each part that a file may have, commented out, in the words of this file."""
    year = int(day[:4])
    return _OPTIONAL_PARTS.format(
        next_year=year + 1,
        later_year=year + 4,
        often=yaml_flow({key: 0.3 if key == futures[-1] else 0.7 for key in futures}),
        seldom=yaml_flow({key: 0.2 if key == futures[-1] else 0.5 for key in futures}),
        option=options[-1],
        criterion=criterion,
        dissent="\n".join(f"#   {key}: Say what speaks against it." for key in options),
    )


def _subject_from(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")


def elicited_text(key: str, elicited: Elicited) -> str:
    """Return the part `elicited` with the circumstances of one entry of the weights."""
    method = yaml_flow({name: how for name, how in elicited.method.items()})
    return f"{elicited_text_head(key, elicited)}{method}{elicited_text_tail(elicited)}"


def elicited_text_head(key: str, elicited: Elicited) -> str:
    """Return the part up to the way each weight was given, for callers that know this only later."""
    started = f"    started_from: {yaml_scalar(elicited.started_from)}\n" if elicited.started_from else ""
    return f"{_ELICITED_HEADING}\n  {yaml_scalar(key)}:\n    date: {elicited.date}\n{started}    method: "


def elicited_text_tail(elicited: Elicited) -> str:
    """Return the rest of the part: the options, the futures and the scales there were."""
    lines = [
        "",
        f"    options: {yaml_flow(list(elicited.options))}",
        f"    futures: {yaml_flow(list(elicited.futures))}",
        "    scales:",
        *(line for name, ends in elicited.scales.items() for line in _scale_lines(name, ends)),
    ]
    return "\n".join(lines) + "\n"


def _scale_lines(name: str, ends: Meaning) -> Iterator[str]:
    """Yield the lines of one criterion: one for each end that its file states."""
    meanings = ends.model_dump(mode="json", exclude_none=True)
    if not meanings:
        yield f"      {yaml_scalar(name)}: {{}}"
        return
    yield f"      {yaml_scalar(name)}:"
    yield from (f"        {key}: {yaml_flow(value)}" for key, value in meanings.items())


def adjustments_text(profile: Profile | None, scenario: Scenario) -> str:
    """Return the adjustments that hold in one scenario, under their key; empty when there are none."""
    adjustments = adjustments_of(scenario, profile)
    entries = "".join(
        line for adjustment in adjustments for line in _adjustment_lines(adjustment, scenario.id)
    )
    return _ADJUSTMENTS_HEADING + entries if adjustments else ""


def _adjustment_lines(adjustment: Adjustment, scenario: str) -> Iterator[str]:
    yield f"  - scenarios: [{yaml_scalar(scenario)}]\n"
    for key in ("option", "criterion", "future"):
        if getattr(adjustment, key):
            yield f"    {key}: {yaml_scalar(getattr(adjustment, key))}\n"
    yield f"    add: {yaml_flow(adjustment.add)}\n"
    if adjustment.why:
        yield f"    why: {yaml_quoted(adjustment.why)}\n"
    if adjustment.sources:
        yield f"    from: {yaml_flow(list(adjustment.sources))}\n"
