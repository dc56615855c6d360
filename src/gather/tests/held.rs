//! When the conversations took place.

use super::*;

#[test]
fn the_time_of_the_talk_is_kept_and_a_bad_one_costs_no_row() {
    let plan = plan();
    let text = card(&plan, "Zoë", "Ana Kovač", 0, "3");
    let rows = |held: [&str; 2]| {
        let mut at = 0;
        let lines = text.lines().map(|line| {
            let cell = if at == 0 { "held on" } else { held[usize::from(at > 1)] };
            at += 1;
            format!("{cell},{line}\n")
        });
        lines.collect::<String>()
    };
    for (held, kept, found) in [
        (["2026-12-03T10:00+01:00", ""], Some("2026-12-03T10:00+01:00"), false),
        (["", "2026-12-03"], Some("2026-12-03"), false),
        (["2026-12-03", "2026-12-03 10:00"], Some("2026-12-03"), false),
        (["Thursday", "2026-12-03"], Some("2026-12-03"), true),
        (["2026-12-03", "2026-12-04"], Some("2026-12-03"), true),
        (["", ""], None, false),
    ] {
        let s = gather(&plan, &[], &files(&[&rows(held)]));
        assert!(!s.records.is_empty() && s.rejected.is_empty(), "{held:?} {:?}", s.findings);
        let last = s.records.last().unwrap();
        assert_eq!(last.held.as_deref(), kept, "{held:?}");
        assert_eq!(s.findings.iter().any(|f| f.code == "held"), found, "{held:?} {:?}", s.findings);
        assert_eq!(s.texts_read, s.texts_taken + s.texts_named);
        // What was gathered is read again as it is.
        let again = String::from_utf8(s.gathered_csv()).unwrap();
        let again = gather(&plan, &[], &files(&[&again]));
        assert_eq!(again.records.last().unwrap().held.as_deref(), kept, "{held:?}");
    }
}
