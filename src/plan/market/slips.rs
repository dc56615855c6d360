//! Names that are near a wrong one in letters.

use crate::text::term_key;

/// The names that are `wrong` but for a slip of the fingers, at most three.
pub(super) fn slips<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let key = term_key(wrong);
    let most = match key.chars().count() {
        0..=6 => 1,
        _ => 2,
    };
    let mut near: Vec<(usize, &str)> = names
        .filter(|name| name.len().abs_diff(key.len()) <= most)
        .map(|name| (strsim::osa_distance(&term_key(name), &key), name))
        .filter(|(distance, _)| *distance <= most)
        // One letter more or less makes another one of a short name: only what goes on as it begins is near.
        .filter(|(_, name)| key.len() > 3 || term_key(name).starts_with(&key))
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}
