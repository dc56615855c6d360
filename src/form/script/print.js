// Printed, the form is the paper packet, filled in: as many pages as the PDF has, each question on its own. What is too
// high for its pages is set smaller; what is not high enough gets more lines.
const [WIDTH, HEIGHT] = card.paper.map(millimetres => millimetres * 96 / 25.4);
// The height of a ruled line, as on paper.
const LINE = 8 * 96 / 25.4;
const FLOOR = .5;
const sheets = find("main > .sheet");
const front = document.createElement("div");
front.className = "front";
if (sheets.length > 0) {
  const main = sheets[0].parentElement;
  while (main.firstChild !== sheets[0]) front.append(main.firstChild);
  main.prepend(front);
}
const heightOf = parts => parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
const setSize = (parts, zoom) => parts.forEach(part => {
  part.style.zoom = zoom;
});
/** Sets parts as large as they fit into `room`, and no larger than usual; tells the size. */
function fit(parts, room) {
  let zoom = 1;
  for (setSize(parts, 1); heightOf(parts) > room && zoom > FLOOR; setSize(parts, zoom)) zoom -= .02;
  return zoom;
}
/** The ways to lay `n` parts on `pages` pages, in their order. */
function* splits(n, pages) {
  if (pages <= 1 || n <= 1) return yield [n];
  for (let first = n - pages + 1 > 0 ? n - pages + 1 : 1; first >= 1; first -= 1) {
    for (const rest of splits(n - first, pages - 1)) yield [first, ...rest];
  }
}
/** More lines for the fields that grow, so that a page is full. */
function fill(parts, room) {
  const zoom = Number(parts[0].style.zoom) || 1;
  const growing = parts.flatMap(part => find("textarea[data-grows]", part));
  const lines = Math.floor((room - heightOf(parts)) / (LINE * zoom) / Math.max(1, growing.length));
  for (const field of lines > 0 ? growing : []) {
    const mirror = mirrors[texts.indexOf(field)];
    mirror.style.minHeight = `${parseFloat(mirror.style.minHeight) + lines * LINE}px`;
  }
}
/** A page with nothing but lines, as the PDF has it before a page that faces another. */
function ruledPage() {
  const page = document.createElement("div");
  page.className = "ruled-page";
  page.style.height = `${HEIGHT - 8}px`;
  return page;
}
let isOnPaper = false;
function toPaper() {
  if (isOnPaper || !card.pages || card.pages.length !== sheets.length + 1) return;
  isOnPaper = true;
  document.documentElement.classList.add("paper");
  document.querySelector("main").style.width = `${WIDTH}px`;
  mirrors.forEach((mirror, i) => {
    mirror.style.minHeight = `${texts[i].rows * LINE}px`;
  });
  const room = HEIGHT - 12;
  const [before, ...counts] = card.pages;
  // Where lines break can't be known: a little is left at the foot of each page.
  fit([front], before * room * (before > 1 ? .93 : 1));
  front.style.minHeight = `${(before - 1) * HEIGHT + 40}px`;
  sheets.forEach((sheet, i) => {
    const parts = [...sheet.children];
    const pages = Math.max(1, counts[i]);
    let best = null;
    for (const split of splits(parts.length, pages)) {
      let at = 0;
      const groups = split.map(n => parts.slice(at, at += n));
      const zoom = Math.min(...groups.map(group => fit(group, room)));
      if (!best || zoom > best.zoom) best = { groups, zoom };
    }
    for (const group of best.groups) {
      fit(group, room);
      fill(group, room);
      group[0].classList.add("new-page");
    }
    for (let more = pages - best.groups.length; more > 0; more -= 1) sheet.append(ruledPage());
  });
}
function toScreen() {
  if (!isOnPaper) return;
  isOnPaper = false;
  document.documentElement.classList.remove("paper");
  document.querySelector("main").style.width = "";
  front.style.minHeight = "";
  find(".ruled-page").forEach(page => page.remove());
  for (const part of [front, ...find("main > .sheet > *")]) {
    part.style.zoom = "";
    part.classList.remove("new-page");
  }
}
addEventListener("beforeprint", toPaper);
addEventListener("afterprint", toScreen);
