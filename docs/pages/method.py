"""The method page: every measure, in the order of its themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.measures.registry import THEMES

if TYPE_CHECKING:
    from dilemma.report.measures import Measure

HEAD = """\
# The method

Every figure of `dilemma`, one by one: what it is, how it is worked out, how to read it and what not to
conclude from it, and where it comes from. The page is made from the text the program itself carries:
`dilemma assess --explain minimax-regret` prints one entry.

Letters: `o` is an option, `c` a criterion at the end of the tree, `f` a future. `score[o,c,f]` is in value
points from 0 (worst) to 100 (best); `w[c]` are weights and `p[f]` probabilities, and each of the two sums to
1. Where nothing else is said, a figure is exact and on expected scores and probabilities: the means of what
was stated. Weights are as stated: the number itself, the middle of two, the most likely of three.
"""


def method_page() -> str:
    """The whole page."""
    parts = [HEAD, *(_contents(theme, measures) for theme, measures in THEMES.items())]
    for theme, measures in THEMES.items():
        parts += [f"\n## {theme}\n", *(_entry(measure) for measure in measures)]
    return "".join(parts)


def _contents(theme: str, measures: tuple[Measure, ...]) -> str:
    links = ", ".join(f"[{measure.title}](#{measure.id})" for measure in measures)
    return f"\n- **{theme}**: {links}" + ("\n" if theme == list(THEMES)[-1] else "")


def _entry(measure: Measure) -> str:
    lines = [
        f'\n### <a id="{measure.id}"></a>{measure.title}\n',
        measure.definition,
        f"\n    {measure.formula}\n" if measure.formula else "",
        f"**Reading it.** {measure.reading}\n",
        f"*{measure.reference}*",
    ]
    return "\n".join(lines) + "\n"
