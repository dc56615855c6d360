// Fills a PDF's form with pdf.js in headless Chromium and saves it: node fill.mjs CHROMIUM JOBS.json
//
// A job has `from`, `to` and `values`: by the name of a field its text, or the state of the box that is ticked.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [executablePath, jobs] = process.argv.slice(2);
const here = createRequire(import.meta.url);
const files = {
  "/pdf.mjs": readFileSync(here.resolve("pdfjs-dist/legacy/build/pdf.mjs")),
  "/pdf.worker.mjs": readFileSync(here.resolve("pdfjs-dist/legacy/build/pdf.worker.mjs")),
};
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
// A module can't be loaded from a file: this answers in the browser's place, and nothing leaves it.
await page.route("**/*", route => {
  const body = files[new URL(route.request().url()).pathname];
  if (body) return route.fulfill({ body, contentType: "text/javascript" });
  return route.fulfill({ body: "<!doctype html><title>pdf.js</title>", contentType: "text/html" });
});
await page.goto("http://pdf.invalid/");
for (const { from, to, values } of JSON.parse(readFileSync(jobs, "utf8"))) {
  const data = [...readFileSync(from)];
  const filled = await page.evaluate(async ({ data, values }) => {
    const pdfjs = await import("/pdf.mjs");
    pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.mjs";
    const pdf = await pdfjs.getDocument({ data: new Uint8Array(data) }).promise;
    let set = 0;
    for (let n = 1; n <= pdf.numPages; n += 1) {
      const page = await pdf.getPage(n);
      for (const field of await page.getAnnotations()) {
        if (field.subtype !== "Widget" || !(field.fieldName in values)) continue;
        const value = values[field.fieldName];
        // As its viewer does: the box that is ticked gets true, the others of its group false.
        pdf.annotationStorage.setValue(field.id, { value: field.radioButton ? field.buttonValue === value : value });
        set += 1;
      }
    }
    return [set, [...await pdf.saveDocument()]];
  }, { data, values });
  if (filled[0] < Object.keys(values).length) throw new Error(`only ${filled[0]} fields were found in ${from}`);
  writeFileSync(to, Uint8Array.from(filled[1]));
}
await browser.close();
