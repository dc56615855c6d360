// Opens every page of the loops that hostile.py played, and what a reader of Markdown makes of every text, in headless
// Chromium: no script of a text runs, nothing is asked of the net, no policy is broken, and a link says where it leads.
//
// node hostile.mjs CHROMIUM FILES.json
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { micromark } from "micromark";
import { gfmTable, gfmTableHtml } from "micromark-extension-gfm-table";
import { gfmAutolinkLiteral, gfmAutolinkLiteralHtml } from "micromark-extension-gfm-autolink-literal";
import { chromium } from "playwright-core";

const [executablePath, list] = process.argv.slice(2);
const files = JSON.parse(readFileSync(list, "utf8"));
const faults = [];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** The page that a reader makes of Markdown which shields from nothing. */
function rendered(file) {
  const body = micromark(readFileSync(file, "utf8"), {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfmTable(), gfmAutolinkLiteral()],
    htmlExtensions: [gfmTableHtml(), gfmAutolinkLiteralHtml()],
  });
  writeFileSync(`${file}.html`, `<!doctype html><meta charset=utf-8><title>t</title>\n${body}`);
  return `${file}.html`;
}

const context = await browser.newContext();
let own, now;
const fault = text => faults.push(`${now}: ${text}`);
await context.exposeFunction("hit", n => fault(`the script of the text ${n} runs`));
await context.addInitScript(() => {
  document.addEventListener("securitypolicyviolation", e =>
    window.hit(`(${e.violatedDirective} ${e.blockedURI} ${e.sample})`));
});
await context.route("**", route => {
  const url = route.request().url();
  if (url === own) return route.continue();
  fault(`asks for ${url}`);
  return route.abort();
});
context.on("dialog", dialog => { fault("opens a dialog"); dialog.dismiss(); });

/** What must not stand in a page, whether or not it would do anything. */
function inspect() {
  const found = [];
  const loads = "img,iframe,object,embed,base,link,audio,video,source,math,form:not([method=dialog]),meta[http-equiv=refresh]";
  for (const e of document.querySelectorAll(loads)) found.push(`holds ${e.outerHTML.slice(0, 200)}`);
  for (const e of document.querySelectorAll("*")) {
    for (const { name, value } of e.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || (name === "style" && /url|hostile|hit/.test(value))) found.push(`has ${name}=${value.slice(0, 100)}`);
    }
  }
  for (const a of document.querySelectorAll("a[href]")) {
    const url = a.getAttribute("href");
    if (url.startsWith("#")) continue;
    const plain = url.replace(/^mailto:/, "");
    const decoded = text => { try { return decodeURI(text); } catch { return text; } };
    const bare = text => text.replace(/^https?:\/\//, "").replace(/\/$/, "");
    if (!/^(https?|mailto):/.test(url)) found.push(`links to ${url}`);
    // The address stands in the link or right behind it.
    const shown = a.textContent + (a.nextSibling?.textContent ?? "");
    if (!shown.includes(bare(plain)) && !shown.includes(bare(decoded(plain)))) found.push(`hides that \`${a.textContent}\` leads to ${url}`);
  }
  return found;
}

let pages = 0, pressed = 0;

/** Opens the page, and does with it what a person might. */
async function look(file) {
  const kit = file.endsWith(".html");
  now = file;
  const path = kit ? file : rendered(file);
  own = pathToFileURL(path).href;
  const page = await context.newPage();
  page.on("pageerror", e => fault(`fails: ${e.message}`));
  await page.goto(own, { timeout: 120_000 });
  if (kit && !(await page.locator("meta[http-equiv=Content-Security-Policy]").count())) fault("has no policy");
  (await page.evaluate(inspect)).forEach(fault);
  if (kit) {
    // All that a person could press, and hostile texts where one can write.
    pressed += await page.evaluate(() => {
      const text = `"><img src=x onerror="hit('typed')"><script>hit('typed')</script>`;
      for (const e of document.querySelectorAll("input[type=text],input[type=search],input:not([type]),textarea")) {
        e.value = text;
        e.dispatchEvent(new Event("input", { bubbles: true }));
        e.dispatchEvent(new Event("change", { bubbles: true }));
      }
      const all = [...document.querySelectorAll("button,summary,select,input[type=radio],input[type=checkbox]")];
      const prints = e => /print|share|save|remove|load/i.test(e.textContent + e.id);
      for (const e of all.filter(e => !prints(e))) e.click();
      for (const e of document.querySelectorAll("*")) e.dispatchEvent(new MouseEvent("mouseover", { bubbles: false }));
      return all.length;
    });
    await page.emulateMedia({ media: "print" });
    (await page.evaluate(inspect)).forEach(fault);
  }
  pages += 1;
  await page.close();
}

// What is looked for is found.
const trap = `${list}.trap.html`;
writeFileSync(trap, `<!doctype html><meta http-equiv=Content-Security-Policy content="img-src 'none'"><title>t</title>
<script>hit(1)</script><img src="//hostile.example/a"><p onclick="hit(2)">p</p><a href="javascript:hit(3)">a</a>
<a href="http://hostile.example/b">b</a><iframe src="http://hostile.example/c"></iframe>`);
await look(trap);
for (const sign of ["text 1 runs", "img-src", "onclick", "javascript:", "hides that `b`", "asks for http://hostile.example/c"]) {
  if (!faults.some(fault => fault.includes(sign))) throw new Error(`a trap isn't found: ${sign} in ${faults.join("; ")}`);
}
faults.length = pages = pressed = 0;

for (const file of files.pages) await look(file);
await browser.close();
for (const text of [...new Set(faults)].slice(0, 40)) console.error(`FAULT ${text}`);
console.log(`${pages} pages with hostile texts were opened, ${pressed} things pressed: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
