#!/usr/bin/env bash
# ahpy: a criterion whose comparison is misspelt is left out, and the weights no longer sum to 1.
#
# The comparison of the options on `safety` is named `safty`. No error and no warning: the third of the weight
# that belongs to it is lost, and the option that it favours falls behind.

# Seen with AHPy 2.1 under Python 3.11. Needs a package index; exits 1 where the output differs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check AHPy==2.1

cat >"$work/case.py" <<'CASE'
import ahpy


def decide(name):
    """Return the weights of two options; `name` is how the comparison on safety is called."""
    goal = ahpy.Compare("goal", {("price", "safety"): 1, ("price", "style"): 1, ("safety", "style"): 1})
    goal.add_children(
        [
            ahpy.Compare("price", {("a", "b"): 2}),
            ahpy.Compare(name, {("a", "b"): 1 / 5}),
            ahpy.Compare("style", {("a", "b"): 1}),
        ]
    )
    return {option: round(float(weight), 3) for option, weight in goal.target_weights.items()}


for name in ("safety", "safty"):
    weights = decide(name)
    print(name, dict(sorted(weights.items())), "sum", round(sum(weights.values()), 3))
CASE

cat >"$work/expected" <<'SEEN'
safety {'a': 0.444, 'b': 0.555} sum 0.999
safty {'a': 0.389, 'b': 0.278} sum 0.667
SEEN

"$work/env/bin/python" -W ignore "$work/case.py" >"$work/output"
cat "$work/output"
diff "$work/expected" "$work/output" || {
  echo "The behaviour has changed; see the head of this file." >&2
  exit 1
}
