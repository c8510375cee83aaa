"use strict";
// The charts that move with the sliders, in the sizes, colours and hatchings of those the program drew.
// Each is a mapping of plain numbers and names to one SVG element; `was` is where a number stood before.
const drawing = (looks, parts) => {
  const WIDTH = 400;
  const [TITLE, LABEL, SMALL] = [15, 13, 12];
  const LEADING = 1.25;
  const OUTLINE = { stroke: "currentColor", "stroke-width": 0.75 };
  const pen = document.createElement("canvas").getContext("2d");

  // A billionth below a half is that half, as in the program: roundoff decides nothing.
  const fixed = (value, digits) => (value + Math.sign(value) * 1e-9).toFixed(digits).replace(/^-(?=[0.]*$)/, "").replace("-", "\u2212");
  const whole = (value) => fixed(value, 0);
  const points = (value) => fixed(value, 1);
  const signed = (value) => (points(value).startsWith("\u2212") || points(value) === "0.0" ? points(value) : `+${points(value)}`);
  function share(value) {
    const text = whole(100 * value);
    if (text === "0" && value > 0) return "<1%";
    return text === "100" && value < 1 ? ">99%" : `${text}%`;
  }
  // Criteria look like no option: theirs are below 0.
  const look = (index) => (index < 0 ? parts[~index % parts.length] : looks[index % looks.length]);

  function element(tag, attributes, ...inside) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, typeof value === "number" ? String(Math.round(100 * value) / 100) : value);
    }
    made.append(...inside);
    return made;
  }

  const tip = (text) => element("title", {}, text);
  const rule = (x1, y1, x2, y2, more = {}) => element("line", { x1, y1, x2, y2, stroke: "currentColor", "stroke-width": 1, ...more });
  const box = (x, y, width, height, more, ...inside) => element("rect", { x, y, width: Math.max(width, 0), height, ...more }, ...inside);
  // Where a number stood before: dashed, so that it can be told from the grid and from what is now.
  const before = (x1, y1, x2, y2, text) => element("g", { class: "was" }, tip(text), rule(x1, y1, x2, y2, { "stroke-width": 2, "stroke-dasharray": "3 2" }));

  function measure(text, size, bold = false) {
    pen.font = `${bold ? "bold " : ""}${size}px sans-serif`;
    return pen.measureText(text).width;
  }

  function wrapped(text, size, width, { bold = false, most = 6 } = {}) {
    const lines = [""];
    const pieces = text.split(/\s+/).flatMap((piece) => {
      const parts = [""];
      for (const letter of piece) {
        if (parts.at(-1) && measure(parts.at(-1) + letter, size, bold) > width) parts.push("");
        parts[parts.length - 1] += letter;
      }
      return parts;
    });
    for (const piece of pieces) {
      const longer = `${lines.at(-1)} ${piece}`.trim();
      if (measure(longer, size, bold) <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
      else lines.push(piece);
    }
    return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]}…`] : lines;
  }

  const tall = (lines, size = LABEL) => lines.length * size * LEADING;

  function words(lines, x, top, { size = LABEL, anchor = "start", bold = false, muted = false } = {}) {
    return lines.map((line, index) => element("text", {
      x, y: top + size + index * size * LEADING, "font-size": size, "text-anchor": anchor,
      ...(bold ? { "font-weight": "bold" } : {}), ...(muted ? { "fill-opacity": 0.75 } : {}),
    }, line));
  }

  const word = (text, x, y, more = {}) => words([text], x, y - (more.size ?? LABEL), more)[0];

  function marker(index, x, y, radius, ...inside) {
    const corners = look(index).marker;
    const style = { fill: look(index).colour, ...OUTLINE };
    return corners.length
      ? element("polygon", { points: corners.map(([across, down]) => `${(x + radius * across).toFixed(2)},${(y + radius * down).toFixed(2)}`).join(" "), ...style }, ...inside)
      : element("circle", { cx: x, cy: y, r: radius, ...style }, ...inside);
  }

  const fill = (index, name) => (look(index).hatch ? `url(#live-${name}-${[...looks, ...parts].indexOf(look(index))})` : look(index).colour);

  function patterns(name) {
    return element("defs", {}, ...[...looks, ...parts].flatMap(({ colour, ink, hatch }, index) => (hatch ? [
      element("pattern", { id: `live-${name}-${index}`, patternUnits: "userSpaceOnUse", width: 8, height: 8 },
        element("rect", { width: 8, height: 8, fill: colour }),
        element("path", { d: hatch, stroke: ink, "stroke-width": 1.1, "stroke-opacity": 0.55, fill: "none" })),
    ] : [])));
  }

  // The title, unit, marks and note of a chart, read out as one picture.
  function sheet(chart, name, marks, height) {
    const [title, unit] = [wrapped(chart.title, TITLE, WIDTH, { bold: true }), wrapped(chart.unit, SMALL, WIDTH)];
    const top = tall(title, TITLE) + 2 + tall(unit, SMALL) + 12;
    const note = chart.note ? wrapped(chart.note, SMALL, WIDTH) : [];
    const high = top + height + tall(note, SMALL) + (note.length ? 8 : 0);
    return element("svg", {
      viewBox: `-6 -6 ${WIDTH + 12} ${(high + 12).toFixed(2)}`, role: "img", class: "live",
      "aria-label": `${chart.title}. ${chart.description}`, fill: "currentColor", "font-family": "sans-serif", "font-size": LABEL,
    }, patterns(name), ...words(title, 0, 0, { size: TITLE, bold: true }),
      ...words(unit, 0, tall(title, TITLE) + 2, { size: SMALL, muted: true }),
      element("g", { transform: `translate(0 ${top})` }, ...marks),
      ...words(note, 0, top + height + 6, { size: SMALL, muted: true }));
  }

  const scale = (low, high, start, stop) => (value) => start + (high > low ? (value - low) / (high - low) : 0.5) * (stop - start);

  function steps(span, most = 5) {
    const power = 10 ** Math.floor(Math.log10(span / most));
    return [1, 2, 5, 10, 20, 50].map((factor) => power * factor).filter((size) => size * most >= span * (1 - 1e-9));
  }

  function ticks(low, high) {
    const whole = (value) => Math.abs(value - Math.round(value)) < 1e-9;
    const sizes = steps(high - low).slice(0, 3);
    const size = sizes.find((each) => whole(low / each) && whole(high / each)) ?? sizes[0];
    const found = [];
    for (let tick = Math.ceil(low / size - 1e-9); tick <= Math.floor(high / size + 1e-9); tick += 1) found.push(tick * size);
    return found;
  }

  const plain = (value) => String(Number(value.toPrecision(12))).replace("-", "\u2212");

  function around(values, least) {
    let [low, high] = [Math.min(...values), Math.max(...values)];
    const padding = Math.max(least - (high - low), 0) / 2;
    [low, high] = [low - padding, high + padding];
    const size = steps(high - low, 4)[0];
    return [Math.floor(low / size + 1e-9) * size, Math.ceil(high / size - 1e-9) * size];
  }

  // Centres of labels in order, each below the last: pushed down from the top, then up from the bottom.
  function apart(targets, sizes, low, high) {
    const places = targets.map((_, index) => index).sort((one, other) => targets[one] - targets[other]);
    const centres = targets.slice();
    let edge = low;
    for (const index of places) {
      centres[index] = Math.max(centres[index], edge + sizes[index] / 2);
      edge = centres[index] + sizes[index] / 2;
    }
    edge = high;
    for (const index of places.slice().reverse()) {
      centres[index] = Math.min(centres[index], edge - sizes[index] / 2);
      edge = centres[index] - sizes[index] / 2;
    }
    return centres;
  }

  function axisBelow(to, low, high, y) {
    return [rule(to(low), y, to(high), y, { "stroke-opacity": 0.6 }), ...ticks(low, high).flatMap((tick) => [
      rule(to(tick), y, to(tick), y + 4, { "stroke-opacity": 0.6 }),
      word(plain(tick), Math.max(to(tick), 4), y + 17, { size: SMALL, anchor: "middle", muted: true }),
    ])];
  }

  function plate(text, index, x, y) {
    const wide = measure(text, SMALL) + 4;
    const line = word(text, x, y + SMALL * 0.36, { size: SMALL, anchor: "middle" });
    line.setAttribute("fill", look(index).ink);
    return element("g", { "pointer-events": "none" }, box(x - wide / 2, y - SMALL * 0.65, wide, SMALL * LEADING + 1, { fill: look(index).colour }), line);
  }

  const letter = (index) => String.fromCharCode(65 + (index % 26)) + (index >= 26 ? Math.floor(index / 26) + 1 : "");

  // Parts that a total is made of: `stacks` of {name, values, total, was}.
  function stacked(chart) {
    const marks = [];
    let [x, y] = [0, 0];
    chart.parts.forEach((part, index) => {
      const text = `${letter(index)} ${part}`;
      const wide = 17 + measure(text, SMALL);
      if (x && x + wide > WIDTH) [x, y] = [0, y + 19];
      marks.push(box(x, y + 1, 12, 12, { fill: fill(~index, chart.name), ...OUTLINE }), word(text, x + 17, y + 7 + SMALL * 0.36, { size: SMALL }));
      x += wide + 14;
    });
    const top = y + 24;
    const most = Math.max(1, ...chart.stacks.flatMap(({ total, was }) => [total, was ?? 0]));
    const to = scale(0, most, 0, WIDTH - 46);
    y = top;
    for (const stack of chart.stacks) {
      const names = wrapped(stack.name, LABEL, WIDTH - 4);
      marks.push(...words(names, 4, y));
      y += tall(names) + 3;
      let end = 0;
      stack.values.forEach((value, index) => {
        const [left, right] = [to(end), to(end + value)];
        marks.push(box(left, y, right - left, 24, { fill: fill(~index, chart.name), ...OUTLINE }, tip(`${stack.name}, ${letter(index)} ${chart.parts[index]}: ${points(value)}`)));
        const text = [`${letter(index)} ${points(value)}`, letter(index)].find((each) => measure(each, SMALL) + 6 <= right - left);
        if (text) marks.push(plate(text, ~index, (left + right) / 2, y + 12));
        end += value;
      });
      // The total stands clear of the mark of what it was.
      const [end5, clear] = [to(stack.total) + 5, stack.was === null ? 0 : to(stack.was)];
      const hidden = clear > end5 - 5 && clear < end5 + 32;
      marks.push(word(points(stack.total), hidden ? clear + 5 : end5, y + 16.5, { bold: true }));
      if (stack.was !== null) marks.push(before(to(stack.was), y - 3, to(stack.was), y + 27, `${chart.reference}: ${points(stack.was)}`));
      y += 35;
    }
    return sheet(chart, chart.name, [...marks, rule(0, top, 0, y, { "stroke-opacity": 0.6 }), ...axisBelow(to, 0, most, y)], y + 22);
  }

  // Gains of one over another to the right, losses to the left: `gains` of {name, value, was}, then the total.
  function difference(chart) {
    const rows = [...chart.gains, { name: "in all", value: chart.total, was: chart.wasTotal, bold: true }];
    const longest = Math.max(...rows.flatMap(({ value, was }) => [Math.abs(value), Math.abs(was ?? 0)])) || 1;
    const to = scale(-longest, longest, 46, WIDTH - 46);
    const middle = WIDTH / 2;
    const [left, right] = [wrapped(`← for ${chart.second.name}`, LABEL, middle - 10, { bold: true }), wrapped(`for ${chart.first.name} →`, LABEL, middle - 10, { bold: true })];
    const marks = [...words(left, middle - 8, 0, { anchor: "end", bold: true }), ...words(right, middle + 8, 0, { bold: true })];
    let y = Math.max(tall(left), tall(right)) + 9;
    const top = y;
    for (const { name, value, was, bold } of rows) {
      if (bold) {
        marks.push(rule(0, y, WIDTH, y, { "stroke-opacity": 0.6 }));
        y += 9;
      }
      const names = wrapped(name, LABEL, middle - 10, { bold });
      const high = Math.max(tall(names), 16);
      const at = y + (high - 16) / 2;
      const [zero, end] = [to(0), to(value)];
      const side = value < 0 ? chart.second : chart.first;
      marks.push(box(Math.min(zero, end), at, Math.abs(end - zero), 16, { fill: fill(side.look, chart.name), ...OUTLINE }, tip(`${name}: ${signed(value)}`)));
      const anchors = value < 0 ? ["start", 8, "end", -5] : ["end", -8, "start", 5];
      const mark = was === null ? zero : to(was);
      const covered = value < 0 ? mark < end && mark > end - 38 : mark > end && mark < end + 38;
      marks.push(...words(names, zero + anchors[1], y, { anchor: anchors[0], bold }), word(signed(value), (covered ? mark : end) + anchors[3], at + 12.5, { anchor: anchors[2], bold: true }));
      if (was !== null) marks.push(before(to(was), at - 3, to(was), at + 19, `${chart.reference}: ${signed(was)}`));
      y += high + 9;
    }
    return sheet(chart, chart.name, [...marks, rule(middle, top, middle, y - 4.5)], y);
  }

  // Options on two scales: `spots` of {name, look, x, y, was: [x, y] or null}; more is better on both.
  function scatter(chart) {
    const [left, high, top] = [30, 300, tall([chart.up]) + 8];
    const all = (axis, index) => chart.spots.flatMap((spot) => [spot[axis], ...(spot.was ? [spot.was[index]] : [])]);
    const [lowX, highX] = around(all("x", 0), 40);
    const [lowY, highY] = around(all("y", 1), 40);
    const [toX, toY] = [scale(lowX, highX, left, WIDTH - 10), scale(lowY, highY, top + high, top)];
    const marks = words([`↑ ${chart.up}`], 0, 0, { bold: true });
    for (const tick of ticks(lowX, highX)) {
      marks.push(rule(toX(tick), top, toX(tick), top + high, { "stroke-opacity": 0.15 }), word(plain(tick), toX(tick), top + high + 17, { size: SMALL, anchor: "middle", muted: true }));
    }
    for (const tick of ticks(lowY, highY)) {
      marks.push(rule(left, toY(tick), WIDTH - 10, toY(tick), { "stroke-opacity": 0.15 }), word(plain(tick), left - 6, toY(tick) + 4, { size: SMALL, anchor: "end", muted: true }));
    }
    marks.push(rule(left, top + high, WIDTH - 10, top + high, { "stroke-opacity": 0.6 }), rule(left, top, left, top + high, { "stroke-opacity": 0.6 }));
    const around7 = (x, y) => [toX(x) - 7, toY(y) - 7, toX(x) + 7, toY(y) + 7];
    // Names keep clear of every marker, of where it was, and of the middle of the line between.
    const taken = chart.spots.flatMap(({ x, y, was }) => [around7(x, y), ...(was ? [around7(...was), around7((x + was[0]) / 2, (y + was[1]) / 2)] : [])]);
    for (const spot of chart.spots) {
      const [x, y] = [toX(spot.x), toY(spot.y)];
      const text = `${spot.name}: ${points(spot.x)}, ${points(spot.y)}`;
      if (spot.was) {
        const [fromX, fromY] = [toX(spot.was[0]), toY(spot.was[1])];
        marks.push(before(fromX, fromY, x, y, `${chart.reference}: ${points(spot.was[0])}, ${points(spot.was[1])}`),
          element("circle", { cx: fromX, cy: fromY, r: 5, fill: "none", stroke: look(spot.look).colour, "stroke-width": 2 }));
      }
      marks.push(marker(spot.look, x, y, 6, tip(text)));
      const lines = [...wrapped(spot.name, LABEL, 130, { bold: true, most: 3 }), `${points(spot.x)}, ${points(spot.y)}`];
      const size = [Math.max(...lines.map((line) => measure(line, LABEL, true))), tall(lines)];
      const free = [[9, -size[1] / 2], [-9 - size[0], -size[1] / 2], [-size[0] / 2, -9 - size[1]], [-size[0] / 2, 9], [14, -14 - size[1]], [14, 14], [-14 - size[0], -14 - size[1]], [-14 - size[0], 14]]
        .map(([right, down]) => [x + right, y + down, x + right + size[0], y + down + size[1]])
        .find(([l, t, r, b]) => l >= left && r <= WIDTH && t >= top && b <= top + high && !taken.some(([l2, t2, r2, b2]) => l < r2 && l2 < r && t < b2 && t2 < b));
      // A name without room is left to the table and to pointing at its marker.
      if (!free) continue;
      taken.push(free);
      marks.push(...words(lines.slice(0, -1), free[0], free[1], { bold: true }), ...words(lines.slice(-1), free[0], free[1] + tall(lines.slice(0, -1))));
    }
    marks.push(...words([`${chart.across} →`], WIDTH, top + high + 22, { anchor: "end", bold: true }));
    return sheet(chart, chart.name, marks, top + high + 26 + tall([chart.across]));
  }

  // Values along one number from 0 to 1: `lines` of {name, look, start, stop}; `now`, `was`, and who leads where.
  function lines(chart) {
    const [left, right, names] = [34, 266, 280];
    const labels = chart.lines.map(({ name }) => wrapped(name, SMALL, WIDTH - names, { most: 3 }));
    const heights = labels.map((label) => tall([...label, ""], SMALL) + 4);
    const top = SMALL * 1.5 + 30;
    const bottom = top + Math.max(210, heights.reduce((one, other) => one + other, 0));
    const [low, high] = around(chart.lines.flatMap(({ start, stop }) => [start, stop]), 10);
    const [toX, toY] = [scale(0, 1, left, right), scale(low, high, bottom, top)];
    const marks = [];
    const said = `now ${share(chart.now)}`;
    const half = measure(said, SMALL, true) / 2;
    if (chart.was !== null) marks.push(before(toX(chart.was), SMALL * 1.25, toX(chart.was), bottom, `${chart.reference}: ${share(chart.was)}`));
    marks.push(rule(toX(chart.now), SMALL * 1.25, toX(chart.now), bottom, { "stroke-width": 1.5 }),
      word(said, Math.max(toX(chart.now), half), SMALL, { size: SMALL, anchor: "middle", bold: true }));
    const spoken = ({ start, stop, name }) => `${share(start)} to ${share(stop)}: ${name} leads`;
    for (const stretch of chart.stretches) {
      const [from, to] = [toX(stretch.start), toX(stretch.stop)];
      marks.push(box(from, top - 26, to - from, 20, { fill: fill(stretch.look, chart.name), ...OUTLINE }, tip(spoken(stretch))));
      const text = [`${stretch.name} leads`, stretch.name].find((each) => measure(each, SMALL) + 6 <= to - from);
      if (text) marks.push(plate(text, stretch.look, (from + to) / 2, top - 16));
    }
    marks.push(rule(left, bottom, right, bottom, { "stroke-opacity": 0.6 }));
    for (const tick of ticks(low, high)) {
      marks.push(rule(left, toY(tick), right, toY(tick), { "stroke-opacity": 0.15 }), word(plain(tick), left - 6, toY(tick) + 4, { size: SMALL, anchor: "end", muted: true }));
    }
    for (const { name, look: index, start, stop } of chart.lines) {
      const { colour, dash } = look(index);
      marks.push(element("polyline", { points: `${toX(0)},${toY(start).toFixed(2)} ${toX(1)},${toY(stop).toFixed(2)}`, fill: "none", stroke: colour, "stroke-width": 2.5, ...(dash ? { "stroke-dasharray": dash } : {}) }),
        marker(index, toX(0), toY(start), 4, tip(`${name} at 0.00: ${points(start)}`)), marker(index, toX(1), toY(stop), 4, tip(`${name} at 1.00: ${points(stop)}`)));
    }
    const centres = apart(chart.lines.map(({ stop }) => toY(stop)), heights, top, bottom);
    chart.lines.forEach(({ stop }, index) => {
      const start = centres[index] - heights[index] / 2;
      marks.push(rule(right + 5, toY(stop), names - 3, centres[index], { "stroke-opacity": 0.5 }), ...words(labels[index], names, start, { size: SMALL }),
        word(points(stop), names, start + tall(labels[index], SMALL) + SMALL, { size: SMALL, bold: true }));
    });
    let y = bottom + 17;
    for (const end of [0, 1]) marks.push(word(share(end), toX(end), y, { size: SMALL, anchor: "middle", muted: true }));
    for (const { stop } of chart.stretches.slice(0, -1)) {
      const best = Math.max(...chart.lines.map((line) => line.start + stop * (line.stop - line.start)));
      marks.push(rule(toX(stop), toY(best), toX(stop), bottom, { "stroke-dasharray": "2 3" }), element("circle", { cx: toX(stop), cy: toY(best), r: 6, fill: "none", stroke: "currentColor", "stroke-width": 2 }));
    }
    const across = wrapped(`${chart.across} →`, LABEL, WIDTH, { bold: true });
    marks.push(...words(across, 0, y + 5, { bold: true }));
    y += 7 + tall(across);
    for (const stretch of chart.stretches) {
      const text = wrapped(spoken(stretch), SMALL, WIDTH);
      marks.push(...words(text, 0, y, { size: SMALL }));
      y += tall(text, SMALL) + 2;
    }
    return sheet(chart, chart.name, marks, y + 4);
  }

  // A row of markers a future: `rows` of {name, remark, values, was}, in the order of `options` {name, look}.
  function dots(chart) {
    const marks = [];
    let [x, y] = [0, 0];
    for (const { name, look: index } of chart.options) {
      const wide = 17 + measure(name, SMALL);
      if (x && x + wide > WIDTH) [x, y] = [0, y + 19];
      marks.push(marker(index, x + 6, y + 7, 5), word(name, x + 17, y + 7 + SMALL * 0.36, { size: SMALL }));
      x += wide + 14;
    }
    y += 24;
    const [low, high] = around(chart.rows.flatMap(({ values, was }) => [...values, ...(was ?? [])]), 10);
    const to = scale(low, high, 14, WIDTH - 14);
    for (const row of chart.rows) {
      const names = wrapped(row.name, LABEL, WIDTH, { bold: true });
      const remark = wrapped(row.remark, SMALL, WIDTH);
      marks.push(...words(names, 0, y, { bold: true }), ...words(remark, 0, y + tall(names), { size: SMALL, muted: true }));
      y += tall(names) + tall(remark, SMALL) + 36;
      marks.push(rule(14, y, WIDTH - 14, y, { "stroke-opacity": 0.35 }));
      const widths = row.values.map((value) => measure(points(value), SMALL) + 5);
      // Where all numbers together are wider than the chart, the table has them.
      const fits = widths.reduce((one, other) => one + other, 0) <= WIDTH;
      const centres = fits ? apart(row.values.map(to), widths, 0, WIDTH) : [];
      centres.forEach((centre, index) => marks.push(rule(to(row.values[index]), y, centre, y - 16, { "stroke-opacity": 0.4 }),
        word(points(row.values[index]), centre, y - 19, { size: SMALL, anchor: "middle" })));
      row.values.forEach((value, index) => {
        const { name, look: own } = chart.options[index];
        if (row.was) {
          marks.push(element("circle", { cx: to(row.was[index]), cy: y + 9, r: 3, fill: "none", stroke: look(own).colour, "stroke-width": 2 }, tip(`${chart.reference}: ${name} ${points(row.was[index])}`)));
        }
        marks.push(marker(own, to(value), y, 5, tip(`${name}, ${row.name}: ${points(value)}`)));
      });
      y += row.was ? 24 : 16;
    }
    return sheet(chart, chart.name, [...marks, ...axisBelow(to, low, high, y)], y + 22);
  }

  return { stacked, difference, scatter, lines, dots, whole, points, signed, share };
};
