"""What Python's icalendar says of calendar files: a line an event, and a line for each time that they take.

    read.py FROM TO ZONE FILE...      (two days, the zone of times that name none)

The lines have tabs: `event FILE UID SEQUENCE STATUS FROM TO SUMMARY` and `busy FILE FROM TO`, in minutes from 1970 in UTC.
"""
import datetime
import pathlib
import sys
import zoneinfo

import icalendar
import recurring_ical_events

first, last, zone, *files = sys.argv[1:]
zone = zoneinfo.ZoneInfo(zone)


def minute(moment, own):
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=own)
    return int(moment.timestamp()) // 60


for file in files:
    for calendar in icalendar.Calendar.from_ical(pathlib.Path(file).read_bytes(), multiple=True):
        name = calendar.get("X-WR-TIMEZONE")
        own = zoneinfo.ZoneInfo(str(name)) if name else zone
        for event in calendar.walk("VEVENT"):
            if event.errors:
                sys.exit(f"{file}: {event.errors}")
            fields = (event["UID"], event.get("SEQUENCE", 0), event.get("STATUS", "CONFIRMED"),
                      minute(event.start, own), minute(event.end, own), event.get("SUMMARY", "").replace("\n", " "))
            print("event", file, *fields, sep="\t")
        start, end = (datetime.datetime.fromisoformat(day).replace(tzinfo=zone) for day in (first, last))
        for event in recurring_ical_events.of(calendar, skip_bad_series=False).between(start, end):
            if event.get("STATUS") == "CANCELLED" or event.get("TRANSP") == "TRANSPARENT":
                continue
            print("busy", file, minute(event.start, own), minute(event.end, own), sep="\t")
        for busy in calendar.walk("VFREEBUSY"):
            for period in busy["FREEBUSY"]:
                if start < period.end and period.start < end:
                    print("busy", file, minute(period.start, own), minute(period.end, own), sep="\t")
