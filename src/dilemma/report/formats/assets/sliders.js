"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const weigh = weighing(data);
  const draw = drawing(data.looks, data.parts);
  const memo = moving(data, weigh, draw);
  const AS_FILED = { profile: 0, points: data.profiles[0].points, chances: data.chances, scores: {} };

  const copy = (from) => ({ profile: from.profile, points: from.points.slice(), chances: from.chances.slice(), scores: { ...from.scores } });
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  let state = copy(AS_FILED);
  let reference = { state: AS_FILED, name: "as filed" };
  const done = [];
  const undone = [];
  let gesture = "";

  // One step back a gesture: the presses of one key, or one drag of one slider.
  function change(name, edit) {
    if (name !== gesture) {
      done.push(copy(state));
      undone.length = 0;
    }
    gesture = name;
    edit();
    find("done").textContent = "";
    remember();
    show();
  }

  function step(from, to) {
    if (!from.length) return;
    to.push(copy(state));
    state = from.pop();
    gesture = "";
    remember();
    settle();
  }

  function start() {
    if (!same(state, AS_FILED)) done.push(copy(state));
    state = copy(AS_FILED);
    gesture = "";
    remember();
    settle();
    find("done").textContent = "As the program had it.";
  }

  function see(profile) {
    change("", () => {
      state.profile = profile;
      state.points = data.profiles[profile].points.slice();
    });
    gesture = "";
    settle();
  }

  // By id: what is displayed may be the same for two options, or written otherwise than in the data.
  const rows = [...find("live").tBodies[0].rows];
  const byOption = data.options.map(({ id }) => rows.find((row) => row.dataset.option === id));

  // How robust the choice is at a position: sampled in a worker, once the sliders rest. As filed, the memo has the
  // program's own figures.
  let worker = null;
  let waiting = 0;
  let asked = 0;
  function sample(moved) {
    clearTimeout(waiting);
    asked += 1;
    find("robust").hidden = !moved || !data.sampling;
    if (find("robust").hidden) return;
    find("robust").textContent = "Simulating \u2026";
    const id = asked;
    waiting = setTimeout(() => {
      try {
        worker ??= hire();
        worker.postMessage({ id, state: copy(state) });
      } catch {
        find("robust").hidden = true; // this browser gives a page from a file no worker
      }
    }, 200);
  }

  function hire() {
    const made = new Worker(URL.createObjectURL(new Blob([find("sampler").textContent], { type: "text/javascript" })));
    made.addEventListener("message", ({ data: { id, shares } }) => {
      if (id !== asked) return;
      const ranked = weigh.order(shares).filter((option) => shares[option] >= 0.005);
      const rest = ranked.slice(1).map((option) => `${memo.Name(option)} in ${memo.percent(shares[option])}`);
      find("robust").dataset.shares = JSON.stringify(shares);
      find("robust").textContent = `Approximate robustness: ${memo.Name(ranked[0])} ranks first in about ${memo.percent(shares[ranked[0]])} of ${data.sampling.points.toLocaleString("en")} simulations within the ranges${rest.length ? `, ${rest.join(", ")}` : ""}.`;
    });
    made.postMessage({ data });
    return made;
  }

  function show() {
    const moved = !same(state, AS_FILED);
    find("undo").disabled = !done.length;
    find("redo").disabled = !undone.length;
    find("reset").disabled = !moved;
    const other = weigh.fault(state) ? "" : weigh.otherOptions(state);
    const fault = weigh.fault(state) || other;
    sample(moved && !fault);
    if (other) {
      find("command").textContent = command();
      memo.show(null, null, { moved: false, reference: reference.name, seenBy: "" });
    }
    if (fault) {
      find("verdict").textContent = find("short").textContent = fault;
      return;
    }
    const now = weigh.decide(state);
    const marked = !same(state, reference.state) && !weigh.fault(reference.state);
    const was = marked ? weigh.decide(reference.state) : null;
    for (const option of now.order) rank(byOption[option], now.values[option], was && was.values[option]);
    find("verdict").textContent = memo.verdict(now);
    find("short").textContent = memo.verdict(now);
    find("beside").textContent = marked ? `Marks and numbers in brackets: ${reference.name}, where ${memo.Name(was.order[0])} leads.` : "";
    find("futures").textContent = now.odds.length > 1 ?
      `${data.evidence.length ? "After what was seen" : "Together"}: ${data.futures.map((future, index) => `${future.name} ${memo.percent(now.odds[index])}`).join(", ")}.` : "";
    label("weights", now.weights.map((weight) => `${memo.percent(weight)} of the weight`));
    label("chances", (data.chain ? state.chances : weigh.stated(state.chances)).map(memo.likelihood));
    ticks("weights", marked ? reference.state.points.map((points) => points / 100) : []);
    ticks("chances", marked ? reference.state.chances : []);
    const { title } = data.profiles[state.profile];
    memo.show(moved || marked ? now : null, was, { moved, reference: reference.name, seenBy: weighs() ? `${title}, with other weights` : title });
    find("command").textContent = command();
    showScores();
  }

  function rank(row, value, was) {
    row.dataset.value = String(value);
    const bars = row.querySelectorAll("rect");
    bars[1].setAttribute("width", Math.max(0, value).toFixed(2));
    bars[2].setAttribute("x", was === null ? -9 : Math.min(99, Math.max(0, was - 0.5)).toFixed(2));
    row.cells[2].textContent = draw.points(value);
    row.cells[3].textContent = was === null ? "" : `(${draw.points(was)})`;
    row.parentNode.append(row);
  }

  function label(group, texts) {
    find(group).querySelectorAll("input").forEach((input, index) => {
      input.setAttribute("aria-valuetext", texts[index]);
      input.closest(".slider").querySelector("output").textContent = texts[index];
    });
  }

  // Where each slider stands in what is compared with; the thumb keeps half its width from the ends.
  function ticks(group, shares) {
    find(group).querySelectorAll(".tick").forEach((tick, index) => {
      tick.hidden = !shares.length || shares[index] > 1;
      tick.style.left = `calc(0.5rem + (100% - 1rem) * ${shares[index] ?? 0})`;
    });
  }

  const yaml = (number) => (String(number).includes("e") ? number.toFixed(20) : String(number));
  const changed = (one, other) => one.some((number, index) => number !== other[index]);

  function settings() {
    const set = [];
    if (changed(state.chances, data.filed)) {
      if (data.chain) {
        state.chances.forEach((chance, index) => {
          if (chance !== data.filed[index]) set.push(`--set futures.${data.futures[index].id}.chance=${yaml(chance)}`);
        });
      } else {
        weigh.shares(state.chances).slice(0, -1).forEach((odd, index) => set.push(`--set futures.${data.futures[index].id}.probability=${yaml(odd)}`));
      }
    }
    for (const key of Object.keys(state.scores)) {
      const [option, criterion, future] = key.split(".").map(Number);
      const of = `scores.${data.options[option].id}.${data.criteria[criterion].id}${data.plain ? "" : `.${data.futures[future].id}`}`;
      set.push(`--set ${of}=${yaml(weigh.level(criterion, state.scores[key]))}`);
    }
    return set;
  }

  const weighs = () => changed(state.points, data.profiles[state.profile].points);

  function command() {
    const eyes = weighs() ? ["--as my-weights.yaml"] : data.profiles[state.profile].eyes;
    find("how").textContent = weighs() ? "Save the profile, then type:" : "To see all of this in the program, type:";
    return [data.command.start, ...eyes, ...settings(), ...data.command.rest].join(" ");
  }

  // The day it is on the reader's clock, as a profile writes it.
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  function profile() {
    const from = data.profiles[state.profile];
    const listed = (value) => `{${data.criteria.map((criterion, index) => `${criterion.key}: ${value(index)}`).join(", ")}}`;
    const points = listed((index) => yaml(state.points[index]));
    const method = listed((index) => (state.points[index] === from.points[index] ? "kept" : "swing"));
    const started = from.key === null ? "" : `\n    started_from: ${from.key}`;
    const said = weighs() ? `# To see what the page showed: ${command()}\n` : "";
    return `${said}${data.profile.head}${points}${data.profile.middle}${today()}${started}\n    method: ${method}${data.profile.tail}${from.adjustments}`;
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([profile()], { type: "application/yaml" }));
    link.download = "my-weights.yaml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    find("done").textContent = "Saved as my-weights.yaml.";
  }

  function fragment() {
    const scores = Object.entries(state.scores).map(([key, value]) => `${key}:${value}`).join(",");
    const eyes = state.profile ? `p=${encodeURIComponent(data.profiles[state.profile].id)}&` : "";
    return `#${eyes}w=${state.points.join(",")}&q=${state.chances.join(",")}${scores ? `&s=${scores}` : ""}`;
  }

  // A state out of the address; null where it is none of this page.
  function recalled(text) {
    const match = /^#(?:p=([^&]*)&)?w=([^&]*)&q=([^&]*)(?:&s=([^&]*))?$/.exec(text);
    if (!match) return null;
    const read = (part, many, most) => {
      const numbers = part === "" ? [] : part.split(",").map(Number);
      return numbers.length === many && numbers.every((number) => number >= 0 && number <= most) ? numbers : null;
    };
    const index = match[1] === undefined ? 0 : data.profiles.findIndex((each) => encodeURIComponent(each.id) === match[1]);
    const points = read(match[2], AS_FILED.points.length, Infinity);
    const chances = read(match[3], AS_FILED.chances.length, 1);
    const scores = Object.fromEntries((match[4] ?? "").split(",").filter(Boolean).map((each) => each.split(":")).map(([key, value]) => [key, Number(value)]));
    const known = Object.entries(scores).every(([key, value]) => {
      const [option, criterion, future] = key.split(".");
      return data.scores[option]?.[criterion]?.[future] !== undefined && value >= 0 && value <= 100;
    });
    return index < 0 || !points || !points.every(Number.isFinite) || !chances || !known ? null : { profile: index, points, chances, scores };
  }

  function recall() {
    const linked = recalled(location.hash);
    if (!linked || same(linked, state)) return;
    done.push(copy(state));
    state = linked;
    gesture = "";
    settle();
  }

  function remember() {
    history.replaceState(null, "", same(state, AS_FILED) ? location.href.split("#")[0] : fragment());
  }

  // A folder of this machine means nothing to a colleague; the name of the file does.
  async function share() {
    remember();
    const page = location.href.split("#")[0];
    const name = location.protocol === "file:" ? decodeURIComponent(page.split("/").at(-1)) : page;
    const link = `${name}${location.hash}`;
    const how = location.protocol === "file:" ? " Send it with the file: who opens the file adds what follows its name to the address." : "";
    try {
      await navigator.clipboard.writeText(link);
      find("done").textContent = `Copied: ${link}${how}`;
    } catch {
      find("done").textContent = `Copy this: ${link}${how}`;
    }
  }

  function slider(box, id, name, scale, input) {
    const made = document.createElement("div");
    made.className = "slider";
    const [text, said, range, track, tick] = ["label", "output", "input", "span", "span"].map((tag) => document.createElement(tag));
    Object.assign(range, { type: "range", id, ...scale });
    text.htmlFor = said.htmlFor = id;
    text.textContent = name;
    said.setAttribute("aria-live", "off");
    [track.className, tick.className, tick.hidden] = ["track", "tick", true];
    range.addEventListener("input", () => input(Number(range.value)));
    for (const event of ["pointerdown", "blur"]) range.addEventListener(event, () => { gesture = ""; });
    track.append(range, tick);
    made.append(text, said, track);
    box.append(made);
    return made;
  }

  // The scores of the two options that the report is about: in one future, or in all of them alike.
  const judged = [];
  function scoreSliders() {
    const futures = data.futures.map((_, index) => index);
    for (const option of weigh.decide(AS_FILED).order.slice(0, 2)) {
      const group = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = memo.Name(option);
      group.append(legend);
      data.criteria.forEach((criterion, index) => {
        const keys = () => (find("future").value === "" ? futures : [Number(find("future").value)]).map((future) => [option, index, future].join("."));
        const made = slider(group, `score-${option}-${index}`, `${memo.Name(option)} on ${criterion.name}`, { min: 0, max: 100, step: 1 }, (value) => {
          change(`score-${option}-${index}`, () => {
            for (const key of keys()) state.scores[key] = Math.min(100, Math.max(0, value - weigh.added(state.profile, key)));
          });
        });
        judged.push({ made, option, criterion: index, keys });
      });
      find("scores").append(group);
    }
  }

  function showScores() {
    const table = weigh.scores(state);
    for (const { made, option, criterion, keys } of judged) {
      const values = keys().map((key) => table[option][criterion][Number(key.split(".")[2])]);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const said = low === high ? draw.points(low) : `${draw.points(low)} to ${draw.points(high)}`;
      const [input, output] = [made.querySelector("input"), made.querySelector("output")];
      if (document.activeElement !== input) input.value = weigh.sum(values) / values.length;
      output.textContent = keys().some((key) => key in state.scores) ? `${said}, moved` : said;
      input.setAttribute("aria-valuetext", output.textContent);
    }
  }

  function settle() {
    find("weights").querySelectorAll("input").forEach((input, index) => { input.value = state.points[index]; });
    find("chances").querySelectorAll("input").forEach((input, index) => { input.value = state.chances[index]; });
    find("profile").value = String(state.profile);
    show();
  }

  function compare(value) {
    if (value === "here") reference = { state: copy(state), name: "the position kept" };
    else if (value === "filed") reference = { state: AS_FILED, name: "as filed" };
    else {
      const other = data.profiles[Number(value)];
      reference = { state: { ...copy(AS_FILED), profile: Number(value), points: other.points.slice() }, name: other.title };
    }
    show();
  }

  function choices(select, entries) {
    select.replaceChildren(...entries.map(([value, text]) => Object.assign(document.createElement("option"), { value, textContent: text })));
  }

  const people = data.profiles.map((each, index) => [String(index), each.title]);
  choices(find("profile"), people);
  choices(find("compare"), [["filed", "as filed"], ["here", "the position now"], ...people.slice(1)]);
  choices(find("future"), [["", "every future"], ...data.futures.map((future, index) => [String(index), future.name])]);
  find("future").parentNode.hidden = data.futures.length < 2;
  data.criteria.forEach((criterion, index) => slider(find("weights"), `weights-${index}`, criterion.name, { min: 0, max: 100, step: 1 },
    (value) => change(`weights-${index}`, () => { state.points[index] = value; })));
  data.chances.forEach((_, index) => slider(find("chances"), `chances-${index}`, data.futures[index].name, { min: 0, max: 1, step: 0.01 },
    (value) => change(`chances-${index}`, () => { state.chances[index] = value; })));
  scoreSliders();
  find("chances").hidden = !data.chances.length;
  find("undo").addEventListener("click", () => step(done, undone));
  find("redo").addEventListener("click", () => step(undone, done));
  find("reset").addEventListener("click", start);
  find("save").addEventListener("click", save);
  find("link").addEventListener("click", share);
  find("profile").addEventListener("change", (event) => see(Number(event.target.value)));
  find("compare").addEventListener("change", (event) => compare(event.target.value));
  find("future").addEventListener("change", showScores);
  // The address holds the state, so a link within the page must not take its place there.
  for (const link of document.querySelectorAll("a[href^='#']")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      find(link.hash.slice(1)).focus();
      find(link.hash.slice(1)).scrollIntoView();
    });
  }
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      event.preventDefault();
      if (key === "y" || event.shiftKey) step(undone, done);
      else step(done, undone);
    }
  });
  addEventListener("hashchange", recall);
  find("sliders").hidden = false;
  settle();
  recall();
})();
