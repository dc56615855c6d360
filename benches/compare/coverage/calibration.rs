//! The intervals of the calibration, from files as they are read.

use crate::panel::{COMPETENCIES, Panel, name, normal, shuffled};
use crate::tally::Tally;
use panelkit::compare::{Calibration, Calibrator, RateFigure, RaterRow, TidyFile, TidyOptions};
use panelkit::sheet::SheetReader;
use rand::{RngExt, rngs::ChaCha12Rng};
use std::fmt::Write as _;
use std::io::Cursor;

/// How far a rating leans against the person before, in the simulation of order effects.
const LEAN: f64 = -0.15;

pub fn check(panel: &Panel, column: usize, tally: &mut Tally, random: &mut ChaCha12Rng) {
    severity(panel, column, tally, true);
    severity(panel, column, tally, false);
    rates(panel, column, tally, random);
    for (label, slope) in
        [("lean against the one before, none", 0.0), ("lean against the one before, -0.15", LEAN)]
    {
        order(panel, column, tally, random, (label, slope));
    }
}

fn calibrate(text: String) -> Calibration {
    let mut calibrator = Calibrator::new(TidyOptions::default());
    let sheets = SheetReader::default();
    let source = Box::new(Cursor::new(text.into_bytes()));
    let file = TidyFile { name: "simulated.csv".into(), source, sheets: &sheets };
    calibrator.take(file).unwrap_or_else(|f| panic!("{f}"));
    calibrator.finish().unwrap_or_else(|f| panic!("{f}")).0
}

/// The number of an interviewer called `R3`.
fn number(rater: &RaterRow) -> usize {
    rater.rater[1..].parse().unwrap_or(0)
}

/// Severity through the same questions, or through the same people where each interviewer has their own.
fn severity(panel: &Panel, column: usize, tally: &mut Tally, same_things: bool) {
    let mut text = String::from("candidate,interviewer,item,score\n");
    for card in &panel.cards {
        for (k, score) in card.scores.iter().enumerate() {
            let item = if same_things { format!("q{k}") } else { format!("q{k}-{}", card.interviewer) };
            let _ = writeln!(text, "{},R{},{item},{score:.6}", name(card.candidate), card.interviewer);
        }
    }
    let c = calibrate(text);
    let mean = panel.leniency.iter().sum::<f64>() / panel.leniency.len() as f64;
    let holds = c.raters.iter().filter_map(|r| {
        let truth = mean - panel.leniency[number(r)];
        Some((r.severity_low?..=r.severity_high?).contains(&truth))
    });
    let label = if same_things { "severity, same things" } else { "severity, same people" };
    tally.add(label, column, holds.collect::<Vec<_>>());
}

/// Recommendations and evidence: each interviewer says yes, and writes, with a chance of their own; whether somebody writes
/// hangs together by person as ratings do.
fn rates(panel: &Panel, column: usize, tally: &mut Tally, random: &mut ChaCha12Rng) {
    let mut text = String::from("candidate,interviewer,item,score,evidence\n");
    let chance = |random: &mut ChaCha12Rng| 0.1 + 0.8 * random.random::<f64>();
    let yes: Vec<f64> = panel.leniency.iter().map(|_| chance(random)).collect();
    let writes: Vec<f64> = panel.leniency.iter().map(|_| chance(random)).collect();
    for card in &panel.cards {
        let (who, rater) = (name(card.candidate), card.interviewer);
        let said = if random.random::<f64>() < yes[rater] { "yes" } else { "no" };
        let _ = writeln!(text, "{who},R{rater},overall,{said},");
        let common = random.random::<f64>() < writes[rater];
        for k in 0..COMPETENCIES {
            let own = random.random::<f64>() < writes[rater];
            // With halo h, all ratings of one person share whether they were written in the share sqrt(h) of cases.
            let written = if random.random::<f64>() < panel.design.halo.sqrt() { common } else { own };
            let _ = writeln!(text, "{who},R{rater},q{k},3,{}", if written { "said so" } else { "" });
        }
    }
    let c = calibrate(text);
    let holds = |figure: &RateFigure, truth: f64| Some((figure.low?..=figure.high?).contains(&truth));
    let said: Vec<bool> = c.raters.iter().filter_map(|r| holds(&r.yes_rate, yes[number(r)])).collect();
    tally.add("yes rate", column, said);
    let written: Vec<bool> =
        c.raters.iter().filter_map(|r| holds(&r.evidence_rate, writes[number(r)])).collect();
    tally.add("evidence rate", column, written);
}

/// Each interviewer meets the candidates in an order of their own, and leans against the one before by `slope`.
fn order(
    panel: &Panel,
    column: usize,
    tally: &mut Tally,
    random: &mut ChaCha12Rng,
    (label, slope): (&'static str, f64),
) {
    let mut text = String::from("candidate,interviewer,item,score,held\n");
    for rater in 0..panel.leniency.len() {
        let cards: Vec<_> = panel.cards.iter().filter(|c| c.interviewer == rater).collect();
        let mut before: Option<usize> = None;
        for (place, at) in shuffled(cards.len(), random).into_iter().enumerate() {
            let card = cards[at];
            let lean = before.map_or(0.0, |b| slope * panel.mean(b));
            for (k, score) in card.scores.iter().enumerate() {
                let score = score + lean + 0.01 * normal(random);
                let (who, day) = (name(card.candidate), place + 1);
                let _ = writeln!(text, "{who},R{rater},q{k},{score:.6},2026-12-{day:02}T10:00");
            }
            before = Some(card.candidate);
        }
    }
    let effect = calibrate(text).order_effect;
    if let (Some(low), Some(high)) = (effect.low, effect.high) {
        tally.add(label, column, [(low..=high).contains(&slope)]);
    }
}
