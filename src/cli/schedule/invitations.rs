//! Calendar files: one a person, and one an event where these are asked for.

use super::agenda::Agenda;
use super::conversations::Conversation;
use super::issued::IssuedEvents;
use super::people::PersonId;
use crate::calendar::{
    Attachment, Attendee, CalendarEvent, Method, OwnCalendar, is_address, own_calendar, write_calendar,
};
use crate::cli::args::ScheduleArgs;
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::diag::{Diagnostic, Failure};
use crate::limits::CALENDAR_FILE;
use crate::opening::files::{
    CALENDAR, ConversationFiles, INVITATIONS, PersonKind, calendar_event, calendar_file, letter_file,
    namesakes,
};
use crate::opening::{LoopFolder, Part};
use crate::text::{count, fnv1a, fold, is_are, join};
use crate::walk::Walk;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How the UID of each event of the kit ends.
const UID_END: &str = "@panelkit";

/// Adds the calendar files of everybody to `outputs`; returns what was noticed.
pub(super) fn add(
    outputs: &mut Outputs,
    folder: &LoopFolder,
    all: &Agenda<'_>,
    args: &ScheduleArgs,
    config: &Config,
) -> Result<Vec<Diagnostic>, Failure> {
    let mut issued = IssuedEvents::of(folder)?;
    let mut maker = EventMaker { folder, all, args, config, missing: Vec::new() };
    let before = Earlier::of(folder);
    let each = args.each || before.has_single_events();
    let mut files: BTreeMap<String, (String, Vec<CalendarEvent>)> = BTreeMap::new();
    for person in maker.everybody() {
        let mut events = Vec::new();
        for c in all.conversations {
            let Some(mut event) = maker.event(c, person) else { continue };
            if event.cancelled && !issued.knows(&event.uid) {
                continue;
            }
            let own = issued.issue(&event.uid, &state(&event, c, person), None, all.now);
            (event.sequence, event.stamp) = (own.sequence, own.stamp);
            events.push((c, event));
        }
        if events.is_empty() {
            continue;
        }
        let name = all.people.name(person).to_owned();
        if each {
            for (c, event) in &events {
                let path = maker.event_file(c, person);
                files.insert(path, (name.clone(), vec![event.clone()]));
            }
        }
        // What is attached goes with the single event only, where there is one.
        let events = events
            .into_iter()
            .map(|(_, event)| if each { CalendarEvent { attachment: None, ..event } } else { event });
        files.insert(calendar_file(kind(person), maker.slug(person), "ics"), (name, events.collect()));
    }
    before.cancel_the_rest(&mut files, &mut issued, all.now);
    for (path, (name, mut events)) in files {
        events.sort_by(|a, b| (a.start, &a.uid).cmp(&(b.start, &b.uid)));
        let single = path.matches('/').count() > 1;
        let answers = events.iter().all(|e| e.organiser.is_some() && !e.attendees.is_empty());
        let method = match events.as_slice() {
            [event] if single && answers => {
                if event.cancelled {
                    Method::Cancel
                } else {
                    Method::Request
                }
            }
            _ => Method::Import,
        };
        outputs.add(folder.path(&path), write_calendar(&name, method, all.zone, &events), Owner::Kit);
    }
    outputs.add(folder.path(INVITATIONS), issued.content(), Owner::Kit);
    Ok(maker.notes())
}

/// What an event says, as a hash: a change of it is told to calendars. It is the same for all who have the event.
fn state(event: &CalendarEvent, c: &Conversation, person: PersonId) -> String {
    let seats: Vec<&str> = match person {
        PersonId::Candidate(_) => Vec::new(),
        PersonId::Interviewer(_) => c.seats.iter().map(|s| s.interviewer.as_str()).collect(),
    };
    let attendees: Vec<String> = event.attendees.iter().map(|a| format!("{} {}", a.name, a.email)).collect();
    let organiser = event.organiser.as_ref().map_or("", |o| o.email.as_str());
    let text = format!(
        "{}\n{}\n{}\n{}\n{}\n{organiser}\n{}\n{}",
        event.start,
        event.minutes,
        event.cancelled,
        event.summary,
        event.place,
        attendees.join("\n"),
        seats.join("\n")
    );
    format!("{:016x}", fnv1a(text.as_bytes()))
}

fn kind(person: PersonId) -> PersonKind {
    match person {
        PersonId::Candidate(_) => PersonKind::Candidate,
        PersonId::Interviewer(_) => PersonKind::Interviewer,
    }
}

struct EventMaker<'a> {
    folder: &'a LoopFolder,
    all: &'a Agenda<'a>,
    args: &'a ScheduleArgs,
    config: &'a Config,
    /// What was to be attached and isn't there.
    missing: Vec<String>,
}

impl EventMaker<'_> {
    fn everybody(&self) -> Vec<PersonId> {
        let candidates = (0..self.all.people.candidates.len()).map(PersonId::Candidate);
        candidates.chain((0..self.all.people.interviewers.len()).map(PersonId::Interviewer)).collect()
    }

    fn slug(&self, person: PersonId) -> &str {
        match person {
            PersonId::Candidate(i) => &self.all.people.slugs[i],
            PersonId::Interviewer(i) => &self.all.people.interviewers[i].slug,
        }
    }

    /// The file of one event alone.
    fn event_file(&self, c: &Conversation, person: PersonId) -> String {
        let of = match person {
            PersonId::Candidate(_) => None,
            PersonId::Interviewer(_) => Some(self.all.people.slugs[c.candidate].as_str()),
        };
        calendar_event(kind(person), self.slug(person), of, c.round, &c.id)
    }

    /// The event of a conversation in a person's calendar; none where it has no time, or isn't theirs.
    fn event(&mut self, c: &Conversation, person: PersonId) -> Option<CalendarEvent> {
        let people = self.all.people;
        let start = c.starts?;
        let seat = match person {
            PersonId::Candidate(i) if i == c.candidate => None,
            PersonId::Candidate(_) => return None,
            PersonId::Interviewer(i) => {
                Some(c.seats.iter().find(|s| people.interviewer(&s.interviewer) == Some(i))?)
            }
        };
        let candidate = &people.candidates[c.candidate];
        let audience = if seat.is_some() { "panel" } else { "candidate" };
        let key = format!("{}\n{}\n{}\n{audience}", self.all.plan.id, fold(&candidate.name), c.id);
        let mut event = CalendarEvent {
            uid: format!("{}-{:016x}-{audience}{UID_END}", self.all.plan.id, fnv1a(key.as_bytes())),
            start,
            minutes: i64::from(c.minutes),
            place: c.place.clone(),
            cancelled: !c.takes_place(),
            organiser: people.organiser.clone(),
            ..CalendarEvent::default()
        };
        if let Some(seat) = seat {
            event.summary = format!("{}: {}", c.title, candidate.name);
            event.attendees = c
                .seats
                .iter()
                .filter_map(|s| people.interviewer(&s.interviewer))
                .map(|i| Attendee {
                    name: people.interviewers[i].name.clone(),
                    email: people.interviewers[i].email.clone(),
                })
                .filter(|a| is_address(&a.email))
                .collect();
            let files = ConversationFiles {
                candidate: &people.slugs[c.candidate],
                round: c.round,
                round_id: &c.id,
                interviewer: Some(&seat.interviewer),
                namesakes: namesakes(c.seats.iter().map(|s| s.interviewer.as_str()), &seat.interviewer),
            };
            let packet = files.packet("pdf");
            event.description = self.for_interviewer(c, seat.part, &seat.interviewer, &packet);
            event.attachment = self.attachment(&packet, event.cancelled);
        } else {
            let organisation = self.config.settings.organisation.as_deref().unwrap_or_default();
            event.summary = match organisation {
                "" => format!("Interview: {}", c.title),
                name => format!("Interview with {name}: {}", c.title),
            };
            let email = candidate.email.clone().unwrap_or_default();
            event
                .attendees
                .extend(is_address(&email).then(|| Attendee { name: candidate.name.clone(), email }));
            event.description = self.for_candidate(c);
            event.attachment =
                self.attachment(&letter_file(&people.slugs[c.candidate], "brief", "pdf"), event.cancelled);
        }
        Some(event)
    }

    fn for_interviewer(&self, c: &Conversation, part: Part, name: &str, packet: &str) -> String {
        let mut text = format!(
            "Candidate: {}\nRound {} of {}: {}, {}\n",
            c.name,
            c.round + 1,
            self.all.plan.rounds.len(),
            c.title,
            count(c.minutes as usize, "minute")
        );
        text.push_str(match part {
            Part::Lead => "You lead it.",
            Part::Second => "You rate too, sealed from the lead.",
            Part::Shadow => "You sit in as a trainee; your ratings never count.",
        });
        let others: Vec<&str> = c
            .seats
            .iter()
            .map(|s| s.interviewer.as_str())
            .filter(|n| !n.is_empty() && fold(n) != fold(name))
            .collect();
        if !others.is_empty() {
            let _ = write!(text, " With {}.", join(&others, "and"));
        }
        let _ = write!(text, "\nPacket: {packet} in the opening's folder");
        text
    }

    fn for_candidate(&self, c: &Conversation) -> String {
        let mut text = format!("{}, {}", c.title, count(c.minutes as usize, "minute"));
        let names: Vec<&str> =
            c.seats.iter().map(|s| s.interviewer.as_str()).filter(|n| !n.is_empty()).collect();
        if self.args.names && !names.is_empty() {
            let _ = write!(text, ", with {}", join(&names, "and"));
        }
        text.push_str(".\nWhat to expect and how to prepare stands in the brief.");
        if let Some(contact) = &self.config.settings.contact {
            let _ = write!(text, "\nQuestions, or something that should be different for you: {contact}");
        }
        text
    }

    /// The file at `path` of the loop, where files are attached.
    fn attachment(&mut self, path: &str, cancelled: bool) -> Option<Attachment> {
        if !self.args.attach || cancelled {
            return None;
        }
        let bytes = CALENDAR_FILE.read(&self.folder.path(path)).ok();
        if bytes.is_none() && !self.missing.iter().any(|m| m == path) {
            self.missing.push(path.to_owned());
        }
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        bytes.map(|bytes| Attachment { name, bytes })
    }

    fn notes(self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if let Some(first) = self.missing.first() {
            let (files, are) = (count(self.missing.len(), "file"), is_are(self.missing.len()));
            let message = format!("{files} {are} not there to be attached, such as {first}");
            let hint = "print them first: panelkit packet LOOP, panelkit brief LOOP";
            notes.push(Diagnostic::warning("not-printed", message).hint(hint));
        }
        let people = self.all.people;
        if people.organiser.is_none() {
            let message = "the calendar files invite nobody: it isn't known who invites";
            let hint = "in panelkit.toml: contact = \"Mia Berg, mia@acme.example\"";
            notes.push(Diagnostic::note("no-organiser", message).hint(hint));
        } else {
            let addresses = people.interviewers.iter().map(|i| (&i.name, i.email.as_str()));
            let addresses = addresses
                .chain(people.candidates.iter().map(|c| (&c.name, c.email.as_deref().unwrap_or_default())));
            for (name, email) in addresses.filter(|(_, email)| !email.is_empty() && !is_address(email)) {
                let message =
                    format!("`{email}` can't stand in a calendar as an e-mail address: {name} isn't invited");
                let hint = "candidates.csv and panel.csv have a column `email`";
                notes.push(Diagnostic::warning("bad-address", message).hint(hint));
            }
            let without = people.interviewers.iter().filter(|i| i.email.is_empty()).map(|i| i.name.as_str());
            let meets =
                |at: usize| self.all.conversations.iter().any(|c| c.candidate == at && c.starts.is_some());
            let candidates = people.candidates.iter().enumerate();
            let candidates =
                candidates.filter(|(at, c)| c.email.is_none() && meets(*at)).map(|(_, c)| c.name.as_str());
            let without: Vec<&str> = without.chain(candidates).collect();
            if !without.is_empty() {
                let message =
                    format!("no address is known of {}: they aren't invited", join(&without, "and"));
                let hint = "candidates.csv and panel.csv have a column `email`";
                notes.push(Diagnostic::note("no-address", message).hint(hint));
            }
        }
        notes
    }
}

/// The calendar files of earlier runs, by their names in the loop, with their events.
struct Earlier {
    files: BTreeMap<String, OwnCalendar>,
}

impl Earlier {
    fn of(folder: &LoopFolder) -> Self {
        let root = folder.path(CALENDAR);
        let mut files = BTreeMap::new();
        for path in Walk::INSIDE.through(&[&root]).files {
            let is_calendar = path.extension().is_some_and(|e| e == "ics");
            let Ok(inside) = path.strip_prefix(folder.root()) else { continue };
            let parts: Vec<String> = inside.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            let Some(text) = is_calendar.then(|| CALENDAR_FILE.read_text(&path).ok()).flatten() else {
                continue;
            };
            let calendar = own_calendar(&text);
            // Somebody may have put a calendar of their own there.
            if !calendar.events.is_empty() && calendar.events.iter().all(|e| e.uid.ends_with(UID_END)) {
                files.insert(parts.join("/"), calendar);
            }
        }
        Self { files }
    }

    fn has_single_events(&self) -> bool {
        self.files.keys().any(|path| path.matches('/').count() > 1)
    }

    /// Adds to `files` what stood in an earlier one and is nobody's now, as cancelled: a calendar forgets nothing by itself.
    /// What is over stays as it is.
    fn cancel_the_rest(
        self,
        files: &mut BTreeMap<String, (String, Vec<CalendarEvent>)>,
        issued: &mut IssuedEvents,
        now: i64,
    ) {
        for (path, OwnCalendar { name, events }) in self.files {
            let current = files.get(&path).map(|(_, events)| events.clone()).unwrap_or_default();
            for mut event in events {
                if current.iter().any(|c| c.uid == event.uid) {
                    continue;
                }
                if !event.cancelled && event.start >= now {
                    event.cancelled = true;
                    // For others the event may go on, under the same number.
                    let on = files.values().flat_map(|(_, e)| e).find(|e| e.uid == event.uid && !e.cancelled);
                    if let Some(on) = on {
                        event.sequence = on.sequence.max(event.sequence + 1);
                    } else {
                        let own = issued.issue(&event.uid, "cancelled", Some(event.sequence), now);
                        event.sequence = own.sequence;
                    }
                    event.stamp = now;
                }
                files.entry(path.clone()).or_insert_with(|| (name.clone(), Vec::new())).1.push(event);
            }
        }
    }
}
