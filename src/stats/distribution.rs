//! Student's t and Fisher's F, by the regularised incomplete beta function (Abramowitz and Stegun 1964, Handbook of
//! Mathematical Functions, 26.5.27 and 26.6.2).

use special::Beta;

/// The probability that Student's t with `df` degrees of freedom lies below `x`; none for `df` not above zero.
pub fn t_cdf(x: f64, df: f64) -> Option<f64> {
    let t = BetaShape::new(df / 2.0, 0.5)?;
    let whole = df + x * x;
    let tail = t.below(df / whole, x * x / whole) / 2.0;
    let p = if x > 0.0 { 1.0 - tail } else { tail };
    p.is_finite().then_some(p)
}

/// The value below which Student's t with `df` degrees of freedom lies with probability `p`, 0 < p < 1.
pub fn t_quantile(p: f64, df: f64) -> Option<f64> {
    let t = BetaShape::new(df / 2.0, 0.5)?;
    let density = |x: f64| (-t.ln_beta - df.ln() / 2.0 - f64::midpoint(df, 1.0) * (x * x / df).ln_1p()).exp();
    match p {
        0.5 => Some(0.0),
        0.0..0.5 => Some(-positive_quantile(1.0 - p, |x| t_cdf(x, df), density)?),
        _ => positive_quantile(p, |x| t_cdf(x, df), density),
    }
}

/// The value below which Fisher's F with `d1` and `d2` degrees of freedom lies with probability `p`, 0 < p < 1.
pub(super) fn f_quantile(p: f64, d1: f64, d2: f64) -> Option<f64> {
    let f = BetaShape::new(d1 / 2.0, d2 / 2.0)?;
    let cdf = |x: f64| {
        let whole = d1 * x + d2;
        Some(f.below(d1 * x / whole, d2 / whole))
    };
    let density = |x: f64| {
        let whole = d1 * x + d2;
        (f.a * (d1 * x / whole).ln() + f.b * (d2 / whole).ln() - f.ln_beta).exp() / x
    };
    positive_quantile(p, cdf, density)
}

/// The parameters of a beta distribution.
struct BetaShape {
    a: f64,
    b: f64,
    ln_beta: f64,
}

impl BetaShape {
    /// None unless both are finite and above zero.
    fn new(a: f64, b: f64) -> Option<Self> {
        let fine = |x: f64| x > 0.0 && x.is_finite();
        (fine(a) && fine(b)).then(|| Self { a, b, ln_beta: a.ln_beta(b) })
    }

    /// The probability below `x`, from 0 to 1; `rest` is `1 - x`, which the caller knows more exactly.
    ///
    /// The continued fraction of Abramowitz and Stegun 26.5.8, which takes about as many steps as the square root of the
    /// larger parameter; a series would take as many as the parameter.
    fn below(&self, x: f64, rest: f64) -> f64 {
        if !(x.is_finite() && rest.is_finite()) {
            return f64::NAN;
        }
        if x <= 0.0 || rest <= 0.0 {
            return if x <= 0.0 { 0.0 } else { 1.0 };
        }
        let (ln_x, ln_rest) = if x < 0.5 { (x.ln(), (-x).ln_1p()) } else { ((-rest).ln_1p(), rest.ln()) };
        let front = (self.a * ln_x + self.b * ln_rest - self.ln_beta).exp();
        if x < (self.a + 1.0) / (self.a + self.b + 2.0) {
            front * continued_fraction(self.a, self.b, x) / self.a
        } else {
            1.0 - front * continued_fraction(self.b, self.a, rest) / self.b
        }
    }
}

/// The continued fraction of the incomplete beta function, by the method of Lentz as Thompson and Barnett have it (1986,
/// Journal of Computational Physics 64, 490-509); NaN where it doesn't converge.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const MOST_STEPS: u32 = 100_000;
    let away_from_zero = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            value *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            return value;
        }
    }
    f64::NAN
}

/// The x above zero with `cdf(x) = p`, by Newton's steps inside a bracket that closes; none where there is no finite one.
fn positive_quantile(p: f64, cdf: impl Fn(f64) -> Option<f64>, density: impl Fn(f64) -> f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut x: f64 = 1.0;
    // Halving or doubling alone goes over all numbers in as many steps.
    for _ in 0..2_000 {
        let excess = cdf(x)? - p;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - excess / density(x);
        // The error that such a small step leaves is of the order of its square.
        if (newton - x).abs() < 1e-9 * x {
            return Some(newton);
        }
        x = if low < newton && newton < high { newton } else { f64::midpoint(low, high).min(2.0 * x) };
    }
    None
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

    /// Quantiles of t by p and degrees of freedom (mpmath 1.3.0, 40 digits).
    const T_QUANTILES: [(f64, f64, f64); 14] = [
        (0.005, 1.0, -63.656_741_162_871_58),
        (0.975, 1.0, 12.706_204_736_174_69),
        (0.995, 1.0, 63.656_741_162_871_52),
        (0.975, 2.0, 4.302_652_729_749_462),
        (0.005, 3.0, -5.840_909_309_733_357),
        (0.975, 3.0, 3.182_446_305_283_708),
        (0.975, 4.0, 2.776_445_105_197_793),
        (0.975, 7.0, 2.364_624_251_592_785),
        (0.005, 12.5, -3.032_436_652_870_563),
        (0.975, 12.5, 2.169_185_942_712_541),
        (0.975, 30.0, 2.042_272_456_301_238),
        (0.975, 100.0, 1.983_971_518_523_552),
        (0.005, 1000.0, -2.580_754_698_065_951),
        (0.975, 1000.0, 1.962_339_080_826_408),
    ];

    /// Quantiles of F by p and both degrees of freedom (mpmath 1.3.0, 40 digits).
    const F_QUANTILES: [(f64, f64, f64, f64); 12] = [
        (0.025, 1.0, 1.0, 0.001_543_712_508_674_131),
        (0.975, 1.0, 1.0, 647.789_011_477_844_2),
        (0.975, 1.0, 2.0, 38.506_329_113_924_02),
        (0.975, 2.0, 1.0, 799.499_999_999_998_6),
        (0.025, 3.0, 7.3, 0.068_508_255_238_714_13),
        (0.975, 3.0, 7.3, 5.728_874_810_482_275),
        (0.975, 15.0, 5.0, 6.427_728_167_078_779),
        (0.975, 5.0, 15.0, 3.576_415_349_279_061),
        (0.025, 50.0, 4.0, 0.327_394_937_654_190_6),
        (0.975, 50.0, 4.0, 8.380_781_787_721_658),
        (0.975, 40.0, 200.0, 1.562_136_991_026_549),
        (0.975, 1.0, 100.0, 5.178_593_904_924_508),
    ];

    #[test]
    fn quantiles_are_exact_to_twelve_digits() {
        for (p, df, t) in T_QUANTILES {
            let q = t_quantile(p, df).unwrap();
            assert!((q - t).abs() < 1e-12 * t.abs().max(1.0), "t {p} {df}: {q} {t}");
            assert!((t_cdf(t, df).unwrap() - p).abs() < 1e-13, "t {p} {df}");
        }
        for (p, d1, d2, f) in F_QUANTILES {
            let q = f_quantile(p, d1, d2).unwrap();
            assert!((q - f).abs() < 1e-12 * f.max(1.0), "f {p} {d1} {d2}: {q} {f}");
        }
    }

    #[test]
    fn what_has_no_quantile_has_none() {
        assert_eq!(
            (t_quantile(0.975, 0.0), t_quantile(1.0, 3.0), f_quantile(0.5, -1.0, 2.0), t_cdf(0.0, 0.0)),
            (None, None, None, None)
        );
        for odd in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(
                (t_cdf(1.0, odd), t_quantile(0.975, odd), f_quantile(0.975, 2.0, odd)),
                (None, None, None)
            );
            assert_eq!((t_quantile(odd, 3.0), f_quantile(odd, 2.0, 3.0)), (None, None));
        }
        // One that is larger than any number.
        assert_eq!(f_quantile(0.975, 3.0, 1e-6), None);
        assert_eq!(t_quantile(0.5, 3.0), Some(0.0));
    }
}
