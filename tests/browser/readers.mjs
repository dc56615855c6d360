// Reads PDFs with pdf.js, which stops at the first error, and Markdown with markdownlint: node readers.mjs CHROMIUM LIST.json
import { readFileSync } from "node:fs";
import { lint } from "markdownlint/sync";
import { launched } from "./pdfjs.mjs";

const [executablePath, list] = process.argv.slice(2);
const { pdfs, markdown } = JSON.parse(readFileSync(list, "utf8"));
// A blank at the end of a code span may be what a handout is about.
const config = { default: true, MD013: false, MD038: false };
const found = lint({ files: markdown, config });
const wrong = Object.entries(found).flatMap(([file, all]) => all.map(e => `${file}:${e.lineNumber} ${e.ruleNames[0]} ${e.ruleDescription}`));
if (wrong.length) throw new Error(`markdownlint finds ${wrong.length}:\n${wrong.slice(0, 20).join("\n")}`);
console.log(`markdownlint finds nothing in ${markdown.length} files`);

const { browser, page } = await launched(executablePath);
const said = [];
page.on("console", message => said.push(message.text()));
let pages = 0, words = 0, elements = 0;
for (const file of pdfs) {
  const read = await page.evaluate(async data => {
    const pdfjs = await import("/pdf.mjs");
    pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.mjs";
    const pdf = await pdfjs.getDocument({ data: new Uint8Array(data), stopAtErrors: true, verbosity: 1 }).promise;
    const out = { pages: pdf.numPages, words: 0, elements: 0, roles: {} };
    const count = node => {
      if (!node.role) return;
      out.elements += 1;
      out.roles[node.role] = (out.roles[node.role] || 0) + 1;
      node.children?.forEach(count);
    };
    for (let n = 1; n <= pdf.numPages; n += 1) {
      const one = await pdf.getPage(n);
      const viewport = one.getViewport({ scale: 0.3 });
      const canvas = Object.assign(document.createElement("canvas"), { width: viewport.width, height: viewport.height });
      await one.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
      const { items } = await one.getTextContent();
      out.words += items.map(item => item.str).join(" ").split(/\s+/).filter(Boolean).length;
      const tree = await one.getStructTree();
      if (tree) count(tree);
    }
    return out;
  }, [...readFileSync(file)]);
  for (const role of ["H1", "P"]) if (!read.roles[role]) throw new Error(`pdf.js sees no ${role} in ${file}`);
  if (said.length) throw new Error(`pdf.js says of ${file}: ${said.join("; ")}`);
  pages += read.pages; words += read.words; elements += read.elements;
}
await browser.close();
console.log(`pdf.js draws ${pages} pages of ${pdfs.length} PDFs without a word: ${words} words, ${elements} elements of structure`);
