"use strict";
// The pages of a questionnaire: one step at a time, kept in the browser after every change.
const keyOf = (round) => `dilemma-questionnaire ${data.scenario} ${data.basis} ${round}`;
const key = keyOf(data.round);
let state = blank();
let kept = true;
const main = document.getElementById("steps");
const notice = document.getElementById("notice");

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function keep() {
  try { localStorage.setItem(key, JSON.stringify(state)); kept = true; } catch { kept = false; }
  notice.textContent = kept ? "Your answers are kept in this browser." : "This browser keeps nothing: save the file before you close the page.";
}

// What this browser keeps of a round; null where it keeps nothing.
function stored(round) {
  try {
    const old = JSON.parse(localStorage.getItem(keyOf(round)) ?? "null");
    if (!old) return null;
    const ids = new Set(data.criteria.map((criterion) => criterion.id));
    const whole = { ...blank(), ...old };
    return whole.order.length === ids.size && whole.order.every((id) => ids.has(id)) ? whole : { ...blank(), name: whole.name, role: whole.role };
  } catch { return null; }
}

// Later rounds begin with one's own answers, if one likes: whoever keeps a view need not type it again. A number typed
// before seeing the file's belongs to the round in which it was.
function earlier() {
  const old = data.round > 1 ? stored(data.round - 1) : null;
  if (!old?.name.trim() || state.name.trim() || state.ordered) return null;
  const begin = () => {
    const numbers = Object.fromEntries(Object.entries(old.numbers).map(([id, { text, choice, shown }]) => [id, { text, choice, shown }]));
    state = { ...old, numbers, step: 0 };
    show(0);
  };
  return h("div", { class: "card" }, h("p", {}, `This browser still has the answers of round ${data.round - 1} by ${old.name.trim()}. Are they yours?`),
    h("div", { class: "buttons" }, h("button", { type: "button", id: "earlier", onclick: begin }, "Start from these answers")));
}

function comment(id, label = "Comment (optional)") {
  const area = h("textarea", { rows: 2, maxlength: 2000, id: `comment-${id}`, oninput: () => { state.comments[id] = area.value; keep(); area.dispatchEvent(new CustomEvent("said", { bubbles: true })); } });
  area.value = state.comments[id] ?? "";
  return h("div", { class: "field" }, h("label", { for: area.id }, label), area);
}

function folded(id) {
  return h("details", { open: Boolean(state.comments[id]) }, h("summary", {}, "Add a comment"), comment(id, "Comment"));
}

function spread(id) {
  const entry = data.spread[id];
  if (!entry) return null;
  return h("div", { class: "spread" },
    h("p", {}, h("strong", {}, "The last round: "), entry.text ?? "comments only."),
    entry.comments.length ? h("ul", {}, entry.comments.map((text) => h("li", {}, text))) : null);
}

function text(label, field, hint) {
  const input = h("input", { type: "text", id: `field-${field}`, maxlength: 200, autocomplete: "off", oninput: () => { state[field] = input.value; keep(); } });
  input.value = state[field];
  return h("div", { class: "field" }, h("label", { for: input.id }, label), input, hint ? h("p", { class: "muted" }, hint) : null);
}

function startStep() {
  return [
    h("p", { class: "lead" }, data.question),
    h("p", {}, "You are asked for your own view: what matters to you, how likely things are, and what you make of a few judgements. It takes 15 to 25 minutes, and you can stop and go on later."),
    h("p", {}, `There are no right answers. No result${data.round > 1 ? "" : " and no number of anybody else"} is shown before you have given your own.`),
    data.round > 1 ? h("p", {}, `This is round ${data.round}. You see how the answers of the last round spread, without names. Keep your view, or change it, as you think right.`) : null,
    earlier(),
    h("ul", {},
      h("li", {}, "This page works without a network and sends nothing. Your answers stay in this browser until you save them as a file at the end."),
      h("li", {}, "You may leave any question open, and change every answer before the end.")),
    text("Your name", "name"), text("Your role (optional)", "role", "What you do, or whom you speak for."),
  ];
}

function issueStep() {
  return [
    data.stakes ? h("p", {}, h("strong", {}, "At stake: "), data.stakes) : null,
    h("h3", {}, "What can be done"),
    h("div", { class: "issue" }, data.options.map((option) => h("details", { open: true }, h("summary", {}, option.name),
      option.definition ? h("p", {}, option.definition) : null,
      option.does.length ? h("ul", {}, option.does.map((act) => h("li", {}, act))) : null,
      option.does_not ? h("p", { class: "muted" }, `What it is not: ${option.does_not}`) : null))),
    data.futures.length ? h("h3", {}, "What may happen") : null,
    data.futures.length ? h("dl", {}, data.futures.map((future) => h("div", {}, h("dt", {}, future.title), h("dd", {}, future.asks ?? "")))) : null,
    h("h3", {}, "What matters"),
    h("dl", {}, data.criteria.map((criterion) => h("div", {}, h("dt", {}, criterion.name), h("dd", {}, criterion.asks ?? criterion.title ?? "")))),
  ];
}

function ends(criterion) {
  const end = (word, meaning) => h("div", {}, h("span", { class: "muted" }, `${word}: `), meaning);
  return h("div", { class: "ends" }, end("worst", criterion.worst), end("best", criterion.best));
}

function criterionOf(id) {
  return data.criteria.find((criterion) => criterion.id === id);
}

function orderStep() {
  const list = h("ol", { class: "order" });
  const live = h("p", { class: "visually-hidden", role: "status" });
  let dragged = null;
  const move = (id, to, focus) => {
    const from = state.order.indexOf(id);
    if (to < 0 || to >= state.order.length || to === from) return;
    state.order.splice(from, 1);
    state.order.splice(to, 0, id);
    state.ordered = true;
    keep();
    draw();
    live.textContent = `${names.get(id)} is now number ${to + 1} of ${state.order.length}.`;
    if (focus) {
      const row = list.children[to];
      const wanted = row.querySelector(`.${focus}`);
      (wanted.disabled ? row.querySelector("button:not(:disabled)") : wanted).focus();
    }
  };
  const draw = () => list.replaceChildren(...state.order.map((id, index) => {
    const criterion = criterionOf(id);
    return h("li", {
      draggable: "true", "data-id": id,
      ondragstart: (event) => { dragged = id; event.dataTransfer.setData("text/plain", id); event.dataTransfer.effectAllowed = "move"; },
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => { event.preventDefault(); if (dragged) move(dragged, index); dragged = null; },
      onkeydown: (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (step && event.altKey) { event.preventDefault(); move(id, index + step, step < 0 ? "up" : "down"); }
      },
    },
    h("div", {}, h("strong", {}, criterion.name), ends(criterion)),
    h("div", { class: "moves" },
      h("button", { type: "button", class: "up", disabled: index === 0, "aria-label": `Move ${criterion.name} up`, onclick: () => move(id, index - 1, "up") }, "▲"),
      h("button", { type: "button", class: "down", disabled: index === state.order.length - 1, "aria-label": `Move ${criterion.name} down`, onclick: () => move(id, index + 1, "down") }, "▼")));
  }));
  draw();
  const method = (name, label, detail) => {
    const input = h("input", { type: "radio", name: "method", id: `method-${name}`, value: name, checked: state.method === name, onchange: () => { state.method = name; state.ordered = true; keep(); show(state.step, false); document.getElementById(`method-${name}`)?.focus(); } });
    return h("div", { class: "choice" }, input, h("label", { for: input.id }, h("strong", {}, label), ` ${detail}`));
  };
  return [
    h("p", {}, "Imagine that everything is at its worst. You may lift one thing from its worst to its best: which one first? Put that at the top, then the next, and so on."),
    h("p", { class: "muted" }, "Not what matters most in general, but which of these steps is worth most to you. Where worst and best hardly differ, there is little to gain. Use the arrows, drag, or press Alt with an arrow key."),
    list, live,
    h("fieldset", {}, h("legend", {}, "How would you like to go on?"),
      method("swing", "Give points.", "The best picture; about five minutes."),
      method("ranking", "Leave it at the order.", "The order implies weights; quicker.")),
    spread("rank.1"), folded("rank.1"),
  ];
}

function pointsStep() {
  const first = criterionOf(state.order[0]);
  const alert = h("div", { class: "alert", role: "status", hidden: true });
  const check = () => {
    const pair = clash(state);
    alert.hidden = !pair;
    if (!pair) return;
    const [above, below] = pair;
    const points = weightPoints(state);
    alert.replaceChildren(
      h("p", {}, `You ranked ${names.get(above)} above ${names.get(below)}, but gave ${names.get(below)} ${points[below]} points and ${names.get(above)} ${points[above]}. Which is right?`),
      h("div", { class: "buttons" },
        h("button", { type: "button", onclick: () => { sortByPoints(state); keep(); show(state.step, false); } }, "The points: change the order"),
        h("button", { type: "button", onclick: () => { state.points[below] = String(points[above]); keep(); show(state.step, false); } }, `The order: ${names.get(below)} gets ${points[above]} points`)));
  };
  const rows = state.order.slice(1).map((id) => {
    const criterion = criterionOf(id);
    const wrong = h("p", { class: "wrong", id: `wrong-${id}`, role: "status" });
    const input = h("input", { type: "text", inputmode: "decimal", id: `points-${id}`, "aria-describedby": wrong.id, autocomplete: "off", oninput: () => {
      state.points[id] = input.value;
      const read = readPoints(input.value);
      wrong.textContent = typeof read === "string" ? read : "";
      check();
      keep();
    } });
    input.value = state.points[id] ?? "";
    return h("div", { class: "card" }, h("label", { for: input.id }, h("strong", {}, criterion.name), ends(criterion)), h("div", { class: "number" }, input, " points"), wrong, spread(`swing.${id}`), folded(`swing.${id}`));
  });
  check();
  return [
    h("p", {}, `Lifting ${first.name} from worst to best is worth 100 points to you. How many is each of the others worth?`),
    h("p", { class: "muted" }, "Half as good to have is 50; as good is 100; not worth having is 0. A range such as 60-80 says how sure you are."),
    h("div", { class: "card" }, h("strong", {}, first.name), ends(first), h("div", { class: "number" }, "100 points"), spread(`swing.${first.id}`)),
    rows, alert,
  ];
}

function tradesStep() {
  const pairs = tradePairs(state);
  if (!pairs.length) return [h("p", {}, state.ordered && state.method ? "Your weights leave nothing to check." : "These checks need your order of what matters first.")];
  const points = weightPoints(state);
  return [
    h("p", {}, "Your answers so far imply these trade-offs. 100 points are the whole way from worst to best."),
    pairs.map((pair) => {
      const id = pair.join(".");
      const answer = state.trades[id] ?? {};
      const result = h("div", { role: "status" });
      const input = h("input", { type: "text", inputmode: "decimal", id: `offer-${id}`, autocomplete: "off", "aria-label": `Points of ${names.get(pair[1])} that you would give up at most`, oninput: () => { state.trades[id] = { text: input.value }; no.checked = true; yes.checked = false; keep(); } });
      const judge = () => {
        const trade = tradeState(state, pair);
        result.replaceChildren();
        if (trade.wrong) result.append(h("p", { class: "wrong" }, trade.wrong));
        if (trade.conflict) result.append(conflict(pair, trade));
      };
      input.addEventListener("change", judge);
      input.value = answer.text ?? "";
      const yes = h("input", { type: "radio", name: `trade-${id}`, id: `yes-${id}`, checked: Boolean(answer.yes), onchange: () => { state.trades[id] = { yes: true }; keep(); judge(); } });
      const no = h("input", { type: "radio", name: `trade-${id}`, id: `no-${id}`, checked: answer.text !== undefined, onchange: () => { state.trades[id] = { text: input.value }; keep(); judge(); input.focus(); } });
      judge();
      return h("div", { class: "card" },
        h("fieldset", {}, h("legend", {}, tradeText(points, pair)),
          ...[...pair].reverse().map((one) => h("div", {}, h("strong", {}, names.get(one)), ends(criterionOf(one)))),
          h("div", { class: "choice" }, yes, h("label", { for: yes.id }, "Yes, that is about right.")),
          h("div", { class: "choice" }, no, h("label", { for: no.id }, "No. At most I would give up"), h("span", { class: "number" }, input, ` points of ${names.get(pair[1])}.`))),
        result, folded(`trade.${id}`));
    }),
  ];
}

function conflict(pair, trade) {
  const ways = repairs(state, pair, trade.offered, trade.amount);
  const button = (label, act) => h("button", { type: "button", onclick: () => { act(); keep(); show(state.step, false); } }, label);
  return h("div", { class: "alert" },
    h("p", {}, "That contradicts your weights by more than a quarter. Which gives way? Change the one you were less sure of."),
    h("div", { class: "buttons" },
      ways.map(([id, before, after]) => button(`${names.get(id)}: from ${rounded(before)} to ${rounded(after)} points${after > rules.top ? ", then all back to 100 at most" : ""}`, () => repair(state, pair, id, after)))),
    h("p", { class: "muted" }, "Or leave both as they are; the file will say so."));
}

function numberCard(question, withReason) {
  const saved = () => (state.numbers[question.id] ??= {});
  const echo = h("p", { class: "echo", role: "status", id: `echo-${question.id}` });
  const shown = h("div", { role: "status" });
  const input = h("input", { type: "text", id: `number-${question.id}`, autocomplete: "off", "aria-describedby": echo.id, oninput: () => { saved().text = input.value; saved().choice = "own"; keep(); draw(); } });
  input.value = state.numbers[question.id]?.text ?? "";
  const words = "low" in question ? null : h("select", { "aria-label": "Or in words", onchange: () => { if (words.value) { input.value = words.value; input.dispatchEvent(new Event("input")); } } },
    h("option", { value: "" }, "or in words"), data.words.map(([word, low, high]) => h("option", { value: word }, `${word} (${Math.round(100 * low)}-${Math.round(100 * high)}%)`)));
  const reveal = h("button", { type: "button", onclick: () => { saved().shown = true; saved().first = input.value.trim(); keep(); draw(); shown.querySelector("input")?.focus(); } }, "Show me the file's number");
  const draw = () => {
    const read = readQuestion(question, input.value);
    const wrong = typeof read === "string";
    echo.className = wrong ? "echo wrong" : "echo";
    echo.textContent = wrong ? read : read === null ? "" : "low" in question ? "" : `Read as ${spelled(read)}.`;
    const reason = !withReason || (state.comments[question.id] ?? "").trim() !== "";
    reveal.disabled = wrong || read === null || !reason;
    reveal.hidden = Boolean(saved().shown);
    hint.hidden = reveal.hidden || !reveal.disabled;
    if (saved().shown) {
      const pick = (value, label) => {
        const radio = h("input", { type: "radio", name: `keep-${question.id}`, id: `${value}-${question.id}`, checked: (saved().choice ?? "own") === value, onchange: () => { saved().choice = value; keep(); } });
        return h("div", { class: "choice" }, radio, h("label", { for: radio.id }, label));
      };
      shown.replaceChildren(h("div", { class: "filed" }, h("p", {}, question.file, question.why ? ` Its reason: ${question.why}` : ""),
        h("fieldset", {}, h("legend", { class: "visually-hidden" }, "Keep your number, or take the file's?"), pick("own", "My own number, as it stands above; I may change it."), pick("file", "Take the file's number."))));
    } else shown.replaceChildren();
  };
  const hint = h("p", { class: "muted" }, withReason ? "First your own number and your reason." : "First your own number.");
  const card = h("div", { class: "card", onsaid: () => draw() },
    h("label", { for: input.id }, h("strong", {}, question.title), h("p", {}, question.text)),
    h("div", { class: "number" }, input, words), echo, spread(question.id),
    withReason ? comment(question.id, "Your reason") : folded(question.id),
    h("div", { class: "buttons" }, reveal), hint, shown);
  draw();
  return card;
}

function spelled(read) {
  return read.ends[0] === read.ends[1] ? percent(read.central) : `${percent(read.ends[0])} to ${percent(read.ends[1])}`;
}

function percent(part) {
  return `${Number((100 * part).toPrecision(6))}%`;
}

function chancesStep() {
  return [
    h("p", {}, "Give a percentage, a range such as 10-30%, or choose words. You can see the file's number once you have given yours."),
    data.chances.map((question) => numberCard(question, false)),
  ];
}

function judgementsStep() {
  return [
    h("p", {}, "These are the judgements on which the outcome depends most. Give your own number and a sentence why; then you can see the file's, and keep yours or change it."),
    h("p", { class: "muted" }, "One number, or a range such as 60-80. Leave open what you have no view on."),
    data.judgements.map((question) => numberCard(question, true)),
  ];
}

function summary() {
  const row = (label, value, step) => h("div", {}, h("dt", {}, label), h("dd", { class: value === "left open" && "muted" }, value, " ", h("button", { type: "button", class: "small", "aria-label": `Change: ${label}`, onclick: () => go(step) }, "Change")));
  const points = weightPoints(state);
  const weights = state.ordered && state.method
    ? state.order.map((id) => state.method === "swing" ? `${names.get(id)} ${id === state.order[0] ? 100 : readPoints(state.points[id] ?? "")?.text ?? `(${points[id]})`}` : names.get(id)).join(state.method === "swing" ? ", " : ", then ")
    : "left open";
  const number = (question) => {
    const saved = state.numbers[question.id] ?? {};
    const remark = (state.comments[question.id] ?? "").trim();
    const value = saved.choice === "file" ? "the file's number" : (saved.text ?? "").trim() || "left open";
    return remark ? `${value}. ${remark}` : value;
  };
  const trades = tradePairs(state).map((pair) => {
    const trade = tradeState(state, pair);
    return row(`${names.get(pair[0])} against ${names.get(pair[1])}`, trade.open ? "left open" : trade.text === "yes" ? "as the weights imply" : `${trade.text} points for ${rounded(trade.amount)}`, "trades");
  });
  return h("dl", { class: "summary" }, row("Name", [state.name.trim() || "missing", state.role.trim()].filter(Boolean).join(", "), "start"),
    data.criteria.length > 1 ? row("What matters", weights, "order") : null, trades,
    data.chances.map((question) => row(question.title, number(question), "chances")),
    data.judgements.map((question) => row(question.short, number(question), "judgements")));
}

function reviewStep() {
  const list = faults(state);
  return [
    list.length ? h("div", { class: "alert" }, h("p", {}, "Before you save:"), h("ul", {}, list.map(([step, sentence, stops]) => h("li", {}, sentence, stops ? " This has to be put right." : "", " ", h("button", { type: "button", class: "small", onclick: () => go(step) }, "Go there")))))
      : h("p", {}, "Everything is answered. Read it once more; you can change every answer."),
    summary(),
  ];
}

function saveStep() {
  const stops = faults(state).filter((fault) => fault[2]);
  if (stops.length) return [h("div", { class: "alert" }, h("p", {}, "The file cannot be saved yet:"), h("ul", {}, stops.map(([step, sentence]) => h("li", {}, sentence, " ", h("button", { type: "button", class: "small", onclick: () => go(step) }, "Go there")))))];
  const content = answersFile(state);
  const done = h("p", { role: "status" });
  const area = h("textarea", { readonly: true, rows: 12, id: "file", spellcheck: "false" });
  area.value = content;
  return [
    h("p", {}, "Save your answers as a file and send it to whoever asked you. Nothing has been sent so far."),
    h("div", { class: "buttons" },
      h("button", { type: "button", id: "download", class: "main", onclick: () => {
        const link = h("a", { href: URL.createObjectURL(new Blob([content], { type: "application/yaml" })), download: fileName(state) });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        done.textContent = `Saved as ${fileName(state)}, in the folder where this browser puts downloads.`;
      } }, "Save the answers file"),
      h("button", { type: "button", id: "copy", onclick: async () => {
        try { await navigator.clipboard.writeText(content); } catch { area.select(); document.execCommand("copy"); }
        done.textContent = "Copied. Paste it into an e-mail.";
      } }, "Copy for an e-mail"),
      h("button", { type: "button", onclick: () => window.print() }, "Print")),
    done,
    h("div", { class: "printed" }, summary()),
    h("div", { class: "field" }, h("label", { for: "file" }, "What the file holds"), area),
    h("p", { class: "muted" }, kept ? "Your answers also stay in this browser, on this computer, until you delete them." : "This browser does not keep your answers."),
    h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => {
      if (!confirm("Delete your answers from this browser? A file you saved stays.")) return;
      try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
      state = blank();
      show(0);
      notice.textContent = "Your answers are deleted from this browser.";
    } }, "Delete my answers from this browser")),
  ];
}

const all = [
  { id: "start", title: "Welcome", draw: startStep },
  { id: "issue", title: "The issue", draw: issueStep },
  { id: "order", title: "What matters to you", draw: orderStep, when: () => data.criteria.length > 1 },
  { id: "points", title: "How much it matters", draw: pointsStep, when: () => data.criteria.length > 1 && state.method === "swing" },
  { id: "trades", title: "A check of your weights", draw: tradesStep, when: () => data.criteria.length > 1 },
  { id: "chances", title: "How likely", draw: chancesStep, when: () => data.chances.length > 0 },
  { id: "judgements", title: "Your own judgement", draw: judgementsStep, when: () => data.judgements.length > 0 },
  { id: "review", title: "Read it again", draw: reviewStep },
  { id: "save", title: "Save and send", draw: saveStep },
];

function current() {
  return all.filter((step) => !step.when || step.when());
}

function go(id) {
  show(current().findIndex((step) => step.id === id));
}

function show(index, focus = true) {
  const list = current();
  state.step = Math.max(0, Math.min(index, list.length - 1));
  const step = list[state.step];
  const heading = h("h2", { tabindex: "-1", id: "heading" }, step.title);
  const end = state.step === list.length - 1;
  const next = () => { if (step.id === "order" && state.method) state.ordered = true; show(list.indexOf(step) + 1); };
  main.replaceChildren(
    h("p", { class: "progress", "aria-hidden": "true" }, ...list.map((_, place) => h("span", { class: place <= state.step ? "done" : "" }))),
    h("p", { class: "muted" }, `Step ${state.step + 1} of ${list.length}`),
    heading, ...step.draw().flat().filter(Boolean),
    h("div", { class: "buttons nav" },
      state.step > 0 ? h("button", { type: "button", id: "back", onclick: () => show(state.step - 1) }, "Back") : null,
      end ? null : h("button", { type: "button", id: "next", class: "main", onclick: next }, step.id === "start" ? "Begin" : "Next")));
  if (focus) { window.scrollTo(0, 0); heading.focus({ preventScroll: true }); }
  document.title = `${step.title}: ${data.title}`;
  keep();
}

document.getElementById("form").hidden = false;
const resumed = stored(data.round);
state = resumed ?? state;
show(state.step, false);
if (resumed && (state.name || state.step)) notice.textContent = "You go on where you stopped; your answers were kept in this browser.";
