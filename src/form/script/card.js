// The scorecard as a file: the same as the blank one. What is no evidence goes into a column that gather leaves alone.
const INTERPRETATION = "interpretation";
const HAND_OVER = "Hand it to whoever gathers the scorecards.";

// As gather's own files do it: no cell is taken for a formula, by any program.
const guard = text => (/^[' ]*[=+\-@\t\r\n]/.test(text) ? "'" : "")
  + text.replace(/([;\t\r\n])(?='*(?:[=@]|[+\-]\P{White_Space}))/gu, "$1'");
const unguard = text => text.replace(/^'(?=[' ]*[=+\-@\t\r\n])/, "")
  .replace(/([;\t\r\n])'(?='*(?:[=@]|[+\-]\P{White_Space}))/gu, "$1");
const cell = text => `"${guard(text).replaceAll('"', '""')}"`;
/** The item of the scorecard to whose row the field of `item` belongs, if it is that of a question. */
const questionOf = item => items.find(known => item === known || item.startsWith(known + "."));

function csv() {
  const more = {};
  texts.forEach((field, i) => {
    const item = field.dataset.evidence;
    const words = field.value.trim();
    if (words === "" || items.some(known => names[i] === known + "#0")) return;
    const question = questionOf(item);
    const notes = (more[question ?? items.at(-1)] ??= []);
    notes.push(item === question + ".note" ? words : `${item}: ${words}`);
  });
  const columns = [...card.columns];
  if (Object.keys(more).length > 0) columns.push(INTERPRETATION);
  const rows = card.rows.map((blank, i) => {
    const row = [...blank];
    // A trainee's card has ` (trainee)` there.
    row[column("interviewer")] = (who?.value.trim() ?? "") + row[column("interviewer")];
    row[column("score")] = rating(items[i]);
    row[column("evidence")] = evidence(items[i]);
    if (value(`tick ${items[i]} hint`)) row[column("hint")] = "yes";
    return columns.map((_, at) => row[at] ?? (more[items[i]] ?? []).join("\n"));
  });
  return "\ufeff" + [columns, ...rows].map(row => row.map(cell).join(",") + "\n").join("");
}

/** The name of the file. That of an interviewer who wrote their name says it, with a number where letters were changed. */
function fileName() {
  const name = who?.value.trim() ?? "";
  if (name === "") return card.file;
  const plain = name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[łøđıßæœ]/g, c => ({ ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" })[c]);
  const slug = [...plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "")].slice(0, 40).join("");
  let hash = 0;
  for (const c of name) hash = (hash * 31 + c.codePointAt(0)) % 46656;
  const changed = slug.replaceAll("-", " ") === name.toLowerCase() ? "" : "-" + hash.toString(36).padStart(3, "0");
  return card.file.replace(/\.csv$/, `-${slug}${changed}.csv`);
}

/** Whether the card can go out; if it can't, says why and leads there. */
function isReady() {
  if (!who || who.value.trim()) return true;
  say("Your name is missing: a scorecard needs one.");
  who.focus();
  who.scrollIntoView({ block: "center" });
  return false;
}

function wentOut(words) {
  isSaved = true;
  const open = items.filter(item => rating(item) === "").length;
  const lacks = open === 0 ? "" : ` ${open} of ${items.length} are still without a rating.`;
  say(`${words}${lacks} ${HAND_OVER}`, "Remove what this browser keeps", () => forget("Removed from this browser."));
  isOutdated = true;
}

function save() {
  if (!isReady()) return;
  const url = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName();
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  wentOut(`Saved as ${link.download}.`);
}

const sharedFile = () => new File([csv()], fileName(), { type: "text/csv" });

/** Hands the card to the phone's share sheet; saves it where that fails. */
async function share() {
  if (!isReady()) return;
  try {
    await navigator.share({ files: [sharedFile()], title: fileName() });
    wentOut(`Shared as ${fileName()}.`);
  } catch (error) {
    if (error.name !== "AbortError") save();
  }
}

/** The cells of a CSV file, row by row; the character after the first heading separates them. */
function cells(text) {
  const separator = /^\ufeff?(?:"[^"]*"|[^",;\t\r\n]*)([,;\t])/.exec(text)?.[1] ?? ",";
  const rows = [];
  let row = [], words = "", isQuoted = false;
  const source = text.replace(/^\ufeff/, "").replace(/\r?\n?$/, "\n");
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i];
    if (isQuoted) {
      if (c !== '"') words += c;
      else if (source[i + 1] === '"') words += source[i += 1];
      else isQuoted = false;
    } else if (c === '"' && words === "") {
      isQuoted = true;
    } else if (c === separator || c === "\n") {
      row.push(words);
      words = "";
      if (c === "\n") {
        rows.push(row);
        row = [];
      }
    } else if (c !== "\r" || source[i + 1] !== "\n") {
      words += c;
    }
  }
  return rows;
}

/** The notes of a cell of interpretation, by the names of their fields. */
function notesOf(item, words) {
  const own = item === items.at(-1) ? null : item + ".note";
  const notes = [];
  for (const line of words.split("\n")) {
    const other = /^([\w.-]+): /.exec(line)?.[1];
    if (names.includes(other + "#0") && !items.includes(other)) notes.push([other, line.slice(other.length + 2)]);
    else if (notes.length > 0) notes.at(-1)[1] += "\n" + line;
    else notes.push([own ?? item, line]);
  }
  return notes;
}

/** Fills the form in with a saved card of the same conversation. What the card leaves empty stays as it is. */
async function load(file) {
  const [head = [], ...rows] = cells(await file.text());
  const place = Object.fromEntries(head.map((name, i) => [name.trim().toLowerCase(), i]));
  const read = (row, name) => unguard(row[place[name]] ?? "").trim();
  if (place.item === undefined || place.score === undefined) {
    say(`${file.name} is no scorecard: it has no columns item and score.`);
    return;
  }
  const plain = text => text.normalize("NFC").toLowerCase();
  const differs = row => ["plan", "candidate", "round", ...(who ? [] : ["interviewer"])].find(name => {
    const [there, here] = [read(row, name), card.rows[0][column(name)]].map(plain);
    return name === "plan" ? there.split(".")[0] !== here.split(".")[0] : there !== here;
  });
  const own = rows.filter(row => row.length > 1 && !differs(row));
  if (own.length === 0) {
    const name = rows[0] ? differs(rows[0]) : undefined;
    const why = name === undefined ? "it has no rows"
      : `its ${name} is ${read(rows[0], name) || "empty"}, here it is ${card.rows[0][column(name)] || "empty"}`;
    say(`${file.name} isn't a card of this conversation: ${why}.`);
    return;
  }
  const earlier = { ...fields };
  const left = [];
  const fill = (name, words) => {
    if (words !== "" && value(name) !== words) set(name, words);
  };
  for (const row of own) {
    const item = read(row, "item");
    const given = read(row, "score").toLowerCase();
    const button = buttons(item).find(b => score(b) === given || b.value.toLowerCase() === given);
    if (button) fill("rating " + item, score(button));
    else if (given !== "" || !items.includes(item)) left.push(`${item} ${given}`.trim());
    if (!items.includes(item)) continue;
    fill(`text ${item}#0`, read(row, "evidence"));
    if (/^(yes|y|true|1|x)$/i.test(read(row, "hint"))) fill(`tick ${item} hint`, true);
    for (const [field, words] of notesOf(item, read(row, INTERPRETATION))) {
      if (names.includes(field + "#0") && !items.includes(field)) fill(`text ${field}#0`, words.trim());
      else if (words.trim()) left.push(`${item}: ${words}`);
    }
    const name = read(row, "interviewer").replace(/ \(trainee\)$/, "");
    if (who) fill("who", name);
  }
  drawAll();
  const words = left.length === 0 ? "" : ` Not taken, since there is no place for it here: ${left.join("; ")}.`;
  say(`${file.name} is loaded.${words}`, "Undo", () => {
    bringBack(earlier);
    say("It is as it was before.");
  });
}
