//! Student's t and Fisher's F.

use statrs::distribution::{Continuous, ContinuousCDF, FisherSnedecor, StudentsT};

/// The probability that Student's t with `df` degrees of freedom lies below `x`; none for `df` not above zero.
pub fn t_cdf(x: f64, df: f64) -> Option<f64> {
    let p = StudentsT::new(0.0, 1.0, df).ok()?.cdf(x);
    p.is_finite().then_some(p)
}

/// The value below which Student's t with `df` degrees of freedom lies with probability `p`, 0 < p < 1.
pub fn t_quantile(p: f64, df: f64) -> Option<f64> {
    inside(p)?;
    polished(&StudentsT::new(0.0, 1.0, df).ok()?, p)
}

/// The value below which Fisher's F with `d1` and `d2` degrees of freedom lies with probability `p`, 0 < p < 1.
pub fn f_quantile(p: f64, d1: f64, d2: f64) -> Option<f64> {
    inside(p)?;
    polished(&FisherSnedecor::new(d1, d2).ok()?, p)
}

fn inside(p: f64) -> Option<()> {
    (p > 0.0 && p < 1.0).then_some(())
}

/// The library's quantile is good to about seven digits; Newton's steps on its own distribution make it exact.
fn polished<D: ContinuousCDF<f64, f64> + Continuous<f64, f64>>(d: &D, p: f64) -> Option<f64> {
    let mut x = d.inverse_cdf(p);
    for _ in 0..4 {
        let step = (d.cdf(x) - p) / d.pdf(x);
        if !step.is_finite() || step.abs() > x.abs().max(1.0) * 0.1 {
            break;
        }
        x -= step;
    }
    x.is_finite().then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_equal_the_tables() {
        // scipy 1.17.1: t.ppf(0.975, df), f.ppf(p, d1, d2).
        for (df, t) in [
            (1.0, 12.706_204_736_174_7),
            (2.0, 4.302_652_729_749_46),
            (5.0, 2.570_581_835_636_31),
            (30.0, 2.042_272_456_301_24),
            (1e6, 1.959_966_356_8),
        ] {
            assert!((t_quantile(0.975, df).unwrap() - t).abs() < 1e-9, "{df}: {:?}", t_quantile(0.975, df));
            assert!((t_quantile(0.025, df).unwrap() + t).abs() < 1e-9, "{df}");
            assert!((t_cdf(t, df).unwrap() - 0.975).abs() < 1e-10, "{df}");
        }
        for (p, d1, d2, f) in [
            (0.975, 5.0, 15.0, 3.576_415_285),
            (0.975, 15.0, 5.0, 6.427_728_224),
            (0.95, 1.0, 1.0, 161.447_638_797),
        ] {
            let q = f_quantile(p, d1, d2).unwrap();
            assert!((q - f).abs() < 1e-6 * f, "{q} {f}");
        }
    }

    #[test]
    fn what_has_no_quantile_has_none() {
        assert_eq!(
            (t_quantile(0.975, 0.0), t_quantile(1.0, 3.0), f_quantile(0.5, -1.0, 2.0), t_cdf(0.0, 0.0)),
            (None, None, None, None)
        );
    }
}
