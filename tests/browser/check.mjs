// Looks at comparison pages in headless Chromium: nothing is asked of the net, axe-core finds nothing, the page reads
// without its script, sorts and filters by keyboard, fits a narrow window, and prints its evidence.
//
// node check.mjs CHROMIUM PICTURES PAGE.html...
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, pictures, ...pages] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
let checks = 0;
const check = (fine, what) => {
  checks += 1;
  if (!fine) faults.push(what);
};

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A page with `options`, watched: what it asks for and what it complains about. */
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("request", r => check(r.url() === url, `${file} asks for ${r.url()}`));
  page.on("console", m => check(m.type() !== "error", `${file} complains: ${m.text()}`));
  page.on("pageerror", e => check(false, `${file} fails: ${e.message}`));
  await page.goto(url);
  return page;
}

async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const said = found.violations.map(v => `${v.id}: ${v.help} (${v.nodes[0].target}, ${v.nodes.length} places)`);
  check(said.length === 0, `${what}: axe-core finds ${said.join("; ")}`);
}

const rows = page => page.locator(".matrix tbody tr:visible").evaluateAll(all => all.map(r => r.dataset.name));
const fits = page => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

for (const file of pages) {
  const name = basename(file, ".html");
  const picture = kind => join(pictures, `${name}-${kind}.png`);

  for (const colorScheme of ["light", "dark"]) {
    const page = await open(file, { colorScheme });
    await accessible(page, `${name}, ${colorScheme}`);
    await page.locator("#unfold").click();
    await accessible(page, `${name}, ${colorScheme}, unfolded`);
    await page.locator("#unfold").click();
    await page.reload();
    await page.screenshot({ path: picture(colorScheme), fullPage: true });
    await page.context().close();
  }

  const narrow = await open(file, { viewport: { width: 390, height: 844 } });
  await accessible(narrow, `${name}, narrow`);
  check(await fits(narrow), `${name}: the page is wider than a narrow window`);
  await narrow.screenshot({ path: picture("narrow"), fullPage: true });
  await narrow.context().close();

  // By keyboard only: the order by a list and by a column's head, the filter, and back.
  const page = await open(file);
  const listed = await rows(page);
  check(listed.length > 1, `${name}: fewer than two candidates`);
  const heads = await page.locator(".matrix thead button").count();
  check(heads > 2, `${name}: the columns can't be sorted`);
  const last = page.locator(".matrix thead button").last();
  const column = await last.locator("..").evaluate(head => head.cellIndex);
  await last.focus();
  await page.keyboard.press("Enter");
  check((await last.locator("..").getAttribute("aria-sort")) === "descending", `${name}: the order isn't told`);
  const values = () => page.locator(".matrix tbody tr").evaluateAll(
    (all, i) => all.map(r => r.cells[i].dataset.v ?? ""), column);
  const numbers = (await values()).filter(v => v !== "").map(Number);
  check(numbers.every((v, i) => i === 0 || numbers[i - 1] >= v), `${name}: not sorted: ${numbers}`);
  const without = (await values()).slice(0, -numbers.length || undefined);
  check(without.every(v => v === ""), `${name}: who has no value doesn't stand first`);
  await page.keyboard.press("Enter");
  const rising = (await values()).filter(v => v !== "").map(Number);
  check(rising.every((v, i) => i === 0 || rising[i - 1] <= v), `${name}: not turned round: ${rising}`);
  await page.locator("#order").focus();
  await page.keyboard.press("Home");
  check((await rows(page)).join() === listed.join(), `${name}: the order of the list doesn't come back`);
  await page.locator("#search").focus();
  await page.keyboard.type(listed[1].slice(0, 30));
  check((await rows(page)).includes(listed[1]), `${name}: the filter loses who was looked for`);
  const hidden = await page.locator(".matrix tbody tr:not(:visible)").count();
  check(hidden > 0 || listed.length < 2, `${name}: the filter hides nobody`);
  check((await page.locator("#status").textContent()).startsWith(`${listed.length - hidden} of ${listed.length}`),
    `${name}: the number of shown candidates isn't told`);
  await page.context().close();

  const still = await open(file, { javaScriptEnabled: false });
  check(await still.locator(".matrix").isVisible(), `${name}: no table without the script`);
  check(!(await still.locator("#tools").isVisible()), `${name}: tools that do nothing are shown without the script`);
  const summary = still.locator("details > summary").last();
  await summary.click();
  check(await still.locator("details > :not(summary)").last().isVisible(), `${name}: nothing unfolds without the script`);
  await still.context().close();

  const printed = await open(file);
  await printed.emulateMedia({ media: "print", colorScheme: "dark" });
  check(!(await printed.locator("#tools").isVisible()), `${name}: the tools are printed`);
  const paper = await printed.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check(paper === "rgb(255, 255, 255)", `${name}: printed on ${paper}`);
  // What is folded in the agenda is printed candidate by candidate, once.
  for (const quote of await printed.locator("details.person:not([open]) blockquote").all()) {
    check((await quote.boundingBox())?.height > 0, `${name}: folded evidence isn't printed`);
  }
  await printed.pdf({ path: join(pictures, `${name}-printed.pdf`), preferCSSPageSize: true });
  await printed.context().close();
}

await browser.close();
for (const fault of faults) console.error(`FAULT ${fault}`);
console.log(`${checks - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length > 0 ? 1 : 0);
