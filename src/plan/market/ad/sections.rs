//! Which lines of an advertisement ask, and which only wish.

use crate::sheet::ProseLine;
use crate::text::Term;

/// What introduces wishes.
const WISHES: [&str; 12] = [
    "nice to have",
    "nice to haves",
    "bonus",
    "a plus",
    "preferred",
    "desirable",
    "advantage",
    "advantageous",
    "optional",
    "good to have",
    "ideally",
    "extra credit",
];

/// A heading has at most so many terms.
const HEADING: usize = 8;

/// Where in an advertisement a reader stands.
#[derive(Debug, Default)]
pub(super) struct Sections {
    is_wish: bool,
}

impl Sections {
    /// Whether `line`, the next one, asks for what it names. `names` says whether it names a technology.
    pub fn is_required(&mut self, line: &ProseLine, terms: &[Term], names: bool) -> bool {
        let text = line.text.trim().to_lowercase();
        let wishes = WISHES.iter().any(|wish| text.contains(wish));
        let heads = line.is_heading || text.ends_with(':') || (wishes && !names);
        if heads && !terms.is_empty() && terms.len() <= HEADING {
            self.is_wish = wishes;
        }
        !self.is_wish && !wishes
    }
}
