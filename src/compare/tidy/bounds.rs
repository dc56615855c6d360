//! The ends of a scale, as an option says them.

use std::str::FromStr;

/// The lowest and the highest score of a scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The lowest score.
    pub low: f64,
    /// The highest score.
    pub high: f64,
}

impl FromStr for Bounds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (low, high) = text.split_once("..").ok_or("write the lowest and the highest score as 1..5")?;
        let read = |t: &str| {
            let number: Option<f64> = t.trim().replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite());
            number.ok_or_else(|| format!("`{}` is no number", t.trim()))
        };
        let (low, high) = (read(low)?, read(high.trim_start_matches('='))?);
        if low < high {
            Ok(Self { low, high })
        } else {
            Err("the lowest score comes first, as in 1..5".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    #[test]
    fn a_scale_is_two_numbers() {
        assert_eq!("1..5".parse(), Ok(Bounds { low: 1.0, high: 5.0 }));
        assert_eq!("0..=2.5".parse(), Ok(Bounds { low: 0.0, high: 2.5 }));
        for wrong in ["5", "5..1", "a..b", "1..1", "1..inf"] {
            assert!(wrong.parse::<Bounds>().is_err(), "{wrong}");
        }
    }
}
