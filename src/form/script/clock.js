// A clock for the round and one for each question, of which one runs at a time. A clock is the milliseconds that it has
// run, and the time since which it runs or 0.
const clocksOn = byId("clocks");
const ROUND = "";
const clock = item => value("clock " + item) ?? [0, 0];
const runs = item => clock(item)[1] > 0;
const spent = item => clock(item)[0] + (runs(item) ? Date.now() - clock(item)[1] : 0);
const start = item => {
  if (!runs(item)) set("clock " + item, [clock(item)[0], Date.now()]);
};
const halt = item => {
  if (runs(item)) set("clock " + item, [spent(item), 0]);
};
/** Starts the clock of a question, and stops the others. */
function startQuestion(item) {
  items.filter(other => other !== item).forEach(halt);
  if (card.minutes[item] !== undefined) start(item);
}
/** While the round's clock runs, that of the question in hand runs too. */
function turnTo(item) {
  if (runs(ROUND) && value("clocks") !== false && item && !runs(item)) startQuestion(item);
  tick();
}

const faces = [];
function face(item, minutes, label, button, words) {
  faces.push({ item, minutes, label, button, words });
  button.addEventListener("click", () => {
    if (runs(item)) {
      halt(item);
      if (item === ROUND) items.forEach(halt);
    } else if (item === ROUND) {
      start(ROUND);
      turnTo(current()?.item);
    } else {
      startQuestion(item);
    }
    tick();
  });
}
function told(item, minutes) {
  const seconds = Math.floor(spent(item) / 1000);
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} of ${minutes} min`;
  const over = seconds - minutes * 60;
  if (seconds === 0 && !runs(item)) return [`${minutes} min`, false];
  return [over >= 60 ? `${shown}, ${Math.floor(over / 60)} min over` : shown, over >= 0];
}
const put = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};
function tick() {
  for (const { item, minutes, label, button, words } of faces) {
    const [shown, isOver] = told(item, minutes);
    put(words, item === ROUND ? `Round ${shown}` : shown);
    words.classList.toggle("over", isOver);
    put(button, runs(item) ? "Pause" : "Start");
    button.setAttribute("aria-label", `${button.textContent} the clock of ${label}`);
    button.setAttribute("aria-pressed", String(runs(item)));
  }
  const here = current();
  const minutes = card.minutes[here?.item];
  byId("question-face").style.visibility = minutes === undefined ? "hidden" : "";
  if (minutes !== undefined) put(byId("question-time"), `${here.label}: ${told(here.item, minutes)[0]}`);
  document.body.classList.toggle("clocks-off", value("clocks") === false);
  clocksOn.checked = value("clocks") !== false;
}
function makeClocks() {
  face(ROUND, card.round, "the round", byId("round-clock"), byId("round-face"));
  for (const { item, title, heading } of stops) {
    if (!heading || card.minutes[item] === undefined) continue;
    const place = document.createElement("div");
    place.className = "clock";
    const button = document.createElement("button");
    button.type = "button";
    const words = document.createElement("span");
    words.setAttribute("role", "timer");
    place.append(button, words);
    (heading.closest(".heading") ?? heading).after(place);
    face(item, card.minutes[item], title, button, words);
  }
  clocksOn.addEventListener("change", () => {
    if (!clocksOn.checked) [ROUND, ...items].forEach(halt);
    set("clocks", clocksOn.checked);
    tick();
  });
  setInterval(tick, 250);
}
