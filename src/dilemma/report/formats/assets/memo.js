"use strict";
// The memo beside the sliders: its bottom line and charts follow them, and the rest says that it stands as filed.
const moving = (data, weigh, draw) => {
  const find = (selector) => document.querySelector(selector);
  const { whole, points } = draw;
  const capitalised = (text) => [...text].map((letter, index) => (index || /^.\p{Lu}|^\p{Script=Georgian}/u.test(text) ? letter : letter.toUpperCase())).join("");
  const name = (option) => data.options[option].name;
  const Name = (option) => capitalised(name(option));
  const listed = (texts) => (texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`);

  const percent = draw.share;

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

  const likelihood = (share) => [percent(share), word(share)].filter(Boolean).join(", ");

  // The sentence over the ranking, to one decimal.
  function verdict(decision) {
    const { first, second, margin, close, tied, below } = weigh.recommend(decision);
    let text = `${Name(first)} leads ${name(second)} by ${points(margin)} points.`;
    if (tied) text = `${Name(first)} and ${name(second)} tie.`;
    else if (close) {
      // Rounded, a lead must not seem to reach the rule that it misses.
      const lead = points(margin) === "0.0" ? "less than 0.1" : Number(points(margin)) < data.rule.close ? points(margin) : `less than ${data.rule.shown}`;
      text = `${Name(first)} is ${lead} points ahead of ${name(second)}; a lead under ${data.rule.shown} points counts as a tie.`;
    }
    return below.length ? `${text} It falls below the minimum on ${listed(below.map((index) => data.criteria[index].name))}.` : text;
  }

  // The bottom line in the words of the memo, without what only the program can tell: how firm it is.
  function bottomLine(decision) {
    const { first, second, margin, near, close, tied, below, clear } = weigh.recommend(decision);
    const ranked = decision.order.filter((option) => near.includes(option));
    const titles = (indices) => indices.map((index) => data.criteria[index].title).join("; ");
    const simulate = " Whether one of them beats the others more often, only the program can tell.";
    const lines = [];
    if (tied) {
      const best = decision.order.filter((option) => decision.values[option] >= decision.values[first] - weigh.TIE);
      lines.push([`${capitalised(listed(best.sort((one, other) => one - other).map(name)))} score the same.`, simulate]);
    } else if (close) {
      const text = ranked.length === 2 ? `${Name(first)} leads ${name(second)} by less than ${data.rule.shown} points out of 100` : `${capitalised(listed(ranked.map(name)))} lie within ${data.rule.shown} points out of 100`;
      lines.push([`${text}.`, simulate]);
    } else {
      const gains = weigh.gains(decision);
      const [more, less] = [gains.filter(({ gain }) => gain > 0.05), gains.filter(({ gain }) => gain < -0.05).reverse()];
      const top = (of) => titles(of.slice(0, 2).map(({ index }) => index));
      const price = less.length ? ` It does worse on: ${top(less)}.` : "";
      lines.push([`${Name(first)} scores highest, ${count(margin)} out of 100 ahead of ${name(second)}.`,
        more.length ? ` It does better than ${name(second)} on: ${top(more)}.${price}` : ""]);
    }
    const risk = risks(decision, first);
    if (risk) lines.push(["", risk]);
    if (below.length) {
      const rest = clear.length ? `Of the options that meet every minimum, ${name(clear[0])} scores highest.` : "No option meets every minimum.";
      lines.push(["A minimum is not met. ", `${Name(first)} falls below the minimum on ${titles(below)}. ${rest}`]);
    }
    return lines;
  }

  function count(value) {
    const text = whole(value);
    if (text === "0" && value > weigh.TIE) return "less than 1 point";
    return `${text} point${text === "1" ? "" : "s"}`;
  }

  // Of the futures that can come, the one in which an option scores least, and the one that most of its expected
  // regret comes from; nothing where only one can.
  function risks(decision, first) {
    const values = decision.inFuture[first];
    const can = decision.odds.flatMap((odd, index) => (odd > weigh.TIE ? [index] : []));
    if (can.length < 2) return "";
    const worst = can.reduce((lowest, index) => (values[index] < values[lowest] ? index : lowest), can[0]);
    const known = [];
    const future = (index) => {
      const { title, means } = data.futures[index];
      if (known.includes(index)) return `“${title}”.`;
      known.push(index);
      return `“${title}” (${likelihood(decision.odds[index])}).${means ? ` ${means.includes("?") ? "The test" : "In that future"}: ${means}` : ""}`;
    };
    const alike = Math.max(...can.map((index) => values[index])) - values[worst] < 1;
    const danger = alike ? `${Name(first)} scores about ${whole(decision.values[first])} whichever future comes.` : `Main danger of ${name(first)}: ${future(worst)} ${Name(first)} would then score ${whole(values[worst])}.`;
    const regret = weigh.risk(decision, first);
    if (regret === null) {
      const missed = values.some((value, index) => decision.inFuture.some((row) => row[index] > value + weigh.TIE));
      return `${danger} ${alike ? Name(first) : `Even so, ${name(first)}`} is best in every future${missed ? " that can come" : ""}.`;
    }
    const [index, rival] = [regret.future, regret.rival];
    if (decision.inFuture[rival][index] - values[index] < 1) return `${danger} In no future would another option have been better by as much as a point.`;
    const better = whole(decision.inFuture[rival][index]);
    const weighed = `${danger} Weighted by probability, it falls furthest behind the best option`;
    if (index === worst && !alike) return `${weighed} there too: ${name(rival)} would score ${better}.`;
    return `${weighed} in ${future(index)} ${Name(rival)} would then score ${better}, ${name(first)} ${whole(values[index])}.`;
  }

  const contributions = (decision, option) => decision.weights.map((weight, index) => weight * decision.expected[option][index]);

  // Each chart that follows the sliders, by the name it has in the memo: its picture and its table.
  const charts = {
    contributions(now, was) {
      const parts = data.criteria.map((criterion) => criterion.name);
      const stacks = now.order.map((option) => ({ name: Name(option), values: contributions(now, option), total: now.values[option], was: was && was.values[option] }));
      return [draw.stacked, { title: "What each value is made of", unit: "points of value: weight of the criterion times score", parts, stacks,
        description: `Stacked bars of what each criterion adds: ${listed(stacks.map((stack) => `${stack.name} ${points(stack.total)}`))}.` },
      ["Option", ...parts, "total"], stacks.map((stack) => [stack.name, ...stack.values.map(points), points(stack.total)])];
    },
    difference(now, was) {
      const [first, second] = now.order;
      const before = was && data.criteria.map((_, index) => was.weights[index] * (was.expected[first][index] - was.expected[second][index]));
      const gains = weigh.gains(now).map(({ index, gain }) => ({ name: data.criteria[index].name, value: gain, was: before && before[index] }));
      const total = now.values[first] - now.values[second];
      const head = `${Name(first)} over ${name(second)}`;
      return [draw.difference, { title: `${head}: gained and given up`, unit: "points of value", gains, total, wasTotal: was && was.values[first] - was.values[second],
        first: { name: Name(first), look: first }, second: { name: Name(second), look: second },
        description: `Bars to both sides of nought, by criterion: ${gains.map((gain) => `${gain.name} ${draw.signed(gain.value)}`).join(", ")}; in all ${draw.signed(total)}.` },
      ["Criterion", head], [...gains.map((gain) => [gain.name, draw.signed(gain.value)]), ["in all", draw.signed(total)]]];
    },
    poles(now, was) {
      const on = (decision) => ["leadership", "order"].map((pole) => weigh.pole(pole, decision));
      const [across, up] = on(now);
      const before = was && on(was);
      const spots = now.order.map((option) => ({ name: Name(option), look: option, x: across[option], y: up[option], was: before && [before[0][option], before[1][option]] }));
      return [draw.scatter, { title: "The dilemma: leadership kept, order upheld", unit: "points of value; further right and further up is better",
        note: `Conflict between the two poles: ${points(weigh.dilemmaIndex(now))} points (0 = none).`, across: "leadership", up: "order", spots,
        description: `Each option by its points on leadership and on order: ${listed(spots.map((spot) => `${spot.name} ${points(spot.x)} and ${points(spot.y)}`))}.` },
      ["Option", "leadership", "order"], spots.map((spot) => [spot.name, points(spot.x), points(spot.y)])];
    },
    futures(now, was) {
      const options = now.order.map((option) => ({ name: Name(option), look: option }));
      const rows = data.futures.map((future, index) => {
        const values = now.order.map((option) => now.inFuture[option][index]);
        const best = now.order[values.indexOf(Math.max(...values))];
        return { name: `${capitalised(future.name)} (${percent(now.odds[index])})`, remark: `best: ${name(best)}`, values, was: was && now.order.map((option) => was.inFuture[option][index]) };
      });
      return [draw.dots, { title: "Value in each future", unit: "points of value", options, rows, marks: "Rings",
        description: `Markers of the value of each option. ${listed(rows.map((row) => `${row.remark} in ${row.name}`))}.` },
      ["Future", ...options.map((option) => option.name)], rows.map((row) => [row.name, ...row.values.map(points)])];
    },
    line(now, was, kind, index) {
      const line = weigh.line(kind, index, now);
      if (line === null) return null;
      const of = kind === "weight" ? data.criteria[index].name : data.futures[index].name;
      const stretches = weigh.leads(line.start, line.stop).map(({ start, stop, leaders }) => ({ start, stop, look: leaders[0], name: capitalised(listed(leaders.map(name))) }));
      const lines = now.order.map((option) => ({ name: Name(option), look: option, start: line.start[option], stop: line.stop[option] }));
      const lead = stretches.map((stretch) => `${stretch.name} from ${draw.share(stretch.start)} to ${draw.share(stretch.stop)}`);
      return [draw.lines, { title: `Value against the ${kind} of ${of}`, unit: "points of value, 0 to 100", across: capitalised(`${kind} of ${of}`), now: line.now,
        was: was && (kind === "weight" ? was.weights : was.odds)[index], lines, stretches,
        description: `Lines of value. Now ${draw.share(line.now)}. In the lead: ${listed(lead)}.` },
      [capitalised(`${kind} of ${of}`), ...lines.map((each) => each.name)],
      [["0%", ...lines.map((each) => points(each.start))], ["100%", ...lines.map((each) => points(each.stop))]]];
    },
  };

  function node(tag, attributes, ...inside) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function tabled(title, head, rows) {
    const cell = (tag, text, index) => node(tag, { ...(index ? { class: "right" } : {}), ...(tag === "th" ? { scope: "col" } : {}) }, text);
    return node("table", { class: "live" }, node("caption", {}, title), node("thead", {}, node("tr", {}, ...head.map((text, index) => cell("th", text, index)))),
      node("tbody", {}, ...rows.map((row) => node("tr", {}, ...row.map((text, index) => cell("td", text, index))))));
  }

  const figures = [...document.querySelectorAll("figure")].map((figure) => {
    const [kind, id] = (figure.dataset.chart ?? "").split(/\.(.*)/s);
    const among = kind === "weight" ? data.criteria : data.futures;
    const index = among.findIndex((each) => each.id === id);
    const along = ["weight", "probability"].includes(kind) && index >= 0;
    const make = along ? (now, was) => charts.line(now, was, kind, index) : charts[kind];
    return { figure, make, filed: [figure.querySelector("svg"), figure.querySelector("table")], summary: figure.querySelector("summary"), said: figure.querySelector("summary").textContent };
  });

  // What a reader must not take for the state of the sliders is marked while they are moved.
  const marks = [...figures.map(({ figure }) => figure), ...[...document.querySelectorAll(".memo h2, .memo h3")].slice(1)].map((beside) => {
    const mark = node(beside.tagName === "FIGURE" ? "p" : "span", { class: "filed", hidden: "" }, "as filed");
    if (beside.tagName === "FIGURE") beside.prepend(mark);
    else beside.append(" ", mark);
    return mark;
  });
  const banner = node("p", { class: "banner", hidden: "" });
  const line = node("div", { id: "bottom-line", hidden: "" });
  const filed = node("div", { id: "filed-line" });
  find(".memo h1").after(banner);
  // The first heading is that of the bottom line; what follows it stays in sight, as filed.
  while (find(".memo h2").nextElementSibling && find(".memo h2").nextElementSibling.tagName !== "H2") filed.append(find(".memo h2").nextElementSibling);
  find(".memo h2").after(line, filed);
  filed.prepend(node("p", { class: "filed", hidden: "" }, "as filed"));
  marks.push(filed.firstChild);
  const eyes = [...document.querySelectorAll(".memo dt")].find((term) => term.textContent === "Perspective")?.nextElementSibling;
  const filedEyes = eyes?.textContent;

  function redraw({ figure, make, filed, summary, said }, now, was, reference, mark) {
    figure.querySelectorAll(".live").forEach((each) => each.remove());
    const chart = now && make ? make(now, was) : null;
    filed.forEach((each) => { each.toggleAttribute("hidden", chart !== null); });
    summary.textContent = said;
    if (chart === null) return;
    const [drawn, numbers, head, rows] = chart;
    const note = [numbers.note, was ? `${numbers.marks ?? "Dashed"}: ${reference}.` : ""].filter(Boolean).join(" ");
    filed[0].before(drawn({ ...numbers, note, name: figure.dataset.chart.replace(/[^\w-]/g, "-"), reference }));
    filed[1].before(tabled(numbers.title, head, rows));
    summary.textContent = `The numbers of “${numbers.title}”`;
    mark.hidden = true;
  }

  // Shows a decision in the memo, marked with another; null for the memo as it was filed.
  function show(now, was, { moved, reference, seenBy }) {
    marks.forEach((mark) => { mark.hidden = !moved; });
    banner.hidden = line.hidden = !moved;
    banner.textContent = "The sliders have been moved: the bottom line and the charts follow them. What is marked “as filed” is as the program wrote it.";
    line.replaceChildren(...(moved ? bottomLine(now).map(([strong, rest]) => node("p", {}, node("strong", {}, strong), rest)) : []));
    filed.classList.toggle("muted", moved);
    if (eyes) eyes.textContent = moved ? seenBy : filedEyes;
    figures.forEach((figure, index) => redraw(figure, now, was, reference, marks[index]));
  }

  return { show, verdict, bottomLine, percent, likelihood, Name };
};
