"use strict";
// What a person answered, and what follows from it: numbers read, weights, trade-offs, the answers file.
const data = JSON.parse(document.getElementById("data").textContent);
const rules = data.weights;
const names = new Map(data.criteria.map((criterion) => [criterion.id, criterion.name]));

function blank() {
  const order = data.criteria.map((criterion) => criterion.id);
  return { name: "", role: "", step: 0, method: null, order, ordered: false, points: {}, trades: {}, numbers: {}, comments: {} };
}

// Numbers as people type them. `null` is nothing typed; a text is what is wrong.
function readNumbers(text, low, high, percent) {
  const typed = text.trim().toLowerCase();
  if (!typed) return null;
  if (/\d,\d/.test(typed)) return "Write a point for decimals, and 10-20 for a range.";
  const match = /^(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})\s*%?(?:\s*(?:-|–|to)\s*(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})\s*%?)?$/.exec(typed);
  if (!match) return "Write one number, or a range such as " + (percent ? "10-30%." : "60-80.");
  let ends = [match[1], match[2] ?? match[1]].map(Number);
  const scaled = percent && (typed.includes("%") || ends[1] > 1);
  if (scaled) ends = ends.map((end) => end / 100);
  if (ends[0] > ends[1]) return "Write the lower number first.";
  if (match[2] !== undefined && ends[0] === ends[1]) return "The two ends of a range differ; write one number.";
  if (ends[0] < low || ends[1] > high) return percent ? "A probability lies between 0 and 100%." : `Write a number from ${low} to ${high}.`;
  const written = [match[1], match[2]].filter((part) => part !== undefined).join("-");
  return { ends, central: (ends[0] + ends[1]) / 2, text: written + (scaled ? "%" : "") };
}

function readChance(text) {
  const word = text.trim().toLowerCase().split(/\s+/).join(" ");
  const band = data.words.find((entry) => entry[0] === word);
  if (band) return { ends: [band[1], band[2]], central: (band[1] + band[2]) / 2, text: word };
  const read = readNumbers(text, 0, 1, true);
  return typeof read === "string" && /[a-z]/.test(word.replaceAll("to", "")) ? "Write a percentage, or choose a word." : read;
}

function readQuestion(question, text) {
  return "low" in question ? readNumbers(text, question.low, question.high, false) : readChance(text);
}

function readPoints(text) {
  return readNumbers(text, 0, rules.top, false);
}

// Points of every criterion, by id: as given, else as the order implies, never more than was given above, nor less
// than was given below.
function weightPoints(state) {
  const count = state.order.length;
  const centroid = (rank) => { let sum = 0; for (let place = rank; place <= count; place++) sum += 1 / place; return sum / count; };
  let least = rules.top;
  const points = {};
  state.order.forEach((id, index) => {
    const given = state.method === "swing" ? readPoints(state.points[id] ?? "") : null;
    const implied = Math.round((10 * rules.top * centroid(index + 1)) / centroid(1)) / 10;
    points[id] = index === 0 ? rules.top : given?.ends ? given.central : Math.min(least, Math.max(implied, givenBelow(state, index)));
    least = Math.min(least, points[id]);
  });
  return points;
}

function givenBelow(state, index) {
  if (state.method !== "swing") return 0;
  return Math.max(0, ...state.order.slice(index + 1).map((id) => readPoints(state.points[id] ?? "")?.central ?? 0));
}

// The points of a criterion as the file has them: where they are left open, the walk takes what the order implies, and
// that must not contradict what was given below.
function pointsWritten(state, id) {
  const given = readPoints(state.points[id] ?? "");
  if (given?.ends) return given.text;
  const index = state.order.indexOf(id);
  return givenBelow(state, index) > 0 ? String(weightPoints(state)[id]) : "skip";
}

// The first two neighbours in the order whose points contradict it.
function clash(state) {
  if (state.method !== "swing") return null;
  const points = weightPoints(state);
  const rated = state.order.filter((id, index) => index === 0 || readPoints(state.points[id] ?? "")?.ends);
  const index = rated.findIndex((id, place) => place > 0 && points[id] > points[rated[place - 1]]);
  return index < 0 ? null : [rated[index - 1], rated[index]];
}

function sortByPoints(state) {
  const points = weightPoints(state);
  const before = state.order[0];
  state.order = [...state.order].sort((a, b) => points[b] - points[a]);
  if (state.order[0] !== before) state.points[before] ??= String(points[before]);
}

// The pairs to ask about: those answered already, then the one the choice turns on, then the heaviest with the lightest, then with the next.
function tradePairs(state) {
  if (!state.ordered || !state.method) return [];
  const points = weightPoints(state);
  const heavy = data.criteria.map((criterion) => criterion.id).filter((id) => points[id] > 0).sort((a, b) => points[b] - points[a]);
  const others = heavy.slice(1);
  const answered = Object.keys(state.trades).map((id) => id.split("."));
  const candidates = [...answered, decidingPair(points), ...[...others.slice(-1), ...others.slice(0, 1)].map((id) => [heavy[0], id])];
  const pairs = [];
  for (const pair of candidates) {
    if (!pair || !(Math.min(points[pair[0]], points[pair[1]]) > 0)) continue;
    const [gain, give] = points[pair[0]] >= points[pair[1]] ? pair : [pair[1], pair[0]];
    if (points[gain] > rules.most * points[give]) continue;
    // Once a repair has turned two weights round, only a plain yes says the same of them.
    const turned = pair[0] !== gain && state.trades[pair.join(".")];
    if (turned && !turned.yes) continue;
    if (turned) state.trades[`${gain}.${give}`] ??= { yes: true };
    if (!pairs.some((other) => other.includes(gain) && other.includes(give))) pairs.push([gain, give]);
  }
  return pairs.slice(0, rules.asked[state.method] ?? 0);
}

function decidingPair(points) {
  const total = data.criteria.reduce((sum, criterion) => sum + points[criterion.id], 0);
  const share = data.criteria.map((criterion) => points[criterion.id] / total);
  const value = data.expected.map((row) => row.reduce((sum, score, index) => sum + score * share[index], 0));
  const ranked = value.map((_, index) => index).sort((a, b) => value[b] - value[a] || a - b);
  const gains = share.map((weight, index) => weight * (data.expected[ranked[0]][index] - data.expected[ranked[1]][index]));
  const most = gains.indexOf(Math.max(...gains)), least = gains.indexOf(Math.min(...gains));
  return gains[least] < 0 && gains[most] > 0 ? [data.criteria[most].id, data.criteria[least].id] : null;
}

function offer(points, [gain, give]) {
  const ratio = points[gain] / points[give];
  const amount = rules.amounts.find((each) => each * ratio <= rules.most) ?? rules.amounts.at(-1);
  return { amount, implied: amount * ratio };
}

function rounded(value) {
  return String(value < 10 ? Number(value.toPrecision(2)) : Math.round(value));
}

function tradeText(points, pair) {
  const { amount, implied } = offer(points, pair);
  const parts = { implied: rounded(implied), amount: rounded(amount), gain: names.get(pair[0]), give: names.get(pair[1]) };
  return rules.text.replace(/\{(\w+)\}/g, (_, key) => parts[key]);
}

// Whether a trade-off is answered, and contradicts the weights.
function tradeState(state, pair) {
  const answer = state.trades[pair.join(".")];
  if (!answer) return { open: true };
  if (answer.yes) return { text: "yes" };
  const read = readNumbers(answer.text ?? "", 0, rules.most, false);
  if (!read?.ends || read.ends[0] !== read.ends[1] || read.central <= 0) return { open: true, wrong: answer.text ? "Write one number above 0, up to 100." : null };
  const { amount, implied } = offer(weightPoints(state), pair);
  const conflict = read.central < implied / rules.tolerance || read.central > implied * rules.tolerance;
  return { text: read.text, offered: read.central, amount, conflict };
}

// Two ways to make the weights agree with a trade-off: another weight for the one, or for the other.
function repairs(state, [gain, give], offered, amount) {
  const points = weightPoints(state);
  return [[gain, points[gain], (points[give] * offered) / amount], [give, points[give], (points[gain] * amount) / offered]];
}

function repair(state, pair, id, value) {
  const points = weightPoints(state);
  const ranges = Object.fromEntries(state.order.map((key) => [key, key === id ? null : readPoints(state.points[key] ?? "")]));
  points[id] = value;
  const factor = rules.top / Math.max(...Object.values(points));
  const tenth = (number) => String(Math.round(10 * factor * number) / 10);
  for (const key of state.order) {
    const ends = state.method === "swing" && ranges[key]?.ends;
    state.points[key] = ends && ends[0] !== ends[1] ? ends.map(tenth).join("-") : tenth(points[key]);
  }
  state.method = "swing";
  state.order = [...state.order].sort((a, b) => points[b] - points[a]);
  state.trades[pair.join(".")] = { yes: true };
}

// Whether the probabilities given can hold together; where each stands alone, they must not exceed 1.
function chancesTotal(state) {
  if (data.chain) return 0;
  return data.chances.reduce((sum, question) => {
    const number = state.numbers[question.id];
    const read = number && number.choice !== "file" ? readChance(number.text ?? "") : null;
    return sum + (read?.ends ? read.central : 0);
  }, 0);
}

// What is missing or wrong, as [step, sentence, whether it keeps the file from being saved].
function faults(state) {
  const list = [];
  if (!state.name.trim()) list.push(["start", "Your name is missing.", true]);
  if (data.criteria.length > 1 && !(state.ordered && state.method)) list.push(["order", "You have not put in order what matters.", false]);
  else if (state.method === "swing") {
    const open = state.order.slice(1).filter((id) => !readPoints(state.points[id] ?? "")?.ends);
    if (open.length) list.push(["points", `No points for ${open.map((id) => names.get(id)).join(", ")}; the order implies them.`, false]);
    if (clash(state)) list.push(["points", "The points contradict your order; the file will go by the points.", false]);
  }
  for (const pair of tradePairs(state)) {
    const trade = tradeState(state, pair);
    const what = `${names.get(pair[0])} against ${names.get(pair[1])}`;
    if (trade.open) list.push(["trades", `A check of your weights is not answered: ${what}.`, false]);
    else if (trade.conflict) list.push(["trades", `Your trade-off contradicts your weights: ${what}.`, false]);
  }
  for (const [step, questions] of [["chances", data.chances], ["judgements", data.judgements]]) {
    const open = [];
    for (const question of questions) {
      const number = state.numbers[question.id] ?? {};
      const read = number.choice === "file" ? {} : readQuestion(question, number.text ?? "");
      const title = question.short ?? question.title;
      if (typeof read === "string") list.push([step, `${title}: ${read}`, true]);
      else if (read === null) open.push(title);
    }
    if (open.length) list.push([step, `Left open: ${open.length > 3 ? `${open.length} of ${questions.length} questions under "${step === "chances" ? "How likely" : "Your own judgement"}"` : open.join("; ")}.`, false]);
  }
  const total = chancesTotal(state);
  if (total > 1 + 1e-12) list.push(["chances", `Your probabilities add up to ${Math.round(100 * total)}%, which is more than 100%.`, true]);
  return list;
}

// A text for YAML: on one line, in quotes, without characters that leave no mark.
function quoted(text) {
  const plain = text.toWellFormed ? text.toWellFormed() : text;
  return JSON.stringify(plain.normalize("NFC").replace(/[\p{C}\p{Z}\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f]+/gu, " ").trim());
}

function steps(state) {
  const lines = [];
  const add = (ask, answer, more = {}) => {
    const comment = (state.comments[ask] ?? "").trim();
    const parts = [`ask: ${ask}`, `answer: ${quoted(answer)}`];
    if (more.first) parts.push(`first: ${quoted(more.first)}`);
    if (comment && quoted(comment) !== '""') parts.push(`comment: ${quoted(comment)}`);
    lines.push(`  - {${parts.join(", ")}}`);
  };
  if (data.criteria.length > 1) {
    const given = state.ordered && state.method;
    add("method", given ? state.method : "skip");
    if (given) {
      if (clash(state)) sortByPoints(state);
      add("rank.1", state.order.join(" "));
      if (state.method === "swing") for (const id of state.order.slice(1)) add(`swing.${id}`, pointsWritten(state, id));
      for (const pair of tradePairs(state)) {
        const trade = tradeState(state, pair);
        add(`trade.${pair.join(".")}`, trade.open ? "skip" : trade.text);
        if (trade.conflict) add(`repair.${pair.join(".")}`, "keep");
      }
    }
  }
  for (const question of [...data.chances, ...data.judgements]) {
    const number = state.numbers[question.id] ?? {};
    const read = readQuestion(question, number.text ?? "");
    const own = read?.ends ? read.text : null;
    const first = number.first ? readQuestion(question, number.first) : null;
    const answer = number.choice === "file" ? "keep" : own ?? "skip";
    add(question.id, answer, { first: first?.ends && first.text !== answer ? first.text : null });
  }
  return lines;
}

function answersFile(state) {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const taken = steps(state);
  const role = state.role.trim() ? `, role: ${quoted(state.role)}` : "";
  return [
    `# Answers of ${quoted(state.name).slice(1, -1)} to a questionnaire; send this file back.`,
    "dilemma: 1", "file: answers", `scenario: ${quoted(data.scenario)}`, `date: ${day}`,
    `person: {name: ${quoted(state.name)}${role}}`, `round: ${data.round}`, `basis: ${quoted(data.basis)}`,
    taken.length ? "steps:" : "steps: []", ...taken, "",
  ].join("\n");
}

function fileName(state) {
  // Letters of every script stay, so that the files of two people never share a name; accents go.
  const letters = state.name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  const plain = letters.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase() || "answers";
  return `${data.scenario.replace(/[^A-Za-z0-9_-]+/g, "-")}-${plain}${data.round > 1 ? `-round-${data.round}` : ""}.answers.yaml`;
}
