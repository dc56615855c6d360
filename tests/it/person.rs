//! One person's data: handed out, and removed.

use super::{Run, files, folder, panelkit};
use std::fs;
use std::path::{Path, PathBuf};

/// A loop of two people whose names share a slug and one more, with a file for one, a file for several, a workbook, and
/// evidence that names somebody else.
fn a_loop() -> tempfile::TempDir {
    let at = folder();
    let scorecards = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorecards");
    let looped = at.path().join("loop");
    fs::create_dir_all(looped.join("scores")).unwrap();
    fs::copy(scorecards.join("plan.json"), looped.join("plan.json")).unwrap();
    fs::copy(scorecards.join("candidates.csv"), looped.join("candidates.csv")).unwrap();
    fs::copy(scorecards.join("canonical.csv"), looped.join("scores/all.csv")).unwrap();
    at
}

fn purge(at: &Path, name: &str, more: &[&str]) -> Run {
    panelkit(at, &[&["purge", "loop", "--candidate", name], more].concat())
}

fn lines(path: PathBuf) -> Vec<String> {
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// The rows of a file, some of which go over several lines, each with its first line.
fn records(path: &Path) -> Vec<(usize, String)> {
    let mut rows: Vec<(usize, String)> = Vec::new();
    for (i, line) in fs::read_to_string(path).unwrap().split_inclusive('\n').enumerate() {
        match rows.last_mut() {
            Some((_, row)) if !line.starts_with("5ce2-") => row.push_str(line),
            _ => rows.push((i + 1, line.to_owned())),
        }
    }
    rows
}

#[test]
fn a_shared_file_loses_one_persons_rows_and_no_other_byte() {
    let at = a_loop();
    let all = at.path().join("loop/scores/all.csv");
    let list = lines(at.path().join("loop/candidates.csv"));
    let name = list[1].split(',').next().unwrap().to_owned();
    panelkit(at.path(), &["gather", "loop"]).exits(0);
    let before = files(at.path());
    let said = purge(at.path(), &name, &["-n"]).exits(0);
    assert!(said.out.contains("would remove") && said.err.contains("Nothing was changed"), "{}", said.out);
    assert_eq!(files(at.path()), before, "a dry run changes nothing");

    let old = records(&all);
    let said = purge(at.path(), &name.to_uppercase(), &[]).exits(0);
    let kept: Vec<&str> = old.iter().map(|(_, r)| r.as_str()).filter(|r| !r.contains(&name)).collect();
    assert!(kept.len() > 1 && kept.len() < old.len());
    assert_eq!(fs::read_to_string(&all).unwrap(), kept.concat());
    let went = old.len() - kept.len();
    assert!(said.out.contains(&format!("removed {went} rows from loop/scores/all.csv")), "{}", said.out);
    for (path, bytes) in files(at.path()) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&name), "{} names {name}", path.display());
    }
    let again = panelkit(at.path(), &["gather", "loop"]).exits(0);
    assert!(!again.out.contains(&name) && again.err.contains("+ 0 rejected"), "{}", again.err);
    let gone = purge(at.path(), &name, &[]).exits(2);
    assert!(gone.err.contains("holds nothing about"), "{}", gone.err);
}

#[test]
fn packets_scorecards_and_comparisons_go_and_what_is_left_is_said() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop"]).exits(0);
    let path = |p: &str| at.path().join("loop").join(p);
    let cards = ["packet", "loop", "--format", "xlsx", "--merge", "--force"];
    panelkit(at.path(), &cards).exits(0);
    assert!(path("scorecards/all.xlsx").exists());
    fs::write(path("notes.txt"), "first\nAsk Ana Kovač about the map\n").unwrap();
    let mut of_another = fs::read_to_string(path("scores/zoe-lukasiewicz-03-coding.csv")).unwrap();
    of_another = of_another.replace("Zoë Łukasiewicz", "Ana Kovac");
    fs::write(path("scores/misspelt.csv"), of_another).unwrap();
    let said = purge(at.path(), "Ana Kovač", &[]).exits(1);
    assert!(!path("packets/ana-kovac").exists() && !path("comparison.md").exists());
    for left in ["scores", "scorecards"] {
        let names: Vec<_> = files(&path(left)).into_iter().map(|(p, _)| p.display().to_string()).collect();
        assert!(!names.is_empty() && !names.iter().any(|n| n.contains("kovac")), "{names:?}");
    }
    assert!(path("packets/zoe-lukasiewicz").exists() && !path("scorecards/all.xlsx").exists());
    assert!(said.err.contains("notes.txt:2") && said.err.contains("still names"), "{}", said.err);
    assert!(
        said.err.contains("misspelt.csv:2") && said.err.contains("may be the same person"),
        "{}",
        said.err
    );
}

#[test]
fn rejected_rows_and_workbooks_are_not_forgotten() {
    let at = a_loop();
    let list = lines(at.path().join("loop/candidates.csv"));
    let name = list[1].split(',').next().unwrap().to_owned();
    let all = at.path().join("loop/scores/all.csv");
    let text = fs::read_to_string(&all).unwrap();
    let row = text.lines().find(|l| l.contains(&name) && l.contains(",3,")).unwrap();
    fs::write(&all, text.replace(row, &row.replace(",3,", ",33,"))).unwrap();
    panelkit(at.path(), &["gather", "loop"]).exits(1);
    let rejected = at.path().join("loop/rejected.csv");
    assert!(fs::read_to_string(&rejected).unwrap().contains(&name));
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorecards/same/libreoffice.xlsx");
    fs::copy(book, at.path().join("loop/scores/book.xlsx")).unwrap();
    let said = purge(at.path(), &name, &[]).exits(1);
    assert!(!rejected.exists(), "its only row was theirs");
    assert!(said.err.contains("are left here") && said.err.contains("book.xlsx"), "{}", said.err);
    assert!(!fs::read_to_string(&all).unwrap().contains(&name));
}

#[test]
fn files_of_a_twin_keep_being_known_as_theirs() {
    let at = a_loop();
    fs::write(at.path().join("loop/candidates.csv"), "name\nZoë\nZoe\n").unwrap();
    fs::remove_file(at.path().join("loop/scores/all.csv")).unwrap();
    panelkit(at.path(), &["packet", "loop", "--format", "md"]).exits(0);
    let twins = fs::read(at.path().join("loop/packets/zoe-2").join("01-technical.md"));
    let twins = twins.or_else(|_| {
        let first = files(&at.path().join("loop/packets/zoe-2")).remove(0).0;
        fs::read(at.path().join("loop/packets/zoe-2").join(first))
    });
    purge(at.path(), "Zoë", &[]).exits(0);
    let left = files(&at.path().join("loop/packets"));
    assert!(left.iter().all(|(p, _)| p.starts_with("zoe")) && !left.is_empty());
    assert!(left.iter().any(|(_, bytes)| *bytes == *twins.as_ref().unwrap()));
    purge(at.path(), "Zoe", &[]).exits(0);
    let left = files(at.path());
    let names: Vec<_> = left.iter().map(|(p, _)| p.display().to_string()).collect();
    assert_eq!(names, ["loop/candidates.csv", "loop/plan.json", "loop/printed-packets.txt"]);
}

#[test]
fn export_holds_every_row_with_its_place() {
    let at = a_loop();
    let list = lines(at.path().join("loop/candidates.csv"));
    let name = list[1].split(',').next().unwrap().to_owned();
    panelkit(at.path(), &["gather", "loop"]).exits(0);
    panelkit(at.path(), &["packet", "loop", "--format", "md"]).exits(0);
    let run = panelkit(at.path(), &["export", "loop", "--candidate", &name]).exits(0);
    let held: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(held["format"], "panelkit.person/1");
    assert_eq!(held["candidate"], name.as_str());
    let all = records(&at.path().join("loop/scores/all.csv"));
    let theirs: Vec<_> = all.iter().filter(|(_, r)| r.contains(&name)).collect();
    let rows = held["scorecards"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), theirs.len());
    for (row, (line, text)) in rows.iter().zip(theirs) {
        assert_eq!(row["line"], *line);
        for (heading, cell) in row["cells"].as_object().unwrap() {
            let cell = cell.as_str().unwrap().replace('"', "\"\"");
            assert!(text.contains(&cell), "{heading}: {cell} is not in {text}");
        }
    }
    let recommended = held["recommendations"].as_array().unwrap().len();
    assert_eq!(recommended, all.iter().filter(|(_, r)| r.contains(&name) && r.contains(",overall,")).count());
    assert!(held["packets"].as_array().unwrap().len() >= recommended);
    let others = all[1..].iter().filter(|(_, r)| !r.contains(&name)).filter_map(|(_, r)| r.split(',').nth(1));
    for other in others {
        assert!(!run.out.contains(other), "{other} is in the file of {name}");
    }
    panelkit(at.path(), &["export", "loop", "--candidate", &name, "-o", "one.json"]).exits(0);
    assert_eq!(fs::read_to_string(at.path().join("one.json")).unwrap(), run.out);
    let nobody = panelkit(at.path(), &["export", "loop", "--candidate", "Nobody Here"]).exits(2);
    assert!(nobody.err.contains("there are:") || nobody.err.contains("did you mean"), "{}", nobody.err);
}

#[test]
fn the_page_to_hand_out_covers_everybody_else() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    fs::write(at.path().join("panelkit.toml"), "retention = \"uk\"\ncontact = \"the people team\"\n")
        .unwrap();
    let card = at.path().join("loop/scores/ana-kovac-02-technical.csv");
    let text = fs::read_to_string(&card).unwrap();
    let told = "Better than Zoë; so says Jose Ångström (petra@acme.example)";
    fs::write(&card, text.replacen("Sorted by the cost", told, 1)).unwrap();
    // A rating off the scale isn't accepted, and is held all the same.
    let card = at.path().join("loop/scores/ana-kovac-04-debugging.csv");
    fs::write(&card, fs::read_to_string(&card).unwrap().replacen(",3,", ",9,", 1)).unwrap();
    let decide = [
        "decide",
        "loop",
        "--candidate",
        "Ana Kovač",
        "--decision",
        "offer",
        "--by",
        "Mia Berg",
        "--partial",
    ];
    let more = ["--reason", "Petra and Tomasz are sure", "--vote", "Petra=yes", "--date", "2026-11-30"];
    panelkit(at.path(), &[&decide[..], &more].concat()).exits(0);
    let export = ["export", "loop", "--candidate", "Ana Kovač"];
    panelkit(at.path(), &[&export[..], &["-o", "ana.json", "--today", "2026-12-01"]].concat()).exits(0);
    let page = fs::read_to_string(at.path().join("ana.md")).unwrap();
    for said in [
        "It is kept until 2027-11-30",
        "Better than another candidate; so says Interviewer A (an address)",
        "by a member of the hiring team",
        "Interviewer C and Interviewer D are sure",
        "score: 9",
    ] {
        assert!(page.contains(said), "{said}:\n{page}");
    }
    let schedule = fs::read_to_string(at.path().join("loop/schedule.csv")).unwrap();
    let interviewers = ["José", "Ångström", "Mei-Ling", "Petra", "Tomasz", "Sofía"];
    assert!(interviewers.iter().all(|name| schedule.contains(name)));
    for name in interviewers.into_iter().chain(["Zoë", "Γιάννης", "Mia Berg", "Jose", "petra@"]) {
        assert!(!page.contains(name), "{name}:\n{page}");
    }
    let printed = panelkit(at.path(), &[&export[..], &["--format", "md", "--today", "2026-12-01"]].concat());
    assert_eq!(printed.out, page);
    assert!(fs::read(at.path().join("ana.pdf")).unwrap().starts_with(b"%PDF"));
    let two = panelkit(at.path(), &[&export[..], &["--format", "md,pdf"]].concat()).exits(2);
    assert!(two.err.contains("-o"), "{}", two.err);
}

/// A loop in which every command has written all that it can: packets and cards in all formats, single and merged, rows of
/// trainees and rejected rows, and all views of the comparison.
fn a_loop_with_everything() -> tempfile::TempDir {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop"]).exits(0);
    fs::write(at.path().join("loop/panelkit.toml"), "trainees = [\"Petra Nováková\"]\n").unwrap();
    let packets = ["packet", "loop", "--format", "pdf,md,html,json,xlsx", "--force"];
    panelkit(at.path(), &packets).exits(0);
    panelkit(at.path(), &[&packets[..], &["--merge"]].concat()).exits(0);
    let card = at.path().join("loop/scores/ana-kovac-04-debugging.csv");
    let text = fs::read_to_string(&card).unwrap();
    fs::write(&card, text.replacen(",3,", ",9,", 1)).unwrap();
    panelkit(at.path(), &["gather", "loop"]).exits(1);
    let plan = fs::read_to_string(at.path().join("loop/plan.json")).unwrap();
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let swapped = plan["rounds"][1]["questions"][0]["id"].as_str().unwrap();
    panelkit(at.path(), &["plan", "-o", "loop", "--swap", swapped, "--format", "html,pdf", "--force"]);
    panelkit(at.path(), &["assign", "loop", "technical=Ingrid Øst", "--candidate", "Ana Kovač"]).exits(0);
    for name in ["Ana Kovač", "Zoë Łukasiewicz"] {
        let decide =
            ["decide", "loop", "--candidate", name, "--decision", "hold", "--by", "Mia", "--partial"];
        panelkit(at.path(), &[&decide[..], &["--reason", "We wait for the others"]].concat()).exits(0);
    }
    let day = ["--day", "2027-01-11", "--today", "2027-01-04", "--zone", "Europe/Berlin"];
    panelkit(at.path(), &[&["schedule", "loop", "--again"][..], &day].concat()).exits(0);
    panelkit(at.path(), &["brief", "loop"]).exits(0);
    panelkit(at.path(), &["letter", "loop", "thanks"]).exits(0);
    panelkit(at.path(), &["init", "start", "--no-input"]).exits(0);
    for name in ["panelkit.toml", "START.md"] {
        fs::copy(at.path().join("start").join(name), at.path().join("loop").join(name)).unwrap();
    }
    // What a person may have put there.
    for (name, text) in [
        ("calendar/day.ics", "BEGIN:VEVENT\r\nSUMMARY:Technical: Ana Kovač\r\nEND:VEVENT\r\n"),
        ("calendar/zoe-lukasiewicz.ics", "BEGIN:VEVENT\r\nSUMMARY:Zoë Łukasiewicz\r\nEND:VEVENT\r\n"),
    ] {
        let path = at.path().join("loop").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    panelkit(at.path(), &["hold", "loop", "--reason", "A complaint"]).exits(0);
    for view in [&[][..], &["--blind"], &["--totals-only"], &["--blind", "--totals-only"]] {
        for format in ["html", "pdf"] {
            panelkit(at.path(), &[&["compare", "loop", "--partial", "--format", format], view].concat());
        }
    }
    at
}

#[test]
fn every_file_that_a_command_writes_is_known_and_none_of_them_keeps_a_purged_person() {
    use panelkit::opening::files::{ENTRIES, LOCK, comparisons, content};
    let at = a_loop_with_everything();
    let written: Vec<String> = files(&at.path().join("loop"))
        .into_iter()
        .map(|(path, _)| path.to_string_lossy().replace('\\', "/"))
        .collect();
    for path in &written {
        assert!(content(path).is_some(), "no command is known to write {path}");
    }
    // The other way round: what is said to be written is there.
    let names = ENTRIES.iter().map(|(name, _)| (*name).to_owned()).filter(|name| name != LOCK);
    for name in names.chain(comparisons()) {
        let there = |path: &String| *path == name || path.starts_with(&format!("{name}/"));
        assert!(written.iter().any(there), "nothing wrote {name}");
    }
    let person = ["Ana Kovač", "Ana Kovac", "ana-kovac", "ana kovač"];
    panelkit(at.path(), &["hold", "loop", "--release"]).exits(0);
    let purged = purge(at.path(), "Ana Kovač", &[]);
    assert!(!purged.err.contains("plan.pdf"), "the plan holds no candidate: {}", purged.err);
    for (path, bytes) in files(&at.path().join("loop")) {
        let shown = path.to_string_lossy();
        for name in person {
            assert!(!shown.contains(name), "{shown} is left");
            assert!(!String::from_utf8_lossy(&bytes).contains(name), "{shown} still says {name}");
            assert!(!unpacked(&bytes).contains(name), "{shown} still says {name} inside");
        }
    }
    let decisions = fs::read_to_string(at.path().join("loop/decisions.json")).unwrap();
    assert!(decisions.contains("Zoë Łukasiewicz"), "{decisions}");
    for kept in ["letters/zoe-lukasiewicz/brief.md", "calendar/zoe-lukasiewicz.ics", "schedule.csv"] {
        assert!(at.path().join("loop").join(kept).exists(), "{kept}");
    }
    assert!(!at.path().join("loop/calendar/day.ics").exists());
}

/// What stands in the entries of an archive.
fn unpacked(bytes: &[u8]) -> String {
    use std::io::Read;
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return String::new() };
    let mut all = String::new();
    for i in 0..archive.len() {
        let mut content = Vec::new();
        archive.by_index(i).unwrap().read_to_end(&mut content).unwrap();
        all.push_str(&String::from_utf8_lossy(&content));
    }
    all
}

#[test]
fn cards_of_nobody_and_what_nobody_looked_into_are_named() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    let loop_ = at.path().join("loop");
    let scores = loop_.join("scores");
    let card = fs::read_to_string(scores.join("ana-kovac-04-debugging.csv")).unwrap();
    fs::write(scores.join("stray.csv"), card.replace("Ana Kovač", "Dora Novak")).unwrap();
    fs::write(loop_.join("photo.jpg"), b"\xff\xd8\xff\xe0 picture").unwrap();
    let latin: Vec<u8> = b"asked Kova\xe8, Ana twice".to_vec();
    fs::write(loop_.join("notes.txt"), latin).unwrap();
    let export = panelkit(at.path(), &["export", "loop", "--candidate", "Ana Kovač"]).exits(1);
    let run = panelkit(at.path(), &["purge", "loop", "--candidate", "Ana Kovač"]).exits(1);
    for err in [&export.err, &run.err] {
        for told in ["stray.csv", "isn't on the list", "photo.jpg", "couldn't be looked into", "notes.txt"] {
            assert!(err.contains(told), "{told}:\n{err}");
        }
    }
    // Purging others goes on being told, until somebody has looked.
    let run = panelkit(at.path(), &["purge", "loop", "--candidate", "Dora Novak"]);
    assert!(run.out.contains("stray.csv"), "{}", run.out);
    assert!(!scores.join("stray.csv").exists());
}

#[cfg(unix)]
#[test]
fn purge_changes_nothing_behind_a_link_and_nothing_of_another_name() {
    use std::os::unix::ffi::OsStrExt;
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    let scores = at.path().join("loop/scores");
    let outside = at.path().join("outside");
    fs::create_dir(&outside).unwrap();
    let card = scores.join("ana-kovac-04-debugging.csv");
    fs::rename(&card, outside.join("card.csv")).unwrap();
    std::os::unix::fs::symlink(&outside, scores.join("elsewhere")).unwrap();
    let before = fs::read(outside.join("card.csv")).unwrap();
    // Two names that look the same where they are shown: only one of the files is hers.
    let named = |bytes: &[u8]| scores.join(std::ffi::OsStr::from_bytes(bytes));
    let (hers, other) = (named(b"card-\xff.csv"), named(b"card-\xfe.csv"));
    fs::rename(scores.join("ana-kovac-03-coding.csv"), &hers).unwrap();
    let zoe = fs::read_dir(&scores).unwrap().map(|e| e.unwrap().path());
    let zoe = zoe.filter(|p| p.to_string_lossy().contains("zoe")).min().unwrap();
    fs::rename(zoe, &other).unwrap();
    let run = panelkit(at.path(), &["purge", "loop", "--candidate", "Ana Kovač"]).exits(1);
    assert!(run.err.contains("outside the loop"), "{}", run.err);
    assert_eq!(fs::read(outside.join("card.csv")).unwrap(), before);
    assert!(!hers.exists() && other.exists());
}
