"use strict";
// How often each option comes first when everything moves within its stated range: the program's measure, on
// 2,048 of its own points. Runs in a worker, so that the sliders stay quick.
const sampling = (data) => {
  const given = data.sampling;
  const bytes = Uint8Array.from(atob(given.words), (letter) => letter.charCodeAt(0));
  const words = new Uint32Array(bytes.buffer);
  const digits = Math.log2(given.points);
  const [options, criteria, futures] = [data.options.length, data.criteria.length, data.futures.length];
  const additions = data.profiles.map((profile) =>
    new Map(profile.added.map(([option, criterion, future, add]) => [[option, criterion, future].join("."), add])));

  // One coordinate of every point: the words at the digits of its index, then the shift; evenly spread beyond.
  function coordinate(dimension) {
    const out = new Float64Array(given.points);
    const first = dimension * (digits + 1);
    let seed = dimension + 1;
    for (let point = 0; point < given.points; point += 1) {
      if (first < words.length) {
        let word = words[first + digits];
        for (let digit = 0; digit < digits; digit += 1) if ((point >> digit) & 1) word ^= words[first + digit];
        out[point] = ((word >>> 0) + 0.5) / 4294967296;
      } else {
        seed = (seed + 0x6d2b79f5) | 0;
        let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        out[point] = (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
      }
    }
    return out;
  }

  const made = new Map();
  const coordinateOf = (dimension) => {
    if (!made.has(dimension)) made.set(dimension, coordinate(dimension));
    return made.get(dimension);
  };

  // A judgement at an evenly spread number: one number, a range with or without a mode, or tabulated quantiles.
  function draw(quantity, u) {
    if (typeof quantity === "number") return quantity;
    if (!Array.isArray(quantity)) {
      const { span, levels } = quantity;
      const place = Math.min(1, Math.max(0, (Math.log(u / (1 - u)) + span) / (2 * span))) * (levels.length - 1);
      const below = Math.min(levels.length - 2, Math.floor(place));
      return levels[below] + (levels[below + 1] - levels[below]) * (place - below);
    }
    const [low, high] = [quantity[0], quantity.at(-1)];
    if (quantity.length === 2) return low + (high - low) * u;
    const mode = (quantity[1] - low) / (high - low);
    return low + (high - low) * (u < mode ? Math.sqrt(mode * u) : 1 - Math.sqrt((1 - mode) * (1 - u)));
  }

  function worth(corners, level) {
    const falls = corners[0][0] > corners.at(-1)[0];
    let index = 1;
    while (index < corners.length - 1 && (falls ? level < corners[index][0] : level > corners[index][0])) index += 1;
    const [[low, below], [high, above]] = [corners[index - 1], corners[index]];
    return below + (above - below) * (level - low) / (high - low);
  }

  const clipped = (value) => Math.min(100, Math.max(0, value));

  function weightsAt(state, point) {
    const us = data.criteria.map((_, index) => coordinateOf(index)[point]);
    const own = given.weights[state.profile];
    const moved = state.points.some((points, index) => points !== data.profiles[state.profile].points[index]);
    let weights;
    if (moved) weights = state.points.map((points, index) => points * (1 + given.spread * (2 * us[index] - 1)));
    else if (own.points) weights = own.points.map((quantity, index) => draw(quantity, us[index]));
    else {
      // The parts of a stick broken at random, in the order of the criteria; those that tie in any order.
      const parts = us.map((u) => -Math.log(u));
      const sorted = [...parts].sort((one, other) => other - one);
      weights = parts.slice();
      let start = 0;
      for (const tie of own.ranking) {
        const ranked = [...tie].sort((one, other) => parts[other] - parts[one]);
        ranked.forEach((criterion, index) => { weights[criterion] = sorted[start + index]; });
        start += tie.length;
      }
    }
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }

  function oddsAt(state, point) {
    if (!state.chances.length) return data.futures.map(() => 1 / futures);
    const fixed = (index) => !given.chances.length || state.chances[index] !== data.chances[index];
    const anyFixed = state.chances.some((_, index) => fixed(index));
    const drawn = state.chances.map((chance, index) =>
      (data.chain ? fixed(index) : anyFixed) ? chance : Math.min(1, Math.max(0, draw(given.chances[index].of, coordinateOf(criteria + given.chances[index].draw)[point]))));
    if (!data.chain) {
      const total = drawn.reduce((sum, chance) => sum + chance, 0);
      return drawn.map((chance) => chance / total);
    }
    let left = 1;
    const odds = drawn.map((chance) => { const own = left * chance; left *= 1 - chance; return own; });
    return [...odds, left];
  }

  // What sets the cells of one option and criterion: the score that was moved, or the judgement of the file.
  function cells(state) {
    const table = [];
    const first = criteria + Math.max(0, futures - 1);
    for (let option = 0; option < options; option += 1) {
      for (let criterion = 0; criterion < criteria; criterion += 1) {
        const row = option * criteria + criterion;
        const place = given.rows.indexOf(row);
        const corners = data.criteria[criterion].levels;
        const falls = corners[0][0] > corners.at(-1)[0];
        const numbers = place < 0 ? null : coordinateOf(first + place);
        for (let future = 0; future < futures; future += 1) {
          const key = [option, criterion, future].join(".");
          const add = additions[state.profile].get(key) ?? 0;
          const judged = given.cells[row];
          const quantity = judged.length === 1 ? judged[0] : judged[future];
          const value = (level) => (add ? clipped(worth(corners, level) + add) : worth(corners, level));
          const set = key in state.scores ? clipped(state.scores[key] + add) : typeof quantity === "number" ? value(quantity) : null;
          table.push(set !== null ? () => set : (point) => value(draw(quantity, falls ? 1 - numbers[point] : numbers[point])));
        }
      }
    }
    return table;
  }

  // The share of the points in which each option comes first; those that tie share a point.
  function shares(state) {
    const table = cells(state);
    const first = new Array(options).fill(0);
    let counted = 0;
    for (let point = 0; point < given.points; point += 1) {
      const weights = weightsAt(state, point);
      let odds = oddsAt(state, point);
      let mass = 1;
      if (data.evidence.length) {
        odds = odds.map((odd, future) => odd * data.evidence[future]);
        mass = odds.reduce((sum, odd) => sum + odd, 0);
        odds = odds.map((odd) => odd / mass);
      }
      if (!(mass > 0)) continue;
      const values = first.map((_, option) => {
        let value = 0;
        for (let criterion = 0; criterion < criteria; criterion += 1) {
          const start = (option * criteria + criterion) * futures;
          let expected = 0;
          for (let future = 0; future < futures; future += 1) expected += odds[future] * table[start + future](point);
          value += weights[criterion] * expected;
        }
        return value;
      });
      const most = Math.max(...values);
      const best = values.flatMap((value, option) => (value >= most - 1e-9 ? [option] : []));
      for (const option of best) first[option] += mass / best.length;
      counted += mass;
    }
    return first.map((mass) => mass / counted);
  }

  return { shares };
};
if (typeof document === "undefined") {
  let sampler = null;
  onmessage = ({ data: message }) => {
    if (message.data) sampler = sampling(message.data);
    if (message.state) postMessage({ id: message.id, shares: sampler.shares(message.state) });
  };
}
