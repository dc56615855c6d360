//! What the seed adds to the value of questions, so that each seed finds another plan, and what the role adds, so that not
//! all roles ask the same.

use crate::text::fnv1a;

/// The most that the seed adds to the value of a question, in billionths for each of its minutes.
const CHANCE: u64 = 3_200_000;

/// What the seed adds to the value of the question `id`, in billionths: nothing for the seed 0, and most for the one that it
/// prefers.
pub(super) fn chance(seed: u64, id: &str, minutes: u32, is_preferred: bool) -> u32 {
    if seed == 0 {
        return 0;
    }
    let part = if is_preferred { 1 << 24 } else { mixed(name_hash(id) ^ mixed(seed)) >> 40 };
    ((CHANCE * u64::from(minutes.min(60)) * part) >> 24) as u32
}

/// The most that the role adds to the value of a question, in billionths: more than any of its minutes.
const VARIETY: u64 = 7_000_000;

/// What the role and the level add to the value of the question `id`, in billionths: of questions that serve about as well each
/// role asks others.
pub(super) fn variety(role: &str, level: &str, id: &str) -> u32 {
    let own = mixed(name_hash(role) ^ mixed(name_hash(level)));
    ((VARIETY * (mixed(name_hash(id) ^ own) >> 40)) >> 24) as u32
}

/// The one of `questions`, numbers and ids, that a seed prefers: each seed the next, so that a few seeds ask all of them.
pub(super) fn preferred(seed: u64, mut questions: Vec<(usize, &str)>) -> Option<usize> {
    questions.sort_by_key(|(_, id)| name_hash(id));
    let place = seed.checked_rem(questions.len() as u64)?;
    (seed > 0).then(|| questions[place as usize].0)
}

fn name_hash(id: &str) -> u64 {
    mixed(fnv1a(id.as_bytes()))
}

/// All bits of a number mixed (Steele, Lea and Flood 2014, Fast Splittable Pseudorandom Number Generators).
fn mixed(number: u64) -> u64 {
    let a = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    b ^ (b >> 31)
}

#[cfg(test)]
mod tests {
    use super::{VARIETY, chance, preferred, variety};

    #[test]
    fn seeds_prefer_one_after_the_other_and_the_first_none() {
        let all = || vec![(3, "ledger"), (5, "feed"), (9, "ferry")];
        let mut seen: Vec<usize> = (1..4).filter_map(|seed| preferred(seed, all())).collect();
        seen.sort_unstable();
        assert_eq!(seen, [3, 5, 9]);
        assert_eq!(preferred(1, all()), preferred(4, all()));
        assert_eq!((preferred(0, all()), preferred(1, Vec::new())), (None, None));
    }

    #[test]
    fn the_seed_adds_little_and_differs() {
        assert_eq!(chance(0, "ledger", 40, false), 0);
        let most = chance(1, "ledger", 40, true);
        assert_eq!(most, 128_000_000);
        let some: Vec<u32> = (1..20).map(|seed| chance(seed, "ledger", 40, false)).collect();
        assert!(some.iter().all(|x| *x < most) && some.windows(2).all(|w| w[0] != w[1]), "{some:?}");
    }
    #[test]
    fn roles_and_levels_prefer_different_questions() {
        let of = |role, level| ["ledger", "feed", "ferry"].map(|id| variety(role, level, id));
        assert_eq!(of("backend", "mid"), of("backend", "mid"));
        assert!(
            of("backend", "mid") != of("frontend", "mid") && of("backend", "mid") != of("backend", "senior")
        );
        assert!(of("backend", "mid").iter().all(|x| u64::from(*x) < VARIETY));
    }
}
