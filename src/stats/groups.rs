//! Which things are linked, directly or through others: disjoint sets (Galler and Fisher 1964, Communications of the
//! ACM 7, 301-303).

/// Disjoint sets of `0..n`.
#[derive(Debug, Clone)]
pub struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    /// `n` sets of one.
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// A representative of the set that holds `i`; the paths that lead to it are halved on the way.
    fn find(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Merges the sets of `a` and `b`.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[b] = a;
    }

    /// The number of each element's set, from 0 in the order of their first elements, and the number of sets.
    pub fn numbered(&mut self) -> (Vec<usize>, usize) {
        let mut number = vec![usize::MAX; self.parent.len()];
        let mut n = 0;
        let of = (0..self.parent.len())
            .map(|i| {
                let root = self.find(i);
                if number[root] == usize::MAX {
                    number[root] = n;
                    n += 1;
                }
                number[root]
            })
            .collect();
        (of, n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_elements_share_a_number() {
        let mut g = Groups::new(6);
        for (a, b) in [(4, 1), (1, 5), (0, 2), (2, 0)] {
            g.join(a, b);
        }
        assert_eq!(g.numbered(), (vec![0, 1, 0, 2, 1, 1], 3));
    }
}
