#!/usr/bin/env bash
# TOPSIS by its defaults: two libraries, one table, two winners.
#
# The published method (Hwang & Yoon 1981) divides each column by the root of its sum of squares. pymcdm divides
# by the range of the column unless told otherwise; scikit-criteria takes the numbers as they are. Both are
# documented options of the libraries, but neither default is the method of the book, so that whoever compares a
# TOPSIS ranking with another tool must name the normalisation first. All three ways are printed.

# Seen with pymcdm 1.4.0 and scikit-criteria 0.10 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pymcdm==1.4.0 scikit-criteria==0.10

cat >"$work/case.py" <<'CASE'
import numpy as np
import pymcdm
import skcriteria
from pymcdm.methods import TOPSIS
from pymcdm.normalizations import vector_normalization
from skcriteria.agg.topsis import TOPSIS as OtherTOPSIS

table = np.array([[250.0, 16, 12], [200, 16, 8], [300, 32, 16], [275, 32, 8]])  # price, memory, camera
weights, types = np.array([0.25, 0.35, 0.4]), np.array([-1, 1, 1])
ranges = TOPSIS()(table, weights, types)
vectors = TOPSIS(normalization_function=vector_normalization)(table, weights, types)
decision = skcriteria.mkdm(table, [min, max, max], weights=weights)
plain = OtherTOPSIS().evaluate(decision).e_.similarity
for name, scores in (("pymcdm default", ranges), ("pymcdm vector", vectors), ("scikit-criteria default", plain)):
    print(name, np.round(scores, 3).tolist(), "best", int(np.argmax(scores)))
CASE

cat >"$work/expected" <<'SEEN'
pymcdm default [0.358, 0.32, 0.68, 0.446] best 2
pymcdm vector [0.357, 0.213, 0.787, 0.436] best 2
scikit-criteria default [0.477, 0.795, 0.205, 0.306] best 1
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
