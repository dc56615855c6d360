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
        "packets/zoe-lukasiewicz/candidate-01-coding-1.pdf",
        "packets/zoe-lukasiewicz/02-technical.pdf",
        "scorecards/zoe-lukasiewicz-01-coding-jose-angstrom.csv",
        "candidates.csv",
    ] {
        assert!(names.iter().any(|n| n == name), "{name} in {names:#?}");
    }
    let card =
        std::fs::read_to_string(at.path().join("loop/scorecards/zoe-lukasiewicz-02-technical.csv")).unwrap();
    assert!(
        card.starts_with(
            "\u{feff}plan,candidate,interviewer,round,item,asks,score,evidence,hint,held,check\n"
        )
    );
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
        if path.to_string_lossy().contains("/candidate-") {
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
        assert!(row[6..].starts_with("+NotoSans"), "{fonts}");
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

#[test]
fn what_no_font_has_is_named_drawn_and_read_back() {
    if !tool("pdftotext") {
        return;
    }
    let at = folder();
    packets(at.path(), &["--round", "2", "--format", "pdf"]);
    // A character of the private use area: no font of any machine is asked to have it.
    let name = "Bo \u{f8d7} Ł";
    let run =
        panelkit(at.path(), &["packet", "loop", "--candidate", name, "--round", "2", "--format", "pdf"]);
    let run = run.exits(1);
    assert!(run.err.contains("U+F8D7"), "{}", run.err);
    let (_, text) = ask("pdftotext", &[], &at.path().join("loop/packets/bo-l/02-technical.pdf"));
    assert!(text.contains(name), "{text}");
}

#[test]
fn times_of_day_are_told_where_they_are_known_and_shared_steps_once() {
    let at = folder();
    let plan = ["plan", "--role", "data-engineer", "--level", "mid", "--round", "behavioral:45:Jo Li"];
    panelkit(at.path(), &[&plan[..], &["-o", "loop", "-q"]].concat());
    let md = || {
        panelkit(at.path(), &["packet", "loop", "--candidate", "Zoë", "-q", "--force"]).exits(0);
        let path = at.path().join("loop/packets/zoe/01-behavioral-jo-li.md");
        std::fs::read_to_string(path).unwrap()
    };
    let unknown = md();
    assert!(unknown.contains("from minute 5") && unknown.contains("\n| 5 | "), "{unknown}");
    std::fs::write(
        at.path().join("loop/schedule.csv"),
        "candidate,round,interviewer,part,starts,minutes,place,state\n\
         ,behavioral,Jo Li,lead,2026-12-03T09:58+01:00,60,,planned\n",
    )
    .unwrap();
    let known = md();
    assert!(known.contains("from 10:03") && known.contains("\n| 09:58 5 | 10:03 "), "{known}");
    assert!(!known.contains("from minute"), "{known}");
    // Several of these questions are answered in the same steps.
    assert_eq!(known.matches("1. Situation: where and when").count(), 1, "{known}");
    assert!(known.contains("walks this way:** as said at question 1."), "{known}");
}

#[test]
fn a_day_in_one_file_keeps_its_packets_apart() {
    let at = folder();
    packets(at.path(), &["--merge"]);
    let names: Vec<String> =
        files(&at.path().join("loop/packets")).iter().map(|(p, _)| p.display().to_string()).collect();
    assert!(names.contains(&"all.pdf".to_owned()), "{names:#?}");
    assert!(names.contains(&"handouts.pdf".to_owned()), "{names:#?}");
    let merged = ["all.pdf", "handouts.pdf"];
    let single =
        |n: &&String| n.contains(".pdf") && !merged.contains(&n.as_str()) && !n.contains("/candidate-");
    assert_eq!(names.iter().filter(single).count(), 0, "{names:#?}");
    let again = folder();
    packets(again.path(), &["--merge"]);
    let day = at.path().join("loop/packets/all.pdf");
    assert_eq!(
        std::fs::read(&day).unwrap(),
        std::fs::read(again.path().join("loop/packets/all.pdf")).unwrap()
    );
    if !tool("qpdf") || !tool("pdftotext") {
        return;
    }
    let (code, said) = ask("qpdf", &["--check"], &day);
    assert_eq!(code, 0, "{said}");
    let (_, text) = ask("pdftotext", &[], &day);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let firsts: Vec<usize> = (0..pages.len()).filter(|i| pages[*i].contains("\n1 of ")).collect();
    assert_eq!(firsts.len(), 2 * NAMES.len(), "{firsts:?}");
    assert!(firsts.iter().all(|i| i % 2 == 0), "{firsts:?}");
    let (_, outline) = ask("qpdf", &["--json", "--json-key=outlines"], &day);
    for name in NAMES {
        assert!(outline.contains(&format!(": {name}\"")), "{name} in {outline}");
    }
    // All handouts, a set for each conversation, nobody's name on them.
    let handouts = at.path().join("loop/packets/handouts.pdf");
    assert_eq!(ask("qpdf", &["--check"], &handouts).0, 0);
    let (_, text) = ask("pdftotext", &[], &handouts);
    for name in names.iter().filter(|n| n.contains("/candidate-") && n.contains(".pdf")) {
        let (_, one) = ask("pdftotext", &[], &at.path().join("loop/packets").join(name));
        assert!(text.contains(one.trim_end_matches(['\u{c}', '\n'])), "{name}");
    }
    for name in NAMES {
        assert!(!text.contains(name), "{name}");
    }
    let wrong = panelkit(at.path(), &["packet", "loop", "--merge", "--format", "md"]).exits(2);
    assert!(wrong.err.contains("no PDF is asked for"), "{}", wrong.err);
}

#[test]
fn an_edited_file_of_a_day_is_left_and_nothing_else_is_written() {
    let at = folder();
    packets(at.path(), &["--merge", "--format", "pdf,md,xlsx"]);
    let (pdf, book) = (at.path().join("loop/packets/all.pdf"), at.path().join("loop/scorecards/all.xlsx"));
    let one = at.path().join("loop/packets/zoe-lukasiewicz/02-technical.md");
    let day = std::fs::read(&pdf).unwrap();
    let merge = |extra: &[&str]| {
        let args = ["packet", "loop", "--merge", "--format", "pdf,md,xlsx"];
        panelkit(at.path(), &[&args, extra].concat())
    };
    let written = |path: &Path| std::fs::metadata(path).unwrap().modified().unwrap();
    let before = written(&pdf);
    merge(&[]).exits(0);
    assert_eq!(written(&pdf), before, "the same content is not written again");
    let dry = merge(&["--dry-run"]).exits(0);
    for file in ["packets/all.pdf", "scorecards/all.xlsx", "packets/zoe-lukasiewicz/02-technical.md"] {
        assert!(dry.err.contains(&format!("would write loop/{file}")), "{file}: {}", dry.err);
    }
    for path in [&pdf, &book] {
        let content = std::fs::read(path).unwrap();
        let mut edited = content.clone();
        edited.truncate(edited.len() / 2);
        std::fs::write(path, &edited).unwrap();
        std::fs::remove_file(&one).unwrap();
        let run = merge(&[]).exits(2);
        assert!(run.err.contains("exists with other content"), "{}", run.err);
        assert_eq!(std::fs::read(path).unwrap(), edited);
        assert!(!one.exists());
        merge(&["--force"]).exits(0);
        assert_eq!(std::fs::read(path).unwrap(), content);
        assert!(one.exists());
    }
    assert_eq!(std::fs::read(&pdf).unwrap(), day);
}

/// The names of the fonts in a PDF, without the letters that say which of their glyphs are in it.
fn fonts_in(pdf: &std::path::Path) -> std::collections::BTreeSet<String> {
    let file = lopdf::Document::load(pdf).unwrap();
    let dictionaries = file.objects.values().filter_map(|object| object.as_dict().ok());
    let names = dictionaries.filter_map(|dictionary| dictionary.get(b"BaseFont").ok()?.as_name().ok());
    names.map(|name| String::from_utf8_lossy(&name[7..]).into_owned()).collect()
}

#[test]
fn a_font_of_any_sort_draws_what_it_has() {
    let fonts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fonts");
    for (file, sign, names) in [
        ("box.ttf", "\u{e123}", &["BoxSign"][..]),
        ("box.otf", "\u{e123}", &["BoxSignCurves"]),
        ("both.ttc", "\u{e123}\u{e124}", &["BoxSign", "LozengeSign"]),
    ] {
        let at = folder();
        panelkit(
            at.path(),
            &["plan", "--role", "backend", "--level", "mid", "--loop", "screen", "-o", "loop"],
        );
        let font = fonts.join(file);
        let candidate = format!("Ana {sign}");
        let args = ["packet", "loop", "--candidate", &candidate, "--format", "pdf", "--font"];
        let args: Vec<&str> = args.into_iter().chain(font.to_str()).collect();
        let run = panelkit(at.path(), &args).exits(0);
        assert!(!run.err.contains("no font has"), "{}", run.err);
        let folder = std::fs::read_dir(at.path().join("loop/packets")).unwrap().next().unwrap().unwrap();
        let drawn = fonts_in(&folder.path().join("01-screen.pdf"));
        assert!(names.iter().all(|name| drawn.contains(*name)), "{file}: {drawn:?}");
        assert!(drawn.contains("NotoSans-Regular"), "{file}: {drawn:?}");
    }
}

#[test]
fn a_file_that_is_no_font_is_named() {
    let at = folder();
    panelkit(at.path(), &["plan", "--role", "backend", "--level", "mid", "--loop", "screen", "-o", "loop"]);
    std::fs::write(at.path().join("notes.ttf"), "no font").unwrap();
    let args = [
        "packet",
        "loop",
        "--candidate",
        "Ana",
        "--font",
        "notes.ttf",
        "--font",
        "gone.otf",
        "--format",
        "pdf",
    ];
    let run = panelkit(at.path(), &args).exits(2);
    assert!(run.err.contains("notes.ttf") && run.err.contains("can't be read as a font"), "{}", run.err);
    assert!(run.err.contains("gone.otf"), "{}", run.err);
    assert!(!at.path().join("loop/packets").exists());
}
