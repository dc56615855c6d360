//! What answers to a question are like, from the poorest to the best: one rung a level, two below them and one above.

use super::text::Text;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The rung of an answer that shows nothing of what is asked for.
pub const POOR: &str = "poor";
/// The rung just short of the lowest level.
pub const SHORT: &str = "short";
/// The rung above the highest level.
pub const BEYOND: &str = "beyond";

/// One rung of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// [`POOR`], [`SHORT`], the id of a level, or [`BEYOND`].
    pub name: String,
    /// What an answer on this rung is like.
    pub text: Text,
}

/// What answers to a question are like, lowest rung first. In files it is a table of texts by the names of the rungs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ladder(pub Vec<Rung>);

impl Ladder {
    /// The names of the rungs of a question for `levels`, which stand lowest first.
    pub fn names(levels: &[String]) -> Vec<&str> {
        let levels = levels.iter().map(String::as_str);
        [POOR, SHORT].into_iter().chain(levels).chain([BEYOND]).collect()
    }

    /// Brings the rungs into their order for a question for `levels`.
    pub(super) fn sort(&mut self, levels: &[String]) {
        let names = Self::names(levels);
        self.0.sort_by_key(|rung| names.iter().position(|name| *name == rung.name));
    }

    /// The rung that is `offset` rungs above that of `level`; none where the ladder has no such rung.
    pub fn near(&self, level: &str, offset: i8) -> Option<&Rung> {
        let own = self.0.iter().position(|rung| rung.name == level)?;
        self.0.get(own.checked_add_signed(offset.into())?)
    }

    /// The text of the rung `name`.
    pub fn text(&self, name: &str) -> Option<&Text> {
        self.0.iter().find(|rung| rung.name == name).map(|rung| &rung.text)
    }
}

impl Serialize for Ladder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|rung| (&rung.name, &rung.text)))
    }
}

impl<'de> Deserialize<'de> for Ladder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rungs;
        impl<'de> Visitor<'de> for Rungs {
            type Value = Ladder;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table with a text for each rung")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ladder, A::Error> {
                let mut rungs = Vec::new();
                while let Some((name, text)) = map.next_entry()? {
                    rungs.push(Rung { name, text });
                }
                Ok(Ladder(rungs))
            }
        }
        deserializer.deserialize_map(Rungs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder() -> Ladder {
        let levels = ["mid", "senior"].map(str::to_owned);
        let rung = |name: &str| Rung { name: name.to_owned(), text: format!("like {name}").into() };
        Ladder(Ladder::names(&levels).into_iter().map(rung).collect())
    }

    #[test]
    fn each_level_has_its_own_rungs_around_it() {
        let ladder = ladder();
        let near = |level, offset| ladder.near(level, offset).map(|rung| rung.name.as_str());
        assert_eq!([-2, -1, 0, 1].map(|o| near("mid", o).unwrap()), ["poor", "short", "mid", "senior"]);
        assert_eq!([-2, -1, 0, 1].map(|o| near("senior", o).unwrap()), ["short", "mid", "senior", "beyond"]);
        assert_eq!((near("mid", -3), near("senior", 2), near("staff", 0)), (None, None, None));
    }

    #[test]
    fn a_ladder_keeps_its_order_in_json() {
        let json = serde_json::to_string(&ladder()).unwrap();
        assert!(json.starts_with(r#"{"poor":"like poor","short":"like short","mid":"#), "{json}");
        assert_eq!(serde_json::from_str::<Ladder>(&json).unwrap(), ladder());
    }
}
