// Fills a PDF's form with pdf.js in headless Chromium and saves it: node fill.mjs CHROMIUM JOBS.json
//
// A job has `from`, `to` and `values`: by the name of a field its text, or the state of the box that is ticked.
import { readFileSync, writeFileSync } from "node:fs";
import { launched } from "./pdfjs.mjs";

const [executablePath, jobs] = process.argv.slice(2);
const { browser, page } = await launched(executablePath);
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
