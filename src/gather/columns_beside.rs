//! Which evidence belongs to which rating, where only the order of the columns tells.

use super::headings::Heading;
use crate::sheet::Column;
use std::collections::BTreeMap;

/// What a column is for the ones beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ColumnRole {
    Rating,
    Evidence,
    /// Not known: it may be a question under another name.
    Unknown,
    /// Who, when and where.
    Key,
}

/// The evidence columns without a question in their heading that certainly belong to a rating, by the column of the rating.
///
/// Evidence stands behind each rating, or before each. Where both may be, where several ratings stand in a row, or where the
/// column beside it isn't known, nothing is certain: a text goes to its own question or to none.
pub(super) fn evidence_beside(announced: &[Option<Heading>], filled: &[bool]) -> BTreeMap<usize, Vec<usize>> {
    // A column without a heading and without a text separates nothing.
    let columns: Vec<(usize, ColumnRole)> = announced
        .iter()
        .enumerate()
        .filter(|(i, heading)| heading.is_some() || filled.get(*i).copied().unwrap_or(true))
        .map(|(i, heading)| (i, part(*heading)))
        .collect();
    let runs: Vec<&[(usize, ColumnRole)]> = columns.chunk_by(|a, b| a.1 == b.1).collect();
    let part_at = |i: Option<usize>| i.and_then(|i| runs.get(i)).map_or(ColumnRole::Key, |run| run[0].1);
    let evidence: Vec<usize> = (0..runs.len()).filter(|i| runs[*i][0].1 == ColumnRole::Evidence).collect();
    let left = |i: usize| part_at(i.checked_sub(1));
    let right = |i: usize| part_at(Some(i + 1));
    let may_be_rating = |part: ColumnRole| matches!(part, ColumnRole::Rating | ColumnRole::Unknown);
    let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let columns_of = |run: usize| runs[run].iter().map(|(i, _)| *i).collect::<Vec<usize>>();
    let behind = evidence.iter().all(|i| may_be_rating(left(*i)));
    let before = evidence.iter().all(|i| may_be_rating(right(*i))) && before_each(&runs);
    if behind && !before {
        // A single text behind several ratings may be about all of them.
        for i in evidence.into_iter().filter(|i| left(*i) == ColumnRole::Rating && runs[i - 1].len() == 1) {
            beside.insert(runs[i - 1][0].0, columns_of(i));
        }
    } else if before && !behind {
        for i in evidence.into_iter().filter(|i| right(*i) == ColumnRole::Rating) {
            beside.insert(runs[i + 1][0].0, columns_of(i));
        }
    }
    beside
}

/// Whether evidence stands before each rating.
fn before_each(runs: &[&[(usize, ColumnRole)]]) -> bool {
    let ratings: Vec<usize> = (0..runs.len()).filter(|i| runs[*i][0].1 == ColumnRole::Rating).collect();
    let each = |i: &usize| runs[*i].len() == 1 && *i > 0 && runs[i - 1][0].1 == ColumnRole::Evidence;
    ratings.iter().all(each)
}

fn part(heading: Option<Heading>) -> ColumnRole {
    match heading {
        Some(Heading::Rating(_) | Heading::Overall) => ColumnRole::Rating,
        Some(Heading::Column(Column::Evidence)) => ColumnRole::Evidence,
        None => ColumnRole::Unknown,
        // Its question says where it belongs.
        Some(_) => ColumnRole::Key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of a table: C a key, R a rating, E evidence, U unknown; by rating which evidence belongs to it.
    fn beside(table: &str) -> Vec<(usize, Vec<usize>)> {
        let heading = |(i, c): (usize, char)| match c {
            'R' => Some(Heading::Rating(i)),
            'E' => Some(Heading::Column(Column::Evidence)),
            'C' => Some(Heading::Column(Column::Candidate)),
            _ => None,
        };
        let headings: Vec<_> = table.chars().enumerate().map(heading).collect();
        evidence_beside(&headings, &vec![true; headings.len()]).into_iter().collect()
    }

    #[test]
    fn evidence_belongs_to_the_rating_before_or_behind_it() {
        assert_eq!(beside("CCRERE"), [(2, vec![3]), (4, vec![5])]);
        assert_eq!(beside("CCERER"), [(3, vec![2]), (5, vec![4])]);
        assert_eq!(beside("CREEREE"), [(1, vec![2, 3]), (4, vec![5, 6])]);
        assert_eq!(beside("CRERC"), [(1, vec![2])]);
        assert_eq!(beside("CREUER"), [(1, vec![2])]);
        assert_eq!(beside("CRE"), [(1, vec![2])]);
    }

    #[test]
    fn what_may_be_about_something_else_belongs_to_nothing() {
        for table in ["CRRRE", "CERRE", "CERR", "CUER", "CERERE", "UERER"] {
            assert_eq!(beside(table), [], "{table}");
        }
    }
}
