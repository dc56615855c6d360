//! Roles: what counts for them at each level, and which technologies a plan can ask for.

use super::names::CatalogueNames;
use crate::toml::{Located, NameSet, TableReader};
use std::collections::BTreeMap;

/// A role: what counts for it, and which technologies a plan can ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// The file's name.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What the role does.
    pub what: String,
    /// Technologies that a plan can ask for.
    pub stacks: Vec<String>,
    /// Those that go with the role, whichever are asked for.
    pub default_stacks: Vec<String>,
    /// Competency weights by level, scaled to sum 1.
    pub weights: BTreeMap<String, Vec<(String, f64)>>,
    /// What must be rated, by level.
    pub must_have: BTreeMap<String, Vec<String>>,
}

impl Role {
    /// What the file `roles/ID.toml` says; its stacks are added to those of `names`.
    pub(in crate::bank) fn read(t: &mut TableReader<'_, '_>, id: &str, names: &mut CatalogueNames) -> Self {
        let (title, what) = (t.text("title"), t.text_or_nothing("what"));
        let before = t.mistakes();
        let stacks = t.texts("stacks");
        let partial = t.is_broken() || t.mistakes() > before;
        let own = NameSet::new("stack", &stacks).partial(partial);
        names.stacks.extend(&own);
        Self {
            id: id.to_owned(),
            title,
            what,
            default_stacks: t.maybe_names("default_stacks", &own),
            stacks,
            weights: t.table("weights", |t| weights(t, names)).unwrap_or_default(),
            must_have: t.table("must_have", |t| must_have(t, names)).unwrap_or_default(),
        }
    }
}

fn weights(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> BTreeMap<String, Vec<(String, f64)>> {
    let mut weights = BTreeMap::new();
    for Located { value: level, span } in t.known_keys(&names.levels) {
        let list = t.table(&level, |t| level_weights(t, names));
        if list.as_ref().is_some_and(Vec::is_empty) {
            let message = format!("`{level}` has no weights");
            t.find("no-weights", &level, span, message, "name at least one competency");
        }
        weights.insert(level, scaled(list.unwrap_or_default()));
    }
    weights
}

/// The weights scaled to sum 1.
pub(in crate::bank) fn scaled(weights: Vec<(String, f64)>) -> Vec<(String, f64)> {
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    weights.into_iter().map(|(competency, weight)| (competency, weight / sum)).collect()
}

/// The weights of one level as they are written.
fn level_weights(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> Vec<(String, f64)> {
    let mut list = Vec::new();
    for Located { value: competency, .. } in t.known_keys(&names.competencies) {
        let Some(weight) = t.decimal(&competency) else { continue };
        if weight.value <= 0.0 || !weight.value.is_finite() {
            let message = format!("the weight of `{competency}` is {}", weight.value);
            let hint = "a weight is above 0; leave out what doesn't count";
            t.find("bad-weight", &competency, weight.span, message, hint);
        }
        list.push((competency, weight.value));
    }
    list
}

fn must_have(t: &mut TableReader<'_, '_>, names: &CatalogueNames) -> BTreeMap<String, Vec<String>> {
    let levels = t.known_keys(&names.levels).into_iter().map(|level| level.value);
    levels
        .map(|level| (t.names(&level, &names.competencies), level))
        .map(|(must, level)| (level, must))
        .collect()
}
