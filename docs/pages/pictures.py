"""Pictures of the terminal: real output as SVG, without fonts or links from elsewhere."""

from __future__ import annotations

from io import StringIO
from unittest.mock import patch

from pages.session import Session, run
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

WIDTH, WIDE = 80, 120
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
COMMANDS = {
    "assess": "dilemma assess nato",
    "panel": "dilemma panel nato frontline nuclear-power middle-power",
    "vary": "dilemma compare nato --as frontline --vary futures.rupture.chance=0.05:0.5:10",
}


def pictures() -> dict[str, str]:
    """Each picture by name: the commands, and the first screen wide and narrow, dark and light."""
    command = COMMANDS["assess"]
    with Session():
        return {
            **{name: _drawn(line) for name, line in COMMANDS.items()},
            "assess-120": _drawn(command, width=WIDE),
            "assess-light": _drawn(command, is_light=True),
            "assess-120-light": _drawn(command, width=WIDE, is_light=True),
        }


def _drawn(command: str, *, width: int = WIDTH, is_light: bool = False) -> str:
    console = Console(width=width, record=True, file=StringIO(), force_terminal=True, legacy_windows=False)
    with (
        patch("dilemma.cli.output.colour_of", lambda _: "truecolor"),
        patch("dilemma.cli.output.width", lambda: width),
    ):
        printed = run(command.split()[1:], colour=True)
    console.print(Text.from_ansi(printed.rstrip("\n")))
    theme = DEFAULT_TERMINAL_THEME if is_light else SVG_EXPORT_THEME
    drawn = console.export_svg(title=f"$ {command}", theme=theme, code_format=FRAME, unique_id="terminal")
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines() if line.strip())
