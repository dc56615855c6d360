//! `panelkit packet`: what an interviewer holds, looked at with the tools that read PDF.

use super::{ask, files, folder, panelkit, tool};
use std::path::Path;

const NAMES: [&str; 5] =
    ["Zoë Łukasiewicz", "Ayşe Doğan", "Αλέξανδρος Παπαδόπουλος", "Юлія Шевченко", "Nguyễn Thị Ánh Tuyết"];

fn packets(at: &Path, extra: &[&str]) {
    panelkit(
        at,
        &[
            "plan",
            "--role",
            "backend",
            "--level",
            "senior",
            "--round",
            "coding:60:José Ångström",
            "--round",
            "technical:60",
            "-o",
            "loop",
        ],
    );
    let mut args = vec!["packet", "loop"];
    for name in NAMES {
        args.extend(["--candidate", name]);
    }
    args.extend(extra);
    panelkit(at, &args).exits(0);
}

#[test]
fn each_round_gets_a_packet_and_a_blank_scorecard() {
    let at = folder();
    packets(at.path(), &[]);
    let names: Vec<String> =
        files(&at.path().join("loop")).iter().map(|(p, _)| p.display().to_string()).collect();
    for name in [
        "packets/zoe-lukasiewicz/01-coding-jose-angstrom.pdf",
        "packets/zoe-lukasiewicz/01-coding-jose-angstrom.md",
        "packets/zoe-lukasiewicz/01-coding-handout.pdf",
        "packets/zoe-lukasiewicz/02-technical.pdf",
        "scorecards/zoe-lukasiewicz-01-coding-jose-angstrom.csv",
        "candidates.csv",
    ] {
        assert!(names.iter().any(|n| n == name), "{name} in {names:#?}");
    }
    let card =
        std::fs::read_to_string(at.path().join("loop/scorecards/zoe-lukasiewicz-02-technical.csv")).unwrap();
    assert!(card.starts_with("\u{feff}plan,candidate,interviewer,round,item,asks,score,evidence\n"));
    assert!(card.lines().last().unwrap().contains(",overall,"));
}

#[test]
fn every_pdf_is_sound_and_reads_word_for_word() {
    if !tool("qpdf") || !tool("pdftotext") {
        return;
    }
    let at = folder();
    packets(at.path(), &[]);
    let packets = at.path().join("loop/packets");
    let pdfs =
        files(&packets).into_iter().map(|(p, _)| p).filter(|p| p.extension().is_some_and(|e| e == "pdf"));
    let mut seen = 0;
    for path in pdfs {
        let (code, said) = ask("qpdf", &["--check"], &packets.join(&path));
        assert_eq!(code, 0, "{}: {said}", path.display());
        let (_, text) = ask("pdftotext", &[], &packets.join(&path));
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if path.to_string_lossy().contains("handout") {
            for secret in ["Why interviewers", "Strong signals", "Poor", "Listen for"] {
                assert!(!flat.contains(secret), "{}: {secret}", path.display());
            }
            continue;
        }
        assert!(flat.contains("Why interviewers ask this"), "{}", path.display());
        assert!(NAMES.iter().any(|n| flat.contains(n)), "{}: no name in\n{flat}", path.display());
        for part in [
            "Strong signals",
            "Weak signals",
            "1 Poor",
            "4 Outstanding",
            "Overall recommendation",
            "What not to ask",
        ] {
            assert!(flat.contains(part), "{}: {part}", path.display());
        }
        seen += 1;
    }
    assert_eq!(seen, 2 * NAMES.len());
}

#[test]
fn the_fonts_are_embedded_as_subsets() {
    if !tool("pdffonts") {
        return;
    }
    let at = folder();
    packets(at.path(), &[]);
    let (_, fonts) = ask("pdffonts", &[], &at.path().join("loop/packets/zoe-lukasiewicz/02-technical.pdf"));
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(row.matches(" yes").count() == 3, "{fonts}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (a, b) = (folder(), folder());
    packets(a.path(), &["--format", "pdf,md,html,json"]);
    packets(b.path(), &["--format", "pdf,md,html,json"]);
    assert_eq!(files(a.path()), files(b.path()));
}

#[test]
fn nothing_in_a_name_becomes_markup() {
    let at = folder();
    panelkit(
        at.path(),
        &["plan", "--role", "backend", "--level", "mid", "--round", "behavioral:45", "-o", "loop"],
    );
    let name = "../../x # [a](b) <img src=x> *b*";
    panelkit(at.path(), &["packet", "loop", "--candidate", name, "--format", "md,html"]).exits(0);
    let all = files(at.path());
    assert!(all.iter().all(|(p, _)| p.starts_with("loop")));
    for (path, content) in all.iter().filter(|(p, _)| p.starts_with("loop/packets")) {
        let text = String::from_utf8_lossy(content);
        // What an escape stands before is text; in HTML only a tag could do harm.
        let bare = text.replace("\\<", "").replace("\\]", "");
        assert!(!bare.contains("<img"), "{}", path.display());
        assert!(
            !bare.contains("](b)") || path.extension().is_some_and(|e| e == "html"),
            "{}",
            path.display()
        );
        assert!(!text.lines().any(|l| l.starts_with("# [")), "{}", path.display());
    }
}

#[test]
fn paper_and_one_round_can_be_chosen() {
    if !tool("pdfinfo") {
        return;
    }
    let at = folder();
    packets(at.path(), &["--paper", "letter", "--round", "2", "--format", "pdf"]);
    let folder = at.path().join("loop/packets/ayse-dogan");
    let (_, info) = ask("pdfinfo", &[], &folder.join("02-technical.pdf"));
    assert!(info.contains("612 x 792 pts (letter)"), "{info}");
    assert!(!folder.join("01-coding-jose-angstrom.pdf").exists());
    let wrong = panelkit(at.path(), &["packet", "loop", "--round", "7"]).exits(2);
    assert!(wrong.err.contains("the plan has no round 7"), "{}", wrong.err);
}
