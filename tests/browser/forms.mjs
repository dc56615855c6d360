// Fills packets in as forms in headless Chromium: by keyboard alone, with a reload in the middle and a crash of the
// page, then saves the scorecards and prints them. Nothing is asked of the net, axe-core finds nothing, it fits a phone.
//
// node forms.mjs CHROMIUM PICTURES FORM.html TEXTS.json CARDS
//
// TEXTS.json holds texts; each is typed into a field of evidence. What was typed goes to CARDS/typed-N.json, the saved
// scorecard to CARDS/card-N.csv: forms.py compares them with what gather reads.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

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

async function watched(page) {
  page.on("request", r => check(r.url() === url || r.url().startsWith("blob:"), `asks for ${r.url()}`));
  page.on("console", m => check(m.type() !== "error", `complains: ${m.text()}`));
  page.on("pageerror", e => check(false, `fails: ${e.message}`));
  page.on("dialog", d => d.accept());
  await page.goto(url);
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

// 1. By keyboard alone, reloaded in the middle.
{
  const page = await open();
  await accessible(page, "blank");
  const items = await page.evaluate(() => JSON.parse(document.getElementById("tools").dataset.card).rows.map(r => r[4]));
  check((await told(page)) === `0 of ${items.length} rated.`, `blank: says ${await told(page)}`);
  check((await page.locator("#open button").count()) === items.length, "blank: not everything is missing");
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
  check((await page.locator("#open button").count()) === 0, "filled in: something is missing");
  await accessible(page, "filled in");
  // A rating is taken back with Delete, and the line says so; then set again.
  const first = page.locator(`input[data-rating="${items[0]}"]`).first();
  await first.press("Delete");
  check((await page.locator("#open").textContent()).includes("1"), "a rating that was taken back is not missed");
  await first.press("Space");
  const name = await save(page, "card-keyboard.csv");
  check(/^[a-z0-9-]+\.csv$/.test(name), `saved as ${name}`);
  check((await page.locator("#status").textContent()).startsWith(`Saved as ${name}`), "it isn't told what was saved");
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
  await again.locator("#clear").press("Enter");
  check((await told(again)) === `0 of ${items.length} rated.`, "an emptied form is not empty");
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
  await page.locator("#clocks").press("Space");
  check(!(await buttons.first().isVisible()), "the clocks can't be switched off");
  await page.context().close();
}

// 3. A phone, and the dark.
for (const [name, options] of [["phone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ["dark", { colorScheme: "dark" }]]) {
  const page = await open(options);
  await accessible(page, name);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  check(fits, `${name}: the page is wider than the window`);
  await page.locator("input[data-rating]").nth(1).check();
  await accessible(page, `${name}, ticked`);
  await page.screenshot({ path: join(pictures, `form-${name}.png`), fullPage: true });
  await page.context().close();
}

// 4. Any text: typed into the evidence of the questions, card by card.
{
  const page = await open();
  const items = await page.evaluate(() => JSON.parse(document.getElementById("tools").dataset.card).rows.map(r => r[4]));
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

// 6. A packet for nobody in particular asks for a name, keeps it, and saves it.
{
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  page.on("pageerror", e => check(false, `fails: ${e.message}`));
  await page.goto(url.replace("form.html", "open.html"));
  await page.getByLabel("Your name").fill("Łukasz Øst");
  await page.reload();
  check(await page.getByLabel("Your name").inputValue() === "Łukasz Øst", "the name is forgotten");
  await accessible(page, "with a name");
  await save(page, "named.csv");
  await context.close();
}

await browser.close();
for (const fault of [...new Set(faults)]) console.error(`FAULT ${fault}`);
console.log(`${checks - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length > 0 ? 1 : 0);
