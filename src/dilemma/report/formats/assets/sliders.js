"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const start = { points: data.points.slice(), chances: data.chances.slice() };
  let state = copy(start);

  function copy(from) {
    return { points: from.points.slice(), chances: from.chances.slice() };
  }

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

  // What was seen weighs the futures after the chances have: Bayes, as in the program.
  function probabilities(chances) {
    const before = stated(chances);
    return data.evidence.length ? shares(before.map((odd, future) => odd * data.evidence[future])) : before;
  }

  function stated(chances) {
    if (!data.futures.length || !chances.length) return data.futures.map(() => 1);
    if (!data.chain) return shares(chances);
    let left = 1;
    const found = chances.map((chance) => {
      const own = left * chance;
      left *= 1 - chance;
      return own;
    });
    return [...found, left];
  }

  function weighed({ points, chances }) {
    const weights = shares(points);
    const odds = probabilities(chances);
    const values = data.scores.map((rows) =>
      sum(odds.map((odd, future) => odd * sum(rows.map((row, place) => weights[place] * row[future])))));
    return { weights, odds, values };
  }

  const TIE = 1e-9;
  function ranked(values) {
    const left = values.map((_, place) => place);
    const found = [];
    while (left.length) {
      const most = Math.max(...left.map((place) => values[place]));
      for (const place of left.filter((each) => values[each] >= most - TIE)) {
        found.push(place);
        left.splice(left.indexOf(place), 1);
      }
    }
    return found;
  }

  function expected(option, criterion, odds) {
    return sum(odds.map((odd, future) => odd * data.scores[option][criterion][future]));
  }

  function points(value) {
    return value.toFixed(1).replace("-", "\u2212");
  }

  function percent(share) {
    const whole = (100 * share).toFixed(0);
    if (whole === "0" && share > 0) return "<1%";
    return whole === "100" && share < 1 ? ">99%" : `${whole}%`;
  }

  function word(share) {
    if (data.lexicon === "icd203") {
      if (share === 0.99) return "almost certain";
      const band = data.bands.find(([, low, high]) => low <= share && share < high);
      return band ? band[0] : "";
    }
    let below = "";
    for (const [term, low, high] of share > 0 && share < 1 ? data.bands : []) {
      if (share < low) return `between ${below} and ${term}`;
      if (share <= high && share !== 0.5) return term;
      below = term;
    }
    return "";
  }

  function likelihood(share) {
    const said = word(share);
    return said ? `${percent(share)}, ${said}` : percent(share);
  }

  function verdict(order, { values, odds }) {
    const [first, second] = order;
    const name = (place) => data.options[place].name;
    const margin = values[first] - values[second];
    const { close, pole, of } = data.rule;
    const tooClose = (gap) => gap < close - TIE || gap <= TIE;
    let said = `${name(first)} leads ${name(second)} by ${points(margin)} points.`;
    if (tooClose(margin)) {
      const near = order.filter((place) => tooClose(values[first] - values[place])).sort((a, b) => a - b);
      const worth = (place) => sum(of.map((criterion) => expected(place, criterion, odds))) / of.length;
      let kept = near[0];
      for (const place of of.length ? near : []) if (worth(place) > worth(kept) + TIE) kept = place;
      const gap = margin <= TIE ? `${name(first)} and ${name(second)} tie` :
        `${name(first)} is ${points(margin)} points ahead of ${name(second)}`;
      const why = of.length ? `The tie-break (the higher ${pole} pole) prefers` : "The file names first";
      said = `Too close to call: ${gap}. ${why} ${name(kept)}.`;
    }
    const low = data.criteria.filter((_, place) =>
      data.floors[place] !== null && expected(first, place, odds) < data.floors[place] - TIE);
    return low.length ? `${said} It falls below the floor on ${low.map((each) => each.name).join(", ")}.` : said;
  }

  const rows = [...find("live").tBodies[0].rows];
  // By id: what is displayed may be the same for two options, or written otherwise than in the data.
  const byOption = data.options.map(({ id }) => rows.find((row) => row.dataset.option === id));

  function show() {
    if (!(sum(state.points) > 0) || (!data.chain && state.chances.length && !(sum(state.chances) > 0))) {
      find("verdict").textContent = "All at zero: leave at least one above it.";
      return;
    }
    if (probabilities(state.chances).some(Number.isNaN)) {
      find("verdict").textContent = "No future is left that allows what was seen: move a chance.";
      return;
    }
    const found = weighed(state);
    const order = ranked(found.values);
    for (const place of order) {
      const row = byOption[place];
      row.dataset.value = String(found.values[place]);
      row.querySelectorAll("rect")[1].setAttribute("width", Math.max(0, found.values[place]).toFixed(2));
      row.cells[2].textContent = points(found.values[place]);
      row.parentNode.append(row);
    }
    find("verdict").textContent = verdict(order, found);
    find("futures").textContent = found.odds.length > 1 ?
      `${data.evidence.length ? "After what was seen" : "Together"}: ${data.futures.map((each, place) => `${each.name} ${percent(found.odds[place])}`).join(", ")}.` : "";
    label("weights", found.weights.map((weight) => `${percent(weight)} of the weight`));
    label("chances", (data.chain ? state.chances : stated(state.chances)).map(likelihood));
    find("command").textContent = command();
  }

  function label(group, texts) {
    find(group).querySelectorAll("input").forEach((input, place) => {
      input.setAttribute("aria-valuetext", texts[place]);
      input.parentNode.querySelector("output").textContent = texts[place];
    });
  }

  const changed = (one, other) => one.some((number, place) => number !== other[place]);

  function settings() {
    if (!changed(state.chances, data.filed)) return [];
    if (data.chain) {
      return state.chances.flatMap((chance, place) => chance === data.filed[place] ? [] :
        [`--set futures.${data.futures[place].id}.chance=${yaml(chance)}`]);
    }
    return shares(state.chances).slice(0, -1).map((odd, place) =>
      `--set futures.${data.futures[place].id}.probability=${yaml(odd)}`);
  }

  function command() {
    const profile = changed(state.points, start.points) ? ["--as my-weights.yaml"] : [];
    find("how").textContent = profile.length ? "Save the profile, then type:" : "To see all of this in the program, type:";
    return [data.command.start, ...profile, ...(profile.length ? [] : data.command.eyes), ...settings(), ...data.command.rest].join(" ");
  }

  function yaml(number) {
    const text = String(number);
    return text.includes("e") ? number.toFixed(20) : text;
  }

  function profile() {
    const listed = (said) => `{${data.criteria.map((each, place) => `${each.key}: ${said(place)}`).join(", ")}}`;
    const points = listed((place) => yaml(state.points[place]));
    const method = listed((place) => state.points[place] === start.points[place] ? "kept" : "swing");
    return `${data.profile.head}${points}${data.profile.middle}${method}${data.profile.tail}`;
  }

  function save() {
    const link = document.createElement("a");
    const blob = new Blob([profile()], { type: "application/yaml" });
    link.href = URL.createObjectURL(blob);
    link.download = "my-weights.yaml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    find("done").textContent = "Saved as my-weights.yaml.";
  }

  function kept() {
    return `#w=${state.points.join(",")}&q=${state.chances.join(",")}`;
  }

  function recall() {
    const match = /^#w=([^&]*)&q=([^&]*)$/.exec(location.hash);
    const read = (text, many, most) => {
      const found = text === "" ? [] : text.split(",").map(Number);
      return found.length === many && found.every((each) => each >= 0 && each <= most) ? found : null;
    };
    const found = match && [read(match[1], start.points.length, 100), read(match[2], start.chances.length, 1)];
    if (!found || !found[0] || !found[1]) return;
    state = { points: found[0], chances: found[1] };
    settle();
  }

  function remember() {
    const same = !changed(state.points, start.points) && !changed(state.chances, start.chances);
    history.replaceState(null, "", same ? location.href.split("#")[0] : kept());
  }

  async function share() {
    remember();
    const said = find("done");
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = "The link is copied.";
    } catch {
      said.textContent = "The address of this page is the link; copy it from the address bar.";
    }
  }

  function slider(group, place, name, most, step) {
    const box = document.createElement("div");
    box.className = "slider";
    const [text, said, input] = ["label", "output", "input"].map((tag) => document.createElement(tag));
    Object.assign(input, { type: "range", min: 0, max: most, step, id: `${group}-${place}` });
    text.htmlFor = said.htmlFor = input.id;
    text.textContent = name;
    said.setAttribute("aria-live", "off");
    input.addEventListener("input", () => {
      state[group === "weights" ? "points" : "chances"][place] = Number(input.value);
      find("done").textContent = "";
      remember();
      show();
    });
    box.append(text, said, input);
    find(group).append(box);
  }

  function settle() {
    find("weights").querySelectorAll("input").forEach((input, place) => { input.value = state.points[place]; });
    find("chances").querySelectorAll("input").forEach((input, place) => { input.value = state.chances[place]; });
    show();
  }

  data.criteria.forEach((each, place) => slider("weights", place, each.name, 100, 1));
  data.chances.forEach((_, place) => slider("chances", place, data.futures[place].name, 1, 0.01));
  find("chances").hidden = !data.chances.length;
  find("reset").addEventListener("click", () => {
    state = copy(start);
    find("done").textContent = "As the program had it.";
    remember();
    settle();
  });
  find("save").addEventListener("click", save);
  find("link").addEventListener("click", share);
  addEventListener("hashchange", recall);
  find("sliders").hidden = false;
  settle();
  recall();
})();
