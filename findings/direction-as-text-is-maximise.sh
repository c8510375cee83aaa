#!/usr/bin/env bash
# mcda: a direction given as text is taken as "more is better", whatever it says.
#
# `preference_direction` accepts the texts `min` and `MIN` without a word and then maximises; only the member of
# the enumeration is understood. A converter must pass the enumeration and refuse every other word itself.

# Seen with mcda 1.1.0 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check mcda==1.1.0

cat >"$work/case.py" <<'CASE'
from mcda.matrices import PerformanceTable
from mcda.scales import PreferenceDirection, QuantitativeScale
from mcda.transformers import normalize

for direction in ("min", "MIN", PreferenceDirection.MIN):
    scales = {"cost": QuantitativeScale(0, 10, preference_direction=direction)}
    table = PerformanceTable([[2.0], [8.0]], alternatives=["cheap", "dear"], criteria=["cost"], scales=scales)
    cheap, dear = normalize(table).data["cost"].tolist()
    print(repr(direction).split(":")[0], f"cheap {cheap:.1f}, dear {dear:.1f}")
CASE

cat >"$work/expected" <<'SEEN'
'min' cheap 0.2, dear 0.8
'MIN' cheap 0.2, dear 0.8
<PreferenceDirection.MIN cheap 0.8, dear 0.2
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
