//! Which things hang together: disjoint sets with union by size (Tarjan 1975).

/// Disjoint sets of `0..n`.
#[derive(Debug, Clone)]
pub struct Groups {
    parent: Vec<usize>,
    size: Vec<usize>,
}

impl Groups {
    /// `n` sets of one.
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n).collect(), size: vec![1; n] }
    }

    /// A representative of the set that holds `i`.
    pub fn find(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Makes one set of those that hold `a` and `b`.
    pub fn join(&mut self, a: usize, b: usize) {
        let (mut a, mut b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        if self.size[a] < self.size[b] {
            std::mem::swap(&mut a, &mut b);
        }
        self.parent[b] = a;
        self.size[a] += self.size[b];
    }

    /// The number of each element's set, counted from 0 in the order of first elements; and how many sets there are.
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
