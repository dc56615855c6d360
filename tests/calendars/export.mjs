// What a program exports that took a calendar file in with ical.js.
import fs from "node:fs";
import ICAL from "ical.js";

process.stdout.write(ICAL.stringify(ICAL.parse(fs.readFileSync(process.argv[2], "utf8"))) + "\r\n");
