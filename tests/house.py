"""Print what the house looks like: files, folders, lines, placeholder names, public names used twice.

`python -m tests.house` prints the counts; `tests/test_architecture.py` holds them.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src"
FILES = sorted(SOURCE.rglob("*.py"))

PLACEHOLDERS = frozenset(
    ["found", "each", "place", "said", "given", "stated", "seen", "told", "asked", "made", "at"]
)
"""Words that name nothing: a variable is called by the noun of what it holds."""

RETIRED = PLACEHOLDERS | frozenset(
    [
        *("eyes", "whose", "Told", "Asked", "beyond", "nobody", "NONE", "warned", "absent", "looks"),
        *("plate", "remedy", "meant", "lightest", "ladder", "rung", "stress", "crossings", "discovery"),
        *("peeling", "updated", "places", "corners", "leaf", "leaves", "Outlook", "spell", "spelled"),
        *("Desk", "Unit", "Done", "Landing", "Gathering", "standing", "Standing", "firm", "firmness"),
        *("Judged", "Bend", "Shape", "tipping", "hostile", "harmless", "settled"),
    ]
)
"""Words of the first house; the field has others for the same things (`docs/architecture.md`)."""


@dataclass(frozen=True, slots=True)
class Import:
    """One module imported by another."""

    path: Path
    line: int
    module: str
    typing_only: bool
    late: bool

    def __str__(self) -> str:
        """Return the file, the line and its text, as a reader would look it up."""
        text = self.path.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        return f"{self.path.relative_to(SOURCE.parent)}:{self.line}: {text}"

    @property
    def room(self) -> str:
        """Return the room of the importing file."""
        return room_of(self.path)

    @property
    def importer(self) -> str:
        """Return the dotted name of the importing file."""
        return module_of(self.path)

    @property
    def library(self) -> str:
        """Return the first word of the module: the name of its library."""
        return self.module.partition(".")[0]


def room_of(path: Path) -> str:
    """Return the folder below the package; of a file at its top, the file's own name."""
    return path.relative_to(SOURCE / "dilemma").parts[0].removesuffix(".py")


def folder_of(module: str) -> str:
    """Return the dotted folder in which a module stands; a package stands in itself."""
    return module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]


def module_of(path: Path) -> str:
    """Return the dotted name of a file."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}


@cache
def text_of(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(text_of(path), str(path))


def length(path: Path) -> int:
    """Return the number of lines of a file."""
    return text_of(path).count("\n")


def _modules(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the modules a statement loads: of `from a import b`, `a.b` where that is a module, else `a`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    for alias in node.names:
        inner = f"{node.module}.{alias.name}"
        yield inner if inner in MODULES else node.module or ""


def _walk(
    node: ast.AST, *, typing_only: bool = False, late: bool = False
) -> Iterator[tuple[ast.AST, bool, bool]]:
    """Yield every node below, with whether it is for type checkers only and whether it runs late."""
    for child in ast.iter_child_nodes(node):
        guarded = typing_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, guarded, inside
        yield from _walk(child, typing_only=guarded, late=inside)


@cache
def imports() -> tuple[Import, ...]:
    """Return every import of every file of the program."""
    return tuple(
        Import(path, node.lineno, module, typing_only, late)
        for path in FILES
        for node, typing_only, late in _walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in _modules(node)
    )


def placeholders() -> Iterator[tuple[Path, int, str]]:
    """Yield every variable and parameter that is named by a placeholder."""
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name) and node.id in PLACEHOLDERS:
                yield path, node.lineno, node.id
            elif isinstance(node, ast.arg) and node.arg in PLACEHOLDERS:
                yield path, node.lineno, node.arg


def retired_names() -> Iterator[str]:
    """Yield every module, class and function that is named by a retired word."""
    for path in FILES:
        if path.stem in RETIRED:
            yield str(path.relative_to(SOURCE))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.strip("_") in RETIRED:
                yield f"{path.relative_to(SOURCE)}:{node.lineno}: {node.name}"


def public_names(kind: type[ast.stmt]) -> dict[str, list[Path]]:
    """Return the files in which each public function or class at the top of a module is defined."""
    names: dict[str, list[Path]] = defaultdict(list)
    for path in FILES:
        for node in tree(path).body:
            if isinstance(node, kind):
                name = str(getattr(node, "name", "_"))
                overloaded = any(
                    isinstance(decorator, ast.Name) and decorator.id == "overload"
                    for decorator in getattr(node, "decorator_list", ())
                )
                if not name.startswith("_") and not overloaded:
                    names[name].append(path)
    return dict(names)


def constants() -> dict[tuple[Path, str], bool]:
    """Return the public constants at the top of modules, and whether another file, or a page, names each."""
    used: dict[str, set[Path]] = defaultdict(set)
    for path in (*FILES, *(SOURCE.parent / "docs").rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    used[alias.name].add(path)
            elif isinstance(node, ast.Attribute):
                used[node.attr].add(path)
    return {
        (path, name): bool(used[name] - {path})
        for path in FILES
        for node in tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
        for name in [target.id]
        if name.isupper() and not name.startswith("_")
    }


def importers() -> dict[str, set[str]]:
    """Return, by module, the modules that import it."""
    result: dict[str, set[str]] = defaultdict(set)
    for entry in imports():
        if entry.module in MODULES and entry.module != entry.importer:
            result[entry.module].add(entry.importer)
    return dict(result)


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function and method."""
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def function_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    count = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        count -= (first.end_lineno or first.lineno) - first.lineno + 1
    return count


def rooms() -> list[Path]:
    """Return the files that are more than the front of a folder."""
    return [path for path in FILES if path.name != "__init__.py"]


def lines() -> int:
    """Return the lines of the whole program."""
    return sum(length(path) for path in FILES)


def main() -> None:
    """Print the counts."""
    sizes = [length(path) for path in rooms()]
    words = sum(1 for _ in placeholders())
    print(f"{len(FILES)} files in {len({path.parent for path in FILES})} folders, {lines()} lines")
    print(
        f"median file {median(sizes):.0f} lines, longest {max(sizes)}, "
        f"{sum(size < 60 for size in sizes)} under 60"
    )
    print(f"placeholder names: {words}, {1000 * words / lines():.1f} per 1,000 lines")
    for kind in (ast.ClassDef, ast.FunctionDef):
        twice = {name: paths for name, paths in public_names(kind).items() if len(paths) > 1}
        print(f"public {kind.__name__.removesuffix('Def').lower()} names in several files: {len(twice)}")
    lonely = [
        f"{path.relative_to(SOURCE)}: {name}" for (path, name), shared in constants().items() if not shared
    ]
    print(f"public constants that one file alone uses: {len(lonely)}")


if __name__ == "__main__":
    main()
