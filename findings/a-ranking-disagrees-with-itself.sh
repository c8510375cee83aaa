#!/usr/bin/env bash
# Kendall's tau in pymcdm: a ranking with ties agrees with itself to 0.8.
#
# Whoever compares two methods by this coefficient reads a disagreement where the rankings are the same. It is the
# coefficient without a correction for ties; SciPy's default (Kendall 1945) has one and gives 1. On the same ranks
# the library's own Spearman coefficient gives 1 too.

# Seen with pymcdm 1.4.0 and SciPy 1.16.3 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pymcdm==1.4.0 scipy==1.16.3

cat >"$work/case.py" <<'CASE'
import numpy as np
from pymcdm import correlations
from scipy.stats import kendalltau

ranks = np.array([1.5, 1.5, 3, 4.5, 4.5])
print(f"pymcdm, Kendall: {correlations.kendall_tau(ranks, ranks):.4f}")
print(f"pymcdm, Spearman: {correlations.spearman(ranks, ranks):.4f}")
print(f"SciPy, Kendall: {kendalltau(ranks, ranks)[0]:.4f}")
CASE

cat >"$work/expected" <<'SEEN'
pymcdm, Kendall: 0.8000
pymcdm, Spearman: 1.0000
SciPy, Kendall: 1.0000
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
