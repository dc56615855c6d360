"use strict";
// The fields of the page, and what is filled in.
const find = (selector, from = document) => [...from.querySelectorAll(selector)];
const byId = id => document.getElementById(id);
const tools = byId("tools");
const card = JSON.parse(tools.dataset.card);
const column = name => card.columns.indexOf(name);
const items = card.rows.map(row => row[column("item")]);
const radios = find("input[data-rating]");
const texts = find("textarea[data-evidence]");
const ticks = find("input[data-tick]");
// Boxes beside what is to be asked. They are kept, and printed, and no part of the scorecard.
const boxes = find("main input[type=checkbox]:not([data-tick])");
// Only where the packet is for nobody in particular.
const who = byId("who");
// Where the packet has a place for the name.
const namePlaces = find(".cover dt").filter(head => head.textContent.trim() === "Interviewer").map(head => head.nextElementSibling)
  .filter(place => place?.textContent.trim() === "…");

// What a button of a rating stands for in the file: `3` for `3 Solid`, `not asked`, `strong yes`.
const score = button => /^\d+/.exec(button.value)?.[0] ?? button.value.toLowerCase();
const buttons = item => radios.filter(button => button.dataset.rating === item);
// Fields of one item are told apart by their order.
const names = texts.map((field, i) => {
  const item = field.dataset.evidence;
  return item + "#" + texts.slice(0, i).filter(other => other.dataset.evidence === item).length;
});
const textOf = item => texts[names.indexOf(item + "#0")];
const tickName = box => `tick ${box.dataset.tick} ${box.dataset.column}`;

// What is filled in: for the name of a field its value, and the time at which it was set. The names are `rating ITEM`,
// `text ITEM#N`, `tick ITEM COLUMN`, `box N`, `clock ITEM` (`clock ` is the round's), `who`, `clocks` and `keys`.
let fields = {};
const value = name => fields[name]?.[0];
const rating = item => value("rating " + item) ?? "";
const evidence = item => textOf(item)?.value.trim() ?? "";
const isFilledIn = () => Object.entries(fields).some(([name, [set]]) => set && /^(rating|text|tick|box|who)/.test(name));

const mirrors = texts.map(field => {
  const mirror = document.createElement("div");
  mirror.className = "printed";
  mirror.dir = "auto";
  mirror.setAttribute("aria-hidden", "true");
  field.after(mirror);
  return mirror;
});
// Boxes grow with what is written in them; where the style sheet can't do it, this does.
const grows = CSS.supports("field-sizing", "content");
texts.forEach(field => {
  field.style.minHeight = `${field.rows * 1.8}rem`;
});
const grow = field => {
  if (grows) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
};
boxes.forEach(box => {
  const words = box.closest("td, li, p")?.textContent.trim();
  if (words) box.setAttribute("aria-label", words);
});

/** Shows the value of the field `name` on the page. */
function draw(name) {
  const [kind, rest] = name.split(/ (.*)/s);
  if (kind === "rating") {
    for (const button of buttons(rest)) button.checked = score(button) === rating(rest);
  } else if (kind === "text") {
    const i = names.indexOf(rest);
    if (i < 0) return;
    const words = value(name) ?? "";
    if (texts[i].value !== words) texts[i].value = words;
    mirrors[i].textContent = words;
    grow(texts[i]);
  } else if (kind === "tick") {
    for (const box of ticks.filter(tick => tickName(tick) === name)) box.checked = value(name) === true;
  } else if (kind === "box") {
    if (boxes[rest]) boxes[rest].checked = value(name) === true;
  } else if (kind === "who") {
    if (!who) return;
    const typed = value("who") ?? "";
    if (who.value !== typed) who.value = typed;
    for (const place of namePlaces) place.textContent = typed.trim() || "…";
  }
}

/** Shows everything. */
function drawAll() {
  for (const item of new Set(radios.map(button => button.dataset.rating))) draw("rating " + item);
  names.forEach(name => draw("text " + name));
  ticks.forEach(box => draw(tickName(box)));
  boxes.forEach((_, i) => draw("box " + i));
  draw("who");
  drawTools();
}
