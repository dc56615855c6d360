//! Standard errors of the additive model's effects and values.

use super::additive::AdditiveFit;
use super::ratings::{Rating, Ratings};
use super::system::RaterSystem;
use std::collections::BTreeMap;

/// The residual variance of a fitted model with the pseudo-inverse of its equations, of which standard errors are made.
#[derive(Debug, Clone)]
pub struct StandardErrors {
    variance: f64,
    /// The pseudo-inverse, row by row.
    inverse: Vec<f64>,
    raters: usize,
}

impl StandardErrors {
    /// The standard errors of `fit`, the model of `ratings`; none without degrees of freedom, or without any residual.
    pub fn of(fit: &AdditiveFit, ratings: &Ratings) -> Option<Self> {
        let variance = fit.residual_variance().filter(|v| *v > 0.0)?;
        let inverse = RaterSystem::new(ratings).pseudo_inverse()?;
        Some(Self { variance, inverse, raters: ratings.raters() })
    }

    /// That of a rater's effect.
    pub fn rater(&self, rater: usize) -> f64 {
        (self.variance * self.inverse[rater * self.raters + rater]).max(0.0).sqrt()
    }

    /// That of a unit's value.
    pub fn unit(&self, ratings: &Ratings, unit: usize) -> f64 {
        self.covariance(ratings, unit, unit).max(0.0).sqrt()
    }

    /// That of the difference of two units' values.
    pub fn difference(&self, ratings: &Ratings, a: usize, b: usize) -> f64 {
        let of = |x, y| self.covariance(ratings, x, y);
        (of(a, a) + of(b, b) - 2.0 * of(a, b)).max(0.0).sqrt()
    }

    /// The standard error of each rater's effect over clusters of units, such as all that was rated of one person, whose
    /// ratings hang together; with the number of clusters that the rater rated. `effects` are those of the fit, `cluster` is
    /// a unit's. None for a rater of fewer than two clusters.
    ///
    /// The sandwich estimate of Liang and Zeger 1986 (Biometrika 73, 13-22) with the factor G / (G - 1); in a crossed table
    /// it is the textbook standard error of the mean deviation over clusters.
    pub fn over_clusters(
        &self,
        ratings: &Ratings,
        effects: &[f64],
        cluster: impl Fn(usize) -> usize,
    ) -> Vec<(Option<f64>, usize)> {
        let mut scores: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
        for u in 0..ratings.units() {
            let cells = ratings.unit(u);
            if cells.len() < 2 {
                continue;
            }
            let free = |c: &Rating| c.value - effects[c.rater as usize];
            let mean = cells.iter().map(free).sum::<f64>() / cells.len() as f64;
            let of = scores.entry(cluster(u)).or_default();
            for c in cells {
                *of.entry(c.rater as usize).or_default() += free(c) - mean;
            }
        }
        let mut squares = vec![0.0; self.raters];
        let mut clusters = vec![0; self.raters];
        for of in scores.values() {
            for rater in of.keys() {
                clusters[*rater] += 1;
            }
            for (rater, square) in squares.iter_mut().enumerate() {
                let row = &self.inverse[rater * self.raters..];
                *square += of.iter().map(|(other, score)| row[*other] * score).sum::<f64>().powi(2);
            }
        }
        let error = |(square, n): (f64, usize)| {
            let g = n as f64;
            ((n > 1).then(|| (square * g / (g - 1.0)).sqrt()), n)
        };
        squares.into_iter().zip(clusters).map(error).collect()
    }

    fn covariance(&self, ratings: &Ratings, a: usize, b: usize) -> f64 {
        let (of_a, of_b) = (ratings.unit(a), ratings.unit(b));
        let mut sum = 0.0;
        for x in of_a {
            for y in of_b {
                sum += self.inverse[x.rater as usize * self.raters + y.rater as usize];
            }
        }
        let own = if a == b { 1.0 / of_a.len() as f64 } else { 0.0 };
        self.variance * (own + sum / (of_a.len() * of_b.len()) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Rating, additive};

    #[test]
    fn without_a_residual_there_are_none() {
        let cells = (0..4)
            .flat_map(|unit| (0..3).map(move |rater| Rating { unit, rater, value: f64::from(unit + rater) }));
        let ratings = Ratings::new(4, 3, cells.collect());
        assert!(StandardErrors::of(&additive(&ratings).unwrap(), &ratings).is_none());
    }

    #[test]
    fn over_clusters_of_a_crossed_table_they_are_those_of_mean_deviations() {
        let values = [[9.0, 2.0, 5.0], [6.0, 1.0, 3.0], [8.0, 4.0, 6.0], [7.0, 1.0, 2.0]];
        let cells = (0..12).map(|i| {
            let (unit, rater) = (i / 3, i % 3);
            Rating { unit, rater, value: values[unit as usize][rater as usize] }
        });
        let ratings = Ratings::new(4, 3, cells.collect());
        let fit = additive(&ratings).unwrap();
        let errors = StandardErrors::of(&fit, &ratings).unwrap();
        let deviations = values.map(|row| row[0] - row.iter().sum::<f64>() / 3.0);
        let (se, n) = errors.over_clusters(&ratings, &fit.rater_effects, |unit| unit)[0];
        assert!((se.unwrap() - crate::stats::sd(&deviations).unwrap() / 2.0).abs() < 1e-12 && n == 4);
        // Two units of one person are one observation.
        let (_, n) = errors.over_clusters(&ratings, &fit.rater_effects, |unit| unit / 2)[0];
        assert_eq!(n, 2);
    }

    #[test]
    fn in_a_crossed_panel_they_are_the_textbook_ones() {
        // A difference of two units has the variance 2 s^2 / raters, a rater's effect s^2 (1 - 1 / raters) / units.
        let values = [[9.0, 2.0, 5.0], [6.0, 1.0, 3.0], [8.0, 4.0, 6.0], [7.0, 1.0, 2.0]];
        let cells = (0..12).map(|i| {
            let (unit, rater) = (i / 3, i % 3);
            Rating { unit, rater, value: values[unit as usize][rater as usize] }
        });
        let ratings = Ratings::new(4, 3, cells.collect());
        let fit = additive(&ratings).unwrap();
        let errors = StandardErrors::of(&fit, &ratings).unwrap();
        let variance = fit.residual_variance().unwrap();
        assert!((errors.difference(&ratings, 0, 3) - (2.0 * variance / 3.0).sqrt()).abs() < 1e-12);
        assert!((errors.rater(1) - (variance * (2.0 / 3.0) / 4.0).sqrt()).abs() < 1e-12);
    }
}
