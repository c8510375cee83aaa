"""Pictures of the terminal: real output as SVG, without fonts or links from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from io import StringIO
from unittest.mock import patch

from pages.session import Session, run
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

WIDTH, WIDE = 80, 120
MOST_LINES = 70  # of a memo, which is longer than a picture can show
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
# In these each is drawn: the name's ending, the columns, and whether the background is light.
VIEWS = {"": (WIDTH, False), "-120": (WIDE, False), "-light": (WIDTH, True), "-120-light": (WIDE, True)}
EVERY_VIEW = {
    "assess": "dilemma assess nato",
    "help": "dilemma assess --help",
    "memo": "dilemma report cloud --format text",
}
COMMANDS = {
    "panel": "dilemma panel nato frontline nuclear-power middle-power",
    "vary": "dilemma compare nato --as frontline --vary futures.rupture.chance=0.05:0.5:10",
}


def pictures() -> dict[str, str]:
    """Each picture by name: the commands, and screen, help and memo wide and narrow, dark and light."""
    with Session():
        return {
            **{name: _drawn(line) for name, line in COMMANDS.items()},
            **{
                f"{name}{ending}": _drawn(line, width=width, is_light=is_light)
                for name, line in EVERY_VIEW.items()
                for ending, (width, is_light) in VIEWS.items()
            },
        }


@cache
def _help(command: str, width: int) -> str:
    """What a help text is in a terminal of some columns, which the runner in this process fixes at 80."""
    line = [sys.executable, "-m", "dilemma", *command.split()[1:]]
    surroundings = {**os.environ, "COLUMNS": str(width)}
    return subprocess.run(line, env=surroundings, capture_output=True, text=True, check=True).stdout


def _drawn(command: str, *, width: int = WIDTH, is_light: bool = False) -> str:
    console = Console(width=width, record=True, file=StringIO(), force_terminal=True, legacy_windows=False)
    with (
        patch("dilemma.cli.output.colour_of", lambda _: "truecolor"),
        patch("dilemma.cli.output.width", lambda: width),
    ):
        printed = (
            _help(command, width) if command.endswith(" --help") else run(command.split()[1:], colour=True)
        )
    printed = "\n".join(printed.splitlines()[:MOST_LINES])
    console.print(Text.from_ansi(printed.rstrip("\n")))
    theme = DEFAULT_TERMINAL_THEME if is_light else SVG_EXPORT_THEME
    drawn = console.export_svg(title=f"$ {command}", theme=theme, code_format=FRAME, unique_id="terminal")
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines() if line.strip())
