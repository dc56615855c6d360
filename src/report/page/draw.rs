//! Small drawings with a description: scores on the scale, a mean with its interval, a difference around zero.

use crate::compare::{InterviewerScore, Overall, Pair};
use crate::render::html::escaped;
use crate::report::words::{decimal, fixed};
use std::fmt::Write as _;

/// The ends of the rating scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScaleRange {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl ScaleRange {
    /// The place of `x` on a line of this `width`, which leaves room for a dot at both ends.
    fn at(self, x: f64, width: f64) -> f64 {
        let share = if self.high > self.low {
            (x.clamp(self.low, self.high) - self.low) / (self.high - self.low)
        } else {
            0.5
        };
        4.0 + share * (width - 8.0)
    }

    /// The shade of `x`, from 0 (light) to 9 (dark).
    pub(super) fn shade(self, x: f64) -> usize {
        ((self.at(x, 108.0) - 4.0) / 100.0 * 9.0).round() as usize
    }
}

/// An `<svg>` element with a title for screen readers.
fn svg(width: f64, height: f64, title: &str, inside: &str) -> String {
    format!(
        "<svg role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"><title>{}</title>{inside}</svg>",
        escaped(title)
    )
}

fn line(class: &str, x1: f64, x2: f64, y: f64) -> String {
    format!("<line class=\"{class}\" x1=\"{x1:.1}\" x2=\"{x2:.1}\" y1=\"{y}\" y2=\"{y}\"/>")
}

fn tick(x: f64, y: f64) -> String {
    format!("<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{}\"/>", y - 2.0, y + 2.0)
}

/// The scale as a line, with a tick for each point of a short scale.
fn axis(scale: ScaleRange, width: f64, y: f64) -> String {
    let mut out = line("axis", 4.0, width - 4.0, y);
    if scale.high - scale.low <= 10.0 {
        let mut point = scale.low;
        while point <= scale.high + 1e-9 {
            out.push_str(&tick(scale.at(point, width), y));
            point += 1.0;
        }
    }
    out
}

/// Single scores as dots on the scale; equal ones are stacked.
pub(super) fn strip(scores: &[InterviewerScore], scale: ScaleRange) -> String {
    const WIDTH: f64 = 54.0;
    const STEP: f64 = 5.5;
    let mut above: Vec<(i64, usize)> = Vec::new();
    let mut dots = Vec::new();
    for s in scores {
        let x = scale.at(s.score, WIDTH);
        let place = x.round() as i64;
        let level = if let Some((_, n)) = above.iter_mut().find(|(p, _)| *p == place) {
            *n += 1;
            *n
        } else {
            above.push((place, 0));
            0
        };
        dots.push((x, level.min(4)));
    }
    let top = dots.iter().map(|(_, level)| *level).max().unwrap_or(0) as f64 * STEP;
    let y = top + 5.0;
    let mut inside = axis(scale, WIDTH, y);
    for (x, level) in dots {
        let _ = write!(
            inside,
            "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"2.6\"/>",
            y - level as f64 * STEP
        );
    }
    let texts: Vec<String> =
        scores.iter().map(|s| format!("{} {}", s.interviewer, decimal(s.score))).collect();
    svg(WIDTH, y + 5.0, &format!("Single scores: {}", texts.join(", ")), &inside)
}

/// The overall mean with its interval, which is cut at the ends of the scale.
pub(super) fn interval(overall: &Overall, scale: ScaleRange) -> String {
    const WIDTH: f64 = 106.0;
    let Some(mean) = overall.mean else { return String::new() };
    let mut inside = axis(scale, WIDTH, 7.0);
    let mut title = format!("Mean {}", fixed(mean, 1));
    if let (Some(low), Some(high)) = (overall.low, overall.high) {
        inside.push_str(&line("bar", scale.at(low, WIDTH), scale.at(high, WIDTH), 7.0));
        let _ = write!(title, ", 95% interval {} to {}", fixed(low, 1), fixed(high, 1));
    }
    let _ = write!(inside, "<circle class=\"dot\" cx=\"{:.1}\" cy=\"7\" r=\"4.2\"/>", scale.at(mean, WIDTH));
    let _ = write!(title, ", on the scale from {} to {}", decimal(scale.low), decimal(scale.high));
    svg(WIDTH, 14.0, &title, &inside)
}

/// A difference with its interval around zero; `span` is the largest possible difference.
pub(super) fn difference(pair: &Pair, span: f64) -> String {
    const WIDTH: f64 = 150.0;
    let (Some(difference), Some(low), Some(high)) = (pair.difference, pair.low, pair.high) else {
        return String::new();
    };
    let scale = ScaleRange { low: -span, high: span };
    let zero = scale.at(0.0, WIDTH);
    let mut inside = line("axis", 4.0, WIDTH - 4.0, 8.0);
    let _ = write!(inside, "<line class=\"axis\" x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"1\" y2=\"15\"/>");
    inside.push_str(&line("bar", scale.at(low, WIDTH), scale.at(high, WIDTH), 8.0));
    let _ =
        write!(inside, "<circle class=\"dot\" cx=\"{:.1}\" cy=\"8\" r=\"4\"/>", scale.at(difference, WIDTH));
    let title = format!(
        "{} less {}: {}, 95% interval {} to {}",
        pair.a,
        pair.b,
        fixed(difference, 1),
        fixed(low, 1),
        fixed(high, 1)
    );
    svg(WIDTH, 16.0, &title, &inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_stand_above_each_other_and_names_are_text() {
        let of = |name: &str, score| InterviewerScore { interviewer: name.into(), score };
        let drawn = strip(&[of("A<b>", 3.0), of("B", 3.0), of("C", 1.0)], ScaleRange { low: 1.0, high: 4.0 });
        assert_eq!(drawn.matches("<circle").count(), 3);
        assert!(drawn.contains("Single scores: A&lt;b&gt; 3, B 3, C 1"), "{drawn}");
        assert!(drawn.contains("cy=\"5.0\"") && drawn.contains("cy=\"10.5\""), "{drawn}");
        assert!(!drawn.contains("NaN"));
    }

    #[test]
    fn a_shade_is_one_of_ten() {
        let scale = ScaleRange { low: 1.0, high: 4.0 };
        assert_eq!((scale.shade(1.0), scale.shade(4.0), scale.shade(9.0)), (0, 9, 9));
        assert!(ScaleRange { low: 1.0, high: 1.0 }.shade(1.0) < 10);
    }
}
