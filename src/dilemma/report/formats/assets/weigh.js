"use strict";
// What the program works out at central values, from the arrays that it put into the page. Nothing here
// touches the page, so that every function can be compared with the program to the last digits.
const weighing = (data) => {
  const TIE = 1e-9;

  // Plain left-to-right sums, as the program makes them.
  function sum(numbers) {
    let total = 0;
    for (const number of numbers) total += number;
    return total;
  }

  function shares(numbers) {
    const total = sum(numbers);
    return numbers.map((number) => number / total);
  }

  function mostOf(numbers) {
    const most = Math.max(...numbers);
    return numbers.flatMap((number, index) => (number >= most - TIE ? [index] : []));
  }

  // Indices from the highest to the lowest value; ties within TIE keep their order.
  function order(values) {
    const ranked = [];
    let left = values.map((_, index) => index);
    while (left.length) {
      ranked.push(...mostOf(left.map((index) => values[index])).map((position) => left[position]));
      left = left.filter((index) => !ranked.includes(index));
    }
    return ranked;
  }

  // Before evidence. With no chances at all the futures count the same.
  function stated(chances) {
    if (!chances.length) return data.futures.map(() => 1 / data.futures.length);
    if (!data.chain) return shares(chances);
    let left = 1;
    const odds = chances.map((chance) => {
      const own = left * chance;
      left *= 1 - chance;
      return own;
    });
    return [...odds, left];
  }

  // What was seen weighs the futures after the chances have: Bayes, as in the program.
  function probabilities(chances) {
    const prior = stated(chances);
    return data.evidence.length ? shares(prior.map((odd, future) => odd * data.evidence[future])) : prior;
  }

  // The scores that a profile starts from, with its few changes laid over those of the file.
  const tables = data.profiles.map((profile) => {
    const table = data.scores.map((rows) => rows.map((row) => row.slice()));
    for (const [option, criterion, future, value] of profile.scores) table[option][criterion][future] = value;
    return table;
  });
  const additions = data.profiles.map((profile) =>
    Object.fromEntries(profile.added.map(([option, criterion, future, add]) => [[option, criterion, future].join("."), add])));

  const added = (profile, key) => additions[profile][key] ?? 0;

  // A score that is set replaces what the file states; the points that edits add fall on it all the same.
  function scores(state) {
    const keys = Object.keys(state.scores);
    if (!keys.length) return tables[state.profile];
    const table = tables[state.profile].map((rows) => rows.map((row) => row.slice()));
    for (const key of keys) {
      const [option, criterion, future] = key.split(".").map(Number);
      table[option][criterion][future] = Math.min(100, Math.max(0, state.scores[key] + added(state.profile, key)));
    }
    return table;
  }

  // What keeps a state from being weighed, in words; empty where nothing does.
  function fault(state) {
    const zero = (numbers) => !(sum(numbers) > 0);
    if (zero(state.points) || (!data.chain && state.chances.length && zero(state.chances))) {
      return "All at zero: leave at least one above it.";
    }
    return probabilities(state.chances).some(Number.isNaN) ? "No future is left that allows what was seen: move a chance." : "";
  }

  // Where another set of options meets the hard floors than as filed: a ranking that only the program has.
  function otherOptions(state) {
    const odds = probabilities(state.chances);
    const misses = (rows) => data.floors.some((floor, index) =>
      data.screens[index] && floor !== null && sum(odds.map((odd, future) => odd * rows[index][future])) < floor - TIE);
    const out = scores(state).flatMap((rows, option) => (misses(rows) ? [data.options[option].name] : []));
    const back = data.excluded.flatMap((option) => (misses(option.scores) ? [] : [option.name]));
    const parts = [
      out.length ? `Below a hard floor here, so the program leaves it out: ${out.join(", ")}.` : "",
      back.length ? `No longer below a hard floor here: ${back.join(", ")}.` : "",
    ].filter(Boolean);
    return parts.length ? `${parts.join(" ")} To see the ranking, type what stands below the sliders.` : "";
  }

  function decide(state) {
    const table = scores(state);
    const weights = shares(state.points);
    const odds = probabilities(state.chances);
    const inFuture = table.map((rows) =>
      odds.map((_, future) => sum(rows.map((row, criterion) => weights[criterion] * row[future]))));
    const values = inFuture.map((row) => sum(row.map((value, future) => odds[future] * value)));
    const expected = table.map((rows) => rows.map((row) => sum(row.map((score, future) => odds[future] * score))));
    return { table, weights, odds, inFuture, values, expected, order: order(values) };
  }

  const tooClose = (gap) => gap < data.rule.close - TIE || gap <= TIE;

  // Who leads and by how much, and who is near. A verdict also needs simulations, which only the program runs.
  function recommend(decision) {
    const { values, expected } = decision;
    const [first, second] = decision.order;
    const margin = values[first] - values[second];
    const near = values.flatMap((value, option) => (tooClose(values[first] - value) ? [option] : []));
    const falls = (option) => data.floors.flatMap((floor, index) => (floor !== null && expected[option][index] < floor - TIE ? [index] : []));
    return {
      first, second, margin, near,
      close: tooClose(margin),
      tied: margin <= TIE,
      below: falls(first),
      clear: decision.order.filter((option) => !falls(option).length),
    };
  }

  // What the first option gains over the second on each criterion, the largest gain first.
  function gains({ weights, expected, order: [first, second] }) {
    const pairs = data.criteria.map((_, index) => ({ index, gain: weights[index] * (expected[first][index] - expected[second][index]) }));
    return pairs.sort((one, other) => other.gain - one.gain);
  }

  // The future that most of an option's expected regret comes from, and who is best there.
  function risk({ inFuture, odds, order: ranked }, option) {
    if (odds.length < 2) return null;
    const best = odds.map((_, future) => Math.max(...inFuture.map((row) => row[future])));
    const regret = odds.map((odd, future) => odd * (best[future] - inFuture[option][future]));
    const future = mostOf(regret)[0];
    if (regret[future] <= TIE) return null;
    return { future, rival: ranked[mostOf(ranked.map((other) => inFuture[other][future]))[0]] };
  }

  // Mean expected scores of the criteria of a pole, by option.
  function pole(name, { expected }) {
    const of = data.criteria.flatMap((criterion, index) => (criterion.pole === name ? [index] : []));
    return expected.map((row) => sum(of.map((index) => row[index])) / of.length);
  }

  // Expected scores on a pole by the weights inside it, equal ones where these are all 0.
  function weightedPole(name, { weights, expected }) {
    const of = data.criteria.flatMap((criterion, index) => (criterion.pole === name ? [index] : []));
    const whole = sum(of.map((index) => weights[index]));
    return expected.map((row) => sum(of.map((index) => row[index] * (whole > 0 ? weights[index] / whole : 1 / of.length))));
  }

  // The options that no other matches on every criterion in every future and beats somewhere.
  function undominated({ table }) {
    const gaps = (other, own) => table[other].flatMap((row, criterion) => row.map((score, future) => score - table[own][criterion][future]));
    const beats = (differences) => differences.every((gap) => gap >= -TIE) && differences.some((gap) => gap > TIE);
    return table.flatMap((_, own) => (table.some((_row, other) => other !== own && beats(gaps(other, own))) ? [] : [own]));
  }

  function dilemmaIndex(decision) {
    const [leadership, upheld] = ["leadership", "order"].map((name) => weightedPole(name, decision));
    const free = undominated(decision);
    const bestOn = (values, other) => {
      const leaders = mostOf(free.map((index) => values[index])).map((position) => free[position]);
      return leaders[mostOf(leaders.map((index) => other[index]))[0]];
    };
    const forOrder = bestOn(upheld, leadership);
    const forLeadership = bestOn(leadership, upheld);
    return (leadership[forLeadership] - leadership[forOrder] + upheld[forOrder] - upheld[forLeadership]) / 2;
  }

  // The values at both ends of a line from 0 to 1, on which the other weights, or the other
  // probabilities, keep their proportions; null where they have none to keep.
  function line(kind, index, { weights, odds, expected, inFuture }) {
    const parts = kind === "weight" ? weights : odds;
    const values = kind === "weight" ? expected : inFuture;
    const rest = sum(parts.filter((_, position) => position !== index));
    if (!(rest > 0)) return null;
    const others = values.map((row) => sum(row.map((value, position) => (position === index ? 0 : parts[position] * value))) / rest);
    return { now: parts[index], start: others, stop: values.map((row) => row[index]) };
  }

  // The stretches of a line with who leads on each, ties included: the upper envelope of straight lines.
  function leads(start, stop) {
    const slopes = stop.map((value, option) => value - start[option]);
    const cuts = [0];
    let at = 0;
    while (at < 1) {
      const values = start.map((value, option) => value + slopes[option] * at);
      const leaders = mostOf(values);
      // Of those tied here the steepest leads just beyond; only steeper lines can meet it further on.
      const leader = leaders.reduce((kept, option) => (slopes[option] > slopes[kept] ? option : kept), leaders[0]);
      const steps = values.map((value, option) => {
        const closing = slopes[option] - slopes[leader];
        return closing > TIE ? (values[leader] - value) / closing : Infinity;
      });
      const next = at + Math.min(Infinity, ...steps.filter((step) => step > TIE));
      at = next < 1 - TIE ? next : 1;
      cuts.push(at);
    }
    const stretches = [];
    for (let cut = 1; cut < cuts.length; cut += 1) {
      const middle = (cuts[cut - 1] + cuts[cut]) / 2;
      const leaders = mostOf(start.map((value, option) => value + slopes[option] * middle));
      const last = stretches.at(-1);
      if (last && last.leaders.join() === leaders.join()) last.stop = cuts[cut];
      else stretches.push({ start: cuts[cut - 1], stop: cuts[cut], leaders });
    }
    return stretches;
  }

  // The level of a criterion that is worth so many points: the value function, backwards.
  function level(criterion, value) {
    const corners = data.criteria[criterion].levels;
    const last = corners.length - 1;
    const at = corners.findIndex(([, points], index) => index === last || (index > 0 && value <= points && points > corners[index - 1][1]));
    const [[low, below], [high, above]] = [corners[Math.max(0, at - 1)], corners[at]];
    return above === below ? low : low + (high - low) * (value - below) / (above - below);
  }

  return { TIE, sum, shares, order, stated, probabilities, added, scores, fault, otherOptions, decide, recommend, gains, risk, pole, dilemmaIndex, line, leads, level };
};
