"""An assessment as a document: one screen by default, everything under `full`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results.verdict import FILE_ORDER, NO_VERDICT
from dilemma.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
    warning_blocks,
    warning_paragraphs,
)
from dilemma.report.numbers import (
    format_distinct,
    format_lead,
    format_likelihood,
    format_percent,
    format_plain,
    format_points,
    format_whole_points,
)
from dilemma.report.sections import ranking, sensitivity
from dilemma.report.sections.judgement_names import what_if_paragraphs
from dilemma.report.sections.monitoring import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.sections.ranking import describe_precision
from dilemma.report.text import Names, capitalize, end_sentence, format_date, join_names, quote
from dilemma.scenario.dates import last_day
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.analysis.results.assessment import Assessment, ExcludedOption
    from dilemma.analysis.results.verdict import Recommendation
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario


def _assessment_header(result: Assessment, names: Names) -> list[Block]:
    """Return the title, the question, the viewpoint and the date of the evidence."""
    return [
        Heading(result.scenario.title, 1),
        paragraph(names.scenario.file.question),
        paragraph(
            muted("Perspective: "), f"{_viewpoint_title(result, names)}.", muted(f" {_describe_day(result)}")
        ),
        *what_if_paragraphs(result.settings, names.scenario),
        *stale_weights_paragraphs(result),
        *warning_paragraphs(result.warnings, "recorded-elsewhere"),
    ]


def _describe_day(result: Assessment) -> str:
    """Return where evidence and events end and the day of the run; without one, how to see what is past."""
    evidence = describe_evidence_end(result) + _count_evidence(result)
    if result.today == result.scenario.as_of:
        return f"{capitalize(evidence)}; add `--today now` to see what is past."
    return f"{capitalize(evidence)}; read on {format_date(result.today)}."


def _count_evidence(result: Assessment) -> str:
    """Return how many observations are counted and assumptions dropped, for they are listed further down."""
    counts = {
        "observation counted": len(result.observed.signposts) if result.observed else 0,
        "assumption dropped": len(result.wrong),
    }
    nouns = (noun.replace(" ", "s " if count > 1 else " ") for noun, count in counts.items())
    texts = [f"{count} {noun}" for noun, count in zip(nouns, counts.values(), strict=True) if count]
    return f" ({', '.join(texts)})" if texts else ""


def describe_evidence_end(result: Assessment) -> str:
    """Return where the evidence stops, and how far the events go that were counted since."""
    evidence = f"evidence to {format_date(result.scenario.as_of)}"
    dates = [] if result.observed is None else [seen.date for seen in result.observed.signposts if seen.date]
    if not dates:
        return evidence
    start, _, end = max(dates, key=last_day).partition("/")
    return f"{evidence}, events to {format_date(end or start)}"


def stale_weights_paragraphs(result: Assessment) -> list[Block]:
    """Return what changed since the weights were set; nothing where nothing did."""
    messages = [warning.message for warning in result.warnings if warning.code == "stale-weights"]
    return [paragraph(TextRun("Stale weights: ", "bad"), f"{message}.") for message in messages]


def _viewpoint_title(result: Assessment, names: Names) -> str:
    """Return the title of the profile, or which weights stand in for one."""
    if result.profile is None:
        return "none, the scenario's own weights" if names.scenario.weights else "none, equal weights"
    is_default = names.scenario.file.viewpoint == result.profile.id
    return f"{result.profile.title}" + (" (default)" if is_default else "")


def assessment_answer(result: Assessment, names: Names) -> list[Block]:
    """Return the recommendation in three sentences, the bottom line first."""
    return [
        _bottom_line(result, names),
        *near_threshold_paragraphs(result),
        *([paragraph(text)] if (text := describe_modes(result, names)) else []),
        *warning_paragraphs(result.warnings, "small-weight"),
        *warning_paragraphs(result.warnings, "missing-option"),
        *_floor_warning(result, names),
        *_chief_risk(result, names),
    ]


def describe_modes(
    result: Assessment,
    names: Names,
    count: Callable[[float], str] = lambda lead: f"{format_lead(lead)} points",
) -> str:
    """Return that another option leads at the modes; empty where the leader is the same."""
    if not any(warning.code == "modes-lead-elsewhere" for warning in result.warnings):
        return ""
    rival = max(result.options, key=lambda option: option.value_at_modes)
    lead = count(rival.value_at_modes - result.options[0].value_at_modes)
    return f"At the most likely values, {names.option(rival.id)} would lead by {lead}."


def _bottom_line(result: Assessment, names: Names) -> Paragraph:
    """Return the verdict and the lead, in bold, with what supports it."""
    recommendation = result.recommendation
    first, second = names.option(recommendation.option), names.option(recommendation.runner_up)
    if recommendation.verdict is None:
        lead = f"{first} is ahead of {second} by {format_lead(recommendation.margin)} points out of 100"
        reasons = describe_no_verdict(result)
        return paragraph(strong(f"No verdict yet: {reasons}."), f" As it stands, {lead}.")
    if recommendation.names_one:
        lead = f"{first} is ahead of {second} by {format_lead(recommendation.margin)} points out of 100"
        leader = strong(f"{capitalize(lead)}. {recommendation.verdict.headline}.")
        return paragraph(leader, f" {_robustness_sentence(result, names)}")
    headline = recommendation.verdict.headline
    if recommendation.ties:
        tie = strong(f"{headline}: {names.options(recommendation.ties)} tie.")
        return paragraph(tie, _tie_break(result, names))
    # Of two the closeness names both; of more it would leave some out.
    undecided = recommendation.undecided
    among = f" among {names.options(undecided)}" if len(undecided) > 2 else ""
    closeness = strong(f"{headline}{among}: {_describe_closeness(recommendation, names)}.")
    return paragraph(closeness, _tie_break(result, names))


def describe_placeholders(result: Assessment) -> str:
    """Return how many judgements are placeholders, as part of a sentence."""
    count, total = result.evidence.placeholders, result.evidence.judgements
    verb = "is a placeholder" if count == 1 else "are placeholders"
    return f"{count} of {total} judgements {verb}"


def describe_no_verdict(result: Assessment) -> str:
    """Return why no verdict is given, as part of a sentence."""
    reasons = {"scale": "a scale is still a guess", "placeholder": describe_placeholders(result)}
    return join_names([reasons[reason] for reason in result.recommendation.no_verdict])


def near_threshold_paragraphs(result: Assessment) -> list[Block]:
    """Return that the verdict hangs on a share within its error of a threshold; nothing elsewhere."""
    others = join_names([f'"{verdict.label}"' for verdict in result.recommendation.within_error])
    if not others:
        return []
    text = f"Sampling error alone could turn this verdict into {others}"
    return [paragraph(f"{text}; more simulations (--samples) would settle it.")]


def _describe_closeness(recommendation: Recommendation, names: Names) -> str:
    """Return why it is too close to call: the lead is small, or a rival often comes out ahead."""
    rival = recommendation.closest_rival
    first, second = names.option(recommendation.option), names.option(rival.option)
    if rival.option not in recommendation.within_rule:
        ahead = format_percent(rival.rival_share)
        lead = f"{first} scores {format_points(rival.lead)} points more on average"
        return f"{lead}, but {second} comes out ahead in {ahead} of simulations"
    points, rule = format_lead(rival.lead, recommendation.too_close), format_plain(recommendation.too_close)
    lead = f"{first} leads {second} by {points} points out of 100"
    simulations = f"in {format_percent(rival.win_share)} of simulations"
    return (
        f"{lead} and {simulations}; a lead counts from {rule} points or {format_percent(rival.needed_share)}"
    )


def _robustness_sentence(result: Assessment, names: Names) -> str:
    """Return how often the leader comes first, or which option does more often."""
    first, ranges = result.first, ranking.describe_ranges(result)
    share = format_percent(first.first_rank_share)
    top = max(result.options, key=lambda option: option.first_rank_share)
    # The option of highest value need not be the one that comes first most often.
    if top.first_rank_share > first.first_rank_share + TIE:
        other = f"{names.option(top.id)} ranks first in {format_percent(top.first_rank_share)} of simulations"
        return f"That is on average; within the {ranges} {other}, {names.option(first.id)} in {share}."
    name = capitalize(names.option(first.id))
    return f"{name} ranks first in {share} of simulations within the {ranges}{_interval(result)}."


def _interval(result: Assessment) -> str:
    """Return the interval of the share over the ways in which errors may hang together; empty without one."""
    patterns = result.first_rank_share_patterns or {}
    shares = [by_option[result.first.id] for by_option in patterns.values()]
    ends = [format_percent(share) for share in (min(shares, default=0.0), max(shares, default=0.0))]
    return f" ({ends[0]} to {ends[1]} if errors in the scores are correlated)" if ends[0] != ends[1] else ""


def _tie_break(result: Assessment, names: Names) -> str:
    """Return what the tie-break prefers; empty without one."""
    tie_break = result.recommendation.tie_break
    if tie_break is None or tie_break.rule == FILE_ORDER:  # the order of a file is no reason to choose
        return ""
    recommendation, option = result.recommendation, names.option(tie_break.option)
    preferred = next(row for row in result.options if row.id == tie_break.option)
    if preferred.id not in (recommendation.option, recommendation.closest_rival.option):
        behind = format_points(result.first.value - preferred.value)
        option += f" (rank {preferred.rank}, {behind} points behind)"
    return f" On a tie, the scenario prefers what does more for {tie_break.rule}: {option}."


def _floor_warning(result: Assessment, names: Names) -> list[Block]:
    """Return the criteria on which the leader falls below a floor, and which option leads without such."""
    floor = result.first.below_floor
    if not floor:
        return []
    criteria = ", ".join(names.criterion(key) for key in floor)
    text = f"{capitalize(names.option(result.first.id))} falls below the minimum on {criteria}. "
    outcome = "No option meets every minimum."
    if result.screened:
        outcome = f"Without options below a minimum, {names.option(result.screened[0])} leads."
    return [paragraph(strong("Minimum missed: "), text + outcome)]


def excluded_paragraphs(result: Assessment, names: Names, *, in_memo: bool = False) -> list[Block]:
    """Return a line for each option that a hard floor excludes, why, and in a memo what it is."""
    options = names.scenario.file.options
    return [
        paragraph(
            TextRun(f"{capitalize(_describe_exclusion(row, names, in_memo=in_memo))}.", "bad"),
            f" {capitalize(options[row.option].definition or '')}".rstrip() if in_memo else "",
        )
        for row in result.excluded
    ]


def _describe_exclusion(row: ExcludedOption, names: Names, *, in_memo: bool) -> str:
    """Return that an option is excluded, and why."""
    score, floor = format_distinct(row.score, row.floor, format_whole_points if in_memo else format_points)
    criterion = quote(names.criterion_title(row.criterion)) if in_memo else names.criterion(row.criterion)
    expected = f"its expected score on {criterion}, {score}"
    return f"{names.option(row.option)} is excluded: {expected}, is below the minimum of {floor}"


def _chief_risk(result: Assessment, names: Names) -> list[Block]:
    """Return the future that most of the leader's expected regret comes from; nothing where none is told."""
    first = result.first
    risk = first.chief_risk
    # Where choosing an option moves the chances, regret is withheld, and with it the risk it is made of.
    if len(result.probabilities) < 2 or result.endogenous is not None:
        return []
    if risk is None:
        best = ranking.describe_no_risk(result, first, names)
        return [paragraph(f"Main risk: none among these futures; {best}.")]
    probability = result.probabilities_with(first.id)[risk.future]
    rival = next(option for option in result.options if option.id == risk.option)
    own = first.values_by_future[risk.future]
    value, rival_value = format_points(own), format_points(rival.values_by_future[risk.future])
    scores = (
        f"{capitalize(names.option(first.id))} would score {value}, {names.option(rival.id)} {rival_value}"
    )
    # A future in which the leader does no worse than in another is no danger; most regret comes from it.
    if own <= first.worst_value + TIE and own < max(first.values_by_future.values()) - TIE:
        odds = format_likelihood(probability, names.scenario.file.lexicon)
        return [paragraph(TextRun("Main risk:", "bad"), f" {names.future(risk.future)} ({odds}). {scores}.")]
    future = f"{names.future(risk.future)} ({format_percent(probability)})"
    return [paragraph(f"Most regret: {future}. {scores}.")]


def _common_chances_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return what would lead if the chances were the same for all options; nothing where they are."""
    if result.endogenous is None:
        return []
    alternative = result.endogenous.without
    if alternative.ties:
        outcome = f"{capitalize(names.options(alternative.ties))} would tie"
    else:
        leader = capitalize(names.option(alternative.option))
        outcome = f"{leader} would lead by {format_lead(alternative.margin)} points"
    text = "Here each option changes the probabilities of the futures. "
    return [paragraph(f"{text}If they were the same for all options, {outcome}.")]


def _withheld_paragraphs(result: Assessment) -> list[Block]:
    """Return a line on the figures that are not given, and why; nothing where none is withheld."""
    if result.endogenous is None:
        return []
    chief = "tipping points, shortfalls, Starr shares, value of information"  # the data name all
    return [paragraph(muted("Not given, as the probabilities differ by option: "), f"{chief}.")]


def _deadline_blocks(result: Assessment) -> list[Block]:
    """Return the deadlines that waiting out would miss, and those already over on the day it is read."""
    blocks: list[Block] = []
    for label, dates in (
        ("Deadlines lost by waiting:", result.windows),
        (f"Already past on {format_date(str(result.today))}:", result.deadlines_passed),
    ):
        if dates:
            items = (f"{format_date(deadline.date)}: {deadline.event}" for deadline in dates)
            blocks += [paragraph(label), bullets(*items)]
    return blocks


def _basis_section(result: Assessment, names: Names) -> list[Block]:
    """Return the assumptions, dissent and limits in the author's words, the warnings, seed and samples."""
    # No first screen shows any of these.
    from dilemma.report.sections.monitoring import assumption_blocks  # noqa: PLC0415
    from dilemma.report.sections.sources import evidence_sentences  # noqa: PLC0415

    file = names.scenario.file
    blocks: list[Block] = [
        Heading("What it rests on"),
        *map(paragraph, evidence_sentences(result)),
        *assumption_blocks(result, names),
    ]
    dissent = file.dissent_on(result.recommendation.option)
    if dissent:
        blocks.append(paragraph(muted("Dissent: "), dissent))
    if file.rules.limits:
        blocks += [paragraph(muted("Limits:")), bullets(*file.rules.limits)]
    blocks += warning_blocks(result.warnings)
    run = f"Seed {result.seed}, {result.samples:,} simulations, as of {format_date(str(result.today))}. "
    return [*blocks, paragraph(muted(run + describe_precision(result)))]


def assessment_document(result: Assessment, scenario: Scenario, *, full: bool) -> Document:
    """Return the sections in the order of the contract: answer, ranking, trade-off, robustness, the rest.

    Args:
        result: the assessment.
        scenario: the scenario it assesses.
        full: whether the sections after the first screen follow.
    """
    names = Names(scenario)
    blocks: list[Block] = [
        *_assessment_header(result, names),
        *assessment_answer(result, names),
        *_common_chances_paragraphs(result, names),
        ranking.ranking_table(result, names, on_screen=True),
        ranking.ranking_key(result),
        *ranking.trade_off_paragraphs(result, names),
        # Below the fold of 24 lines, if need be.
        *ranking.flag_paragraphs(result, names),
        *excluded_paragraphs(result, names),
        *observation_blocks(result.observed, names),
        *wrong_assumption_paragraphs(result.wrong, names),
        *ranking.future_values_tables(result, names),
        *ranking.poles_blocks(result, names),
        *ranking.robustness_blocks(result, names),
        *ranking.profile_choices_paragraphs(result, names),
        *_withheld_paragraphs(result),
    ]
    # The first screen has room for the two most plausible changes.
    rest = _rest(result, names) if full else sensitivity.break_evens_section(result, names, most=2)
    return Document(result.scenario.title, (*blocks, *rest))


def _future_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return each future with its probability and what decides it; nothing where there is only one."""
    if len(result.probabilities) < 2:
        return []
    texts = []
    for key, probability in result.probabilities.items():
        name, title = capitalize(names.future(key)), names.future_title(key)
        meaning = names.future_meaning(key)
        test = f"The test: {meaning}" if "?" in meaning else meaning
        is_same = title.casefold().removeprefix("the ") == name.casefold().removeprefix("the ")
        described = [*([] if is_same else [end_sentence(capitalize(title))]), *([test] if test else [])]
        mark = ":" if described and described[0] != f"The test: {meaning}" else "."
        texts.append(" ".join([f"{name} ({format_percent(probability)}){mark}", *described]))
    return [paragraph("The futures and what decides each:"), bullets(*texts)]


def _rest(result: Assessment, names: Names) -> list[Block]:
    """Return the sections that only `full` shows."""
    from dilemma.report.sections import charts, monitoring, preferences  # noqa: PLC0415  a first screen shows none

    return [
        *_future_blocks(result, names),
        *preferences.lead_paragraphs(result, names),
        *ranking.rule_choices_paragraphs(result, names),
        *preferences.preference_paragraphs(result, names),
        *ranking.leave_one_out_paragraphs(result, names),
        *sensitivity.break_evens_section(result, names),
        *preferences.variance_blocks(result, names),
        *sensitivity.discovery_paragraphs(result, names),
        *charts.winners_blocks(result, names),
        *sensitivity.information_section(result, names),
        *monitoring.monitoring_section(result, names),
        *_deadline_blocks(result),
        *_basis_section(result, names),
    ]


def summary_document(result: Assessment) -> Document:
    """Return the choice in a line and the ranking in a table, options by their ids."""
    recommendation = result.recommendation
    viewpoint = result.profile.title if result.profile else "none, the scenario's own weights"
    lead = format_lead(recommendation.margin, recommendation.too_close)
    second, verdict = recommendation.runner_up, recommendation.verdict or NO_VERDICT
    sentence = f"{recommendation.option}, {lead} points ahead of {second} ({verdict})."
    columns = (
        Column("option"),
        *(Column(label, "right") for label in ("value", "worst", "regret", "first in")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            TextRun(option.id, "strong" if option.rank == 1 else "plain"),
            format_points(option.value),
            format_points(option.worst_value),
            "" if option.max_regret is None else format_points(option.max_regret),
            format_percent(option.first_rank_share),
        )
        for option in result.options
    )
    title = paragraph(strong(result.scenario.title), muted(f" Perspective: {viewpoint}."))
    settings = "; ".join(f"{path} {value}" for path, value in (result.settings or {}).items())
    note = [paragraph(strong("What if: "), f"{settings}.")] if settings else []
    return Document(result.scenario.title, (title, *note, paragraph(sentence), Table(columns, rows)))
