// What is filled in is kept in this browser, field by field, so that two windows of one packet don't overwrite each other.
const key = "panelkit:" + JSON.stringify(card.key);
let keptAt = null;
let isLost = false;
let isSaved = true;
// What was emptied last, for as long as the page is open.
let emptied = null;

/** What the browser keeps of this packet. Forms made before November 2026 kept it by kind. */
function stored() {
  const text = localStorage.getItem(key);
  let kept = null;
  try {
    kept = JSON.parse(text);
  } catch {
    // Not ours, or cut short: what is on the page replaces it.
  }
  if (!kept?.ratings) return kept ?? {};
  const old = {};
  const add = (kind, values) => {
    for (const [name, set] of Object.entries(values ?? {})) old[`${kind} ${name}`] = [set, 1];
  };
  add("rating", kept.ratings);
  add("text", kept.texts);
  add("tick", kept.ticks);
  if (kept.who) old.who = [kept.who, 1];
  return old;
}

/** Takes over each field that was set later elsewhere, and shows it. */
function merge(theirs) {
  for (const [name, [set, time]] of Object.entries(theirs)) {
    if (time <= fields[name]?.[1]) continue;
    const differs = value(name) !== set;
    fields[name] = [set, time];
    if (differs) draw(name);
  }
}

/** Takes over what the browser keeps, where it can be read. */
function catchUp() {
  try {
    merge(stored());
  } catch {
    isLost = true;
  }
}

/** Keeps all fields; where that fails it is said at once. */
function keep() {
  try {
    merge(stored());
    localStorage.setItem(key, JSON.stringify(fields));
    keptAt = new Date();
    isLost = false;
  } catch {
    isLost = true;
  }
  drawTools();
}

/** Sets a field. Words that another window wrote there, and that this one hasn't seen, stay before the new ones. */
function set(name, now) {
  let theirs;
  try {
    theirs = stored()[name];
  } catch {
    // keep() says it.
  }
  const [seen, time] = fields[name] ?? ["", 0];
  let next = now;
  if (name.startsWith("text ") && theirs?.[1] > time && theirs[0] !== seen && theirs[0] && !now.includes(theirs[0])) {
    next = `${theirs[0]}\n${now}`;
    say("Another window of this packet wrote in the same place: both texts are there now.");
  }
  fields[name] = [next, Math.max(Date.now(), time + 1, (theirs?.[1] ?? 0) + 1)];
  if (!name.startsWith("clock")) {
    isSaved = false;
    if (isOutdated) say("");
  }
  draw(name);
  keep();
}

/** Sets fields to those of `earlier`, and all others to nothing. */
function bringBack(earlier) {
  for (const name of new Set([...Object.keys(fields), ...Object.keys(earlier)])) {
    if (fields[name]?.[0] === earlier[name]?.[0]) continue;
    fields[name] = [earlier[name]?.[0] ?? "", Math.max(Date.now(), (fields[name]?.[1] ?? 0) + 1)];
  }
  isSaved = false;
  keep();
  drawAll();
}

/** Empties the form and removes what the browser keeps; until the page is closed it can be brought back. */
function forget(words) {
  if (isFilledIn()) emptied = fields;
  fields = {};
  try {
    localStorage.removeItem(key);
    isLost = false;
  } catch {
    isLost = true;
  }
  keptAt = null;
  isSaved = true;
  drawAll();
  say(words, "Bring it back", unempty);
}
/** Brings back what was emptied; what was filled in since stays. */
function unempty() {
  const since = Object.entries(fields).filter(([, [now]]) => now !== "" && now !== false);
  bringBack({ ...emptied, ...Object.fromEntries(since) });
  emptied = null;
  drawTools();
  say("It is back.");
}

// What another window of this packet did.
addEventListener("storage", event => {
  if (event.key !== key && event.key !== null) return;
  if (event.newValue === null) {
    if (isFilledIn()) forget("Removed in another window.");
    return;
  }
  catchUp();
  drawTools();
});
// A window that slept may have missed something.
for (const wakes of ["pageshow", "focus"]) {
  addEventListener(wakes, () => {
    catchUp();
    drawTools();
  });
}
addEventListener("beforeunload", event => {
  if (isLost && !isSaved && isFilledIn()) event.preventDefault();
});
