//! What is too large, too deep or without end is refused with the limit's name and number, in little memory.

use super::{Run, folder, panelkit};
use panelkit::limits::{self, Limit};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most address space that a run may take, in KiB: what is read at most, some times over, and far less than what
/// these files pretend to hold.
const MEMORY: u64 = 2_500_000;

/// Runs `panelkit` with little memory.
fn confined(at: &Path, args: &[&str]) -> Run {
    if !cfg!(target_os = "linux") {
        return panelkit(at, args);
    }
    let script = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_panelkit")])
        .args(args)
        .current_dir(at)
        .env("XDG_CONFIG_HOME", at.join("no-configuration"))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// The run, having named the limit and ended in its own way.
fn refuses(run: Run, limit: &Limit) -> Run {
    let said = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(&format!("the limit {} is", limit.name)),
        "{limit}:\n{}\n{}",
        run.err,
        run.out.chars().take(500).collect::<String>()
    );
    assert!(matches!(run.code, Some(1 | 2)), "{:?}: {}", run.code, run.err);
    run
}

fn huge(path: &Path, start: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    file.write_all(start).unwrap();
    file.set_len(2 << 30).unwrap();
}

/// A loop with a plan of one round and a folder for scorecards.
fn hiring(at: &Path) {
    panelkit(at, &["plan", "--role", "backend", "--level", "mid", "--round", "coding:45", "-o", "loop"]);
    fs::create_dir_all(at.join("loop/scores")).unwrap();
}

/// A zip of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose one sheet has this inside, and these shared strings.
fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{of}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inside: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
        )
    };
    zipped(&[
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")).as_bytes()),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{of}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>").as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(relation(1, "worksheet", "worksheets/sheet1.xml") + &relation(2, "sharedStrings", "sharedStrings.xml")).as_bytes(),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\">{strings}</sst>").as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>").as_bytes(),
        ),
    ])
}

/// An open document with this table.
fn ods(rows: &str) -> Vec<u8> {
    let names = "xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"";
    let content = format!(
        "<office:document-content {names}><table:table table:name=\"a\">{rows}</table:table></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// What gathering says of one file in `scores`.
fn gathers(name: &str, content: &[u8]) -> Run {
    let at = folder();
    hiring(at.path());
    fs::write(at.path().join("loop/scores").join(name), content).unwrap();
    confined(at.path(), &["gather", "loop"])
}

#[test]
fn the_list_of_limits_is_in_step() {
    let mut table = String::from("| limit | at most | of what |\n| --- | --- | --- |\n");
    for limit in limits::ALL {
        let _ = writeln!(table, "| `{}` | {} | {} |", limit.name, limit.number(), limit.of);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/limits.md")).unwrap();
    assert!(page.contains(&table), "docs/limits.md should have this table:\n{table}");
    assert!(fs::read_to_string(root.join("docs/SUMMARY.md")).unwrap().contains("(limits.md)"));
}

#[test]
fn files_of_two_gigabytes_are_refused_before_they_are_read() {
    let at = folder();
    let at = at.path();
    hiring(at);
    for name in ["big.csv", "big.xlsx", "big.zip", "big.pdf"] {
        huge(&at.join("loop/scores").join(name), b"");
    }
    let run = refuses(confined(at, &["gather", "loop"]), &limits::SCORECARD_FILE);
    assert_eq!(run.err.matches("2,048 MiB").count(), 4, "{}", run.err);
    huge(&at.join("people.csv"), b"name\nAna\n");
    refuses(confined(at, &["packet", "loop", "--candidates", "people.csv"]), &limits::LIST_FILE);
    refuses(
        confined(at, &["plan", "--role", "backend", "--level", "mid", "--exclude", "people.csv"]),
        &limits::LIST_FILE,
    );
    refuses(
        confined(at, &["plan", "--role", "backend", "--level", "mid", "--panel", "people.csv"]),
        &limits::LIST_FILE,
    );
    refuses(
        confined(at, &["packet", "loop", "--candidate", "Ana", "--font", "people.csv"]),
        &limits::FONT_FILE,
    );
    refuses(confined(at, &["bank", "import", "people.csv", "-o", "new"]), &limits::IMPORT_FILE);
    panelkit(at, &["eject", "ours"]).exits(0);
    huge(&at.join("ours/question-bank/questions/databases/big.toml"), b"title = \"x\"\n");
    let bank = ["plan", "--role", "backend", "--level", "mid", "--bank", "ours/question-bank"];
    refuses(confined(at, &bank), &limits::BANK_FILE);
    refuses(confined(at, &["bank", "lint", "--bank", "ours/question-bank"]), &limits::BANK_FILE);
    huge(&at.join("ours/templates/packet.md.hbs"), b"# x\n");
    let packet = ["packet", "loop", "--candidate", "Ana", "--templates", "ours/templates"];
    refuses(confined(at, &packet), &limits::TEMPLATE_FILE);
    huge(&at.join("elsewhere/panelkit.toml"), b"");
    refuses(confined(&at.join("elsewhere"), &["bank", "list"]), &limits::SETTINGS_FILE);
    huge(&at.join("loop/plan.json"), b"{");
    for command in ["packet", "gather", "compare", "status"] {
        refuses(confined(at, &[command, "loop"]), &limits::PLAN_FILE);
    }
}

#[test]
fn a_tidy_file_of_two_gigabytes_is_read_in_little_memory() {
    let at = folder();
    huge(&at.path().join("big.csv"), b"candidate,competency,score\n");
    let run = confined(at.path(), &["compare", "big.csv"]);
    assert!(matches!(run.code, Some(1 | 2)), "{:?} {}", run.code, run.err);
}

#[test]
fn zips_that_unpack_to_too_much_are_refused() {
    let zeros = vec![0_u8; 1 << 20];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..2 {
        zip.start_file(format!("{n}.csv"), SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        (0..150).for_each(|_| zip.write_all(&zeros).unwrap());
    }
    let bomb = zip.finish().unwrap().into_inner();
    refuses(gathers("bomb.zip", &bomb), &limits::UNPACKED);
    let run = gathers("nest.zip", &zipped(&[("inner.zip", &bomb), ("b.csv", b"x")]));
    assert!(run.err.contains("a zip inside a zip"), "{}", run.err);
    // The same as a part of a workbook.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        (0..150).for_each(|_| zip.write_all(&zeros).unwrap());
    }
    refuses(gathers("bomb.xlsx", &zip.finish().unwrap().into_inner()), &limits::UNPACKED);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..=limits::ZIP_FILES.most {
        zip.start_file(
            format!("{n}"),
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .unwrap();
    }
    refuses(gathers("many.zip", &zip.finish().unwrap().into_inner()), &limits::ZIP_FILES);
}

#[test]
fn workbooks_that_hold_more_than_they_should_are_refused() {
    // One long text that many cells share.
    let row = |n: usize| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>");
    let sheet: String = (1..=200).map(row).collect();
    let long = format!("<si><t>{}</t></si>", "x".repeat(1 << 20));
    refuses(gathers("shared.xlsx", &xlsx(&sheet, &long)), &limits::SHEET_TEXT);
    // Cells at the far end of their rows.
    let row = |n: usize| format!("<row r=\"{n}\"><c r=\"XFD{n}\"><v>1</v></c></row>");
    let sheet: String = (1..=300).map(row).collect();
    refuses(gathers("far.xlsx", &xlsx(&sheet, "")), &limits::SHEET_CELLS);
    let run = gathers("boast.xlsx", &xlsx("", "<sst uniqueCount=\"4000000000\"/>"));
    assert!(run.err.contains("announces more texts"), "{}", run.err);
    let cell = |columns: u64, text: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |rows: u64, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cells}</table:table-row>")
    };
    for (rows, columns, text, limit) in [
        (1 << 20, 1 << 14, "1", limits::SHEET_CELLS),
        (u64::from(u32::MAX), 1, "1", limits::SHEET_CELLS),
        (1, 1 << 20, "1", limits::COLUMNS),
        (1, u64::from(u32::MAX), "1", limits::COLUMNS),
        (1 << 9, 1 << 9, &*"x".repeat(1 << 10), limits::SHEET_TEXT),
    ] {
        refuses(gathers("repeated.ods", &ods(&row(rows, &cell(columns, text)))), &limit);
    }
    // Empty cells may be repeated: spreadsheets fill the rest of a sheet with them.
    let run = gathers("empty.ods", &ods(&row(1 << 20, &cell(1 << 14, ""))));
    assert!(run.err.contains("an empty workbook"), "{}", run.err);
}

#[test]
fn pdfs_that_unpack_to_too_much_or_nest_too_deep_are_refused() {
    let mut packed = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 50 << 20]);
    packed.dict.set("Type", "ObjStm");
    packed.dict.set("N", 1);
    packed.dict.set("First", 4);
    packed.compress().unwrap();
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let at = bytes.len();
    let length = packed.content.len();
    write!(bytes, "1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {length}>>stream\n")
        .unwrap();
    bytes.extend_from_slice(&packed.content);
    let start = bytes.len() + 19;
    write!(bytes, "\nendstream\nendobj\n\nxref\n0 2\n0000000000 65535 f \n{at:010} 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    let run = gathers("bomb.pdf", &bytes);
    assert!(matches!(run.code, Some(1 | 2)), "{:?} {}", run.code, run.err);
    let many = b"%PDF-1.7\n".iter().copied().chain(b"/Type/ObjStm ".repeat(501)).collect::<Vec<_>>();
    let run = gathers("many.pdf", &many);
    assert!(run.err.contains("the PDF is damaged"), "{}", run.err);
    for open in ["[", "<</a", "(", "<</Kids["] {
        let deep = format!(
            "%PDF-1.7\n1 0 obj\n{}\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
            open.repeat(100_000)
        );
        let run = gathers("deep.pdf", deep.as_bytes());
        assert!(matches!(run.code, Some(1 | 2)), "{open}: {:?} {}", run.code, run.err);
    }
}

#[test]
fn nesting_without_end_is_a_finding() {
    let at = folder();
    let at = at.path();
    let question = at.join("ours/question-bank/questions/databases/deep.toml");
    fs::create_dir_all(question.parent().unwrap()).unwrap();
    let bank = ["bank", "lint", "--bank", "ours/question-bank"];
    let deep = 100_000;
    for text in [
        format!("title = {}", "[".repeat(deep)),
        format!("title = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("title = {}", "{ a = ".repeat(deep)),
        format!("[{}]\nx = 1", vec!["a"; deep].join(".")),
        format!("{} = 1", vec!["a"; deep].join(".")),
        (0..20_000).fold(String::new(), |mut t, n| {
            let _ = writeln!(t, "[[a{n}]]");
            t
        }),
    ] {
        fs::write(&question, &text).unwrap();
        let run = confined(at, &bank);
        assert!(
            matches!(run.code, Some(1 | 2)),
            "{}...: {:?} {}",
            &text[..20],
            run.code,
            run.err.chars().take(400).collect::<String>()
        );
        fs::create_dir_all(at.join("here")).unwrap();
        fs::write(at.join("here/panelkit.toml"), &text).unwrap();
        let run = confined(&at.join("here"), &["bank", "list"]);
        assert_eq!(run.code, Some(2), "{}", run.err.chars().take(400).collect::<String>());
        if text.starts_with("[[a0]]") {
            refuses(run, &limits::FINDINGS);
        }
    }
    hiring(at);
    for text in ["[".repeat(deep), "{\"a\":".repeat(deep), format!("{{\"format\":{}", "[".repeat(deep))] {
        fs::write(at.join("loop/plan.json"), &text).unwrap();
        let run = confined(at, &["gather", "loop"]).exits(2);
        assert!(run.err.contains("this is not a plan"), "{}", run.err);
    }
}

/// What making a packet says with this as its template.
fn fills_in(template: &str) -> Run {
    let at = folder();
    hiring(at.path());
    fs::create_dir_all(at.path().join("ours")).unwrap();
    fs::write(at.path().join("ours/packet.md.hbs"), template).unwrap();
    confined(at.path(), &["packet", "loop", "--candidate", "Ana", "--format", "md", "--templates", "ours"])
}

#[test]
fn templates_without_end_are_stopped() {
    // Loops inside loops, without words in them and with some.
    let each = |inside: &str| "{{#each @root.notes}}".repeat(20) + inside + &"{{/each}}".repeat(20);
    refuses(fills_in(&each("")), &limits::TEMPLATE_STEPS);
    refuses(fills_in(&each(&"word ".repeat(2000))), &limits::TEMPLATE_OUTPUT);
    // Parts that include each other twice, twenty times over: a million of them.
    let mut doubling = String::from("{{#*inline \"p0\"}}{{/inline}}");
    for n in 1..=40 {
        let _ =
            write!(doubling, "{{{{#*inline \"p{n}\"}}}}{{{{> p{0}}}}}{{{{> p{0}}}}}{{{{/inline}}}}", n - 1);
    }
    refuses(fills_in(&(doubling + "{{> p40}}")), &limits::TEMPLATE_PARTS);
    let run = fills_in("{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}").exits(2);
    assert!(run.err.contains("includes itself without end"), "{}", run.err);
    for template in [
        "{{#if notes}}".repeat(50_000),
        "{{#if notes}}".repeat(9000) + &"{{/if}}".repeat(9000),
        format!("{{{{cell {}", "(".repeat(100_000)),
        format!("{{{{cell {}", "[".repeat(100_000)),
    ] {
        refuses(fills_in(&template), &limits::TEMPLATE_DEPTH);
    }
    refuses(fills_in(&("> ".repeat(30) + "x\n")), &limits::DOCUMENT_DEPTH);
    fills_in(&("*a ".repeat(3000) + "\n")).exits(0);
}

#[test]
fn ten_million_columns_are_refused() {
    let at = folder();
    let at = at.path();
    hiring(at);
    let mut text = String::from("plan,candidate,interviewer,round,item,score,evidence");
    text.push_str(&",c".repeat(10_000_000));
    text.push('\n');
    fs::write(at.join("wide.csv"), &text).unwrap();
    fs::copy(at.join("wide.csv"), at.join("loop/scores/wide.csv")).unwrap();
    refuses(confined(at, &["gather", "loop"]), &limits::COLUMNS);
    refuses(confined(at, &["bank", "import", "wide.csv", "-o", "new"]), &limits::COLUMNS);
    refuses(confined(at, &["packet", "loop", "--candidates", "wide.csv"]), &limits::LIST_FILE);
    for command in ["compare", "calibrate"] {
        refuses(confined(at, &[command, "wide.csv"]), &limits::COLUMNS);
    }
    // In a row of ratings, and as rows.
    let rows = format!("plan,candidate,interviewer,round,item,score,evidence\n{}\n", ",".repeat(10_000_000));
    fs::write(at.join("loop/scores/wide.csv"), rows).unwrap();
    refuses(confined(at, &["gather", "loop"]), &limits::COLUMNS);
    let rows = format!("plan,candidate,interviewer,round,item,score,evidence\n{}", "\n".repeat(17_000_000));
    fs::write(at.join("loop/scores/wide.csv"), rows).unwrap();
    refuses(confined(at, &["gather", "loop"]), &limits::TABLE_CELLS);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let at = folder();
    let at = at.path();
    hiring(at);
    panelkit(at, &["eject", "ours"]).exits(0);
    for name in ["one", "two"] {
        std::os::unix::fs::symlink(at.join("loop/scores"), at.join("loop/scores").join(name)).unwrap();
        std::os::unix::fs::symlink(at.join("ours/question-bank"), at.join("ours/question-bank").join(name))
            .unwrap();
    }
    let run = confined(at, &["gather", "loop"]);
    assert!(run.err.contains("a link to a folder that is read already"), "{}", run.err);
    confined(at, &["bank", "list", "--bank", "ours/question-bank"]).exits(0);
    let deep: std::path::PathBuf = std::iter::repeat_n("d", 40).collect();
    for folder in ["loop/scores", "ours/question-bank/questions"] {
        fs::create_dir_all(at.join(folder).join(&deep)).unwrap();
    }
    refuses(confined(at, &["gather", "loop"]), &limits::FOLDER_DEPTH);
    refuses(confined(at, &["bank", "list", "--bank", "ours/question-bank"]), &limits::FOLDER_DEPTH);
}

#[test]
fn a_series_of_many_changes_is_read_in_time_that_grows_with_it() {
    let zone = panelkit::calendar::Zone::named("UTC").unwrap();
    let mut text = "BEGIN:VCALENDAR\nVERSION:2.0\n".to_owned();
    for n in 0..20_000 {
        let (month, day, hour, minute) = (n % 12 + 1, n / 12 % 28 + 1, n / 336 % 24, n / 8_064);
        let at = format!("2026{month:02}{day:02}T{hour:02}{minute:02}00");
        let _ = write!(
            text,
            "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:{at}\nDTSTART:{at}\nDURATION:PT1M\nEND:VEVENT\nBEGIN:VEVENT\nUID:{n}\n\
             DTSTART;TZID=No zone:{at}\nEND:VEVENT\n"
        );
    }
    text += "BEGIN:VTIMEZONE\nTZID:No zone\n";
    for n in 0..20_000 {
        let part = "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD\n";
        let _ = write!(text, "BEGIN:STANDARD\nDTSTART:{:04}0101T000000\n{part}", 1_000 + n % 1_000);
    }
    text += "END:VTIMEZONE\nEND:VCALENDAR\n";
    let begun = Instant::now();
    let year = panelkit::timetable::Span::new(29_453_700, 29_979_360);
    let read = panelkit::calendar::read_busy("mei.ics", &text, &zone, year).unwrap();
    let busy = read.value.busy.spans();
    assert_eq!(busy.iter().map(|span| span.to - span.from).sum::<i64>(), 20_000);
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
