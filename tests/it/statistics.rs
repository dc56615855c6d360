//! The statistics against published data: every figure of `tests/reference/expected.json`, within its tolerance.

use panelkit::stats::{
    Anova, Estimate, Icc, Metric, Rating, Ratings, StandardErrors, Undefined, Weights, additive, alpha,
    anova, cohen, fleiss, icc,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name)
}

/// The rows of a reference file below its header.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(reference(name)).unwrap();
    text.lines().skip(1).map(|l| l.split(',').map(str::to_owned).collect()).collect()
}

/// The number of `name` in the order of first sight.
fn number(names: &mut Vec<String>, name: &str) -> u32 {
    let at = names.iter().position(|n| n == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    at as u32
}

/// The ratings of a file with the columns unit, rater, value; its units and raters by name.
fn ratings(name: &str) -> (Ratings, Vec<String>, Vec<String>) {
    let (mut units, mut raters, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows(name) {
        let unit = number(&mut units, &row[0]);
        let rater = number(&mut raters, &row[1]);
        cells.push(Rating { unit, rater, value: row[2].parse().unwrap() });
    }
    (Ratings::new(units.len(), raters.len(), cells), units, raters)
}

/// Every figure that this program has for a file, by the name that `expected.json` gives it.
fn figures(file: &str) -> BTreeMap<String, Vec<f64>> {
    let mut all = BTreeMap::new();
    let mut put = |name: &str, values: &[f64]| all.insert(name.to_owned(), values.to_vec());
    if file == "cohen_1968.csv" {
        let table: Vec<Vec<f64>> =
            rows(file).iter().map(|r| r[1..].iter().map(|n| n.parse().unwrap()).collect()).collect();
        put("cohen_kappa", &[cohen(&table, Weights::Plain).unwrap().value]);
        put("weighted_kappa_linear", &[cohen(&table, Weights::Linear).unwrap().value]);
        put("weighted_kappa_quadratic", &[cohen(&table, Weights::Quadratic).unwrap().value]);
        return all;
    }
    let (r, units, raters) = ratings(file);
    for (name, metric) in [
        ("nominal", Metric::Nominal),
        ("ordinal", Metric::Ordinal),
        ("interval", Metric::Interval),
        ("ratio", Metric::Ratio),
    ] {
        put(&format!("krippendorff_alpha_{name}"), &[alpha(&r, metric).unwrap().value]);
    }
    put("fleiss_kappa_missing", &[fleiss(&r).unwrap().value]);
    if let Ok(Anova { bms, wms, jms, ems, .. }) = anova(&r) {
        for (name, value) in [("BMS", bms), ("WMS", wms), ("JMS", jms), ("EMS", ems)] {
            put(name, &[value]);
        }
    }
    let Icc { one_single, two_single, three_single, one_mean, two_mean, three_mean } = icc(&r);
    for (name, figure) in [
        ("1,1", one_single),
        ("2,1", two_single),
        ("3,1", three_single),
        ("1,k", one_mean),
        ("2,k", two_mean),
        ("3,k", three_mean),
    ] {
        if let Ok(Estimate { value, limits: Some(l) }) = figure {
            put(&format!("ICC({name})"), &[value]);
            put(&format!("ICC({name})_ci95"), &[l.low, l.high]);
        }
    }
    let Ok(fit) = additive(&r) else { return all };
    let values: Vec<f64> = fit.unit_values.iter().map(|v| v.unwrap()).collect();
    let centre = values.iter().sum::<f64>() / values.len() as f64;
    let raw: Vec<f64> = (0..units.len())
        .map(|u| r.unit(u).iter().map(|c| c.value).sum::<f64>() / r.unit(u).len() as f64)
        .collect();
    for (u, name) in units.iter().enumerate() {
        put(&format!("additive_unit_effect_{name}"), &[values[u] - centre]);
        put(&format!("adjusted_mean_{name}"), &[values[u]]);
        put(&format!("raw_mean_{name}"), &[raw[u]]);
    }
    for (i, name) in raters.iter().enumerate() {
        put(&format!("additive_rater_effect_{name}"), &[fit.rater_effects[i]]);
    }
    put("residual_ss", &[fit.residual_ss]);
    put("residual_df", &[fit.residual_df as f64]);
    put("adjusted_treatment_ss", &[fit.unit_ss(&r)]);
    let errors = StandardErrors::of(&fit, &r).unwrap();
    put("se_adjusted_difference", &[errors.difference(&r, 0, 1)]);
    put("se_adjusted_mean", &[errors.unit(&r, 0)]);
    let order = |of: &[f64]| {
        let mut order: Vec<usize> = (0..of.len()).collect();
        order.sort_by(|a, b| of[*b].total_cmp(&of[*a]));
        order.iter().map(|i| *i as f64 + 1.0).collect::<Vec<_>>()
    };
    put("rank_order_raw", &order(&raw));
    put("rank_order_adjusted", &order(&values));
    all
}

#[test]
fn every_published_figure_is_met() {
    let text = std::fs::read_to_string(reference("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let expected = expected["expected"].as_array().unwrap();
    let mut faults = Vec::new();
    let mut known: BTreeMap<String, BTreeMap<String, Vec<f64>>> = BTreeMap::new();
    for e in expected {
        let (file, statistic) = (e["file"].as_str().unwrap(), e["statistic"].as_str().unwrap());
        let ours = known.entry(file.to_owned()).or_insert_with(|| figures(file)).get(statistic);
        let theirs: Vec<f64> = match &e["value"] {
            Value::Array(list) => list.iter().map(|v| v.as_f64().unwrap()).collect(),
            one => vec![one.as_f64().unwrap()],
        };
        let tolerance = e["tolerance"].as_f64().unwrap();
        let near = |ours: &Vec<f64>| {
            ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() <= tolerance)
        };
        if !ours.is_some_and(near) {
            faults.push(format!("{file}, {statistic}: {ours:?}, not {theirs:?}"));
        }
    }
    assert!(expected.len() >= 48, "{} figures", expected.len());
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_table_with_holes_has_no_two_way_correlation() {
    let (r, _, _) = ratings("montgomery_bibd.csv");
    assert_eq!(icc(&r).two_single, Err(Undefined::NotCrossed));
    assert!(icc(&r).one_single.is_ok(), "each unit has three ratings");
}
