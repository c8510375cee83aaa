#!/usr/bin/env bash
# pyDecision: whether Borda sees that one option is better depends on which row it stands in.
#
# The second option equals the first on one criterion and is better on the other. Written below the first it comes
# out level with it; written above, it wins: equal scores are given different ranks, by the order of the rows. A
# Borda count gives equals the mean of their ranks, and then it wins either way (2.5 against 3.5).

# Seen with pyDecision 5.1.8 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pyDecision==5.1.8

cat >"$work/case.py" <<'CASE'
import numpy as np
from pyDecision.algorithm import borda_method

weaker, better, last = (4.0, 2.0), (4.0, 3.0), (1.0, 1.0)  # two criteria, both to maximise; the least total wins
for order in ([weaker, better, last], [better, weaker, last]):
    totals = borda_method(np.array(order), ["max", "max"], graph=False, verbose=False)
    print(f"weaker {totals[order.index(weaker)]:g}, better {totals[order.index(better)]:g}")
CASE

cat >"$work/expected" <<'SEEN'
weaker 3, better 3
weaker 4, better 2
SEEN

MPLBACKEND=Agg "$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
