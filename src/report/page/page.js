"use strict";
const find = (selector, from = document) => [...from.querySelectorAll(selector)];
const body = document.querySelector(".matrix tbody");
const rows = find("tr", body);
const heads = find(".matrix thead th");
const search = document.getElementById("search");
const only = document.getElementById("only");
const order = document.getElementById("order");
const status = document.getElementById("status");
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const agenda = document.getElementById("agenda");
const topics = document.getElementById("topics");
let all_topics = !topics;
let column = 0, down = true, kind = "listed";
const pairs = document.querySelector(".matrix").dataset.pairs;
const size = rows.length;
rows.forEach((row, i) => { row.dataset.place = i; });
const blocks = new Map();
for (const item of find("[data-of]")) {
  const of = Number(item.dataset.of);
  if (!blocks.has(of)) blocks.set(of, []);
  blocks.get(of).push(item);
}

const value = row => {
  const v = row.cells[column].dataset.v;
  return v === undefined || v === "" ? null : Number(v);
};
const place = row => Number(row.dataset.place);

// Whether the pair of two rows is told apart with the first one above.
const above = (x, y) => {
  const [i, j] = [Math.min(x, y), Math.max(x, y)];
  return pairs[i * size - i * (i + 1) / 2 + j - i - 1] === (x < y ? "+" : "-");
};

// A line below each row where everybody above is told apart from everybody below.
const marks = sorted => {
  for (const row of sorted) row.classList.remove("cut", "apart-place");
  if (kind !== "column" || column !== 1 || !pairs) return false;
  const with_mean = sorted.filter(row => value(row) !== null).map(place);
  let any = false;
  for (let k = 1; k < with_mean.length; k++) {
    const upper = with_mean.slice(0, k), lower = with_mean.slice(k);
    const cut = down ? upper.every(x => lower.every(y => above(x, y))) : upper.every(x => lower.every(y => above(y, x)));
    if (cut) {
      rows[with_mean[k - 1]].classList.add("cut");
      any = true;
    }
  }
  return any;
};

const compare = (a, b) => {
  if (kind === "name") return a.dataset.key.localeCompare(b.dataset.key) || place(a) - place(b);
  if (kind === "state") return b.dataset.state - a.dataset.state || place(a) - place(b);
  if (kind === "listed") return place(a) - place(b);
  const x = value(a), y = value(b);
  // Who has no figure stands first, with the reason, and doesn't sink.
  if (x === null || y === null) return (y === null) - (x === null) || place(a) - place(b);
  return (down ? y - x : x - y) || place(a) - place(b);
};

// Rows far down stay out of the layout until somebody scrolls to the end of the others.
const BATCH = 60;
let room = BATCH, order_of_rows = rows;
const more = document.createElement("p");
more.className = "small";
body.closest(".scroll").after(more);
const place_rows = () => {
  let n = 0;
  for (const row of order_of_rows) {
    n += row.hidden ? 0 : 1;
    row.classList.toggle("beyond", n > room);
  }
  more.textContent = n > room ? `${n - room} further rows` : "";
  more.hidden = n <= room;
};
new IntersectionObserver(seen => {
  if (!seen.some(s => s.isIntersecting) || more.hidden) return;
  room += BATCH;
  place_rows();
}, { rootMargin: "600px" }).observe(more);

const show = () => {
  const words = plain(search.value).split(/\s+/).filter(w => w);
  const wanted = row => words.every(w => plain(row.dataset.name).includes(w))
    && (only.value === "all" || row.dataset[only.value] === "1");
  const sorted = [...rows].sort(compare);
  order_of_rows = sorted;
  room = BATCH;
  let shown = 0;
  for (const row of rows) {
    const hidden = !wanted(row);
    shown += hidden ? 0 : 1;
    if (row.hidden === hidden) continue;
    row.hidden = hidden;
    for (const item of blocks.get(place(row)) ?? []) item.hidden = hidden;
  }
  place_rows();
  if (sorted.some((row, i) => row !== body.rows[i])) body.append(...sorted);
  // Who looks for somebody sees all of their topics.
  if (agenda) agenda.classList.toggle("folded", !all_topics && shown === rows.length);
  const cut = marks(sorted);
  const last = kind === "column" ? sorted.filter(row => value(row) === null).at(-1) : undefined;
  if (last && last !== sorted.at(-1)) last.classList.add("apart-place");
  heads.forEach((head, i) => {
    head.removeAttribute("aria-sort");
    if (kind === "column" && i === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
  });
  order.value = kind === "column" ? String(column) : kind;
  const by = kind === "column"
    ? `by ${heads[column].textContent.trim()}, ${down ? "highest" : "lowest"} first; who has no figure stands above the dashed line`
    : { listed: "in the order of the list", name: "by name", state: "by state, the complete first" }[kind];
  const lines = cut ? " At a double line everybody above is told apart from everybody below." : "";
  status.textContent = `${shown} of ${rows.length} shown, ${by}.${lines}`;
};

const sortBy = (next, turn) => {
  down = turn && kind === "column" && next === column ? !down : true;
  kind = "column";
  column = next;
  show();
};

for (const [key, words] of [["listed", "as listed"], ["name", "by name"], ["state", "by state"]]) {
  const option = document.createElement("option");
  option.value = key;
  option.textContent = words;
  order.append(option);
}

heads.forEach((head, i) => {
  if (!head.dataset.sort) return;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sortBy(i, true));
  head.append(button);
  const option = document.createElement("option");
  option.value = String(i);
  option.textContent = head.textContent.trim();
  order.append(option);
});
order.addEventListener("change", () => {
  if (/^\d+$/.test(order.value)) return sortBy(Number(order.value), false);
  kind = order.value;
  show();
});
if (topics) {
  topics.hidden = false;
  topics.addEventListener("click", () => {
    all_topics = true;
    topics.hidden = true;
    show();
  });
}
search.addEventListener("input", show);
only.addEventListener("change", show);
const unfold = document.getElementById("unfold");
unfold.addEventListener("click", () => {
  const open = unfold.getAttribute("aria-pressed") !== "true";
  unfold.setAttribute("aria-pressed", String(open));
  for (const d of find("details")) d.open = open;
});

// One question across all candidates, names hidden until they are asked for.
const reading = document.getElementById("reading");
if (reading) {
  const question = document.getElementById("question"), answers = document.getElementById("answers");
  const names = document.getElementById("names");
  const people = find("details.person").sort((a, b) => a.dataset.shuffle - b.dataset.shuffle);
  const known = new Map();
  for (const section of find("details.person > section[data-q]")) {
    const head = section.querySelector("h3");
    if (!known.has(section.dataset.q)) known.set(section.dataset.q, head.textContent);
  }
  for (const [id, title] of known) {
    const option = document.createElement("option");
    option.value = id;
    option.textContent = title;
    question.append(option);
  }
  const fill = () => {
    answers.replaceChildren();
    const open = names.getAttribute("aria-pressed") === "true";
    names.textContent = open ? "Hide names" : "Show names";
    let n = 0;
    for (const person of people) {
      const section = find("section[data-q]", person).find(s => s.dataset.q === question.value);
      if (!question.value || !section) continue;
      n += 1;
      const head = document.createElement("h3");
      head.textContent = open ? person.querySelector("summary b").textContent : `Answer ${n}`;
      answers.append(head, section.querySelector(".quotes").cloneNode(true));
    }
  };
  question.addEventListener("change", fill);
  names.addEventListener("click", () => {
    names.setAttribute("aria-pressed", String(names.getAttribute("aria-pressed") !== "true"));
    fill();
  });
  reading.hidden = false;
}

// The pair under the pointer or the focus, in words.
const pairing = document.getElementById("pairing");
if (pairing) {
  const said = document.getElementById("said");
  const tell = event => {
    const cell = event.target.closest("tbody td");
    if (!cell) return;
    const row = cell.parentElement.rowIndex, at = cell.cellIndex;
    const other = pairing.rows[at].cells[row];
    said.textContent = cell.title || other.title || "";
  };
  pairing.addEventListener("pointerover", tell);
  pairing.addEventListener("focusin", tell);
}
document.getElementById("tools").hidden = false;
show();
