//! The assignment problem: each row takes a column of its own so that the sum is greatest.

/// The column of each row in an assignment of the greatest sum of `values`, where a row is a list of whole numbers, one a
/// column; none where there are more rows than columns.
///
/// The Hungarian method (Kuhn 1955, Naval Research Logistics Quarterly 2, 83-97; Munkres 1957, Journal of the SIAM 5,
/// 32-38), one augmenting path a row, in time `rows^2 columns`.
pub fn best_assignment(values: &[Vec<i64>]) -> Option<Vec<usize>> {
    let columns = values.first().map_or(0, Vec::len);
    // Prices: no value exceeds its row's and column's prices together, and that of an assigned pair equals them.
    let (mut row_prices, mut column_prices) = (vec![0; values.len()], vec![0; columns]);
    let mut column_of: Vec<Option<usize>> = vec![None; values.len()];
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    for root in 0..values.len() {
        let mut row = root;
        let mut reached = vec![false; columns];
        // By how much prices exceed the nearest value of each column, and the row that holds it.
        let mut slack = vec![i64::MAX; columns];
        let mut reached_from = vec![root; columns];
        let end = loop {
            for c in (0..columns).filter(|c| !reached[*c]) {
                let excess = row_prices[row] + column_prices[c] - values[row][c];
                if excess < slack[c] {
                    (slack[c], reached_from[c]) = (excess, row);
                }
            }
            let nearest = (0..columns).filter(|c| !reached[*c]).min_by_key(|c| slack[*c])?;
            let step = slack[nearest];
            row_prices[root] -= step;
            for c in 0..columns {
                match row_of[c].filter(|_| reached[c]) {
                    Some(assigned) => {
                        column_prices[c] += step;
                        row_prices[assigned] -= step;
                    }
                    None => slack[c] -= step,
                }
            }
            reached[nearest] = true;
            match row_of[nearest] {
                Some(assigned) => row = assigned,
                None => break nearest,
            }
        };
        // Along the path each row lets go of its column and takes the next.
        let mut taken = Some(end);
        while let Some(c) = taken {
            let row = reached_from[c];
            row_of[c] = Some(row);
            taken = column_of[row].replace(c);
        }
    }
    column_of.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The greatest sum over all assignments of the rows to the columns that aren't in `taken`.
    fn brute_force(values: &[Vec<i64>], taken: u32) -> i64 {
        let Some((first, rest)) = values.split_first() else { return 0 };
        let free = (0..first.len()).filter(|c| taken >> c & 1 == 0);
        free.map(|c| first[c] + brute_force(rest, taken | 1 << c)).max().unwrap()
    }

    #[test]
    fn more_rows_than_columns_have_no_assignment() {
        assert_eq!(best_assignment(&[vec![1], vec![2]]), None);
        assert_eq!(best_assignment(&[vec![]]), None);
        assert_eq!(best_assignment(&[]), Some(vec![]));
    }

    proptest! {
        #[test]
        fn no_assignment_is_worth_more(
            (rows, columns) in (1_usize..6, 0_usize..3).prop_map(|(rows, more)| (rows, rows + more)),
            numbers in prop::collection::vec(prop_oneof![-3_i64..4, -1_000_000_000_i64..300], 56),
        ) {
            let values: Vec<Vec<i64>> = numbers.chunks(columns).take(rows).map(<[i64]>::to_vec).collect();
            let assigned = best_assignment(&values).unwrap();
            let mut columns = assigned.clone();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), rows, "each row has a column of its own");
            let sum: i64 = assigned.iter().zip(&values).map(|(c, row)| row[*c]).sum();
            prop_assert_eq!(sum, brute_force(&values, 0));
        }
    }
}
