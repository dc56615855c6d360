//! Shares of things that hang together by person.

use super::distribution::t_quantile;
use super::interval::{Estimate, Limits};

/// The 97.5% quantile of the normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// The things of one person, or whatever else they hang together by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ShareCounts {
    /// How many have it.
    pub hits: f64,
    /// How many there are.
    pub all: f64,
}

/// The share over all clusters with its 95% limits; none without things, limits from two clusters on.
///
/// Wilson's interval (1927, Journal of the American Statistical Association 22, 209-212). Where a cluster has several
/// things, it takes the effective number of things by the linearised variance over clusters, as Korn and Graubard do (1998,
/// Survey Methodology 24, 193-201), and the number of clusters where the share is 0 or 1.
pub fn share_over(clusters: &[ShareCounts]) -> Option<Estimate> {
    let used = || clusters.iter().filter(|c| c.all > 0.0);
    let (hits, all) = used().fold((0.0, 0.0), |(h, n), c| (h + c.hits, n + c.all));
    let people = used().count() as f64;
    if people < 1.0 {
        return None;
    }
    let value = hits / all;
    if people < 2.0 {
        return Some(Estimate { value, limits: None });
    }
    let effective = if all - people < 0.5 { Some(all) } else { effective_number(used(), value, people, all) };
    Some(Estimate { value, limits: effective.and_then(|n| wilson(value, n)) })
}

/// How many independent things tell as much as these.
fn effective_number<'a>(
    clusters: impl Iterator<Item = &'a ShareCounts>,
    share: f64,
    people: f64,
    all: f64,
) -> Option<f64> {
    let squares: f64 = clusters.map(|c| (c.hits - share * c.all).powi(2)).sum();
    let variance = people / (people - 1.0) * squares / (all * all);
    let mixed = share > 0.0 && share < 1.0;
    let number = match (mixed, variance > 0.0) {
        (false, _) => people,
        (true, true) => share * (1.0 - share) / variance,
        (true, false) => all,
    };
    let degrees = t_quantile(0.975, all - 1.0)? / t_quantile(0.975, people - 1.0)?;
    // Korn and Graubard square the ratio. With few people that makes the interval wider than 95% needs (cargo bench --bench
    // coverage), so the ratio itself is taken.
    Some((number * degrees).min(all))
}

fn wilson(share: f64, n: f64) -> Option<Limits> {
    let z = NORMAL * NORMAL / n;
    let centre = (share + z / 2.0) / (1.0 + z);
    let half = NORMAL * (share * (1.0 - share) / n + z / n / 4.0).sqrt() / (1.0 + z);
    Limits::of(centre - half, centre + half).map(|l| l.clamped(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: &[(f64, f64)]) -> Vec<ShareCounts> {
        of.iter().map(|(hits, all)| ShareCounts { hits: *hits, all: *all }).collect()
    }

    #[test]
    fn one_thing_a_person_has_wilsons_interval() {
        // statsmodels 0.14: proportion_confint(4, 10, method="wilson")
        let mut of = vec![(1.0, 1.0); 4];
        of.extend([(0.0, 1.0); 6]);
        let e = share_over(&counts(&of)).unwrap();
        let l = e.limits.unwrap();
        assert!((e.value - 0.4).abs() < 1e-12);
        assert!((l.low - 0.168_180).abs() < 1e-5 && (l.high - 0.687_326).abs() < 1e-5, "{l:?}");
    }

    #[test]
    fn things_that_hang_together_tell_less_and_no_interval_has_width_zero() {
        let width = |of: &[(f64, f64)]| {
            let l = share_over(&counts(of)).unwrap().limits.unwrap();
            l.high - l.low
        };
        let mixed = width(&[(2.0, 4.0); 6]);
        let apart = width(&[(4.0, 4.0), (0.0, 4.0), (4.0, 4.0), (0.0, 4.0), (4.0, 4.0), (0.0, 4.0)]);
        assert!(apart > 1.5 * mixed, "{apart} {mixed}");
        assert!(width(&[(4.0, 4.0); 6]) > 0.1);
        assert_eq!(share_over(&counts(&[(3.0, 4.0)])).unwrap().limits, None);
        assert_eq!(share_over(&[]), None);
    }
}
