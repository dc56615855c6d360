//! The normal equations of the raters, once every unit's mean is swept out (Searle, Casella and `McCulloch` 1992,
//! Variance Components, chapter 5).

use super::cholesky::Cholesky;
use super::ratings::Ratings;

/// More raters than this are not modelled: memory grows with the square of their number, time with its cube.
pub(super) const MOST_RATERS: usize = 1_000;

/// `S e = b`, one row a rater.
///
/// On its diagonal `S` has the number of a rater's ratings less the sum of 1 over each unit's number of ratings; `b` sums
/// a rater's deviations from the units' means.
#[derive(Debug)]
pub(super) struct RaterSystem {
    raters: usize,
    /// `S`, row by row.
    matrix: Vec<f64>,
    /// The right side.
    pub(super) b: Vec<f64>,
    /// The sum of squares within units.
    pub(super) within: f64,
}

impl RaterSystem {
    pub(super) fn new(ratings: &Ratings) -> Self {
        let n = ratings.raters();
        let mut system = Self { raters: n, matrix: vec![0.0; n * n], b: vec![0.0; n], within: 0.0 };
        for u in 0..ratings.units() {
            let cells = ratings.unit(u);
            let n_ratings = cells.len() as f64;
            let mean = cells.iter().map(|c| c.value).sum::<f64>() / n_ratings;
            for c in cells {
                let row = c.rater as usize;
                system.b[row] += c.value - mean;
                system.within += (c.value - mean).powi(2);
                system.matrix[row * n + row] += 1.0;
                for other in cells {
                    system.matrix[row * n + other.rater as usize] -= 1.0 / n_ratings;
                }
            }
        }
        system
    }

    /// The effects that sum to zero; none where `S` is singular beyond that, as with raters who share no unit.
    pub(super) fn effects(&self) -> Option<Vec<f64>> {
        let effects = self.anchored()?.solve(&self.b);
        let mean = effects.iter().sum::<f64>() / self.raters as f64;
        Some(effects.into_iter().map(|e| e - mean).collect())
    }

    /// The `e` with `(S + ridge) e = b`, for a ridge above zero.
    pub(super) fn ridge_effects(&self, ridge: f64) -> Option<Vec<f64>> {
        Some(self.factor(1.0, ridge)?.solve(&self.b))
    }

    /// The factor of `scale S + ridge`, for a ridge above zero.
    pub(super) fn factor(&self, scale: f64, ridge: f64) -> Option<Cholesky> {
        let mut matrix: Vec<f64> = self.matrix.iter().map(|s| scale * s).collect();
        self.diagonal().for_each(|at| matrix[at] += ridge);
        Cholesky::new(self.raters, matrix)
    }

    /// The pseudo-inverse of `S`, row by row.
    pub(super) fn pseudo_inverse(&self) -> Option<Vec<f64>> {
        let n = self.raters;
        let factor = self.anchored()?;
        let constant = 1.0 / (self.anchor() * (n * n) as f64);
        let mut unit = vec![0.0; n];
        let mut inverse = Vec::with_capacity(n * n);
        for i in 0..n {
            unit[i] = 1.0;
            inverse.extend(factor.solve(&unit).iter().map(|x| x - constant));
            unit[i] = 0.0;
        }
        Some(inverse)
    }

    /// The factor of `S` plus the same number everywhere: `S` leaves the effects open up to a constant, and this settles
    /// it without changing their differences.
    fn anchored(&self) -> Option<Cholesky> {
        let anchor = self.anchor();
        Cholesky::new(self.raters, self.matrix.iter().map(|s| s + anchor).collect())
    }

    /// A number of the size of the matrix's entries.
    fn anchor(&self) -> f64 {
        self.diagonal().map(|at| self.matrix[at]).sum::<f64>() / (self.raters as f64).powi(2)
    }

    /// Where the diagonal stands in the matrix.
    fn diagonal(&self) -> impl Iterator<Item = usize> + use<> {
        let n = self.raters;
        (0..n).map(move |i| i * n + i)
    }
}
