// What ical.js says of calendar files: the same lines as read.py.
import fs from "node:fs";
import ICAL from "ical.js";

const [first, last, zone, ...files] = process.argv.slice(2);

/** The minute from 1970 in UTC at which the clocks of `zone` show `time`; of two the first. */
function byClock(time, zone) {
  const shown = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute) / 60000;
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const clock = (minute) => {
    const [, day, month, year, hour, min] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(format.format(minute * 60000));
    return Date.UTC(year, month - 1, day, hour, min) / 60000;
  };
  for (let at = shown - 14 * 60; at <= shown + 12 * 60; at += 15) if (clock(at) === shown) return at;
  throw new Error(`no ${time} in ${zone}`);
}

const minute = (time, own) => (time.zone === ICAL.Timezone.localTimezone ? byClock(time, own) : time.toUnixTime() / 60);

for (const file of files) {
  const parsed = ICAL.parse(fs.readFileSync(file, "utf8"));
  for (const jcal of Array.isArray(parsed[0]) ? parsed : [parsed]) {
    const calendar = new ICAL.Component(jcal);
    const byTitle = calendar.getFirstPropertyValue("x-wr-timezone") ?? zone;
    // A zone that the file names and doesn't define is that of the time zone database.
    const ownZone = (component) => component.getFirstProperty("dtstart")?.getFirstParameter("tzid") || byTitle;
    const [from, to] = [first, last].map((day) => byClock(ICAL.Time.fromDateString(day), zone));
    const components = calendar.getAllSubcomponents("vevent");
    for (const component of components) {
      const event = new ICAL.Event(component);
      const own = ownZone(component);
      const status = component.getFirstPropertyValue("status") ?? "CONFIRMED";
      const times = [minute(event.startDate, own), minute(event.endDate, own)];
      console.log(["event", file, event.uid, event.sequence ?? 0, status, ...times, (event.summary ?? "").replaceAll("\n", " ")].join("\t"));
    }
    const isFree = (c) => c.getFirstPropertyValue("status") === "CANCELLED" || c.getFirstPropertyValue("transp") === "TRANSPARENT";
    const busy = (component, start, end) => {
      const own = start.isDate ? byTitle : ownZone(component);
      const [a, b] = [minute(start, own), minute(end, own)];
      if (!isFree(component) && a < to && b > from) console.log(["busy", file, a, b].join("\t"));
    };
    for (const list of calendar.getAllSubcomponents("vfreebusy")) {
      for (const period of list.getAllProperties("freebusy").flatMap((p) => p.getValues())) busy(list, period.start, period.getEnd());
    }
    const exceptions = components.filter((c) => c.hasProperty("recurrence-id"));
    for (const component of components.filter((c) => !c.hasProperty("recurrence-id"))) {
      const uid = component.getFirstPropertyValue("uid");
      const event = new ICAL.Event(component, { exceptions: exceptions.filter((c) => c.getFirstPropertyValue("uid") === uid) });
      if (!event.isRecurring()) {
        busy(component, event.startDate, event.endDate);
        continue;
      }
      const iterator = event.iterator();
      for (let next = iterator.next(); next && minute(next, ownZone(component)) < to + 60 * 24 * 31; next = iterator.next()) {
        const occurrence = event.getOccurrenceDetails(next);
        busy(occurrence.item.component, occurrence.startDate, occurrence.endDate);
      }
    }
  }
}
