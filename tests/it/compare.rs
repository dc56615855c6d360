//! `panelkit compare` in its views and on any tidy file; `panelkit calibrate`.

use super::{Run, folder, panelkit};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn reference(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name).display().to_string()
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}:\n{}", run.out))
}

/// A file in a new folder, and what `args` with its name give.
fn on(text: &str, args: &[&str]) -> Run {
    let at = folder();
    fs::write(at.path().join("f.csv"), text).unwrap();
    let args: Vec<&str> = args.iter().map(|a| if *a == "FILE" { "f.csv" } else { a }).collect();
    panelkit(at.path(), &args)
}

#[test]
fn a_tidy_file_is_summarised_without_a_plan() {
    let text = "Candidate;Competency;Rating;x\r\nZoë;coding;3;a\r\nZoë;coding;4;\"b;\r\nc\"\r\nBo;coding;;\r\nBo;debugging;2,5;\r\n";
    for threads in ["1", "2"] {
        let run = on(text, &["compare", "FILE", "--format", "csv", "--threads", threads]).exits(0);
        assert_eq!(
            run.out,
            "candidate,competency,n,mean,sd\nBo,coding,0,,\nBo,debugging,1,2.5,\nZoë,coding,2,3.5,0.7071067811865476\n"
        );
        assert!(run.err.contains("4 rows read = 4 accepted + 0 rejected"), "{}", run.err);
    }
    let shown = on(text, &["compare", "FILE"]).exits(0);
    assert!(shown.out.contains("3.50  0.71"), "{}", shown.out);
}

#[test]
fn columns_are_named_by_options_and_missing_ones_are_told() {
    let text = "who,what,how\na,b,3\n";
    let named = ["compare", "FILE", "--format", "csv", "--target", "who", "--item", "what", "--score", "how"];
    assert!(on(text, &named).exits(0).out.ends_with("a,b,1,3,\n"));
    let run = on(text, &["compare", "FILE"]).exits(2);
    for part in
        ["no row holds the column names of ratings", "--target, --rater, --item and --score", "f.csv:1"]
    {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
    let near =
        on(text, &["compare", "FILE", "--target", "whom", "--item", "what", "--score", "how"]).exits(2);
    assert!(near.err.contains("did you mean who?"), "{}", near.err);
}

#[test]
fn wrong_scores_are_rejected_with_their_place() {
    let text = "candidate,competency,score\na,b,3\na,b,9\na,b,three\n,b,2\na,\"b,2\n";
    let run = on(text, &["compare", "FILE", "--format", "csv", "--scale", "1..5"]).exits(1);
    assert_eq!(run.out, "candidate,competency,n,mean,sd\na,b,1,3,\n");
    for part in [
        "`9` is off the scale",
        "f.csv:3:5",
        "`three` is no number",
        "the row doesn't say who is rated",
        "quote",
        "5 rows read = 1 accepted + 4 rejected",
    ] {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
    let none = on(text, &["compare", "FILE", "--format", "csv", "--scale", "20..30"]).exits(2);
    assert!(none.err.contains("no row could be read") && none.err.contains("from 20 to 30"), "{}", none.err);
    on(text, &["compare", "FILE", "--scale", "5..1"]).exits(2);
}

#[test]
fn formulas_and_other_formats_are_refused_or_guarded() {
    let run =
        on("candidate,competency,score\n=1+1,\"a,b\",3\n", &["compare", "FILE", "--format", "csv"]).exits(0);
    assert!(run.out.contains("'=1+1,\"a,b\",1,3,"), "{}", run.out);
    let pdf = on("candidate,competency,score\na,b,3\n", &["compare", "FILE", "--format", "pdf"]).exits(2);
    assert!(pdf.err.contains("loop's folder"), "{}", pdf.err);
}

#[test]
fn published_data_calibrate_to_their_published_figures() {
    let at = folder();
    let run =
        panelkit(at.path(), &["calibrate", &reference("krippendorff_c.csv"), "--format", "json"]).exits(0);
    let c = json(&run);
    assert_eq!(c["format"], "panelkit.calibration/1");
    let a = &c["agreement"];
    for (scale, value) in
        [("nominal", 0.743_421), ("ordinal", 0.815_387), ("interval", 0.849_107), ("ratio", 0.797_403)]
    {
        assert!((a["alpha"][scale].as_f64().unwrap() - value).abs() < 1e-6, "{scale}: {a}");
    }
    assert!((a["kappa"]["fleiss"].as_f64().unwrap() - 0.76117).abs() < 1e-4);
    assert!(
        a["kappa"]["cohen"].is_null() && a["undefined"]["cohen"].as_str().unwrap().contains("two raters")
    );
    assert_eq!(c["connected"], true);
    let run = panelkit(at.path(), &["calibrate", &reference("shrout_fleiss_1979.csv"), "--format", "json"])
        .exits(0);
    let c = json(&run);
    let icc = &c["agreement"]["icc"];
    for (form, value) in
        [("1_1", 0.17), ("2_1", 0.29), ("3_1", 0.71), ("1_k", 0.44), ("2_k", 0.62), ("3_k", 0.91)]
    {
        assert!((icc[form]["value"].as_f64().unwrap() - value).abs() < 0.005, "{form}: {icc}");
        assert!(icc[form]["low"].as_f64() < icc[form]["high"].as_f64(), "{form}");
    }
    // Judge 2 gives the lowest scores, so that one is the strictest; severities sum to zero.
    let raters = c["raters"].as_array().unwrap();
    let severity: Vec<f64> = raters.iter().map(|r| r["severity"].as_f64().unwrap()).collect();
    assert!(severity[1] > 2.5 && severity.iter().sum::<f64>().abs() < 1e-9, "{severity:?}");
    assert!(
        // The standard error of the mean deviation over the six targets: 3, 3, 1.5, 3, 2.5, 1.25.
        (raters[0]["severity_se"].as_f64().unwrap() - 0.327_554_07).abs() < 1e-6
    );
    let run =
        panelkit(at.path(), &["calibrate", &reference("montgomery_bibd.csv"), "--format", "json"]).exits(0);
    let c = json(&run);
    for (i, mean) in [71.375, 71.625, 72.0, 75.0].into_iter().enumerate() {
        let row = &c["adjusted"][i];
        assert!((row["least_squares"].as_f64().unwrap() - mean).abs() < 1e-9, "{row}");
        let (raw, shrunken) = (row["raw"].as_f64().unwrap(), row["shrunken"].as_f64().unwrap());
        assert!((shrunken - raw) * (mean - raw) >= 0.0, "drawn from the raw towards the adjusted one: {row}");
    }
    assert!(c["raters"][0]["severity"].is_null(), "three ratings are below the floor");
    assert!(c["raters"][0]["reason"].as_str().unwrap().contains("fewer than 5"));
}

#[test]
fn what_is_undefined_is_null_with_a_reason() {
    for (text, reason) in [
        ("candidate,rater,score\na,x,3\nb,x,3\n", "one rater"),
        ("candidate,rater,score\na,x,3\na,y,3\nb,x,3\nb,y,3\n", "all ratings are equal"),
        ("candidate,rater,score\na,x,3\nb,y,4\n", "no two raters"),
    ] {
        let run = on(text, &["calibrate", "FILE", "--format", "json"]).exits(0);
        let c = json(&run);
        assert!(c["agreement"]["alpha"]["ordinal"].is_null());
        let why = c["agreement"]["undefined"]["alpha_ordinal"].as_str().unwrap();
        assert!(why.contains(reason), "{why}");
        for bad in ["NaN", "inf\"", "-0.0"] {
            assert!(!run.out.contains(bad), "{bad}: {}", run.out);
        }
    }
    let groups = "candidate,rater,score\na,x,3\na,y,4\nb,u,2\nb,v,3\n";
    let c = json(&on(groups, &["calibrate", "FILE", "--format", "json"]).exits(0));
    assert_eq!(c["connected"], serde_json::json!([["u", "v"], ["x", "y"]]));
    assert!(c["adjusted"][0]["least_squares"].is_null());
    for format in ["table", "md"] {
        let run = on(groups, &["calibrate", "FILE", "--format", format]).exits(0);
        assert!(run.out.contains("u and v; x and y"), "{}", run.out);
        assert!(format == "md" || run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
    }
    on("candidate,rater,score\n", &["calibrate", "FILE"]).exits(2);
}

#[test]
fn several_files_calibrate_together() {
    let at = folder();
    fs::write(at.path().join("a.csv"), "candidate,rater,score\na,x,3\na,y,4\n").unwrap();
    fs::write(at.path().join("b.csv"), "rater;score;candidate\nx;2;b\ny;1;b\n").unwrap();
    let c = json(&panelkit(at.path(), &["calibrate", "a.csv", "b.csv", "--format", "json"]).exits(0));
    assert_eq!((c["ratings"].as_u64(), c["adjusted"].as_array().map(Vec::len)), (Some(4), Some(2)));
}

/// The sample round, where every file of `scores` has gone through `edit`.
fn sample(edit: impl Fn(String) -> String) -> tempfile::TempDir {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]).exits(0);
    for (path, bytes) in super::files(&at.path().join("loop/scores")) {
        let text = edit(String::from_utf8(bytes).unwrap());
        fs::write(at.path().join("loop/scores").join(path), text).unwrap();
    }
    at
}

#[test]
fn the_sample_has_intervals_pairs_and_agreement_with_limits() {
    let at = sample(|t| t);
    let run = panelkit(at.path(), &["compare", "loop", "--format", "json"]);
    let c = json(&run);
    let overall = &c["candidates"][0]["overall"];
    let of = |v: &Value, k: &str| v[k].as_f64().unwrap();
    assert!(of(overall, "low") < of(overall, "mean") && of(overall, "mean") < of(overall, "high"));
    let pair = &c["pairs"][0];
    for key in ["a", "b", "difference", "low", "high", "chance", "chance_words", "verdict"] {
        assert!(!pair[key].is_null(), "{key}: {pair}");
    }
    for figure in ["alpha_ordinal", "icc_2_1"] {
        let f = &c["agreement"][figure];
        assert_eq!(f["value"].is_null(), f["low"].is_null(), "never without its interval: {f}");
    }
    assert!(!c["candidates"][0]["questions"][0]["ratings"][0]["evidence"].as_str().unwrap().is_empty());
    assert_eq!(c["adjustment"]["available"], false);
    assert!(c["adjustment"]["reason"].as_str().unwrap().contains("every interviewer rated every candidate"));
}

#[test]
fn gathered_scores_are_a_tidy_file() {
    let at = sample(|t| t);
    let run = panelkit(at.path(), &["compare", "loop/gathered.csv", "--format", "csv"]).exits(0);
    assert!(run.out.contains("Zoë Łukasiewicz,collaboration,0,,\n"), "{}", run.out);
    assert!(
        run.out.lines().all(|l| !l.contains(",,") || l.ends_with(",0,,")),
        "recommendations: {}",
        run.out
    );
    let run = panelkit(at.path(), &["calibrate", "loop/gathered.csv", "--format", "json"]).exits(0);
    assert_eq!(json(&run)["raters"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_blind_view_gives_nobody_away() {
    let at = sample(|t| {
        t.replace(",2,", ",9,").replace("Would tell sales", "Zoë would tell sales, ana kovač and Παππάς too:")
    });
    for format in ["table", "md", "json", "csv", "html", "pdf"] {
        let run = panelkit(at.path(), &["compare", "loop", "--blind", "--partial", "--format", format]);
        assert_eq!(run.code, Some(1), "{}", run.err);
        let written: String = super::files(&at.path().join("loop"))
            .into_iter()
            .filter(|(p, _)| p.starts_with("comparison-blind.md") || p.starts_with("comparison-blind.html"))
            .map(|(_, b)| String::from_utf8(b).unwrap())
            .collect();
        for name in ["Ana Kova", "Zoë", "Łukasiewicz", "Γιάννης", "Παππάς", "ana-kovac"] {
            for text in [&run.out, &run.err, &written] {
                assert!(!text.contains(name), "{format}: {name} in\n{text}");
            }
        }
    }
    for name in ["comparison-blind.md", "comparison-blind.html", "comparison-blind.pdf"] {
        assert!(at.path().join("loop").join(name).exists(), "{name}");
    }
}

#[test]
fn a_view_of_totals_leaves_single_scores_out_of_every_format() {
    let at = sample(|t| t);
    for format in ["table", "md", "json", "csv"] {
        let run = panelkit(at.path(), &["compare", "loop", "--totals-only", "--format", format]);
        for name in ["Osei", "Nováková", "Łuczak", "Martín", "Asked for"] {
            assert!(!run.out.contains(name), "{format}: {name}\n{}", run.out);
        }
    }
    panelkit(at.path(), &["compare", "loop", "--totals-only", "--format", "html", "-q"]);
    let page = fs::read_to_string(at.path().join("loop/comparison-totals.html")).unwrap();
    assert!(
        page.contains("1 rating, not shown") && !page.contains("Single scores:") && !page.contains("Osei")
    );
}

#[test]
fn the_page_is_closed_and_escapes_what_people_write() {
    let at = sample(|t| {
        t.replace("Ana Kovač", "Ana <script>alert(1)</script>").replace("Calm.", "</details><img src=x>")
    });
    fs::write(
        at.path().join("loop/candidates.csv"),
        "name\nAna <script>alert(1)</script>\nZoë Łukasiewicz\nΓιάννης Παππάς\n",
    )
    .unwrap();
    panelkit(at.path(), &["compare", "loop", "--format", "html", "--adjusted", "-q"]);
    let page = fs::read_to_string(at.path().join("loop/comparison.html")).unwrap();
    assert!(page.contains("default-src 'none'") && page.contains("script-src 'sha256-"));
    assert_eq!(page.matches("<script").count(), 1, "its own");
    assert!(!page.contains("<img") && !page.contains("http://") && !page.contains("https://"));
    assert!(page.contains("Ana &lt;script&gt;") && page.contains("no severity-adjusted means"));
    assert!(page.contains("not assessed") && page.contains("<title>Single scores:"));
    let again = panelkit(at.path(), &["compare", "loop", "--format", "html", "-o", "-"]);
    assert!(again.out.starts_with("<!doctype html>"));
}

#[test]
fn the_terminal_has_eighty_columns() {
    let at = sample(|t| t);
    for args in [&["compare", "loop", "--adjusted"][..], &["compare", "loop", "--partial", "--totals-only"]] {
        let run = panelkit(at.path(), args);
        let long: Vec<&str> = run.out.lines().filter(|l| l.chars().count() > 80).collect();
        assert!(long.is_empty(), "{long:#?}");
    }
    let run = panelkit(at.path(), &["compare", "loop", "--target", "x"]).exits(2);
    assert!(run.err.contains("--target is for a file"), "{}", run.err);
}

#[test]
fn scorecards_gathered_from_elsewhere_are_compared() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "demo"]);
    std::fs::rename(at.path().join("demo/scores"), at.path().join("inbox")).unwrap();
    let here = ["compare", "demo", "--format", "json"];
    panelkit(at.path(), &["gather", "demo", "inbox"]);
    let elsewhere = json(&panelkit(at.path(), &here));
    std::fs::rename(at.path().join("inbox"), at.path().join("demo/scores")).unwrap();
    let own = json(&panelkit(at.path(), &here));
    assert_eq!(elsewhere["candidates"], own["candidates"]);
    assert_eq!(elsewhere["pairs"], own["pairs"]);
}
