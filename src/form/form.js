"use strict";
const find = (selector, from = document) => [...from.querySelectorAll(selector)];
const tools = document.getElementById("tools");
const card = JSON.parse(tools.dataset.card);
const key = "panelkit:" + JSON.stringify(card.key);
const ITEM = card.columns.indexOf("item"), ASKS = card.columns.indexOf("asks");
const INTERVIEWER = card.columns.indexOf("interviewer");
const HINT = card.columns.indexOf("hint");
const SCORE = card.columns.indexOf("score"), EVIDENCE = card.columns.indexOf("evidence");
const items = card.rows.map(row => row[ITEM]);
const radios = find("input[data-rating]");
const texts = find("textarea[data-evidence]");
const ticks = find("input[data-tick]");
const said = document.getElementById("said");
const status = document.getElementById("status");
// Only where the packet is for nobody in particular.
const who = document.getElementById("who");
const clocksOn = document.getElementById("clocks");

// What a button of a rating stands for in the file: `3` for `3 Solid`, `not asked`, `strong yes`.
const score = button => /^\d+/.exec(button.value)?.[0] ?? button.value.toLowerCase();
// Fields of one item are told apart by their order.
const names = texts.map((field, i) => {
  const item = field.dataset.evidence;
  return item + "#" + texts.slice(0, i).filter(other => other.dataset.evidence === item).length;
});

let state = { ratings: {}, texts: {}, ticks: {}, spent: {}, running: null, clocks: true };
let keeps = true;

const keep = () => {
  try {
    localStorage.setItem(key, JSON.stringify(state));
  } catch {
    keeps = false;
  }
};
const recall = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept) state = { ...state, ...kept };
  } catch {
    keeps = false;
  }
};

const mirrors = texts.map(field => {
  const mirror = document.createElement("div");
  mirror.className = "printed";
  mirror.setAttribute("aria-hidden", "true");
  mirror.style.minHeight = `${field.rows * 1.8}rem`;
  field.after(mirror);
  return mirror;
});
const mirror = i => {
  mirrors[i].textContent = texts[i].value;
};

const mark = item => {
  for (const button of radios.filter(r => r.dataset.rating === item)) {
    button.checked = score(button) === state.ratings[item];
  }
};

const evidence = item => {
  const i = names.indexOf(item + "#0");
  return i < 0 ? "" : texts[i].value.trim();
};

// One line: how much is there, and what isn't, each a button that leads there.
const jump = (label, spoken, target) => {
  const li = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-label", spoken);
  button.addEventListener("click", () => {
    target.focus();
    target.scrollIntoView({ block: "center" });
  });
  li.append(button);
  return li;
};
const line = (element, words, jumps) => {
  element.replaceChildren();
  if (jumps.length === 0) return;
  const list = document.createElement("ul");
  list.append(...jumps);
  element.append(words + " ", list);
};
const progress = () => {
  const open = [], bare = [];
  items.forEach((item, i) => {
    const last = i === items.length - 1;
    const label = last ? "overall" : String(i + 1);
    const title = last ? "the overall recommendation" : `question ${i + 1}, ${card.rows[i][ASKS]}`;
    const button = radios.find(r => r.dataset.rating === item);
    const field = texts[names.indexOf(item + "#0")];
    if (!state.ratings[item] && button) open.push(jump(label, `Go to ${title}: no rating yet`, button));
    const rated = state.ratings[item] && state.ratings[item] !== "not asked";
    if (rated && !last && field && !evidence(item)) bare.push(jump(label, `Go to ${title}: no evidence yet`, field));
  });
  const done = items.length - open.length;
  const words = open.length > 0 ? `${done} of ${items.length} rated.` : `All ${items.length} rated.`;
  if (said.textContent !== words) said.textContent = words;
  line(document.getElementById("open"), "Missing:", open);
  line(document.getElementById("bare"), "Without evidence:", bare);
  return open.length;
};

const lost = () => {
  if (!keeps) status.textContent = "This browser keeps nothing: save before you close the page.";
};
const changed = () => {
  keep();
  progress();
  status.textContent = "";
  lost();
};

radios.forEach(button => {
  const item = button.dataset.rating;
  button.addEventListener("change", () => {
    state.ratings[item] = score(button);
    mark(item);
    changed();
  });
  // A rating can be taken back.
  button.addEventListener("keydown", event => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    delete state.ratings[item];
    mark(item);
    changed();
  });
});
ticks.forEach(box => box.addEventListener("change", () => {
  state.ticks[box.dataset.tick + " " + box.dataset.column] = box.checked;
  changed();
}));
texts.forEach((field, i) => field.addEventListener("input", () => {
  state.texts[names[i]] = field.value;
  mirror(i);
  changed();
}));

who?.addEventListener("input", () => {
  state.who = who.value;
  changed();
});

// A clock for each question: one runs at a time.
const clocks = [];
const spent = item => (state.spent[item] ?? 0) + (state.running?.item === item ? Date.now() - state.running.from : 0);
const halt = () => {
  if (!state.running) return;
  state.spent[state.running.item] = spent(state.running.item);
  state.running = null;
};
const tick = () => {
  for (const { item, title, minutes, button, face } of clocks) {
    const seconds = Math.floor(spent(item) / 1000);
    const runs = state.running?.item === item;
    const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} of ${minutes} min`;
    const over = seconds - minutes * 60;
    face.textContent = seconds === 0 && !runs ? `${minutes} min planned`
      : over >= 60 ? `${shown}, ${Math.floor(over / 60)} min over` : shown;
    face.classList.toggle("over", over >= 0);
    button.textContent = runs ? "Pause the clock" : "Start the clock";
    button.setAttribute("aria-label", `${button.textContent}: ${title}`);
    button.setAttribute("aria-pressed", String(runs));
  }
};
const headings = find(".question:not(h1 *):is(h1, h2, h3, h4, h5, h6)");
items.slice(0, -1).forEach(item => {
  const rating = radios.find(r => r.dataset.rating === item);
  const before = headings.filter(h => rating && h.compareDocumentPosition(rating) & Node.DOCUMENT_POSITION_FOLLOWING);
  const heading = before.at(-1);
  if (!heading || card.minutes[item] === undefined) return;
  const place = document.createElement("div");
  place.className = "clock";
  const button = document.createElement("button");
  button.type = "button";
  const face = document.createElement("span");
  face.setAttribute("role", "timer");
  place.append(button, face);
  (heading.closest(".heading") ?? heading).after(place);
  clocks.push({ item, title: card.rows[items.indexOf(item)][ASKS], minutes: card.minutes[item], button, face });
  button.addEventListener("click", () => {
    const runs = state.running?.item === item;
    halt();
    if (!runs) state.running = { item, from: Date.now() };
    keep();
    tick();
  });
});
const clocksShown = () => {
  clocksOn.checked = state.clocks;
  document.body.classList.toggle("clocks-off", !state.clocks);
};
clocksOn.addEventListener("change", () => {
  state.clocks = clocksOn.checked;
  if (!state.clocks) halt();
  keep();
  clocksShown();
  tick();
});
setInterval(tick, 250);

// The same file as the blank scorecard. What is no evidence goes into a column of its own that gather leaves alone.
const guard = text => (/^[' ]*[=+\-@\t\r\n]/.test(text) ? "'" : "")
  + text.replace(/([;\t\r\n])(?='*(?:[=@]|[+\-]\P{White_Space}))/gu, "$1'");
const cell = text => `"${guard(text).replaceAll('"', '""')}"`;
const csv = () => {
  const more = {};
  texts.forEach((field, i) => {
    const item = field.dataset.evidence;
    const words = field.value.trim();
    if (words === "" || items.some(known => names[i] === known + "#0")) return;
    const of = items.find(known => item === known || item.startsWith(known + "."));
    const row = of ?? items.at(-1);
    (more[row] ??= []).push(of ? words : `${item}: ${words}`);
  });
  const columns = [...card.columns];
  if (Object.keys(more).length > 0) columns.push("interpretation");
  const rows = card.rows.map(blank => {
    const row = [...blank];
    const item = row[ITEM];
    row[INTERVIEWER] ||= who?.value.trim() ?? "";
    row[SCORE] = state.ratings[item] ?? "";
    row[EVIDENCE] = evidence(item);
    if (state.ticks[item + " hint"]) row[HINT] = "yes";
    return columns.map((_, i) => row[i] ?? (more[item] ?? []).join("\n"));
  });
  return "\ufeff" + [columns, ...rows].map(row => row.map(cell).join(",") + "\n").join("");
};

document.getElementById("save").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = card.file;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  const open = progress();
  const lacks = open === 0 ? "" : `, ${open} of ${items.length} still without a rating`;
  status.textContent = `Saved as ${card.file}${lacks}. Hand it to whoever gathers the scorecards.`;
});
document.getElementById("print").addEventListener("click", () => window.print());
document.getElementById("clear").addEventListener("click", () => {
  if (!confirm("Empty this form? What is filled in is forgotten by this browser.")) return;
  try {
    localStorage.removeItem(key);
  } catch {
    keeps = false;
  }
  state = { ratings: {}, texts: {}, ticks: {}, spent: {}, running: null, clocks: state.clocks };
  show();
});
window.addEventListener("beforeunload", event => {
  if (!keeps && (Object.keys(state.ratings).length > 0 || texts.some(t => t.value) || ticks.some(t => t.checked))) event.preventDefault();
});

const show = () => {
  if (who) who.value = state.who ?? "";
  items.forEach(mark);
  for (const item of new Set(radios.map(r => r.dataset.rating))) mark(item);
  for (const box of ticks) box.checked = state.ticks[box.dataset.tick + " " + box.dataset.column] === true;
  texts.forEach((field, i) => {
    field.value = state.texts[names[i]] ?? "";
    mirror(i);
  });
  clocksShown();
  progress();
  status.textContent = "";
  lost();
  tick();
};
recall();
tools.hidden = false;
show();
