#!/usr/bin/env bash
# Two equal best options: each library writes their ranks in its own way.
#
# Of three options the first two tie. pymcdm gives the mean rank, scikit-criteria the dense rank, and a rank of
# competition (1, 1, 3) is what most people would write. Compare scores within a tolerance, never ranks.

# Seen with pymcdm 1.4.0 and scikit-criteria 0.10 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pymcdm==1.4.0 scikit-criteria==0.10

cat >"$work/case.py" <<'CASE'
import numpy as np
import skcriteria
from pymcdm.helpers import rankdata
from skcriteria.agg.simple import WeightedSumModel

decision = skcriteria.mkdm([[1.0, 3], [3, 1], [1, 1]], [max, max], weights=[0.5, 0.5])
print("pymcdm", rankdata(np.array([2.0, 2.0, 1.0]), reverse=True).tolist())
print("scikit-criteria", WeightedSumModel().evaluate(decision).rank_.tolist())
CASE

cat >"$work/expected" <<'SEEN'
pymcdm [1.5, 1.5, 3.0]
scikit-criteria [1, 1, 2]
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
