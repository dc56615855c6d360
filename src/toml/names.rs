//! The names that a field may hold.

/// The names that a field may hold, with the noun for one of them.
#[derive(Debug, Clone)]
pub(crate) struct NameSet {
    /// The noun for one of them, such as `level`.
    pub noun: &'static str,
    /// The names.
    pub names: Vec<String>,
    /// Whether there may be more, since the file that defines them couldn't be read whole. Then no name is unknown.
    pub partial: bool,
    /// Whether the kit defines them, and nobody else.
    pub fixed: bool,
}

impl NameSet {
    /// The whole set of names; `noun` is what one of them is called.
    pub fn new(noun: &'static str, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { noun, names: names.into_iter().map(Into::into).collect(), partial: false, fixed: false }
    }

    /// The names that the kit defines; `noun` is what one of them is called.
    pub fn fixed(noun: &'static str, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { fixed: true, ..Self::new(noun, names) }
    }

    /// The same names, of which there may be more if `partial`.
    pub fn partial(self, partial: bool) -> Self {
        Self { partial, ..self }
    }

    /// Adds the names of `other`; all are then in alphabetical order, each once.
    pub fn extend(&mut self, other: &Self) {
        self.names.extend_from_slice(&other.names);
        self.names.sort_unstable();
        self.names.dedup();
        self.partial |= other.partial;
    }

    /// Whether `name` is one of them, as far as that is known.
    pub fn may_hold(&self, name: &str) -> bool {
        self.partial || self.names.iter().any(|n| n == name)
    }

    /// The names.
    pub fn as_strs(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }
}
