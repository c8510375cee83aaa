"""Which option is best where: the map of winners, with the figure it sums up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Figure, paragraph
from dilemma.report.names import Names, join_names
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment


def winners_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return the map over two probabilities, and the share of all probabilities where each option is best."""
    blocks: list[Block] = []
    if result.winners_map is not None:
        from dilemma.report.compose.assessment.charts import winners_map_chart  # noqa: PLC0415  the first screen shows no chart

        blocks.append(Figure(winners_map_chart(result.winners_map, names)))
    starr = result.rules.starr_shares
    if starr and len(result.probabilities) > 1:
        shares = sorted(starr.items(), key=lambda pair: -pair[1])
        text = join_names([f"{names.option(option)} in {format_percent(share)}" for option, share in shares])
        blocks.append(paragraph(f"Of all probabilities the futures could have, best: {text}."))
    return blocks
