/* What libical says of calendar files: the same lines as read.py. What it finds wrong with a file ends it. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static icaltimezone *zone;
static time_t from, to;

static char *content(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    if (text && fread(text, 1, (size_t)size, file) != (size_t)size) text[0] = 0;
    fclose(file);
    return text;
}

/* Minutes from 1970: a day, and a time without a zone, are by the clock of the given one. */
static long minute(struct icaltimetype time) {
    const icaltimezone *own = icaltime_get_timezone(time);
    if (time.is_date) time.is_date = 0, time.hour = time.minute = time.second = 0, own = NULL;
    return (long)(icaltime_as_timet_with_zone(time, own ? own : zone) / 60);
}

static long moment(icalcomponent *event, icalproperty_kind kind) {
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    return minute(icalproperty_get_datetime_with_component(property, event));
}

static const char *text(icalcomponent *event, icalproperty_kind kind, const char *otherwise) {
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    return property ? icalproperty_get_value_as_string(property) : otherwise;
}

struct series { const char *file; icalcomponent *calendar, *event; };

static int is_replaced(struct series *series, time_t start) {
    const char *uid = icalcomponent_get_uid(series->event);
    icalcomponent *other = icalcomponent_get_first_component(series->calendar, ICAL_VEVENT_COMPONENT);
    for (; other; other = icalcomponent_get_next_component(series->calendar, ICAL_VEVENT_COMPONENT)) {
        if (other == series->event || !uid || !icalcomponent_get_uid(other) || strcmp(uid, icalcomponent_get_uid(other))) continue;
        if (icalcomponent_get_first_property(other, ICAL_RECURRENCEID_PROPERTY) &&
            moment(other, ICAL_RECURRENCEID_PROPERTY) == start / 60) return 1;
    }
    return 0;
}

static void busy(icalcomponent *event, struct icaltime_span *span, void *data) {
    (void)event;
    struct series *series = data;
    if (!is_replaced(series, span->start)) printf("busy\t%s\t%ld\t%ld\n", series->file, (long)(span->start / 60), (long)(span->end / 60));
}

static int complain(const char *file, icalcomponent *component) {
    int wrong = 0;
    icalproperty *error = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
    for (; error; error = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY), wrong = 1)
        fprintf(stderr, "%s: %s\n", file, icalproperty_get_xlicerror(error));
    icalcomponent *part = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; part; part = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) wrong |= complain(file, part);
    return wrong;
}

/* What a program exports that took the file in. */
static int export_again(const char *file) {
    char *bytes = content(file);
    icalcomponent *calendar = bytes ? icalparser_parse_string(bytes) : NULL;
    if (!calendar) return 1;
    fputs(icalcomponent_as_ical_string(calendar), stdout);
    icalcomponent_free(calendar);
    free(bytes);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "--export")) return export_again(argv[2]);
    zone = argc < 5 ? NULL : icaltimezone_get_builtin_timezone(argv[3]);
    if (!zone) return 2;
    icaltimezone_set_tzid_prefix("");
    char day[] = "00000000";
    for (int i = 1; i <= 2; i++) {
        sprintf(day, "%.4s%.2s%.2s", argv[i], argv[i] + 5, argv[i] + 8);
        *(i == 1 ? &from : &to) = (time_t)minute(icaltime_from_string(day)) * 60;
    }
    for (int i = 4; i < argc; i++) {
        char *bytes = content(argv[i]);
        icalcomponent *calendar = bytes ? icalparser_parse_string(bytes) : NULL;
        if (!calendar) return fprintf(stderr, "%s: this is no calendar\n", argv[i]), 1;
        /* Checks what RFC 5546 wants of each method too; both leave what they find in the calendar. */
        icalrestriction_check(calendar);
        if (!getenv("LAX") && complain(argv[i], calendar)) return 1;
        for (icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT); icalcompiter_deref(&at); icalcompiter_next(&at)) {
            icalcomponent *event = icalcompiter_deref(&at);
            long start = moment(event, ICAL_DTSTART_PROPERTY);
            long end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY)
                           ? moment(event, ICAL_DTEND_PROPERTY) : minute(icalcomponent_get_dtend(event));
            const char *status = text(event, ICAL_STATUS_PROPERTY, "CONFIRMED"), *summary = icalcomponent_get_summary(event);
            printf("event\t%s\t%s\t%d\t%s\t%ld\t%ld\t%s\n", argv[i], icalcomponent_get_uid(event),
                   icalcomponent_get_sequence(event), status, start, end, summary ? summary : "");
            if (!strcmp(status, "CANCELLED") || !strcmp(text(event, ICAL_TRANSP_PROPERTY, ""), "TRANSPARENT")) continue;
            struct series series = {argv[i], calendar, event};
            icalcomponent_foreach_recurrence(event, icaltime_from_timet_with_zone(from, 0, icaltimezone_get_utc_timezone()),
                                             icaltime_from_timet_with_zone(to, 0, icaltimezone_get_utc_timezone()), busy, &series);
        }
        icalcomponent *list = icalcomponent_get_first_component(calendar, ICAL_VFREEBUSY_COMPONENT);
        icalproperty *one = list ? icalcomponent_get_first_property(list, ICAL_FREEBUSY_PROPERTY) : NULL;
        for (; one; one = icalcomponent_get_next_property(list, ICAL_FREEBUSY_PROPERTY)) {
            struct icalperiodtype period = icalproperty_get_freebusy(one);
            if (minute(period.start) < to / 60 && minute(period.end) > from / 60)
                printf("busy\t%s\t%ld\t%ld\n", argv[i], minute(period.start), minute(period.end));
        }
        icalcomponent_free(calendar);
        free(bytes);
    }
    return 0;
}
