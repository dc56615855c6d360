//! Which pairs the scores tell apart: a matrix, and sentences.

use super::draw;
use super::writer::PageWriter;
use crate::compare::{Pair, Verdict};
use crate::render::html::escaped;
use crate::report::apart::{apart, sentence, summary};
use crate::report::words::fixed;
use std::collections::BTreeMap;

/// With more pairs than this, each has its cell in the matrix and no line of its own.
const MOST_LINES: usize = 15;

impl PageWriter<'_> {
    /// How many pairs are told apart, the matrix of all pairs, and each in words.
    pub(super) fn apart(&mut self) {
        self.put("<h2>What the scores can tell apart</h2>\n");
        let comparison = self.comparison;
        for sentence in summary(comparison) {
            self.put("<p>");
            self.text(&sentence);
            self.put("</p>\n");
        }
        if comparison.pairs.is_empty() {
            return;
        }
        if comparison.pairs.len() > 1 {
            self.pair_matrix();
        }
        if comparison.pairs.len() <= MOST_LINES {
            self.pair_lines();
        } else {
            self.put("<details><summary>In words, candidate by candidate</summary>\n");
            for text in apart(comparison).iter().skip(summary(comparison).len()) {
                self.put("<p>");
                self.text(text);
                self.put("</p>\n");
            }
            self.put("</details>\n");
        }
    }

    fn pair_lines(&mut self) {
        let span = self.scale().high - self.scale().low;
        self.put("<table class=\"pairs\">\n<caption class=\"unseen\">Pairs of candidates with the 95% interval of their difference</caption>\n<tbody>\n");
        for pair in &self.comparison.pairs {
            self.put("<tr><td>");
            self.put(&draw::difference(pair, span));
            self.put("</td><td>");
            self.text(&sentence(pair));
            self.put("</td></tr>\n");
        }
        self.put("</tbody></table>\n");
    }

    /// Each candidate against each other: how far the one of the row is above the one of the column.
    fn pair_matrix(&mut self) {
        let comparison = self.comparison;
        let by: BTreeMap<(&str, &str), &Pair> =
            comparison.pairs.iter().map(|p| ((p.a.as_str(), p.b.as_str()), p)).collect();
        let in_pair = |name: &str| comparison.pairs.iter().any(|p| p.a == name || p.b == name);
        let names: Vec<&str> =
            comparison.candidates.iter().map(|c| c.candidate.as_str()).filter(|n| in_pair(n)).collect();
        self.put(
            "<p class=\"small\">How far the row is above the column, in points of the scale. Filled: told apart. Point at a \
             cell, or move to it, for the pair in words.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" \
             aria-label=\"Pairs of candidates\">\n<table class=\"pairing\" id=\"pairing\">\n<thead><tr><td></td>",
        );
        for name in &names {
            self.put("<th scope=\"col\"><span>");
            self.text(name);
            self.put("</span></th>");
        }
        self.put("</tr></thead>\n<tbody>\n");
        for (i, row) in names.iter().enumerate() {
            self.put("<tr><th scope=\"row\">");
            self.text(row);
            self.put("</th>");
            for (j, column) in names.iter().enumerate() {
                let (pair, sign) =
                    if i < j { (by.get(&(*row, *column)), 1.0) } else { (by.get(&(*column, *row)), -1.0) };
                match pair {
                    None => self.put("<td class=\"none\"></td>"),
                    Some(pair) => self.pair_cell(pair, sign, i < j),
                }
            }
            self.put("</tr>\n");
        }
        self.put("</tbody></table>\n</div>\n<p id=\"said\" class=\"said\" role=\"status\"></p>\n");
    }

    /// One pair, seen from its first candidate or, with the `sign` turned, from its second. The sentence stands in one of both.
    fn pair_cell(&mut self, pair: &Pair, sign: f64, with_sentence: bool) {
        let class = match (pair.verdict, pair.difference.map(|d| d * sign)) {
            (Verdict::Apart, Some(d)) if d > 0.0 => "above",
            (Verdict::Apart, _) => "below",
            (Verdict::NotApart, _) => "open",
            _ => "none",
        };
        let figure = pair.difference.map_or_else(
            || "?".to_owned(),
            |d| {
                let text = fixed(d * sign, 1);
                if text.starts_with('-') || text == "0.0" {
                    text.replace('-', "\u{2212}")
                } else {
                    format!("+{text}")
                }
            },
        );
        let title =
            if with_sentence { format!(" title=\"{}\"", escaped(&sentence(pair))) } else { String::new() };
        self.put(&format!("<td class=\"{class}\" tabindex=\"0\"{title}>{figure}</td>"));
    }
}
