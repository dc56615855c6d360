//! Scorecards that are filled in on a screen: the form, the workbook, and who still owes one.

use super::{files, folder, panelkit};
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A loop of two rounds and two candidates; the first round has an interviewer.
fn hiring(at: &Path) {
    let rounds = ["--round", "coding:60:José Ångström", "--round", "behavioral:45"];
    let plan = [&["plan", "--role", "backend", "--seniority", "senior"][..], &rounds, &["-o", "loop", "-q"]];
    // Two rounds leave gaps, which is worth a word.
    panelkit(at, &plan.concat()).exits(1);
    fs::write(at.join("loop/candidates.csv"), "name,due\nZoë Łukasiewicz,2026-11-20\nBo Li,2026-12-24\n")
        .unwrap();
}

/// The blank scorecard with each rating `score`, and `overall`.
fn filled(blank: &Path, score: &str, overall: &str) -> String {
    let text = fs::read_to_string(blank).unwrap();
    let fill = |line: &str| {
        let (before, check) = line.rsplit_once(",,,,,").unwrap();
        let score = if line.contains(",overall,") { overall } else { score };
        format!("{before},{score},said so,,,{check}\n")
    };
    text.lines().enumerate().map(|(i, l)| if i == 0 { format!("{l}\n") } else { fill(l) }).collect()
}

#[test]
fn a_form_is_one_file_of_one_packet() {
    let at = folder();
    hiring(at.path());
    panelkit(at.path(), &["packet", "loop", "--format", "html", "-q"]).exits(0);
    let forms: Vec<(String, String)> = files(&at.path().join("loop/packets"))
        .into_iter()
        .map(|(p, bytes)| (p.to_string_lossy().into_owned(), String::from_utf8(bytes).unwrap()))
        .filter(|(p, _)| !p.contains("/candidate-"))
        .collect();
    assert_eq!(forms.len(), 4);
    for (path, html) in &forms {
        assert!(
            html.contains("default-src 'none'; style-src 'sha256-") && html.contains("script-src 'sha256-")
        );
        for asks in ["src=", "<link", "url(", "@import", " style=", " onclick", "http://", "unsafe"] {
            assert!(!html.contains(asks), "{asks} in {path}");
        }
        let (own, other) = if path.contains("bo-li") { ("Bo Li", "Zoë") } else { ("Zoë", "Bo Li") };
        assert!(html.contains(own) && !html.contains(other), "{path}");
        if path.contains("behavioral") {
            assert!(!html.contains("José"), "{path}");
        }
        assert!(html.contains("id=\"save\"") && html.contains("value=\"Not asked\""));
    }
    let handout = files(&at.path().join("loop/packets"))
        .into_iter()
        .find(|(p, _)| p.to_string_lossy().contains("/candidate-"));
    let handout = String::from_utf8(handout.unwrap().1).unwrap();
    assert!(!handout.contains("<script") && handout.contains("script-src 'none'"));
}

#[test]
fn a_card_that_was_swapped_is_not_counted() {
    let at = folder();
    hiring(at.path());
    panelkit(at.path(), &["packet", "loop", "--format", "md", "-q"]).exits(0);
    fs::create_dir(at.path().join("loop/scores")).unwrap();
    let cards = at.path().join("loop/scorecards");
    let zoe = filled(&cards.join("zoe-lukasiewicz-01-coding-jose-angstrom.csv"), "3", "yes");
    fs::write(at.path().join("loop/scores/zoe.csv"), &zoe).unwrap();
    fs::write(at.path().join("loop/scores/bo.csv"), zoe.replace("Zoë Łukasiewicz", "Bo Li")).unwrap();
    let run = panelkit(at.path(), &["gather", "loop", "--today", "2026-11-22"]).exits(1);
    let said = "the card was handed out for Zoë Łukasiewicz, round coding, not for Bo Li, round coding";
    assert!(run.err.contains(said) && run.err.contains("bo.csv:2:"), "{}", run.err);
    let gathered = fs::read_to_string(at.path().join("loop/gathered.csv")).unwrap();
    assert!(gathered.contains("Zoë") && !gathered.contains("Bo Li"), "{gathered}");
}

#[test]
fn any_text_comes_back_from_a_blank_csv_quoted_as_little_as_spreadsheets_do() {
    let at = folder();
    hiring(at.path());
    let names: Vec<String> = (0..80).map(|n| format!("Candidate {n}")).collect();
    fs::write(at.path().join("loop/candidates.csv"), format!("name\n{}\n", names.join("\n"))).unwrap();
    panelkit(at.path(), &["packet", "loop", "--format", "md", "-q"]).exits(0);
    let pieces = [
        "=1+1",
        "-",
        "'",
        " ",
        "\"",
        "\",\"",
        ",",
        ";",
        "\t",
        "\n",
        "\noverall,yes,\n",
        "\n\n",
        "\r\n",
        "sep=;\n",
        "plan,candidate,interviewer,round,item,asks,score,evidence\n",
        "שלום",
        "👩‍💻",
        "said",
        "\u{a0}",
        "3",
        "\\",
    ];
    let mut draw = ChaCha8Rng::seed_from_u64(1);
    fs::create_dir(at.path().join("loop/scores")).unwrap();
    let mut meant = BTreeMap::new();
    for (path, bytes) in files(&at.path().join("loop/scorecards")) {
        let mut card = csv::Reader::from_reader(bytes.as_slice());
        let mut filled = csv::Writer::from_path(at.path().join("loop/scores").join(path)).unwrap();
        filled.write_record(card.headers().unwrap()).unwrap();
        for row in card.records() {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            let text: String =
                (0..draw.random_range(0..9)).map(|_| *pieces.choose(&mut draw).unwrap()).collect();
            let score = if cells[4] == "overall" { "yes" } else { "3" };
            (cells[6], cells[7]) = (score.to_owned(), panelkit::sheet::guard(&text).into_owned());
            filled.write_record(&cells).unwrap();
            meant.insert([1, 3, 4].map(|c: usize| cells[c].clone()), text.trim().to_owned());
        }
    }
    assert!(meant.len() >= 500, "{}", meant.len());
    let run = panelkit(at.path(), &["gather", "loop", "--format", "json"]).exits(0);
    let scores: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let list = |name: &str| scores[name].as_array().unwrap().clone();
    let text = |v: &serde_json::Value| v.as_str().unwrap_or("overall").to_owned();
    let rows = [list("records"), list("recommendations")].concat();
    let read: BTreeMap<[String; 3], String> = rows
        .iter()
        .map(|r| (["candidate", "round", "question"].map(|key| text(&r[key])), text(&r["evidence"])))
        .collect();
    assert_eq!(read, meant);
    assert_eq!(scores["rows_rejected"], 0);
    assert!(list("findings").is_empty(), "{}", run.out);
}

/// The packet at `pdf` with its fields filled in: `value` says what by item and column.
fn fill(pdf: &Path, to: &Path, value: impl Fn(&str, &str) -> String) -> usize {
    let mut document = lopdf::Document::load(pdf).unwrap();
    let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
    let fields = document.get_dictionary(form).unwrap().get(b"Fields").unwrap().as_array().unwrap().clone();
    let mut set = 0;
    for field in fields.iter().map(|f| f.as_reference().unwrap()) {
        let field = document.get_object_mut(field).unwrap().as_dict_mut().unwrap();
        let name = lopdf::decode_text_string(field.get(b"T").unwrap()).unwrap();
        let Some((_, item)) = name.split_once(";item=") else { continue };
        let (item, column) = item.split_once(';').unwrap();
        let value = value(item, column);
        let object = if column == "score" {
            lopdf::Object::Name(value.into_bytes())
        } else {
            lopdf::text_string(&value)
        };
        field.set("V", object);
        set += usize::from(column == "score");
    }
    document.save(to).unwrap();
    set
}

#[test]
fn a_filled_pdf_is_gathered_like_any_scorecard() {
    let at = folder();
    hiring(at.path());
    panelkit(at.path(), &["packet", "loop", "--format", "pdf", "-q"]).exits(0);
    panelkit(at.path(), &["packet", "loop", "--format", "pdf", "--merge", "-q"]).exits(0);
    let (packets, scores) = (at.path().join("loop/packets"), at.path().join("loop/scores"));
    fs::create_dir(&scores).unwrap();
    let said = "=1+1, \"so\" – שלום 👍🏽\nno, yes, and overall";
    let good = |item: &str, column: &str| match (item, column) {
        ("overall", "score") => "strong-yes".to_owned(),
        (_, "score") => "3".to_owned(),
        _ => said.to_owned(),
    };
    let set = fill(&packets.join("all.pdf"), &scores.join("all.pdf"), good);
    let run = panelkit(at.path(), &["gather", "loop", "--format", "json", "--today", "2026-11-22"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert!(json["findings"].as_array().unwrap().is_empty() && json["rows_read"] == set, "{json:#}");
    assert!(json["expected"].as_array().unwrap().iter().all(|e| e["state"] == "complete"));
    assert!(json["records"].as_array().unwrap().iter().all(|r| r["evidence"] == said && r["score"] == 3.0));

    // The same checks, by page and field.
    fs::remove_file(scores.join("all.pdf")).unwrap();
    let one = packets.join("zoe-lukasiewicz/02-behavioral.pdf");
    let bad = |item: &str, column: &str| {
        if column == "score" && item != "overall" { "9".to_owned() } else { good(item, column) }
    };
    fill(&one, &scores.join("bad.pdf"), bad);
    let run = panelkit(at.path(), &["gather", "loop", "--format", "csv"]).exits(1);
    assert!(
        run.err.contains(", field score of ") && run.err.contains(": `9` is not a score of this plan"),
        "{}",
        run.err
    );
    assert!(run.err.contains("bad.pdf:"), "{}", run.err);
    fs::remove_file(scores.join("bad.pdf")).unwrap();

    // Without its fields, damaged, blank.
    let mut flat = lopdf::Document::load(&one).unwrap();
    flat.catalog_mut().unwrap().remove(b"AcroForm");
    flat.save(scores.join("flat.pdf")).unwrap();
    fs::write(scores.join("damaged.pdf"), &fs::read(&one).unwrap()[..900]).unwrap();
    fs::copy(&one, scores.join("blank.pdf")).unwrap();
    let run = panelkit(at.path(), &["gather", "loop", "--format", "csv"]).exits(1);
    for part in [
        "printed to PDF, flattened",
        "filled in and saved (not printed)",
        "the PDF is damaged",
        "is not filled in for",
    ] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
}

#[test]
fn workbooks_are_the_same_each_time_and_gathered_blank() {
    let at = folder();
    hiring(at.path());
    let books = || {
        panelkit(at.path(), &["packet", "loop", "--format", "xlsx", "-q", "--force"]).exits(0);
        panelkit(at.path(), &["packet", "loop", "--format", "xlsx", "--merge", "-q", "--force"]).exits(0);
        let all = files(&at.path().join("loop/scorecards"));
        all.into_iter().filter(|(p, _)| p.extension().is_some_and(|e| e == "xlsx")).collect::<Vec<_>>()
    };
    let first = books();
    let names: Vec<String> = first.iter().map(|(p, _)| p.to_string_lossy().into_owned()).collect();
    assert_eq!(first, books());
    assert_eq!(names.len(), 5);
    assert!(names.contains(&"all.xlsx".to_owned()) && names.contains(&"bo-li-02-behavioral.xlsx".to_owned()));
    let run =
        panelkit(at.path(), &["gather", "loop", "loop/scorecards/all.xlsx", "--format", "json"]).exits(1);
    let scores: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(scores["rows_rejected"], 0);
    let states: Vec<&str> =
        scores["expected"].as_array().unwrap().iter().map(|e| e["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["incomplete"; 4]);
    let codes: Vec<&str> =
        scores["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["not-filled-in"; 4]);
}

#[test]
fn it_is_told_who_owes_which_scorecard_and_since_when() {
    let at = folder();
    hiring(at.path());
    panelkit(at.path(), &["packet", "loop", "--format", "md", "-q"]).exits(0);
    let status =
        |args: &[&str]| panelkit(at.path(), &[&["status", "loop", "--today", "2026-11-22"], args].concat());
    let run = status(&[]).exits(1);
    assert!(
        run.out.contains("0 of 4 scorecards are complete") && run.out.contains("José Ångström"),
        "{}",
        run.out
    );
    assert!(run.out.contains("2026-11-20  2 days") && run.out.contains("2026-12-24"), "{}", run.out);
    assert!(run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
    fs::create_dir(at.path().join("loop/scores")).unwrap();
    let cards = at.path().join("loop/scorecards");
    let begun = filled(&cards.join("zoe-lukasiewicz-01-coding-jose-angstrom.csv"), "3", "");
    fs::write(at.path().join("loop/scores/zoe.csv"), begun).unwrap();
    let json: serde_json::Value = serde_json::from_str(&status(&["--format", "json"]).exits(1).out).unwrap();
    assert_eq!(json["format"], "panelkit.status/1");
    let owed = json["owed"].as_array().unwrap();
    let first = &owed[0];
    assert_eq!(
        (owed.len(), &first["interviewer"], &first["state"]),
        (4, &"José Ångström".into(), &"incomplete".into())
    );
    assert_eq!(
        (&first["lacks"], &first["due"], &first["days_late"]),
        (&vec!["overall"].into(), &"2026-11-20".into(), &2.into())
    );
    let text = status(&["--format", "text", "--interviewer", "josé ångström"]).exits(1).out;
    assert!(text.contains("Hello José Ångström, these scorecards are still open"), "{text}");
    assert!(
        text.contains("still empty: the overall recommendation): was due on 2026-11-20, 2 days ago"),
        "{text}"
    );
    assert!(!text.contains("Working together"), "{text}");
    assert!(status(&["--interviewer", "Jose Angstrom"]).exits(2).err.contains("did you mean José Ångström?"));
    for card in [
        "zoe-lukasiewicz-01-coding-jose-angstrom",
        "zoe-lukasiewicz-02-behavioral",
        "bo-li-01-coding-jose-angstrom",
        "bo-li-02-behavioral",
    ] {
        let text = filled(&cards.join(format!("{card}.csv")), "3", "yes");
        fs::write(at.path().join(format!("loop/scores/{card}.csv")), text).unwrap();
    }
    fs::remove_file(at.path().join("loop/scores/zoe.csv")).unwrap();
    assert!(status(&[]).exits(0).out.contains("Nobody owes anything."));
    assert_eq!(status(&["--format", "text"]).exits(0).out, "All scorecards are in. Thank you!\n");
}

/// The boxes on the scorecard are called by their question, as those at the question are.
#[test]
fn every_box_of_a_rating_is_called_by_its_question() {
    let at = folder();
    let plan = ["plan", "--role", "backend", "--level", "senior", "--round", "behavioral:45", "-o", "loop"];
    panelkit(at.path(), &plan);
    panelkit(at.path(), &["packet", "loop", "--candidate", "Ana", "--format", "pdf"]).exits(0);
    let pdf = at.path().join("loop/packets/ana/01-behavioral.pdf");
    let document = lopdf::Document::load(&pdf).unwrap();
    let text = |d: &lopdf::Dictionary| lopdf::decode_text_string(d.get(b"TU").unwrap()).unwrap();
    let (mut groups, mut boxes) = (0, 0);
    for field in document.objects.values().filter_map(|o| o.as_dict().ok()).filter(|d| d.has(b"Kids")) {
        if !field.has_type(b"Pages")
            && field.get(b"FT").and_then(lopdf::Object::as_name).is_ok_and(|n| n == b"Btn")
        {
            groups += 1;
            for kid in field.get(b"Kids").unwrap().as_array().unwrap() {
                let kid = document.get_dictionary(kid.as_reference().unwrap()).unwrap();
                assert!(
                    text(kid).starts_with(&format!("{}: ", text(field))),
                    "{} of {}",
                    text(kid),
                    text(field)
                );
                assert!(!text(kid).contains("Scorecard"), "{}", text(kid));
                boxes += 1;
            }
        }
    }
    assert!(groups >= 3 && boxes > 4 * groups, "{groups} groups, {boxes} boxes");
}
