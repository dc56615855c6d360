// The question in view: what is typed, rated and timed is for it.
const headings = find("main .question:is(h1, h2, h3, h4, h5, h6)");
const stops = items.map((item, i) => {
  const rated = buttons(item).find(button => button.closest("fieldset")) ?? buttons(item)[0] ?? textOf(item);
  const before = headings.filter(h => rated && h.compareDocumentPosition(rated) & Node.DOCUMENT_POSITION_FOLLOWING);
  const sheet = rated?.closest(".sheet");
  const isLast = i === items.length - 1;
  const heading = (sheet && find(".question:is(h1, h2, h3, h4, h5, h6)", sheet)[0]) ?? before.at(-1);
  const field = isLast && sheet ? find("textarea[data-evidence]", sheet)[0] : textOf(item);
  return {
    item, rated, heading, field, place: sheet ?? heading,
    label: isLast ? "End" : String(i + 1),
    title: isLast ? "the end and the overall recommendation" : `question ${i + 1}, ${card.rows[i][column("asks")]}`,
  };
}).filter(stop => stop.place);
const general = textOf("general");
const bar = byId("bar"), barText = byId("bar-text");

/** The stop whose field has the focus, else the last one that has reached the upper part of the window. */
function current() {
  const field = document.activeElement;
  const writing = texts.includes(field) && stops.find(stop => stop.place.contains(field));
  const inView = place => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > tools.offsetHeight && top < innerHeight;
  };
  if (writing && inView(writing.place)) return writing;
  return stops.findLast(stop => stop.place.getBoundingClientRect().top <= Math.max(innerHeight * .4, tools.offsetHeight + 24));
}
/** The field that the note bar writes to. */
const barField = () => (current() ? current().field : general);

let spoken = "", fading = 0;
// Whether what is said is true only until something is filled in.
let isOutdated = false;
function say(words, label, action) {
  const status = byId("status");
  status.replaceChildren(words);
  spoken = words;
  isOutdated = false;
  clearTimeout(fading);
  if (!label) {
    if (!isLost) fading = setTimeout(say, 5000, "");
    return;
  }
  for (const [name, press] of [[label, action], ["Close", () => say("")]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", press);
    status.append(" ", button);
  }
}

/** Leads to a stop; with `isWriting` to its notes. */
function goTo(stop, isWriting) {
  stop.place.scrollIntoView({ block: "start" });
  const target = isWriting ? stop.field : stop.heading ?? stop.rated;
  if (target === stop.heading) target.tabIndex = -1;
  target?.focus({ preventScroll: true });
  turnTo(stop.item);
  drawView();
}
function step(by) {
  const isWriting = texts.includes(document.activeElement);
  const next = stops[Math.min(stops.length - 1, stops.indexOf(current()) + by)];
  if (next) return goTo(next, isWriting);
  document.activeElement?.blur();
  scrollTo({ top: 0 });
}

/** Rates an item; the same rating again takes it back. */
function rate(item, given) {
  const now = rating(item) === given ? "" : given;
  set("rating " + item, now);
  const stop = stops.find(one => one.item === item);
  const words = buttons(item).find(button => score(button) === given)?.value ?? given;
  say(now === "" ? `${words} is taken back.` : `${stop?.label === "End" ? "Overall" : `Question ${stop?.label}`}: ${words}.`);
  turnTo(item);
}

/** How far the form is, what is missing, and whether it is kept. */
function drawTools() {
  const open = items.filter(item => rating(item) === "");
  put(byId("said"), open.length > 0 ? `${items.length - open.length} of ${items.length} rated.` : `All ${items.length} rated.`);
  for (const { item, jump } of stops) {
    const isBare = rating(item) !== "" && rating(item) !== "not asked" && item !== items.at(-1) && textOf(item) && !evidence(item);
    const state = rating(item) === "" ? "no rating yet" : isBare ? "no evidence yet" : "rated";
    jump.dataset.state = state;
    put(jump.querySelector("[aria-hidden]"), { rated: " ✓", "no evidence yet": " …", "no rating yet": "" }[state]);
    put(jump.querySelector(".unseen:last-child"), `: ${state}`);
  }
  for (const button of find(".take-back")) button.hidden = rating(button.dataset.item) === "";
  for (const note of find(".cap")) {
    const [item, most] = [note.dataset.item, Number(note.dataset.most)];
    note.hidden = !value(`tick ${item} hint`) || !(Number(rating(item)) > most);
  }
  const kept = byId("kept");
  kept.classList.toggle("lost", isLost);
  const time = keptAt && `${keptAt.getHours()}:${String(keptAt.getMinutes()).padStart(2, "0")}`;
  put(kept, isLost ? "Not kept" : keptAt ? `Kept in this browser, ${time}` : "");
  const warning = "This browser keeps nothing, or its storage is full: save before you close the page.";
  if (isLost && byId("status").textContent === "") say(warning);
  if (!isLost && spoken === warning) say("");
  byId("back").hidden = !emptied;
  drawBar();
}

function drawBar() {
  const here = current();
  const field = barField();
  bar.hidden = !field;
  if (!field) return;
  put(byId("bar-label"), here ? `${here.label === "End" ? "" : here.label + " "}${here.heading?.textContent.replace(/^\d+ /, "") ?? here.title}` : "General notes");
  barText.placeholder = field.labels[0]?.textContent.split(":")[0] ?? "";
  barText.dataset.of = names[texts.indexOf(field)];
  if (barText.value !== field.value) barText.value = field.value;
  barText.style.height = "auto";
  barText.style.height = `${Math.min(barText.scrollHeight, innerHeight / 4)}px`;
  const group = byId("bar-ratings");
  const choices = here ? [...new Map(buttons(here.item).filter(b => b.closest("fieldset")).map(b => [score(b), b])).values()] : [];
  const hint = here && ticks.find(tick => tickName(tick) === `tick ${here.item} hint`);
  if (group.dataset.of !== (here?.item ?? "")) {
    group.dataset.of = here?.item ?? "";
    group.replaceChildren(...choices.map(choice => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = /^\d+$/.test(score(choice)) ? score(choice) : choice.value;
      button.setAttribute("aria-label", choice.value);
      button.dataset.given = score(choice);
      button.addEventListener("click", () => rate(here.item, score(choice)));
      return button;
    }));
    if (hint) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Hint";
      button.setAttribute("aria-label", "Hint needed");
      button.addEventListener("click", () => set(tickName(hint), value(tickName(hint)) !== true));
      group.append(button);
    }
  }
  for (const button of group.children) {
    const isOn = button.dataset.given === undefined ? value(tickName(hint)) === true : rating(here.item) === button.dataset.given;
    button.setAttribute("aria-pressed", String(isOn));
  }
}

/** Marks the question in view. */
function drawView() {
  const here = current();
  for (const { item, jump, place } of stops) {
    if (item === here?.item) jump.setAttribute("aria-current", "true");
    else jump.removeAttribute("aria-current");
    place.classList.toggle("in-view", item === here?.item);
  }
  drawBar();
}

function makeView() {
  const list = byId("jumps");
  const add = (label, title, action) => {
    const li = document.createElement("li");
    const jump = document.createElement("button");
    jump.type = "button";
    const part = (text, mark) => {
      const span = document.createElement("span");
      span.textContent = text;
      if (mark) span.setAttribute(...mark);
      return span;
    };
    jump.append(label, part("", ["aria-hidden", "true"]), part(title && `, ${title}`, ["class", "unseen"]), part("", ["class", "unseen"]));
    jump.addEventListener("click", action);
    li.append(jump);
    list.append(li);
    return jump;
  };
  for (const stop of stops) stop.jump = add(stop.label, stop.title.replace(/^question \d+, /, ""), () => goTo(stop));
  if (general) add("Notes", "general notes", () => writeGeneral());
  let isDue = false;
  const soon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      drawView();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  document.addEventListener("focusin", soon);
  // What is fixed at the top covers nothing that is jumped to; the note bar stands above the phone's keyboard.
  const room = () => {
    document.documentElement.style.setProperty("--top", `${tools.offsetHeight}px`);
    const view = window.visualViewport;
    bar.style.bottom = view ? `${Math.max(0, innerHeight - view.height - view.offsetTop)}px` : "";
    document.documentElement.style.setProperty("--foot", `${bar.offsetHeight}px`);
    soon();
  };
  new ResizeObserver(room).observe(tools);
  new ResizeObserver(room).observe(bar);
  window.visualViewport?.addEventListener("resize", room);
  window.visualViewport?.addEventListener("scroll", room);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) texts.forEach(grow);
    width = innerWidth;
  });
  barText.addEventListener("input", () => {
    set("text " + barText.dataset.of, barText.value);
    turnTo(current()?.item);
  });
  byId("bar-back").addEventListener("click", () => step(-1));
  byId("bar-next").addEventListener("click", () => step(1));
}

function writeGeneral() {
  general.scrollIntoView({ block: "center" });
  general.focus({ preventScroll: true });
}
