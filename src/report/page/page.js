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
let column = 0, down = true;

const value = row => {
  const v = row.cells[column].dataset.v;
  return v === undefined || v === "" ? null : Number(v);
};

const show = () => {
  const words = plain(search.value).split(/\s+/).filter(w => w);
  const wanted = row => words.every(w => plain(row.dataset.name).includes(w))
    && (only.value === "all" || row.dataset[only.value] === "1");
  const sorted = [...rows].sort((a, b) => {
    const x = value(a), y = value(b);
    if (x === null || y === null) return (x === null) - (y === null);
    return (down && column > 0 ? y - x : x - y) || a.cells[0].dataset.v - b.cells[0].dataset.v;
  });
  body.append(...sorted);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !wanted(row);
    shown += row.hidden ? 0 : 1;
  }
  for (const item of find("[data-of]")) {
    const row = rows[Number(item.dataset.of)];
    item.hidden = row.hidden;
  }
  heads.forEach((head, i) => {
    head.removeAttribute("aria-sort");
    if (i === column && i > 0) head.setAttribute("aria-sort", down ? "descending" : "ascending");
  });
  order.value = String(column);
  const by = column === 0 ? "in the order of the list" : `by ${heads[column].textContent.trim()}, ${down ? "highest" : "lowest"} first`;
  status.textContent = `${shown} of ${rows.length} shown, ${by}.`;
};

const sortBy = (next, turn) => {
  down = turn && next === column ? !down : true;
  column = next;
  show();
};

heads.forEach((head, i) => {
  if (!head.dataset.sort) return;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sortBy(i, true));
  head.append(button);
  const option = document.createElement("option");
  option.value = String(i);
  option.textContent = i === 0 ? "as listed" : head.textContent.trim();
  order.append(option);
});
order.addEventListener("change", () => sortBy(Number(order.value), false));
search.addEventListener("input", show);
only.addEventListener("change", show);
const unfold = document.getElementById("unfold");
unfold.addEventListener("click", () => {
  const open = unfold.getAttribute("aria-pressed") !== "true";
  unfold.setAttribute("aria-pressed", String(open));
  for (const d of find("details")) d.open = open;
});
document.getElementById("tools").hidden = false;
show();
