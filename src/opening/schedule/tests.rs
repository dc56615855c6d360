use super::*;
use crate::bank::Bank;
use crate::diag::Failure;
use crate::opening::Candidate;
use crate::plan::{Plan, Request, RoundPeople, choose};
use crate::sheet::SheetReader;

fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        rounds: vec!["coding:60".parse().unwrap(), "behavioral:45".parse().unwrap()],
        ..Request::default()
    };
    choose(&Bank::load(None).unwrap(), &request).unwrap().value
}

fn candidates() -> Vec<Candidate> {
    let named = |name: &str, id: &str| Candidate {
        name: name.into(),
        id: Some(id.into()),
        email: Some(format!("{id}@example.org")),
        ..Candidate::default()
    };
    vec![named("Ana Kovač", "C-1"), named("Zoë Ł", "C-2")]
}

fn read(text: &str) -> Result<ScheduleFile, Failure> {
    let sheets = SheetReader::default();
    read_schedule("schedule.csv", text.as_bytes(), &plan(), &candidates(), &sheets).map(|r| r.value)
}

fn seats(schedule: &Schedule, candidate: &str, round: usize) -> Vec<(String, Part, bool)> {
    schedule.seats(candidate, round).into_iter().map(|s| (s.interviewer, s.part, s.own)).collect()
}

const TEXT: &str = "Round;Interviewer;Part;Candidate;Starts;Remark\n\
                    coding;José;;;;x\ncoding;Mei;second;;;\nCoding;Eli;shadow;;;\n\
                    2;Sofía;lead;;;\ncoding;Ingrid;lead;c-2;03.12.2026 10:00;\n";

#[test]
fn a_row_for_one_replaces_that_of_the_round_and_part() {
    let file = read(TEXT).unwrap();
    let all = |who: &str| {
        vec![(who.to_owned(), Part::Lead), ("Mei".into(), Part::Second), ("Eli".into(), Part::Shadow)]
    };
    let plain = |c| -> Vec<_> { seats(&file.schedule, c, 0).into_iter().map(|(n, p, _)| (n, p)).collect() };
    assert_eq!(plain("ana kovač"), all("José"));
    assert_eq!(plain("Zoë Ł"), all("Ingrid"));
    let zoe = file.schedule.seats("Zoë Ł", 0);
    assert!(zoe[0].own && !zoe[1].own);
    assert_eq!(zoe[1].starts.unwrap().to_string(), "2026-12-03T10:00");
    assert_eq!(seats(&file.schedule, "Ana Kovač", 1), [("Sofía".into(), Part::Lead, false)]);
    assert_eq!(seats(&Schedule::default(), "Ana Kovač", 1), [(String::new(), Part::Lead, false)]);
}

#[test]
fn each_wrong_cell_is_told_with_its_place() {
    let text = "candidate,round,interviewer,part,starts,minutes,ends\n\
                ,codng,A,,,,\nAnna Kovač,coding,B,,,,\n,coding,C,leed,,,\n,coding,D,lead,,,\n,coding,E,lead,,,\n\
                ,behavioral,F,,2026-12-03T10:00+01:00,,2026-12-03T09:00+01:00\n,behavioral,G,second,04/12/2026 10:00,,\n\
                ,behavioral,H,second,2026-12-03,-5,\n,coding,E,second,,,\n";
    let failure = read(text).unwrap_err();
    let found: Vec<(&str, usize)> =
        failure.0.iter().map(|d| (d.code, d.place.as_ref().map_or(0, |p| p.line))).collect();
    assert_eq!(
        found,
        [
            ("unknown-round", 2),
            ("unknown-candidate", 3),
            ("unknown-part", 4),
            ("two-leads", 6),
            ("ends-early", 7),
            ("no-date", 8),
            ("no-date", 9),
            ("ends-early", 9),
            ("twice", 10),
        ],
        "{failure}"
    );
    assert!(failure.to_string().contains("did you mean lead?"), "{failure}");
}

#[test]
fn a_change_leaves_everything_else_as_it_is() {
    let plan = plan();
    let file = read(TEXT).unwrap();
    let change = |candidate: Option<&str>, part, names: &[&str], adds| SeatChange {
        candidate: candidate.map(str::to_owned),
        round: 0,
        part,
        names: names.iter().map(|n| (*n).to_owned()).collect(),
        adds,
        state: SeatState::Planned,
    };
    let (bytes, schedule) = file.changed(
        &plan,
        &[
            change(None, Part::Lead, &["Petra"], false),
            change(Some("Ana Kovač"), Part::Lead, &["Eli"], false),
            change(None, Part::Shadow, &["Pia"], true),
        ],
    );
    let text = String::from_utf8(bytes.unwrap()).unwrap();
    assert_eq!(
        text,
        "Round;Interviewer;Part;Candidate;Starts;Remark;state\n\
         coding;Petra;lead;;;x;planned\ncoding;Mei;second;;;\nCoding;Eli;shadow;;;\n\
         2;Sofía;lead;;;\ncoding;Ingrid;lead;c-2;03.12.2026 10:00;\n\
         coding;Eli;lead;Ana Kovač;;;planned\ncoding;Pia;shadow;;;;planned\n"
    );
    assert_eq!(read(&text).unwrap().schedule, schedule);
    // The same again changes nothing.
    let again = read(&text).unwrap().changed(&plan, &[change(None, Part::Lead, &["Petra"], false)]);
    assert_eq!(String::from_utf8(again.0.unwrap()).unwrap(), text);
}

#[test]
fn people_of_format_1_are_the_defaults() {
    let mut plan = plan();
    plan.people = vec![
        RoundPeople { lead: Some("José".into()), seconds: Vec::new(), shadows: vec!["Eli".into()] },
        RoundPeople { lead: Some("Sofía".into()), ..RoundPeople::default() },
    ];
    let file = read("round,interviewer\ncoding,Petra\n").unwrap().with_people_of(&plan);
    let who = file.schedule.people(2);
    assert_eq!(who[0].lead.as_deref(), Some("Petra"));
    assert_eq!((who[0].shadows.as_slice(), who[1].lead.as_deref()), (&["Eli".to_owned()][..], Some("Sofía")));
    let (bytes, schedule) = file.changed(&plan, &[]);
    let text = String::from_utf8(bytes.unwrap()).unwrap();
    assert_eq!(read(&text).unwrap().schedule.people(2), schedule.people(2));
}
