//! Exact sums, so that the mean and standard deviation of scores don't depend on their order.

/// Parts of one: scores are kept to nine decimals.
const PARTS: i128 = 1_000_000_000;

/// Decimals of [`PARTS`].
const DECIMALS: usize = 9;

/// The largest score, of either sign.
const LARGEST: i128 = 10_000_000_000_000 * PARTS;

/// The decimal number in `text`, in billionths; further decimals are rounded. None for what is no number or too large.
///
/// The decimal mark is a point or a comma; there is no exponent.
pub fn decimal(text: &[u8]) -> Option<i128> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let mut value: i128 = 0;
    let mut after: Option<usize> = None;
    let mut any = false;
    let mut up = false;
    for b in digits {
        match (b, after) {
            (b'0'..=b'9', Some(n)) if n >= DECIMALS => {
                up |= n == DECIMALS && *b >= b'5';
                after = Some(n + 1);
            }
            (b'0'..=b'9', _) => {
                value = value * 10 + i128::from(b - b'0');
                after = after.map(|n| n + 1);
                any = true;
            }
            (b'.' | b',', None) => after = Some(0),
            _ => return None,
        }
        if value > LARGEST {
            return None;
        }
    }
    for _ in after.unwrap_or(0)..DECIMALS {
        value *= 10;
    }
    value += i128::from(up);
    (any && value <= LARGEST).then_some(if negative { -value } else { value })
}

/// A number of billionths, as [`decimal`] gives it, as a float.
pub fn number(parts: i128) -> f64 {
    quotient(parts, PARTS)
}

/// `a / b` to the last digit or two, even where both have more digits than a float.
fn quotient(a: i128, b: i128) -> f64 {
    a.div_euclid(b) as f64 + a.rem_euclid(b) as f64 / b as f64
}

/// The count, the sum and the sum of squares of decimals, taken around the first of them, without rounding errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    n: u64,
    origin: i128,
    sum: i128,
    squares: i128,
}

impl Sums {
    /// The sums of `n` whole numbers, from their plain sum and sum of squares.
    pub fn of_whole(n: u64, sum: u64, squares: u64) -> Self {
        let (sum, squares) = (i128::from(sum), i128::from(squares));
        Self { n, origin: 0, sum: sum * PARTS, squares: squares * PARTS * PARTS }
    }

    /// These sums with a further decimal; none where it lies so far off that its square overflows.
    #[must_use]
    pub fn with(self, value: i128) -> Option<Self> {
        self.joined(Self { n: 1, origin: value, sum: 0, squares: 0 })
    }

    /// The sums of both; none where they lie too far apart.
    #[must_use]
    pub fn joined(self, other: Self) -> Option<Self> {
        if self.n == 0 || other.n == 0 {
            return Some(if self.n == 0 { other } else { self });
        }
        let moved = other.around(self.origin)?;
        Some(Self {
            n: self.n + other.n,
            origin: self.origin,
            sum: self.sum.checked_add(moved.sum)?,
            squares: self.squares.checked_add(moved.squares)?,
        })
    }

    /// The same sums counted from another origin.
    fn around(self, origin: i128) -> Option<Self> {
        let d = self.origin - origin;
        let n = i128::from(self.n);
        let squares = self
            .squares
            .checked_add(d.checked_mul(self.sum)?.checked_mul(2)?)?
            .checked_add(d.checked_mul(d)?.checked_mul(n)?)?;
        Some(Self { n: self.n, origin, sum: self.sum.checked_add(d.checked_mul(n)?)?, squares })
    }

    /// The number of decimals.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Their mean; none of no decimals.
    pub fn mean(&self) -> Option<f64> {
        let n = i128::from(self.n);
        (n > 0).then(|| quotient(self.origin * n + self.sum, PARTS * n))
    }

    /// Their sample standard deviation; none of fewer than two.
    pub fn sd(&self) -> Option<f64> {
        let n = i128::from(self.n);
        if n < 2 {
            return None;
        }
        // Around the mean, rounded to a billionth, the sum is so small that the difference below is exact enough.
        let centred = self.around(self.origin + (self.sum + n / 2).div_euclid(n)).unwrap_or(*self);
        let rest = centred.sum as f64;
        let squares = centred.squares as f64 - rest * rest / n as f64;
        Some((squares.max(0.0) / (n - 1) as f64).sqrt() / PARTS as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(values: &[&str]) -> Sums {
        values.iter().fold(Sums::default(), |s, v| s.with(decimal(v.as_bytes()).unwrap()).unwrap())
    }

    #[test]
    fn decimals_are_read_exactly() {
        for (text, parts) in [
            ("3", Some(3_000_000_000)),
            ("-2.5", Some(-2_500_000_000)),
            ("3,75", Some(3_750_000_000)),
            ("0.3333333333", Some(333_333_333)),
            ("0.6666666666", Some(666_666_667)),
            ("+.5", Some(500_000_000)),
            ("1000000000000.4", Some(1_000_000_000_000_400_000_000)),
            ("", None),
            ("-", None),
            (".", None),
            ("1e3", None),
            ("NaN", None),
            ("3.4.5", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(decimal(text.as_bytes()), parts, "{text}");
        }
    }

    #[test]
    fn close_values_far_from_zero_keep_their_spread() {
        // As in NIST's SmLs07: thirteen digits, spread in the last.
        let s = sums(&[
            "1000000000000.4",
            "1000000000000.3",
            "1000000000000.5",
            "1000000000000.3",
            "1000000000000.5",
        ]);
        assert!((s.sd().unwrap() - 0.1).abs() < 1e-15);
        assert!((s.mean().unwrap() - 1_000_000_000_000.4).abs() < 1e-3);
    }

    #[test]
    fn what_can_not_be_squared_is_refused() {
        let s = sums(&["0"]);
        assert_eq!(s.with(decimal(b"9999999999999").unwrap()).and_then(|s| s.with(-LARGEST)), None);
        assert_eq!((sums(&["2"]).sd(), Sums::default().mean()), (None, None));
    }

    proptest! {
        #[test]
        fn parts_joined_in_any_order_are_the_whole(values in prop::collection::vec(-5000_i32..5000, 2..30), cut in 0_usize..30) {
            let texts: Vec<String> = values.iter().map(|v| format!("{:.2}", f64::from(*v) / 100.0)).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (a, b) = texts.split_at(cut.min(texts.len()));
            let (whole, turned) = (sums(&texts), sums(b).joined(sums(a)).unwrap());
            prop_assert_eq!((whole.mean(), whole.sd(), whole.n()), (turned.mean(), turned.sd(), turned.n()));
            let plain: Vec<f64> = values.iter().map(|v| f64::from(*v) / 100.0).collect();
            prop_assert!((whole.sd().unwrap() - crate::stats::sd(&plain).unwrap()).abs() < 1e-9);
        }
    }
}
