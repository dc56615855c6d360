// A page of headless Chromium in which pdf.js can be imported as /pdf.mjs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export async function launched(executablePath) {
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
  return { browser, page };
}
