//! The Cholesky factor of a symmetric positive definite matrix. A matrix library would bring twenty crates for it.

/// A lower triangle `L` with `A = L L'`, row by row.
#[derive(Debug, Clone)]
pub(super) struct Cholesky {
    n: usize,
    rows: Vec<f64>,
}

impl Cholesky {
    /// The factor of the symmetric `n` by `n` matrix `a`; none where it isn't positive definite.
    pub(super) fn new(n: usize, mut a: Vec<f64>) -> Option<Self> {
        for i in 0..n {
            let (above, row) = a.split_at_mut(i * n);
            for j in 0..i {
                let other = &above[(j * n)..=(j * n + j)];
                row[j] = (row[j] - dot(&row[..j], &other[..j])) / other[j];
            }
            let pivot = row[i] - dot(&row[..i], &row[..i]);
            if pivot <= 0.0 || !pivot.is_finite() {
                return None;
            }
            row[i] = pivot.sqrt();
        }
        Some(Self { n, rows: a })
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.rows[(i * self.n)..=(i * self.n + i)]
    }

    /// The logarithm of the determinant of `A`.
    pub(super) fn log_det(&self) -> f64 {
        (0..self.n).map(|i| 2.0 * self.row(i)[i].ln()).sum()
    }

    /// The trace of the inverse of `A`: the sum of the squares of the inverse of `L`.
    pub(super) fn inverse_trace(&self) -> f64 {
        let mut trace = 0.0;
        for i in 0..self.n {
            let mut column = vec![0.0; self.n];
            column[i] = 1.0;
            self.forward(&mut column, i);
            trace += dot(&column[i..], &column[i..]);
        }
        trace
    }

    /// The `x` with `A x = b`.
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        self.forward(&mut x, 0);
        for i in (0..self.n).rev() {
            let row = self.row(i);
            x[i] /= row[i];
            let done = x[i];
            for (before, l) in x[..i].iter_mut().zip(row) {
                *before -= l * done;
            }
        }
        x
    }

    /// Solves `L y = x` in place, where `x` is zero before `first`.
    fn forward(&self, x: &mut [f64], first: usize) {
        for i in first..self.n {
            let row = self.row(i);
            x[i] = (x[i] - dot(&row[first..i], &x[first..i])) / row[i];
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let c = Cholesky::new(3, vec![4.0, 2.0, 0.0, 2.0, 5.0, 1.0, 0.0, 1.0, 3.0]).unwrap();
        let x = c.solve(&[8.0, 15.0, 11.0]);
        for (x, y) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((x - y).abs() < 1e-12);
        }
        assert!((c.log_det() - 44.0_f64.ln()).abs() < 1e-12);
        // The cofactors of the diagonal are 14, 12 and 16.
        assert!((c.inverse_trace() - 42.0 / 44.0).abs() < 1e-12);
        assert!(Cholesky::new(2, vec![1.0, 2.0, 2.0, 1.0]).is_none());
    }
}
