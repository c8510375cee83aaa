#!/usr/bin/env bash
# COPRAS in pymcdm: an option that becomes dearer scores higher.
#
# The price of the first option rises by a fifth and nothing else changes; a price is a criterion to minimise.
# COPRAS (Zavadskas et al. 1994) adds a term that falls as the costs of an option rise. Here that term cancels
# down to the sum of the costs itself, which is added, so that the score rises.

# Seen with pymcdm 1.4.0 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pymcdm==1.4.0

cat >"$work/case.py" <<'CASE'
import numpy as np
from pymcdm.methods import COPRAS

table = np.array([[250.0, 16, 12], [200, 16, 8], [300, 32, 16], [275, 32, 8]])  # the first column is a price
weights, types = np.array([0.25, 0.35, 0.4]), np.array([-1, 1, 1])
dearer = table.copy()
dearer[0, 0] *= 1.2
before, after = (float(COPRAS()(values, weights, types)[0]) for values in (table, dearer))
print(f"at 250: {before:.4f}, at 300: {after:.4f}")
CASE

cat >"$work/expected" <<'SEEN'
at 250: 0.6812, at 300: 0.7147
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
