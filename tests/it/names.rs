//! Names that a person, a spreadsheet or a joker could write: no file leaves its folder, nothing steers the terminal, and
//! every format shows the name as text.

use super::{Run, ask, files, folder, panelkit, tool};
use calamine::{Data, Reader, Xlsx};
use panelkit::text::{is_invisible, is_joiner};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

/// Names with what each is about; all of them are different people.
fn hostile() -> Vec<String> {
    let short = [
        "../../x",
        "..",
        "/etc/passwd",
        "C:\\Windows",
        "CON",
        "nul.txt",
        "LPT1",
        "con.",
        "COM\u{b9}",
        "dots...",
        "-rf",
        "--help",
        "\u{202e}evil",
        "\u{2066}isolated",
        "\u{1b}[31mred\u{1b}[0m",
        "\u{9b}2Jwiped",
        "\u{1b}]0;title\u{7}",
        "Zoe\u{308} Łuk",
        "line\nbreak",
        "carriage\rreturn",
        "tab\tstop",
        "\u{feff}mark",
        "so\u{ad}ft",
        "\u{e0041}tag",
        "sep\u{2028}arated",
        "=1+1",
        "@SUM(A1)",
        "'quoted",
        "a,b;c\"d",
        "<script>alert(1)</script>",
        "</script><b>x",
        "[link](javascript:x)",
        "**bold** `code`",
        "| pipe |",
        "# heading",
        "<!-- end -->",
        "{{title}}",
        "$(id)",
        "%PATH%",
        "عل\u{200c}ی",
        "1",
    ];
    let long = ["😀".repeat(300), "x".repeat(300), "漢".repeat(300), "a\u{301}".repeat(200), "﷽".repeat(60)];
    short.iter().map(|n| (*n).to_owned()).chain(long).collect()
}

/// Characters that no terminal should get from us: escapes, other control characters, and what turns text around.
fn steering(text: &str) -> Vec<(usize, char)> {
    let bad = |c: &(usize, char)| is_invisible(c.1) && !is_joiner(c.1) && c.1 != '\n';
    text.char_indices().filter(bad).collect()
}

/// The run, having sent nothing that steers a terminal.
fn harmless(run: Run) -> Run {
    for text in [&run.out, &run.err] {
        let found = steering(text);
        let near = found
            .first()
            .map(|(at, c)| format!("{c:?} in {:?}", &text[*at..].chars().take(60).collect::<String>()));
        assert!(found.is_empty(), "{near:?}");
    }
    run
}

/// Whether Windows, macOS and Linux take `name`, with room for a temporary file's ending beside it.
fn portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|n| n.chars().count() == 1 && n.chars().all(char::is_numeric))
    };
    let device = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"].contains(&stem.as_str())
        || numbered("com")
        || numbered("lpt");
    name.len() + ".panelkit-123456789".len() <= 255
        && name.encode_utf16().count() <= 200
        && !device
        && !name.starts_with(['-', '.', ' ', '~'])
        && !name.ends_with(['.', ' '])
        && !name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\'', '$', '%', '`', ';', '&'])
        && !name.chars().any(is_invisible)
}

fn csv_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn rows_of(bytes: &[u8]) -> Vec<Vec<String>> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(plain);
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A loop of one round for `names`, held by somebody whose name is no better.
fn hiring(at: &Path, names: &[String], formats: &str) -> Run {
    let round = "behavioral:45:Bo\u{1b}[31m\u{202e}b ../../y";
    let args = ["plan", "--role", "backend", "--level", "senior", "--round", round, "-o", "loop"];
    harmless(panelkit(at, &args));
    let mut list = vec![vec!["name".to_owned()]];
    list.extend(names.iter().map(|n| vec![panelkit::sheet::guard(n).into_owned()]));
    fs::write(at.join("people.csv"), csv_of(&list)).unwrap();
    harmless(panelkit(at, &["packet", "loop", "--candidates", "people.csv", "--format", formats]))
}

/// Fills in every blank scorecard below `loop/scorecards`, each into a file of the name that `name` gives.
fn fill_in(at: &Path, name: impl Fn(usize, &str) -> String) {
    let scores = at.join("loop/scores");
    fs::create_dir_all(&scores).unwrap();
    let cards = files(&at.join("loop/scorecards"))
        .into_iter()
        .filter(|(p, _)| p.extension().is_some_and(|e| e == "csv"));
    for (i, (path, bytes)) in cards.enumerate() {
        let mut rows = rows_of(&bytes);
        let column = |name: &str| rows[0].iter().position(|h| h == name).unwrap();
        let (item, score, evidence) = (column("item"), column("score"), column("evidence"));
        for row in rows.iter_mut().skip(1) {
            row[score] = if row[item] == "overall" { "yes".into() } else { (1 + i % 4).to_string() };
            row[evidence] = "said \u{1b}[31mred\u{202e} things".into();
        }
        fs::write(scores.join(name(i, &path.to_string_lossy())), csv_of(&rows)).unwrap();
    }
}

#[test]
fn file_names_stay_in_the_folder_short_portable_and_distinct() {
    let at = folder();
    let names = hostile();
    hiring(at.path(), &names, "md,xlsx").exits(0);
    let all = files(at.path());
    let top: BTreeSet<String> =
        fs::read_dir(at.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(top, BTreeSet::from(["loop".to_owned(), "people.csv".to_owned()]));
    let mut seen = BTreeSet::new();
    for (path, _) in &all {
        for part in path.components() {
            let part = part.as_os_str().to_str().unwrap();
            assert!(portable(part), "{part:?} of {path:?}");
        }
        assert!(seen.insert(panelkit::text::fold(&path.to_string_lossy())), "{path:?} twice");
    }
    let folders: BTreeSet<_> =
        all.iter().filter_map(|(p, _)| p.strip_prefix("loop/packets").ok()?.components().next()).collect();
    assert_eq!(folders.len(), names.len());
    let cards =
        all.iter().filter(|(p, _)| p.starts_with("loop/scorecards") && p.extension().unwrap() == "csv");
    assert_eq!(cards.count(), names.len());
}

#[test]
fn a_name_that_nobody_sees_is_refused_and_twins_are_one_person() {
    let at = folder();
    hiring(at.path(), &["Ana".to_owned()], "md").exits(0);
    for nothing in ["", "  ", "\u{200b}", "\u{feff}", "\u{202e}\u{1b}", "\n"] {
        let run = harmless(panelkit(at.path(), &["packet", "loop", "--candidate", nothing])).exits(2);
        assert!(run.err.contains("a candidate's name is empty"), "{nothing:?}: {}", run.err);
        fs::write(
            at.path().join("list.csv"),
            csv_of(&[vec!["id".into(), "name".into()], vec!["7".into(), nothing.into()]]),
        )
        .unwrap();
        harmless(panelkit(at.path(), &["packet", "loop", "--candidates", "list.csv"])).exits(2);
    }
    for (one, other) in [("Zoë", "Zoe\u{308}"), ("Ines", "\u{202e}In\u{200b}es"), ("Jo", "J\u{1b}o")] {
        let list = [vec!["name".to_owned()], vec![one.to_owned()], vec![other.to_owned()]];
        fs::write(at.path().join("list.csv"), csv_of(&list)).unwrap();
        let run = harmless(panelkit(at.path(), &["packet", "loop", "--candidates", "list.csv"])).exits(2);
        assert!(run.err.contains("is listed twice"), "{one}: {}", run.err);
    }
}

#[test]
fn a_round_of_a_plan_leads_out_of_no_folder() {
    let at = folder();
    hiring(at.path(), &["Ana".to_owned()], "md").exits(0);
    let plan = at.path().join("loop/plan.json");
    let text = fs::read_to_string(&plan).unwrap();
    fs::write(
        &plan,
        text.replace("\"behavioral\"", "\"../../../out\"").replacen(
            "\"kind\": \"../../../out\"",
            "\"kind\": \"behavioral\"",
            99,
        ),
    )
    .unwrap();
    harmless(panelkit(at.path(), &["packet", "loop", "--candidate", "Bo", "--format", "md,html,xlsx"]));
    for (path, _) in files(at.path()) {
        assert!(path.starts_with("loop") || path.starts_with("people.csv"), "{path:?}");
    }
    assert!(!at.path().parent().unwrap().join("out").exists());
}

#[test]
fn every_format_of_a_packet_shows_the_name_as_text() {
    let at = folder();
    let names = [
        "<script>alert(1)</script>",
        "</script><b>x",
        "[link](javascript:x)",
        "# heading",
        "<!-- end -->",
        "{{title}}",
        "\u{1b}[31mred\u{202e}",
        "=1+1",
        "| pipe |",
        "line\nbreak",
        "عل\u{200c}ی",
    ];
    let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    hiring(at.path(), &names, "md,html,pdf,xlsx,json");
    let packets: Vec<_> =
        fs::read_dir(at.path().join("loop/packets")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(packets.len(), names.len());
    for packet in &packets {
        for (path, bytes) in files(packet) {
            let extension = path.extension().unwrap().to_str().unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match extension {
                "md" => {
                    assert!(steering(&text).is_empty(), "{path:?}: {:?}", steering(&text));
                    let document = panelkit::document::parse(&text, "packet.md").unwrap();
                    assert!(!document.blocks.is_empty());
                    assert!(!text.contains("[link](javascript") && !text.contains("\n# heading"), "{path:?}");
                }
                "html" => {
                    assert!(
                        steering(&text.replace("\r\n", "\n").replace('\t', "")).is_empty(),
                        "{path:?}: {:?}",
                        steering(&text)
                    );
                    for tag in ["<script>alert", "</script><b>x", "href=\"javascript"] {
                        assert!(!text.contains(tag), "{tag} in {path:?}");
                    }
                    assert_eq!(text.matches("<script").count(), text.matches("</script").count(), "{path:?}");
                }
                "json" => {
                    assert!(steering(&text).is_empty(), "{path:?}");
                    let view: serde_json::Value = serde_json::from_str(&text).unwrap();
                    assert!(names.iter().any(|n| view["candidate"] == n.as_str()), "{}", view["candidate"]);
                }
                "pdf" if tool("pdftotext") && tool("qpdf") => {
                    let file = packet.join(&path);
                    assert_eq!(ask("qpdf", &["--check"], &file).0, 0, "{path:?}");
                    let (code, said) = ask("pdftotext", &["-layout"], &file);
                    assert_eq!(code, 0);
                    let said = said.replace('\u{c}', "");
                    assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{path:?}");
                }
                _ => {}
            }
        }
    }
    let mut shown = BTreeSet::new();
    for (path, bytes) in files(&at.path().join("loop/scorecards")) {
        if path.extension().unwrap() == "xlsx" {
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
            for sheet in book.sheet_names() {
                assert!(
                    sheet.chars().count() <= 31 && !sheet.contains(['[', ']', ':', '*', '?', '/', '\\']),
                    "{sheet:?}"
                );
                assert!(book.worksheet_formula(&sheet).is_ok_and(|f| f.is_empty()), "{path:?} has a formula");
                let range = book.worksheet_range(&sheet).unwrap();
                shown.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
                    Data::String(text) => Some(text.clone()),
                    _ => None,
                }));
            }
        } else {
            for row in rows_of(&bytes).iter().skip(1) {
                assert!(
                    !row[1].starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{row:?} runs in a spreadsheet"
                );
            }
        }
    }
    for name in names.iter().filter(|n| !n.contains(['\u{1b}', '\n'])) {
        assert!(shown.contains(name), "{name:?} is not in the workbooks");
    }
}

#[test]
fn what_is_gathered_and_compared_keeps_every_name_apart_and_steers_no_terminal() {
    let at = folder();
    let names = hostile();
    hiring(at.path(), &names, "xlsx").exits(0);
    fill_in(at.path(), |i, _| format!("{i}\u{1b}[31mcard\u{202e}.csv"));
    let run = harmless(panelkit(at.path(), &["gather", "loop"]));
    let view: serde_json::Value =
        serde_json::from_str(&harmless(panelkit(at.path(), &["gather", "loop", "--format", "json"])).out)
            .unwrap();
    let errors: Vec<_> =
        view["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error").collect();
    assert!(errors.is_empty(), "{errors:#?}\n{}", run.err);
    let complete = view["expected"].as_array().unwrap().iter().filter(|e| e["state"] == "complete").count();
    assert_eq!(complete, names.len());
    let rated: BTreeSet<&str> =
        view["records"].as_array().unwrap().iter().map(|r| r["candidate"].as_str().unwrap()).collect();
    assert_eq!(rated.len(), names.len());
    for blind in [&[][..], &["--blind"]] {
        for format in ["table", "json", "md", "html"] {
            let run =
                harmless(panelkit(at.path(), &[&["compare", "loop", "--format", format], blind].concat()));
            assert!(run.code == Some(0) || run.code == Some(1), "{}", run.err);
            let page = ["md", "html"].contains(&format);
            assert!(!(page && run.out.replace("\\<", "").contains("<script>alert")), "{format}");
            if !blind.is_empty() {
                for name in ["evil", "etc/passwd", "alert(1)", "**bold**"] {
                    assert!(!run.out.contains(name), "{name} in {format}");
                }
            }
        }
        let csv = panelkit(at.path(), &[&["compare", "loop", "--format", "csv"], blind].concat());
        for row in rows_of(csv.out.as_bytes()) {
            assert!(!row[0].starts_with(['=', '+', '-', '@', '\t', '\r']), "{row:?}");
        }
        let out = if blind.is_empty() { "open.pdf" } else { "blind.pdf" };
        harmless(panelkit(at.path(), &[&["compare", "loop", "--format", "pdf", "-o", out], blind].concat()));
        if tool("qpdf") {
            assert_eq!(ask("qpdf", &["--check"], &at.path().join(out)).0, 0);
        }
    }
    for command in ["status", "gather"] {
        harmless(panelkit(at.path(), &[command, "loop"]));
    }
    for name in ["\u{202e}evil", "\u{1b}[31mred\u{1b}[0m", "../../x", "nobody \u{9b}2J"] {
        harmless(panelkit(at.path(), &["export", "loop", "--candidate", name]));
        harmless(panelkit(at.path(), &["purge", "loop", "--candidate", name, "--dry-run"]));
    }
    harmless(panelkit(at.path(), &["calibrate", "loop/gathered.csv"]));
    harmless(panelkit(at.path(), &["compare", "loop/gathered.csv"]));
}

#[test]
fn names_in_a_zip_and_in_foreign_columns_steer_no_terminal() {
    let at = folder();
    hiring(at.path(), &["Ana".to_owned()], "md").exits(0);
    let scores = at.path().join("loop/scores");
    fs::create_dir_all(&scores).unwrap();
    let card = "plan,candidate,interviewer,round,item,asks,score,evidence\n\
                x\u{1b}[2J,\u{202e}Nob,\u{9b}31mI,r\u{1b}ound,it\u{202e}em,,sc\u{1b}ore,ev\n";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["../../\u{1b}[31mup.csv", "/abs\u{202e}.csv", "C:\\x\u{7}.csv", "CON.csv", "a\nb.csv"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(card.as_bytes()).unwrap();
    }
    fs::write(scores.join("all.zip"), zip.finish().unwrap().into_inner()).unwrap();
    fs::write(scores.join("\u{1b}[2J\u{202e}.csv"), card.replace("score,", "sc\u{1b}[31m,")).unwrap();
    fs::write(scores.join("\u{9b}.pdf"), "%PDF-1.4 \u{1b}").unwrap();
    let before = files(at.path());
    let run = harmless(panelkit(at.path(), &["gather", "loop"])).exits(1);
    assert!(run.err.contains("\\u{1b}[31mup.csv"), "{}", run.err);
    for format in ["table", "json"] {
        harmless(panelkit(at.path(), &["gather", "loop", "--format", format, "--color", "never"]));
    }
    let new: Vec<_> = files(at.path()).into_iter().filter(|f| !before.contains(f)).map(|f| f.0).collect();
    assert!(new.iter().all(|p| p.starts_with("loop") && !p.starts_with("loop/scores")), "{new:?}");
}

#[test]
fn errors_write_escapes_out() {
    let at = folder();
    let bad = "x\u{1b}[31m\u{202e}\u{9b}y";
    for args in [
        &["plan", "--role", bad, "--level", "mid"][..],
        &["plan", "--role", "backend", "--level", "mid", "--bank", bad],
        &["plan", "--role", "backend", "--level", "mid", "--round", bad],
        &["plan", "--role", "backend", "--level", "mid", "--exclude", bad],
        &["packet", bad],
        &["gather", bad],
        &["compare", bad],
        &["status", bad],
        &["calibrate", bad],
        &["purge", bad, "--candidate", bad],
        &["bank", "show", bad],
        &["bank", "search", bad],
        &["bank", "list", "--role", bad],
        &["bank", "lint", "--bank", bad],
        &["doctor", "--bank", bad],
        &[bad],
    ] {
        let run = harmless(panelkit(at.path(), args));
        assert_ne!(run.code, None, "{args:?}");
    }
    let args = ["plan", "--role", "backend", "--level", "mid", "--loop", "screen", "-o", bad];
    let run = harmless(panelkit(at.path(), &args));
    assert!(run.err.contains("x\\u{1b}[31m\\u{202e}\\u{9b}y/plan.json"), "{}", run.err);
}

/// `script` runs a command on a terminal of its own, where results meant for pipes are made safe too.
#[cfg(target_os = "linux")]
#[test]
fn what_goes_to_a_terminal_is_made_safe_whatever_the_format() {
    let at = folder();
    hiring(at.path(), &["\u{202e}Ana\u{1b}[2J".to_owned()], "md").exits(0);
    fill_in(at.path(), |_, name| name.to_owned());
    if std::process::Command::new("script").arg("--version").output().is_err() {
        eprintln!("SKIPPED: script (util-linux) is not installed");
        return;
    }
    for format in ["csv", "json", "table"] {
        let command = format!("{} gather loop --format {format}", env!("CARGO_BIN_EXE_panelkit"));
        let output = std::process::Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .env("NO_COLOR", "1")
            .env("TERM", "dumb")
            .current_dir(at.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        assert!(said.contains("Ana"), "{said}");
        assert!(steering(&said).is_empty(), "{format}: {:?}\n{said:?}", steering(&said));
    }
}
