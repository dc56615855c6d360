// Fills packets in as forms in headless Chromium: by keyboard alone, with a reload in the middle and a crash of the
// page, then saves the scorecards, loads them again and prints them. Nothing is asked of the net, axe-core finds nothing,
// it fits a phone.
//
// node forms.mjs CHROMIUM PICTURES FORM.html TEXTS.json CARDS
//
// TEXTS.json holds texts; each is typed into a field of evidence. What was typed goes to CARDS/typed-N.json, the saved
// scorecard to CARDS/card-N.csv: forms.py compares them with what gather reads. Beside FORM.html lie open.html, a packet
// for nobody in particular, and for each page printed/NAME.html the same packet as printed/NAME.pdf.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { launched } from "./pdfjs.mjs";

const [executablePath, pictures, form, textsFile, cards] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const texts = JSON.parse(readFileSync(textsFile, "utf8"));
const url = pathToFileURL(resolve(form)).href;
let checks = 0;
const faults = [];
const check = (fine, what) => {
  checks += 1;
  if (!fine) faults.push(what);
};
mkdirSync(pictures, { recursive: true });
mkdirSync(cards, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, acceptDownloads: true, ...options });
  return watched(await context.newPage());
}

async function watched(page, at = url) {
  page.on("request", r => check(r.url() === at || r.url().startsWith("blob:"), `asks for ${r.url()}`));
  page.on("console", m => check(m.type() !== "error", `complains: ${m.text()}`));
  page.on("pageerror", e => check(false, `fails: ${e.message}`));
  page.on("dialog", d => d.accept());
  await page.goto(at);
  return page;
}

async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const said = found.violations.map(v => `${v.id}: ${v.help} (${v.nodes[0].target}, ${v.nodes.length} places)`);
  check(said.length === 0, `${what}: axe-core finds ${said.join("; ")}`);
}

/** Presses Tab until `wanted` holds of the element that has the focus; its data-rating or data-evidence is told. */
async function tabTo(page, wanted) {
  for (let i = 0; i < 400; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(wanted)) return true;
  }
  return false;
}

async function save(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").press("Enter")]);
  await download.saveAs(join(cards, name));
  return download.suggestedFilename();
}

const told = page => page.locator("#said").textContent();
const status = page => page.locator("#status").textContent();
const missing = page => page.locator('#jumps [data-state="no rating yet"]').count();
/** Presses a button of the menu. */
async function more(page, id) {
  if (!(await page.locator(id).isVisible())) await page.locator(".more summary").press("Enter");
  await page.locator(id).press(id === "#clocks" ? "Space" : "Enter");
}
/** The items of the scorecard. */
const itemsOf = page => page.evaluate(() => JSON.parse(document.getElementById("tools").dataset.card).rows.map(r => r[4]));
const rated = (page, item) => page.evaluate(
  it => document.querySelector(`fieldset input[data-rating="${it}"]:checked`)?.value ?? "", item);
/** The number of the question that the page takes for the one in view. */
const inView = page => page.evaluate(() => document.querySelector("#jumps [aria-current]")?.textContent.trim().split(/\W/)[0] ?? "");

// 1. By keyboard alone, reloaded in the middle.
{
  const page = await open();
  await accessible(page, "blank");
  const items = await itemsOf(page);
  check((await told(page)) === `0 of ${items.length} rated.`, `blank: says ${await told(page)}`);
  check((await missing(page)) === items.length, "blank: not everything is missing");
  const typed = {};
  await page.locator("body").press("Home");
  for (const [i, item] of items.entries()) {
    const overall = item === "overall";
    const found = await page.evaluate(wanted => {
      window.wanted = wanted;
      return true;
    }, item) && await tabTo(page, () => document.activeElement.dataset.rating === window.wanted);
    check(found, `${item}: the rating isn't reached by Tab`);
    // Space ticks the first point, arrows move on.
    await page.keyboard.press("Space");
    for (let k = 0; k < i % 3; k += 1) await page.keyboard.press("ArrowRight");
    const reached = await tabTo(page, () => document.activeElement.dataset.evidence === window.wanted);
    check(reached, `${item}: the evidence isn't reached by Tab`);
    const said = `Said "it depends", then ${i}: ü, =1+1\nsecond line`;
    await page.keyboard.type(said);
    typed[item] = [overall ? ["strong no", "no", "yes"][i % 3] : String(1 + (i % 3)), said];
    if (i === 1) {
      await page.reload();
      check((await told(page)) === `2 of ${items.length} rated.`, `after a reload: ${await told(page)}`);
      // From the top again: the focus starts anew.
    }
  }
  check((await told(page)) === `All ${items.length} rated.`, `filled in: says ${await told(page)}`);
  check((await missing(page)) === 0, "filled in: something is missing");
  check(/^Kept in this browser, \d{1,2}:\d\d$/.test(await page.locator("#kept").textContent()), "it isn't told since when it is kept");
  await accessible(page, "filled in");
  // A rating is taken back with Delete, and the line says so; then set again.
  const first = page.locator(`input[data-rating="${items[0]}"]`).first();
  await first.press("Delete");
  check((await missing(page)) === 1, "a rating that was taken back is not missed");
  await first.press("Space");
  const name = await save(page, "card-keyboard.csv");
  check(/^[a-z0-9-]+\.csv$/.test(name), `saved as ${name}`);
  check((await status(page)).startsWith(`Saved as ${name}`), "it isn't told what was saved");
  writeFileSync(join(cards, "typed-keyboard.json"), JSON.stringify(typed));
  // Both places of a rating agree.
  const agree = await page.evaluate(() => [...document.querySelectorAll(".rated tbody tr")]
    .every(row => row.querySelectorAll("input:checked").length === 1));
  check(agree, "the scorecard's table doesn't follow the ratings");
  await page.screenshot({ path: join(pictures, "form-filled.png"), fullPage: true });

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  check(!(await page.locator("#tools").isVisible()), "the tools are printed");
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check(paper === "rgb(255, 255, 255)", `printed on ${paper}`);
  const printed = await page.locator(".printed").filter({ hasText: "second line" }).count();
  check(printed === items.length, `${printed} of ${items.length} texts are printed`);
  await page.pdf({ path: join(pictures, "form-printed.pdf"), preferCSSPageSize: true });
  await page.emulateMedia({ media: "screen" });

  // After a crash the next window has everything; emptied, it has nothing, and neither has the next.
  const context = page.context();
  await page.goto("chrome://crash").catch(() => {});
  const again = await watched(await context.newPage());
  check((await told(again)) === `All ${items.length} rated.`, "a crash loses what was typed");
  await more(again, "#clear");
  check((await told(again)) === `0 of ${items.length} rated.`, "an emptied form is not empty");
  check((await again.evaluate(() => localStorage.length)) === 0, "an emptied form is kept");
  await again.getByRole("button", { name: "Bring it back" }).press("Enter");
  check((await told(again)) === `All ${items.length} rated.`, "what was emptied can't be brought back");
  await more(again, "#clear");
  await again.reload();
  check((await told(again)) === `0 of ${items.length} rated.`, "an emptied form comes back");
  await context.close();
}

// 2. The clock: one runs at a time, it goes on after a reload, it can be switched off.
{
  const page = await open();
  const buttons = page.locator(".clock button");
  check((await buttons.count()) > 1, "there are no clocks");
  await buttons.nth(0).press("Enter");
  const face = page.locator(".clock span").first();
  const runs = await face.filter({ hasText: /^0:0[1-9] of \d+ min$/ }).waitFor({ timeout: 9000 }).then(() => true, () => false);
  check(runs, `the clock says ${await face.textContent()}`);
  await buttons.nth(1).press("Enter");
  check((await page.locator(".clock button[aria-pressed=true]").count()) === 1, "two clocks run");
  await page.reload();
  check((await buttons.nth(1).getAttribute("aria-pressed")) === "true", "the clock stops at a reload");
  await page.locator("#round-clock").press("Enter");
  const round = await page.locator("#round-face").filter({ hasText: /^Round 0:0[1-9] of \d+ min$/ }).waitFor({ timeout: 9000 }).then(() => true, () => false);
  check(round, `the round's clock says ${await page.locator("#round-face").textContent()}`);
  // The clock follows the question that is turned to.
  await page.locator("#jumps button").nth(2).press("Enter");
  check((await buttons.nth(2).getAttribute("aria-pressed")) === "true", "the clock doesn't follow");
  check((await page.locator("#question-face").textContent()).startsWith("Question 3: 0:0"), "the question's time isn't at the top");
  await more(page, "#clocks");
  check(!(await buttons.first().isVisible()), "the clocks can't be switched off");
  await page.context().close();
}

// 3. From a small phone to a wide screen, light and dark.
for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 390, 768, 1024, 1366, 1920]) {
    const name = `${width}-${colorScheme}`;
    const page = await open({ viewport: { width, height: width < 700 ? 844 : 900 }, hasTouch: width < 700, colorScheme });
    await accessible(page, name);
    await page.locator("#jumps button").nth(1).click();
    const second = page.locator(`fieldset input[data-rating="${(await itemsOf(page))[1]}"]`);
    await second.nth(1).check();
    await page.locator("input[data-tick]").first().check();
    await page.locator(".more summary").click();
    await accessible(page, `${name}, ticked`);
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    check(fits, `${name}: the page is wider than the window`);
    await page.locator(".more summary").click();
    await page.screenshot({ path: join(pictures, `form-${name}.png`) });
    await page.locator("#help-open").click();
    await accessible(page, `${name}, keys`);
    check(await page.locator("#help").isVisible(), `${name}: the list of keys isn't shown`);
    await page.keyboard.press("Escape");
    // Notes and rating are beside the question, or the bar with them stands at the foot.
    const beside = await page.evaluate(() => {
      const [left, right] = document.querySelectorAll(".sheet")[1].children;
      return left.getBoundingClientRect().right <= right.getBoundingClientRect().left;
    });
    check(beside === (width >= 1024), `${name}: notes ${beside ? "" : "not "}beside the question`);
    check((await page.locator("#bar").isVisible()) === (width < 1024), `${name}: the bar for notes`);
    if (width >= 1024) {
      await page.evaluate(() => scrollBy(0, 300));
      const seen = await page.evaluate(() => {
        const box = document.querySelectorAll(".sheet")[1].children[1].querySelector("textarea").getBoundingClientRect();
        return box.top >= 0 && box.top < innerHeight;
      });
      check(seen, `${name}: the notes scroll away`);
    }
    await page.context().close();
  }
}

// 4. Any text: typed into the evidence of the questions, card by card.
{
  const page = await open();
  const items = await itemsOf(page);
  // Not on the scorecard's rows of evidence: they come back all the same.
  const notes = await page.locator("textarea[data-evidence]").evaluateAll(all => all.map(t => t.dataset.evidence).filter(e => /[.]note$|^general$/.test(e)));
  for (let from = 0, n = 0; from < texts.length; from += items.length, n += 1) {
    const typed = {};
    for (const [i, item] of items.entries()) {
      const text = texts[(from + i) % texts.length];
      const choice = page.locator(`fieldset input[data-rating="${item}"]`).nth((n + i) % 4);
      await choice.check();
      const value = await choice.getAttribute("value");
      await page.locator(`textarea[data-evidence="${item}"]`).fill(text);
      typed[item] = [/^\d+/.exec(value)?.[0] ?? value.toLowerCase(), text];
    }
    await save(page, `card-${n}.csv`);
    writeFileSync(join(cards, `typed-${n}.json`), JSON.stringify(typed));
    if (n % 8 > 0) continue;
    // Emptied and loaded again it is the same card; with notes too.
    for (const pass of ["plain", "notes"]) {
      const name = `${pass}-${n}.csv`;
      if (pass === "notes") {
        for (const [i, note] of notes.entries()) await page.locator(`textarea[data-evidence="${note}"]`).fill(texts[(from + i) % texts.length]);
      }
      await save(page, name);
      await page.getByRole("button", { name: "Remove what this browser keeps" }).click();
      check((await told(page)).startsWith("0 of"), "one press doesn't empty the form");
      check((await page.evaluate(() => localStorage.length)) === 0, "one press leaves something in the browser");
      await page.locator("#file").setInputFiles(join(cards, name));
      await page.locator("#status").filter({ hasText: "is loaded." }).waitFor();
      await save(page, `again-${name}`);
      const [one, two] = [name, `again-${name}`].map(file => readFileSync(join(cards, file), "utf8"));
      check(one === two, `${name} is another card when it is loaded again`);
    }
  }
  await page.context().close();
}

// 5. Without scripts it can be filled in and printed, and shows no buttons that do nothing.
{
  const page = await open({ javaScriptEnabled: false });
  check(!(await page.locator("#tools").isVisible()), "buttons that do nothing are shown without the script");
  check(await page.locator("noscript, p").filter({ hasText: "runs no scripts" }).first().isVisible(), "no word without the script");
  await page.context().close();
}

// 6. A packet for nobody in particular asks for a name, keeps it, and saves nothing without it; two people's files differ.
{
  const at = url.replace("form.html", "open.html");
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await watched(await context.newPage(), at);
  let saved = 0;
  page.on("download", () => { saved += 1; });
  await page.locator("#save").press("Enter");
  await page.keyboard.press("Control+s");
  await page.waitForTimeout(300);
  check(saved === 0 && (await status(page)).includes("name is missing"), "a card without a name is saved");
  check(await page.evaluate(() => document.activeElement.id === "who"), "the name isn't asked for");
  const files = new Set();
  for (const name of ["Lukasz Ost", "Łukasz Ost", "Łukasz Öst", "李 伟", "Łukasz Øst"]) {
    await page.getByLabel("Your name").fill(name);
    files.add(await save(page, "named.csv"));
  }
  check(files.size === 5, `five people's files: ${[...files].join(", ")}`);
  await page.reload();
  check(await page.getByLabel("Your name").inputValue() === "Łukasz Øst", "the name is forgotten");
  await accessible(page, "with a name");
  await context.close();
}

// 7. Two windows of one packet: each shows what the other one writes, nothing is overwritten, removing is for both.
{
  const one = await open();
  const two = await watched(await one.context().newPage());
  const items = await itemsOf(one);
  const field = (page, i) => page.locator(`textarea[data-evidence="${items[i]}"]`);
  await field(one, 0).fill("from the first window");
  await field(two, 1).fill("from the second window");
  await two.locator(`fieldset input[data-rating="${items[0]}"]`).nth(2).check();
  await one.waitForTimeout(300);
  for (const [page, name] of [[one, "first"], [two, "second"]]) {
    check((await field(page, 0).inputValue()) === "from the first window", `the ${name} window lacks the first text`);
    check((await field(page, 1).inputValue()) === "from the second window", `the ${name} window lacks the second text`);
    check((await rated(page, items[0])).startsWith("3"), `the ${name} window lacks the rating`);
  }
  // A window that missed what the other one wrote in the same place keeps both.
  await one.evaluate(it => {
    const name = `text ${it}#0`, key = Object.keys(localStorage)[0];
    const kept = JSON.parse(localStorage.getItem(key));
    kept[name] = ["written elsewhere", Date.now() + 5];
    localStorage.setItem(key, JSON.stringify(kept));
  }, items[2]);
  await field(one, 2).pressSequentially("h");
  await field(one, 2).pressSequentially("ere");
  check((await field(one, 2).inputValue()) === "written elsewhere\nhere", `both: ${JSON.stringify(await field(one, 2).inputValue())}`);
  await one.reload();
  check((await field(one, 2).inputValue()) === "written elsewhere\nhere", "both are not kept");
  await more(one, "#clear");
  await two.locator("#status").filter({ hasText: "Removed in another window" }).waitFor({ timeout: 5000 }).catch(() => check(false, "the other window isn't emptied"));
  check((await field(two, 0).inputValue()) === "", "the other window still shows the text");
  await two.getByRole("button", { name: "Bring it back" }).click();
  check((await field(two, 0).inputValue()) === "from the first window", "it can't be brought back in the other window");
  await one.context().close();
}

// 8. A full quota, and a browser that keeps nothing: it is said at once, and the card can be saved.
{
  const page = await open();
  const items = await itemsOf(page);
  await page.evaluate(() => {
    let room = 1 << 22;
    for (let n = 0; room > 0; ) {
      try {
        localStorage.setItem("other " + n, "x".repeat(room));
        n += 1;
      } catch {
        room >>= 1;
      }
    }
  });
  const field = page.locator(`textarea[data-evidence="${items[0]}"]`);
  await field.fill("no room for this");
  check((await page.locator("#kept").textContent()) === "Not kept", "a full quota isn't told");
  check((await status(page)).includes("save before you close"), "it isn't told what to do when the quota is full");
  await save(page, "full.csv");
  check(readFileSync(join(cards, "full.csv"), "utf8").includes("no room for this"), "with a full quota nothing is saved");
  await page.evaluate(() => Object.keys(localStorage).filter(k => k.startsWith("other")).forEach(k => localStorage.removeItem(k)));
  await field.fill("room again");
  check((await page.locator("#kept").textContent()).startsWith("Kept"), "room again, and it isn't kept");
  await page.reload();
  check((await field.inputValue()) === "room again", "room again, and it is lost");
  await page.context().close();

  const context = await browser.newContext({ acceptDownloads: true });
  const refused = await context.newPage();
  await refused.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }));
  await watched(refused);
  check((await status(refused)).includes("keeps nothing"), "it isn't told that nothing is kept");
  await refused.locator(`fieldset input[data-rating="${items[0]}"]`).nth(1).check();
  await save(refused, "refused.csv");
  check(/","2","/.test(readFileSync(join(cards, "refused.csv"), "utf8")), "what isn't kept isn't saved either");
  await accessible(refused, "nothing kept");
  await context.close();

  // Private mode: the next window knows nothing.
  const secret = await open();
  await secret.locator(`textarea[data-evidence="${items[0]}"]`).fill("between us");
  await secret.context().close();
  const next = await open();
  check((await next.locator(`textarea[data-evidence="${items[0]}"]`).inputValue()) === "", "private mode leaves something");
  await next.context().close();
}

// 9. Keys: next and previous, ratings, hints, notes, the list; single ones can be switched off.
{
  const page = await open({ viewport: { width: 1366, height: 768 } });
  const items = await itemsOf(page);
  await page.keyboard.press("3");
  check((await status(page)).includes("No question is in view"), "a key rates no question");
  await page.keyboard.press("Alt+ArrowDown");
  check((await inView(page)) === "1", `Alt and arrow lead to ${await inView(page)}`);
  await page.keyboard.press("2");
  check((await rated(page, items[0])).startsWith("2"), "the key 2 doesn't rate");
  await page.keyboard.press("2");
  check((await rated(page, items[0])) === "", "the key 2 doesn't take back");
  await page.keyboard.press("0");
  check((await rated(page, items[0])) === "Not asked", "the key 0 isn't Not asked");
  await page.keyboard.press("Alt+ArrowRight");
  await page.keyboard.press("n");
  check(await page.evaluate(() => document.activeElement.dataset.evidence) === items[1], "N doesn't lead to the notes");
  await page.keyboard.type("4 said");
  check((await rated(page, items[1])) === "", "what is typed rates");
  // From notes to notes.
  await page.keyboard.press("Alt+ArrowDown");
  check(await page.evaluate(() => document.activeElement.dataset.evidence) === items[2], "from notes it doesn't lead to notes");
  await page.keyboard.press("Alt+ArrowUp");
  check(await page.evaluate(() => document.activeElement.dataset.evidence) === items[1], "it doesn't lead back");
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  check((await rated(page, items[1])).startsWith("4"), "after Esc a key doesn't rate");
  const hinted = await page.locator("input[data-tick]").first().getAttribute("data-tick").catch(() => null);
  if (hinted) {
    await page.locator("#jumps button").nth(items.indexOf(hinted)).press("Enter");
    await page.keyboard.press("h");
    check(await page.locator(`input[data-tick="${hinted}"]`).isChecked(), "H doesn't tick the hint");
    await page.keyboard.press("4");
    check(await page.locator(`.cap[data-item="${hinted}"]`).isVisible(), "a rating above what a hint allows isn't told");
  }
  await page.keyboard.press("g");
  check(await page.evaluate(() => document.activeElement.dataset.evidence) === "general", "G doesn't lead to the general notes");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+?");
  check(await page.locator("#help").isVisible(), "? doesn't show the keys");
  await page.locator("#keys").press("Space");
  await page.keyboard.press("Escape");
  await page.locator("#jumps button").nth(2).press("Enter");
  const before = await rated(page, items[2]);
  await page.keyboard.press("1");
  check((await rated(page, items[2])) === before, "single keys work though they are off");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  check(/^[a-z0-9-]+\.csv$/.test(download.suggestedFilename()), "Ctrl+S doesn't save the scorecard");
  // The last question can be reached, and rated by its words.
  await page.locator("#jumps button").nth(items.length - 1).press("Enter");
  check((await inView(page)) === "End", "the end isn't in view");
  await page.context().close();
}

// 10. Touch: a rating is taken back by another tap; the bar writes for the question in view.
{
  const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const items = await itemsOf(page);
  const choice = page.locator(`fieldset input[data-rating="${items[0]}"]`).nth(1);
  await choice.tap();
  check((await rated(page, items[0])).startsWith("2"), "a tap doesn't rate");
  await choice.tap();
  check((await rated(page, items[0])) === "", "another tap doesn't take the rating back");
  await choice.tap();
  await page.locator(`.take-back[data-item="${items[0]}"]`).tap();
  check((await rated(page, items[0])) === "", "the button doesn't take the rating back");
  await page.locator("#jumps button").nth(2).tap();
  await page.locator("#bar-text").fill("typed in the bar");
  check((await page.locator(`textarea[data-evidence="${items[2]}"]`).inputValue()) === "typed in the bar", "the bar writes elsewhere");
  await page.locator("#bar-ratings button").nth(2).tap();
  check((await rated(page, items[2])).startsWith("3"), "the bar doesn't rate");
  await page.locator("#bar-next").tap();
  check((await page.locator("#bar-text").inputValue()) === "", "the bar keeps the last question's text");
  check((await page.locator("#bar-label").textContent()).startsWith("4 "), `the bar is for ${await page.locator("#bar-label").textContent()}`);
  await page.evaluate(() => document.querySelectorAll(".sheet")[1].scrollIntoView());
  await page.locator("#bar-label").filter({ hasText: /^2 / }).waitFor({ timeout: 3000 }).catch(() => check(false, "the bar doesn't follow the page"));
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator("#bar-label").filter({ hasText: "General notes" }).waitFor({ timeout: 3000 }).catch(() => check(false, "before the questions the bar isn't for general notes"));
  await page.locator("#bar-text").fill("nervous at first\n".repeat(9));
  const grown = await page.locator("#bar-text").evaluate(box => box.offsetHeight > 60 && box.offsetHeight <= innerHeight / 3);
  check(grown, "the bar doesn't grow");
  const boxes = await page.locator("textarea[data-evidence=general]").evaluate(box => box.scrollHeight <= box.clientHeight + 1);
  check(boxes, "a box doesn't grow with its text");
  await page.context().close();
}

// 11. A card of another conversation isn't loaded, and it is said whose it is; Undo takes a loaded one out again.
{
  const page = await open();
  const items = await itemsOf(page);
  await page.locator("#file").setInputFiles(join(cards, "named.csv"));
  await page.locator("#status").filter({ hasText: "isn't a card of this conversation" }).waitFor({ timeout: 3000 }).catch(() => check(false, "a card of another plan is loaded"));
  await page.locator("#file").setInputFiles({ name: "notes.csv", mimeType: "text/csv", buffer: Buffer.from("a;b\n1;2\n") });
  await page.locator("#status").filter({ hasText: "is no scorecard" }).waitFor({ timeout: 3000 }).catch(() => check(false, "any table is loaded"));
  await page.locator(`textarea[data-evidence="${items[0]}"]`).fill("mine");
  await page.locator("#file").setInputFiles(join(cards, "card-keyboard.csv"));
  await page.locator("#status").filter({ hasText: "is loaded." }).waitFor();
  check((await told(page)) === `All ${items.length} rated.`, "a card isn't loaded whole");
  await page.getByRole("button", { name: "Undo" }).click();
  check((await page.locator(`textarea[data-evidence="${items[0]}"]`).inputValue()) === "mine", "Undo doesn't bring back what was there");
  check((await told(page)).startsWith("0 of"), "Undo leaves ratings");
  await page.context().close();
}

// 12. Where the phone shares files, the card goes to the share sheet; where that fails it is saved.
{
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.shared = [];
    window.failing = false;
    navigator.canShare = () => true;
    navigator.share = async data => {
      if (window.failing) throw new DOMException("no", "NotAllowedError");
      window.shared.push([data.files[0].name, await data.files[0].text()]);
    };
  });
  await watched(page);
  await page.locator("#share").press("Enter");
  await page.locator("#status").filter({ hasText: "Shared as" }).waitFor();
  const [[name, text]] = await page.evaluate(() => window.shared);
  check(name.endsWith(".csv") && text.startsWith('"plan",'), "what is shared is no card");
  check((await status(page)).startsWith(`Shared as ${name}`), "it isn't told that it was shared");
  await page.evaluate(() => { window.failing = true; });
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#share").press("Enter")]);
  check(download.suggestedFilename() === name, "what can't be shared isn't saved");
  await context.close();
  const plain = await open();
  check(!(await plain.locator("#share").isVisible()), "a browser that shares nothing shows a button for it");
  await plain.context().close();
}

// 13. Printed it is the paper packet: as many pages as the PDF, blank and filled in, each question on its own.
{
  const folder = join(dirname(resolve(form)), "printed");
  const { browser: reader, page: pdfs } = await launched(executablePath);
  const pages = bytes => pdfs.evaluate(async data => {
    const pdfjs = await import("/pdf.mjs");
    pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.mjs";
    return (await pdfjs.getDocument({ data: Uint8Array.from(data) }).promise).numPages;
  }, [...bytes]);
  for (const file of readdirSync(folder).filter(name => name.endsWith(".html"))) {
    const wanted = await pages(readFileSync(join(folder, file.replace(/html$/, "pdf"))));
    const context = await browser.newContext({ colorScheme: "dark" });
    const page = await watched(await context.newPage(), pathToFileURL(join(folder, file)).href);
    for (const what of ["blank", "filled in"]) {
      if (what === "filled in") {
        for (const box of await page.locator("textarea[data-evidence]").all()) await box.fill("Said it depends, then worked out sale 4 by hand.");
        for (const group of await page.locator("fieldset").all()) await group.locator("input").nth(1).check();
      }
      const path = join(pictures, `printed-${file.replace(".html", "")}-${what.replace(" ", "-")}.pdf`);
      await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
      const printed = await pages(readFileSync(path));
      check(printed === wanted, `${file}, ${what}: ${printed} pages, the PDF has ${wanted}`);
    }
    await context.close();
  }
  await reader.close();
}

await browser.close();
for (const fault of [...new Set(faults)]) console.error(`FAULT ${fault}`);
console.log(`${checks - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length > 0 ? 1 : 0);
