//! What people bring: calendars, advertisements, and lists of questions.

use super::bounds::within_bounds;
use panelkit::bank::{Bank, QuestionLint, SourceFile, id_fault, prefilled};
use panelkit::calendar::{Zone, read_busy};
use panelkit::import::{BankNames, ImportDefaults, ListReader, file_name};
use panelkit::plan::{JobAd, Market};
use panelkit::sheet::SheetReader;
use panelkit::text::term_key;
use panelkit::timetable::{Span, SpanSet};
use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(None).expect("the built-in bank"));
static MARKET: LazyLock<Market<'static>> = LazyLock::new(|| Market::new(&BANK));
static NAMES: LazyLock<BankNames<'static>> = LazyLock::new(|| BankNames::of(&BANK));
static LINT: LazyLock<QuestionLint> = LazyLock::new(|| {
    let mut files = Bank::files(None).expect("the built-in bank");
    files.retain(|f| !f.is_question());
    QuestionLint::new(&files)
});

/// The first minutes of 2026 and of 2027.
const YEAR: Span = Span { from: 29_453_760, to: 29_979_360 };
/// The first three weeks of December 2026.
const WEEKS: Span = Span { from: 29_934_720, to: 29_964_960 };

/// A calendar with the times at which somebody is busy, within bounds: within a few weeks they are busy when they are
/// within the year.
pub fn calendar(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let zone = Zone::named("Europe/Berlin").expect("a zone");
    within_bounds(data, |_| {
        let [year, weeks] = [YEAR, WEEKS].map(|window| read_busy("any.ics", text, &zone, window));
        if let Err(failure) = &year {
            assert!(!failure.0.is_empty(), "a calendar that can't be read has a reason");
        }
        let (Ok(year), Ok(weeks)) = (year, weeks) else { return };
        assert!(year.value.busy.spans().iter().all(|span| span.overlaps(YEAR)));
        assert_eq!(cut(&year.value.busy), cut(&weeks.value.busy));
    });
}

/// What lies within the weeks.
fn cut(busy: &SpanSet) -> SpanSet {
    SpanSet::of(busy.spans().iter().map(|s| Span::new(s.from.max(WEEKS.from), s.to.min(WEEKS.to))))
}

/// A job advertisement as text, web page, PDF or document of a word processor, within bounds: what it is read to say stands
/// in the line that is named.
pub fn advertisement(data: &[u8]) {
    within_bounds(data, |data| {
        let lines = match SheetReader::default().read_prose("ad", data) {
            Ok(lines) => lines,
            Err(failure) => {
                return assert!(!failure.0.is_empty(), "an advertisement that can't be read has a reason");
            }
        };
        let ad = JobAd::read(&MARKET, &lines);
        for quoted in ad.roles.iter().chain(&ad.levels) {
            assert_eq!(lines[quoted.line.number - 1].text.trim(), &*quoted.line.text);
        }
        for role in &BANK.roles {
            let stacks = ad.stacks(&MARKET, role);
            assert!(ad.fits(role) <= stacks.len() && stacks.len() == ad.technologies());
            for stack in stacks {
                assert!(term_key(&stack.line.text).contains(&term_key(&stack.name)), "{stack:?}");
            }
        }
    });
}

/// The most questions of a list that are looked at one by one.
const MOST_QUESTIONS: usize = 20;

/// A list of questions behind its name, such as `list.yaml`, within bounds: each question has an id of its own, and a file
/// that the reader of the bank takes for TOML.
pub fn questions(data: &[u8]) {
    let line = data.iter().position(|b| *b == b'\n').unwrap_or(data.len());
    let (name, list) = (String::from_utf8_lossy(&data[..line]), &data[(line + 1).min(data.len())..]);
    within_bounds(list, |list| {
        let reader = ListReader {
            bank: &BANK,
            names: &NAMES,
            sheets: &SheetReader::default(),
            headings: &[],
            defaults: ImportDefaults::default(),
        };
        let read = match reader.read(Path::new(&*name), list) {
            Ok(read) => read,
            Err(failure) => return assert!(!failure.0.is_empty(), "a list that can't be read has a reason"),
        };
        assert!(read.questions.len() <= read.entries);
        let ids: HashSet<&str> = read.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids.len(), read.questions.len());
        for question in read.questions.iter().take(MOST_QUESTIONS) {
            assert_eq!(id_fault(&question.id), None, "{}", question.id);
            let text = prefilled(&BANK, question.kind, None, &question.known);
            let file = SourceFile { name: file_name(question), shown: String::new(), text };
            let found = LINT.findings(&file);
            assert!(found.iter().all(|f| f.code != "toml"), "{found:?}: {}", file.text);
        }
    });
}
