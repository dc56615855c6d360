//! The additive two-way model: rating = unit + rater + residual, by least squares.
//!
//! Units are swept out first, which leaves a system with one row a rater: `S e = b`, where `S` has the number of a
//! rater's ratings less the sum of 1 over each unit's number of ratings on its diagonal, and `b` sums each rater's
//! deviations from the units' means (Searle, Casella and `McCulloch` 1992, Variance Components, chapter 5). Small systems
//! are solved by Cholesky, large ones by conjugate gradients.

use super::cholesky::Cholesky;
use super::{Rating, Ratings, Undefined};

/// From this number of raters on the system is not written out.
const DENSE: usize = 600;

/// The fitted model.
#[derive(Debug, Clone)]
pub struct Additive {
    /// Each unit's mean after each rating is freed of its rater's effect; none for a unit without ratings.
    pub unit_values: Vec<Option<f64>>,
    /// Each rater's effect; they sum to zero. A positive one rates higher than the others.
    pub rater_effects: Vec<f64>,
    /// The sum of the squared residuals.
    pub residual_ss: f64,
    /// Their degrees of freedom: ratings - units - raters + 1.
    pub residual_df: usize,
}

/// The least-squares fit; fails for one rater, and where the raters don't hang together.
pub fn additive(ratings: &Ratings) -> Result<Additive, Undefined> {
    if ratings.raters() < 2 {
        return Err(Undefined::OneRater);
    }
    let (_, groups) = ratings.groups();
    if groups > 1 {
        return Err(Undefined::Disconnected(groups));
    }
    let system = System::new(ratings);
    let rater_effects = system.effects(0.0);
    let unit_values = unit_values(ratings, &rater_effects);
    let mut residual_ss = 0.0;
    for c in ratings.cells() {
        let fitted = unit_values[c.unit as usize].unwrap_or(c.value) + rater_effects[c.rater as usize];
        residual_ss += (c.value - fitted).powi(2);
    }
    let largest = ratings.cells().iter().fold(1.0_f64, |m, c| m.max(c.value.abs()));
    if residual_ss < 1e-22 * largest * largest * ratings.cells().len() as f64 {
        residual_ss = 0.0;
    }
    let units = unit_values.iter().flatten().count();
    let residual_df = (ratings.cells().len() + 1).saturating_sub(units + ratings.raters());
    Ok(Additive { unit_values, rater_effects, residual_ss, residual_df })
}

/// The sum of squared residuals and its degrees of freedom, groups of raters that share nothing being fitted apart.
pub fn pooled_residual(ratings: &Ratings) -> (f64, usize) {
    let (group, groups) = ratings.groups();
    let mut pooled = (0.0, 0);
    for g in 0..groups {
        let members: Vec<usize> = (0..group.len()).filter(|r| group[*r] == g).collect();
        let own = |c: &Rating| group[c.rater as usize] == g;
        let cells = ratings
            .cells()
            .iter()
            .filter(|c| own(c))
            .map(|c| Rating { rater: members.partition_point(|m| *m < c.rater as usize) as u32, ..*c });
        if let Ok(fit) = additive(&Ratings::new(ratings.units(), members.len(), cells.collect())) {
            pooled = (pooled.0 + fit.residual_ss, pooled.1 + fit.residual_df);
        }
    }
    pooled
}

/// Each unit's mean of ratings less their raters' effects.
pub(super) fn unit_values(ratings: &Ratings, effects: &[f64]) -> Vec<Option<f64>> {
    let of = |u: usize| {
        let cells = ratings.unit(u);
        let sum: f64 = cells.iter().map(|c| c.value - effects[c.rater as usize]).sum();
        (!cells.is_empty()).then(|| sum / cells.len() as f64)
    };
    (0..ratings.units()).map(of).collect()
}

impl Additive {
    /// The variance of one rating around the model; none without degrees of freedom.
    pub fn residual_variance(&self) -> Option<f64> {
        (self.residual_df > 0).then(|| self.residual_ss / self.residual_df as f64)
    }

    /// How much of the sum of squares only the units explain, the raters being in the model.
    pub fn unit_ss(&self, ratings: &Ratings) -> f64 {
        let mut sums = vec![(0.0, 0.0); ratings.raters()];
        for c in ratings.cells() {
            let s = &mut sums[c.rater as usize];
            *s = (s.0 + 1.0, s.1 + c.value);
        }
        let deviation = |c: &Rating| {
            let (n, sum) = sums[c.rater as usize];
            (c.value - sum / n).powi(2)
        };
        ratings.cells().iter().map(deviation).sum::<f64>() - self.residual_ss
    }

    /// Standard errors of the effects and values; none without degrees of freedom, or without any residual.
    pub fn errors(&self, ratings: &Ratings) -> Option<Errors> {
        let variance = self.residual_variance().filter(|v| *v > 0.0)?;
        let system = System::new(ratings);
        Some(Errors {
            variance,
            inverse: system.inverse(),
            diagonal: system.diagonal,
            raters: ratings.raters(),
        })
    }
}

/// What standard errors are made of.
#[derive(Debug, Clone)]
pub struct Errors {
    variance: f64,
    /// The pseudo-inverse of the system, row by row; none for a large one.
    inverse: Option<Vec<f64>>,
    diagonal: Vec<f64>,
    raters: usize,
}

impl Errors {
    /// Whether standard errors are exact; with very many raters they leave out that the others' effects are estimates too.
    pub fn exact(&self) -> bool {
        self.inverse.is_some()
    }

    /// The standard error of a rater's effect.
    pub fn rater(&self, rater: usize) -> f64 {
        let at = |m: &Vec<f64>| m[rater * self.raters + rater];
        (self.variance * self.inverse.as_ref().map_or_else(|| 1.0 / self.diagonal[rater], at)).max(0.0).sqrt()
    }

    /// The standard error of a unit's value; none for a large system.
    pub fn unit(&self, ratings: &Ratings, unit: usize) -> Option<f64> {
        Some(self.covariance(ratings, unit, unit)?.max(0.0).sqrt())
    }

    /// The standard error of the difference of two units' values; none for a large system.
    pub fn difference(&self, ratings: &Ratings, a: usize, b: usize) -> Option<f64> {
        let of = |x, y| self.covariance(ratings, x, y);
        Some((of(a, a)? + of(b, b)? - 2.0 * of(a, b)?).max(0.0).sqrt())
    }

    fn covariance(&self, ratings: &Ratings, a: usize, b: usize) -> Option<f64> {
        let inverse = self.inverse.as_ref()?;
        let (of_a, of_b) = (ratings.unit(a), ratings.unit(b));
        let mut sum = 0.0;
        for x in of_a {
            for y in of_b {
                sum += inverse[x.rater as usize * self.raters + y.rater as usize];
            }
        }
        let own = if a == b { 1.0 / of_a.len() as f64 } else { 0.0 };
        Some(self.variance * (own + sum / (of_a.len() * of_b.len()) as f64))
    }
}

/// The system of the raters, units swept out.
#[derive(Debug)]
pub(super) struct System<'a> {
    ratings: &'a Ratings,
    /// The diagonal of `S`.
    pub(super) diagonal: Vec<f64>,
    /// The right side.
    pub(super) b: Vec<f64>,
    /// The sum of squares within units.
    pub(super) within: f64,
}

impl<'a> System<'a> {
    pub(super) fn new(ratings: &'a Ratings) -> Self {
        let mut system = Self {
            ratings,
            diagonal: vec![0.0; ratings.raters()],
            b: vec![0.0; ratings.raters()],
            within: 0.0,
        };
        for u in 0..ratings.units() {
            let cells = ratings.unit(u);
            let n = cells.len() as f64;
            let mean = cells.iter().map(|c| c.value).sum::<f64>() / n;
            for c in cells {
                let r = c.rater as usize;
                system.diagonal[r] += 1.0 - 1.0 / n;
                system.b[r] += c.value - mean;
                system.within += (c.value - mean).powi(2);
            }
        }
        system
    }

    /// The `e` with `(S + ridge) e = b`; without a ridge the one that sums to zero.
    pub(super) fn effects(&self, ridge: f64) -> Vec<f64> {
        let n = self.b.len();
        let solved = if n <= DENSE { self.factor(1.0, ridge).map(|c| c.solve(&self.b)) } else { None };
        let mut e = solved.unwrap_or_else(|| self.gradients(ridge));
        if ridge == 0.0 {
            let mean = e.iter().sum::<f64>() / n as f64;
            for x in &mut e {
                *x -= mean;
            }
        }
        e
    }

    /// The factor of `scale S + ridge`, made definite where there is no ridge; none for a large system.
    pub(super) fn factor(&self, scale: f64, ridge: f64) -> Option<Cholesky> {
        let n = self.b.len();
        if n > DENSE {
            return None;
        }
        // The effects are known up to a constant: adding the same number everywhere fixes it without a change.
        let fix = if ridge == 0.0 { self.fix() } else { 0.0 };
        let mut s = vec![fix; n * n];
        for (i, d) in self.diagonal.iter().enumerate() {
            s[i * n + i] += scale * d + ridge;
        }
        for u in 0..self.ratings.units() {
            let cells = self.ratings.unit(u);
            let share = scale / cells.len() as f64;
            for x in cells {
                for y in cells.iter().filter(|y| y.rater != x.rater) {
                    s[x.rater as usize * n + y.rater as usize] -= share;
                }
            }
        }
        Cholesky::new(n, s)
    }

    fn fix(&self) -> f64 {
        self.diagonal.iter().sum::<f64>() / (self.b.len() as f64).powi(2)
    }

    /// The pseudo-inverse of `S`; none for a large system.
    fn inverse(&self) -> Option<Vec<f64>> {
        let n = self.b.len();
        let factor = self.factor(1.0, 0.0)?;
        let constant = 1.0 / (self.fix() * (n * n) as f64);
        let mut unit = vec![0.0; n];
        let mut inverse = Vec::with_capacity(n * n);
        for i in 0..n {
            unit[i] = 1.0;
            inverse.extend(factor.solve(&unit).iter().map(|x| x - constant));
            unit[i] = 0.0;
        }
        Some(inverse)
    }

    /// `(S + ridge) x`, from the ratings.
    fn times(&self, x: &[f64], ridge: f64) -> Vec<f64> {
        let mut out: Vec<f64> = x.iter().map(|v| v * ridge).collect();
        for u in 0..self.ratings.units() {
            let cells = self.ratings.unit(u);
            let mean = cells.iter().map(|c| x[c.rater as usize]).sum::<f64>() / cells.len() as f64;
            for c in cells {
                out[c.rater as usize] += x[c.rater as usize] - mean;
            }
        }
        out
    }

    /// Conjugate gradients with the diagonal as preconditioner (Hestenes and Stiefel 1952).
    fn gradients(&self, ridge: f64) -> Vec<f64> {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        let precondition = |r: &[f64]| -> Vec<f64> {
            r.iter().zip(&self.diagonal).map(|(r, d)| r / (d + ridge).max(1e-12)).collect()
        };
        let mut x = vec![0.0; self.b.len()];
        let mut r = self.b.clone();
        let mut z = precondition(&r);
        let mut p = z.clone();
        let mut rz = dot(&r, &z);
        let enough = rz * 1e-24;
        for _ in 0..500 {
            if rz <= enough || rz <= 0.0 {
                break;
            }
            let sp = self.times(&p, ridge);
            let step = rz / dot(&p, &sp);
            for i in 0..x.len() {
                x[i] += step * p[i];
                r[i] -= step * sp[i];
            }
            z = precondition(&r);
            let next = dot(&r, &z);
            let turn = next / rz;
            rz = next;
            for (p, z) in p.iter_mut().zip(&z) {
                *p = z + turn * *p;
            }
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holed() -> Ratings {
        let values =
            [(0, 0, 3.0), (0, 1, 2.5), (1, 1, 1.0), (1, 2, 3.0), (2, 0, 4.0), (2, 2, 3.5), (2, 1, 3.0)];
        let cells = values.map(|(u, r, v)| Rating { unit: u, rater: r, value: v });
        Ratings::new(3, 3, cells.to_vec())
    }

    #[test]
    fn both_solvers_agree() {
        let r = holed();
        let system = System::new(&r);
        for ridge in [0.0, 1.5] {
            let direct = system.effects(ridge);
            let mut stepped = system.gradients(ridge);
            if ridge == 0.0 {
                let mean = stepped.iter().sum::<f64>() / 3.0;
                for x in &mut stepped {
                    *x -= mean;
                }
            }
            for (a, b) in direct.iter().zip(&stepped) {
                assert!((a - b).abs() < 1e-10, "{direct:?} {stepped:?}");
            }
        }
    }

    #[test]
    fn a_crossed_panel_keeps_its_means_and_an_additive_one_has_no_residual() {
        let cells = (0..4).flat_map(|u| {
            (0..3).map(move |r| Rating { unit: u, rater: r, value: f64::from(u) - 0.3 * f64::from(r) })
        });
        let r = Ratings::new(4, 3, cells.collect());
        let fit = additive(&r).unwrap();
        assert_eq!((fit.residual_ss, fit.residual_df), (0.0, 6));
        for (u, v) in fit.unit_values.iter().enumerate() {
            assert!((v.unwrap() - (u as f64 - 0.3)).abs() < 1e-12);
        }
        assert!((fit.rater_effects[0] - 0.3).abs() < 1e-12);
        assert!(fit.errors(&r).is_none());
    }

    #[test]
    fn raters_who_share_nothing_are_not_compared() {
        let cells = [(0, 0), (0, 1), (1, 2), (1, 3)].map(|(unit, rater)| Rating { unit, rater, value: 2.0 });
        let apart = Ratings::new(2, 4, cells.to_vec());
        assert_eq!(additive(&apart).unwrap_err(), Undefined::Disconnected(2));
        assert_eq!(pooled_residual(&apart), (0.0, 0));
        let together = holed();
        let fit = additive(&together).unwrap();
        assert_eq!(pooled_residual(&together), (fit.residual_ss, fit.residual_df));
    }
}
