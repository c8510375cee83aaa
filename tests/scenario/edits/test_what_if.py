"""What-ifs: every path that can be set, and every refusal in the words of the person who typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import BadSetting
from dilemma.scenario.distributions import Exact, Triangular, Uniform
from dilemma.scenario.edits.what_if import _PATHS, apply_setting, parse_setting, parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.distributions import Quantity
    from dilemma.scenario.model import Scenario

    Build = Callable[..., Scenario]

FREE = (
    ("storm: {chance: 0.2}", "storm: {probability: 0.2}"),
    (
        "calm: {chance: {range: [0.3, 0.5], shared: successor, family: succession}}",
        "calm: {probability: 0.3}",
    ),
    ("fog: {}", "fog: {probability: 0.5}"),
)


def set_in(scenario: Scenario, text: str) -> Scenario:
    """The scenario after `--set text`."""
    return apply_setting(scenario, parse_setting(text))


def score(scenario: Scenario, option: str, leaf: str) -> list[Quantity]:
    """The scores of a row, future by future."""
    return [judgement.score for judgement in scenario.rows[option, leaf]]


def test_all_weights(build: Build) -> None:
    """`weights` takes points or a ranking of all leaves."""
    by_points = set_in(build(), "weights={cost: 1, norms: [2, 3]}").weights
    assert by_points
    assert by_points.points == {"cost": Exact((1,)), "norms": Uniform((2, 3))}
    by_rank = set_in(build(), "weights=[cost, norms]").weights
    assert by_rank
    assert by_rank.ranking == (("cost",), ("norms",))


def test_one_weight(build: Build) -> None:
    """`weights.CRITERION` leaves the other points as they are."""
    weights = set_in(build(), "weights.norms=0").weights
    assert weights
    assert weights.points == {"norms": Exact((0,)), "cost": Exact((40,))}


def test_one_weight_as_a_share_of_all(build: Build) -> None:
    """A percentage is the share a weight has of all; the others keep their points, so their proportions."""
    weights = set_in(build(), "weights.norms=36%").weights
    assert weights
    assert weights.points["cost"] == Exact((40,))
    assert weights.points["norms"].central / (weights.points["norms"].central + 40) == pytest.approx(0.36)
    assert set_in(build(), "weights.norms=0%").weights == set_in(build(), "weights.norms=0").weights
    whole = set_in(build(), "weights.norms=100%").weights
    assert whole
    assert [whole.points[key].central for key in ("norms", "cost")] == [1, 0]


def test_percentages_are_parts_of_one(build: Build) -> None:
    """Chances, probabilities and the assumed share read 29% as exactly 0.29; a score takes none."""
    assert parse_setting("futures.storm.chance=29%").value == 0.29
    assert parse_setting("futures.storm.chance=[10%, 35.5%]").value == [0.1, 0.355]
    assert set_in(build(), "futures.fog.probability=30%").pinned == {"fog": 0.3}
    assert set_in(build(), "coalition.assumed_share=70%").assumed_share == 0.7
    with pytest.raises(BadSetting, match="not the text `30%`"):
        set_in(build(), "scores.counter.norms=30%")


def test_a_chance(build: Build) -> None:
    """`futures.FUTURE.chance` takes a number, a range, a word or a mapping, and leaves the other futures."""
    scenario = build()
    after = set_in(scenario, "futures.calm.chance=likely")
    assert after.futures[1].chance == Uniform((0.55, 0.80))
    assert after.futures[1].shared is None
    assert after.futures[1].family == "succession"
    assert (after.futures[0], after.futures[2]) == (scenario.futures[0], scenario.futures[2])
    kept = set_in(scenario, "futures.calm.chance={range: 0.4, shared: successor}")
    assert kept.futures[1].shared == "successor"


def test_a_probability(build: Build) -> None:
    """`futures.FUTURE.probability` pins a future, in a chain, without one, and several at a time."""
    assert set_in(build(), "futures.fog.probability=0.3").pinned == {"fog": 0.3}
    both = set_in(set_in(build(*FREE), "futures.fog.probability=0.3"), "futures.calm.probability=0.7")
    assert both.pinned == {"fog": 0.3, "calm": 0.7}


def test_a_score_in_one_future(build: Build) -> None:
    """`scores.OPTION.CRITERION.FUTURE` replaces one judgement, reason and source included."""
    scenario = build()
    after = set_in(scenario, "scores.counter.norms.calm=[1, 2, 3]")
    assert score(after, "counter", "norms")[1] == Triangular((1, 2, 3))
    assert after.rows["counter", "norms"][1].why is None
    assert score(after, "counter", "norms")[::2] == score(scenario, "counter", "norms")[::2]


def test_a_score_in_every_future(build: Build) -> None:
    """`scores.OPTION.CRITERION` sets the whole row, in the units of the criterion."""
    after = set_in(build(), "scores.accommodate.cost=75")
    assert score(after, "accommodate", "cost") == [Exact((75,))] * 3


def test_floors_share_and_rules(build: Build) -> None:
    """The four single numbers and words; an empty floor removes it."""
    assert set_in(build(), "criteria.cost.floor=25").floors == {"norms": 30, "cost": 25}
    assert set_in(build(), "criteria.norms.floor=").floors == {}
    assert set_in(build(), "coalition.assumed_share=0.7").assumed_share == 0.7
    assert set_in(build(), "rules.too_close=0").too_close == 0
    assert set_in(build(), "rules.tie_break=leadership").tie_break == "leadership"


def test_a_what_if_does_not_touch_the_file(build: Build) -> None:
    """An edit makes another scenario; the one it came from stays as it was."""
    scenario = build()
    set_in(scenario, "scores.counter.norms=1")
    assert scenario == build()


REFUSED = [
    ("futures", "`futures` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`"),
    ("=3", "`=3` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`"),
    (
        "weights=[norms",
        "the value of `weights` cannot be read: the list opened on line 1 needs a `,` or `]` here",
    ),
    (
        "weights=*all",
        "the value of `weights` cannot be read: alias `*all` is not allowed; write the value itself, "
        "or put text that begins with `*` in quotes",
    ),
    ("futures.storm.chanse=1", "`futures.storm.chanse` cannot be set; did you mean `futures.FUTURE.chance`?"),
    ("zzz=1", f"`zzz` cannot be set; known: {', '.join(f'`{path}`' for path in _PATHS)}"),
    ("weights={norms: 5}", "criterion `cost` has no weight; add it"),
    ("weights={norms: 5, cots: 1}", "there is no criterion `cots`; did you mean `cost`?"),
    ("weights={norms: 0, cost: 0}", "every weight is 0; give at least one criterion points"),
    ("weights=[norms, cost, norms]", "criterion `norms` is ranked twice; name it once"),
    (
        "weights=high",
        "`weights` must be points by criterion or a ranking `[first, second]`, not the text `high`",
    ),
    ("weights.norms=101%", "`weights.norms` must lie between 0% and 100%, not at 101%"),
    ("weights.norms=[1%, 2%]", "`weights.norms` must hold numbers, not the text `1%`"),
    (
        "weights={norms: 1.0e-320, cost: 1.0e-320}",
        "`weights` must be 0 or no less than 1e-300 points, as 9.99989e-321 is; use larger points",
    ),
    ("futures.storm.chance=150%", "a chance lies between 0 and 1, not at 1.5"),
    ("weights.norm=5", "there is no criterion `norm`; did you mean `norms`?"),
    ("weights.norms=-1", "`weights.norms` must not be below 0 points"),
    (
        "weights.norms=lots",
        "`weights.norms` must be a number or a range such as `[30, 40, 55]`, not the text `lots`",
    ),
    ("futures.strom.chance=0.5", "there is no future `strom`; did you mean `storm`?"),
    ("futures.fog.chance=0.5", "future `fog` has no chance to set; set `futures.fog.probability`"),
    (
        "futures.storm.chance=likly",
        "`likly` is neither a number nor a word of the `icd203` lexicon; did you mean `likely`?",
    ),
    (
        "futures.storm.chance=" + "9" * 400,
        f"`{'9' * 39}…` is neither a number nor a word of the `icd203` lexicon; known: "
        "`almost no chance`, `very unlikely`, `unlikely`, `roughly even chance`, `likely`, `very likely`, "
        "`almost certain`",
    ),
    ("futures.storm.chance=1.5", "a chance lies between 0 and 1, not at 1.5"),
    ("futures.storm.chance=30", "a chance lies between 0 and 1, not at 30; write 0.3 for 30%"),
    (
        "futures.storm.chance={normal: [0.5, 0.1]}",
        "a chance cannot be normal, for it ends at 0 and 1; use `beta: [a, b]`",
    ),
    (
        "futures.storm.chance=[0.4, 0.2]",
        "`futures.storm.chance` must rise from low to high, not `[0.4, 0.2]`",
    ),
    (
        "futures.storm.chance=",
        "`futures.storm.chance` must be a chance such as `0.3`, `[0.1, 0.3, 0.4]` or `likely`, not empty",
    ),
    (
        "futures.storm.probability=likely",
        "`futures.storm.probability` takes one number, not the text `likely`",
    ),
    ("futures.storm.probability=true", "`futures.storm.probability` takes one number, not `true`"),
    ("futures.storm.probability=30", "`futures.storm.probability` must lie between 0 and 1, not at 30"),
    ("scores.countre.norms=5", "there is no option `countre`; did you mean `counter`?"),
    ("scores.counter.norm=5", "there is no criterion `norm`; did you mean `norms`?"),
    ("scores.counter.norms.clam=5", "there is no future `clam`; did you mean `calm`?"),
    ("scores.counter.cost=5", "the score 5 is outside the scale of `cost`, 20 to 80 euros"),
    (
        "scores.counter.norms=true",
        "`scores.counter.norms` must be a number or a range such as `[30, 40, 55]`, not `true`",
    ),
    ("criteria.norms.floor=130", "`criteria.norms.floor` must lie between 0 and 100, not at 130"),
    ("criteria.norm.floor=30", "there is no criterion `norm`; did you mean `norms`?"),
    ("coalition.assumed_share=2", "`coalition.assumed_share` must lie between 0 and 1, not at 2"),
    ("rules.too_close=[1, 2]", "`rules.too_close` takes one number, not a list"),
    (
        "rules.tie_break=ordre",
        "`rules.tie_break` must be one of `order`, `leadership`, `own`, not the text `ordre`; "
        "did you mean `order`?",
    ),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[text for text, _ in REFUSED])
def test_what_cannot_be_meant_is_refused(text: str, message: str, build: Build) -> None:
    """The sentence names the path as typed, says what was wanted, and suggests only what exists."""
    with pytest.raises(BadSetting) as refused:
        set_in(build(), text)
    assert str(refused.value) == message


def test_one_weight_needs_points_beside_it(build: Build) -> None:
    """A single weight means nothing in a ranking or where there are none."""
    help_ = "so one cannot be set alone; set all of them: `weights={…}` or `weights=[…]`"
    for weights, state in (("weights: [norms, cost]", "are a ranking"), ("", "are not given")):
        with pytest.raises(BadSetting) as refused:
            set_in(build(("weights: {norms: 60, cost: 40}", weights)), "weights.norms=5")
        assert str(refused.value) == f"the weights {state}, {help_}"


def test_the_last_weight_is_not_taken_away(build: Build) -> None:
    """Some weight must remain."""
    scenario = set_in(build(), "weights.norms=0")
    with pytest.raises(BadSetting, match="every weight is 0; give at least one criterion points"):
        set_in(scenario, "weights.cost=0")


def test_probabilities_leave_room_for_the_rest(build: Build) -> None:
    """Pinned futures sum to at most 1, and to 1 when all are pinned."""
    scenario = set_in(build(), "futures.fog.probability=0.7")
    with pytest.raises(BadSetting, match=r"the probabilities set sum to 1.1, not to at most 1"):
        set_in(scenario, "futures.calm.probability=0.4")
    scenario = set_in(scenario, "futures.calm.probability=0.2")
    with pytest.raises(BadSetting, match=r"the probabilities set sum to 0.95, not to 1"):
        set_in(scenario, "futures.storm.probability=0.05")


def test_a_share_needs_a_coalition(build: Build) -> None:
    """Without a coalition there is nothing to assume."""
    coalition = "coalition: {option: counter, assumed_share: 0.5, per_share: {norms: 20, cost: 10}}"
    with pytest.raises(BadSetting, match="`small` has no coalition, so there is no share to set"):
        set_in(build((coalition, "")), "coalition.assumed_share=0.5")


TWO_OF_A_GROUP = """\
signposts:
  s: {event: S, kind: conduct, likelihood: {storm: 0.5, calm: 0.2, fog: 0.1}, group: talks}
  t: {event: T, kind: conduct, likelihood: {storm: 0.4, calm: 0.1, fog: 0.1}, group: talks}
"""


def test_every_path_of_the_contract_can_be_set(build: Build) -> None:
    """Each listed path, filled in, is accepted with some value. Source: output contract, section 1."""
    values = {
        "weights": "[norms, cost]",
        "weights.CRITERION": "5",
        "futures.FUTURE.chance": "0.1",
        "futures.FUTURE.probability": "0.1",
        "scores.OPTION.CRITERION": "50",
        "scores.OPTION.CRITERION.FUTURE": "50",
        "criteria.CRITERION.floor": "10",
        "criteria.CRITERION.screen": "true",
        "coalition.assumed_share": "0.1",
        "signpost_groups.GROUP.dependence": "0.2",
        "rules.too_close": "1",
        "rules.tie_break": "own",
        "rules.weight_spread": "0.3",
        "rules.dependence": "by_option",
    }
    assert set(values) == set(_PATHS)
    for path, value in values.items():
        filled = path.replace("CRITERION", "norms").replace("FUTURE", "storm").replace("OPTION", "counter")
        scenario = build(("coalition:", f"{TWO_OF_A_GROUP}coalition:"))
        assert set_in(scenario, f"{filled.replace('GROUP', 'talks')}={value}") != scenario


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("weights.cost=1", "weights.cost=2"), "`weights.cost` is given twice; give it once"),
        (("weights.cost=1", "weights={cost: 2}"), "`weights` would undo `weights.cost` before it; "),
        (("weights.cost=10%", "weights.norms=5"), "`weights.norms` would undo `weights.cost` before it; "),
        (
            ("scores.a.b.calm=1", "x=1", "scores.a.b=2"),
            "`scores.a.b` would undo `scores.a.b.calm` before it; ",
        ),
    ],
)
def test_no_setting_undoes_another_in_silence(given: tuple[str, ...], said: str) -> None:
    """Of two values for one judgement one would be lost, so neither is taken."""
    with pytest.raises(BadSetting) as refused:
        parse_settings(given)
    assert str(refused.value).startswith(said)


def test_a_part_may_be_set_after_its_whole() -> None:
    """A row, then one of its cells: both count, in the order typed."""
    read = parse_settings(("scores.a.b=2", "scores.a.b.calm=1", "scores.a.bb=3"))
    assert [str(each) for each in read] == ["scores.a.b", "scores.a.b.calm", "scores.a.bb"]
    parse_settings(("weights.norms=5", "weights.cost=10%"))
