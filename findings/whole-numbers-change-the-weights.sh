#!/usr/bin/env bash
# crispyn: CILOS weights of whole numbers differ from those of the same numbers with decimals.
#
# The columns of costs are replaced by ratios inside a copy that keeps the type of the table; in a table of
# integers the ratios are cut down to 0 and 1. The same table as floats gives other weights, and another
# criterion comes first. Give these functions floats.

# Seen with crispyn 0.0.7 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check crispyn==0.0.7

cat >"$work/case.py" <<'CASE'
import numpy as np
from crispyn.weighting_methods import cilos_weighting

table = np.array([[30, 100, 10, 7], [25, 80, 8, 5], [18, 50, 20, 11], [22, 70, 12, 9]])
types = np.array([-1, 1, -1, 1])
for kind in (int, float):
    print(kind.__name__, np.round(cilos_weighting(table.astype(kind), types), 3).tolist())
CASE

cat >"$work/expected" <<'SEEN'
int [0.158, 0.354, 0.14, 0.348]
float [0.334, 0.22, 0.196, 0.25]
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
