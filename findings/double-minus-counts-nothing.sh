#!/usr/bin/env bash
# formulas: the spreadsheet idiom that counts scores above a threshold counts none of them.
#
# Decision sheets count how often an option reaches a mark with =SUMPRODUCT(--(B2:D2>=4)). A spreadsheet program
# (LibreOffice: 2) turns the truth values into ones; this library, which calculates a workbook without such a program, answers 0.
# With =SUMPRODUCT((B2:D2>=4)*1) it counts them. Check a recalculated workbook against stored values first.

# Seen with formulas 1.3.4 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check formulas==1.3.4 openpyxl==3.1.5

cat >"$work/case.py" <<'CASE'
import sys
from pathlib import Path

import formulas
import openpyxl

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Scores"
sheet.append(["Option", "Speed", "Care", "Reach"])
sheet.append(["North", 5, 4, 2])
sheet["E2"] = "=SUMPRODUCT(--(B2:D2>=4))"
sheet["F2"] = "=SUMPRODUCT((B2:D2>=4)*1)"
path = Path(sys.argv[1]) / "scores.xlsx"
book.save(path)
cells = formulas.ExcelModel().loads(str(path)).finish().calculate()
for cell in ("E2", "F2"):
    value = next(value for name, value in cells.items() if str(name).upper().endswith(f"'!{cell}"))
    print(sheet[cell].value, float(value.value[0, 0]))
CASE

cat >"$work/expected" <<'SEEN'
=SUMPRODUCT(--(B2:D2>=4)) 0.0
=SUMPRODUCT((B2:D2>=4)*1) 2.0
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" "$work" 2>/dev/null >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
