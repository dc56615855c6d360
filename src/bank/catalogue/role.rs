//! Roles: what counts for them at each level, and which technologies a plan can ask for.

use super::Catalogues;
use super::read::Names;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A role: what counts for it, and which technologies a plan can ask for.
#[derive(Debug, Clone)]
pub struct Role {
    /// The file's name.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What the role does.
    pub what: String,
    /// Technologies that a plan can ask for.
    pub stacks: Vec<String>,
    /// Those that fit where none is asked for.
    pub default_stacks: Vec<String>,
    /// Competency weights by level, scaled to sum 1.
    pub weights: BTreeMap<String, Vec<(String, f64)>>,
    /// What must be rated, by level.
    pub must_have: BTreeMap<String, Vec<String>>,
}

/// A role as its file holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleFile {
    title: String,
    what: String,
    stacks: Vec<String>,
    #[serde(default)]
    default_stacks: Vec<Spanned<String>>,
    weights: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<f64>>>,
    must_have: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// The role `id`, its names checked against the catalogues.
pub(super) fn role(names: &mut Names<'_, '_>, c: &Catalogues, id: &str, file: RoleFile) -> Role {
    let (levels, competencies) = (c.level_ids(), c.competency_ids());
    let mut weights = BTreeMap::new();
    for (level, entries) in file.weights {
        let span = level.span();
        let level = names.known(level, "level", &levels);
        let mut list = Vec::new();
        for (competency, weight) in entries {
            if *weight.get_ref() <= 0.0 || !weight.get_ref().is_finite() {
                let message = format!("the weight of `{}` is {}", competency.get_ref(), weight.get_ref());
                names.find(
                    "bad-weight",
                    weight.span(),
                    message,
                    "a weight is above 0; leave out what doesn't count".into(),
                );
            }
            list.push((names.known(competency, "competency", &competencies), weight.into_inner()));
        }
        let sum: f64 = list.iter().map(|(_, w)| w).sum();
        if list.is_empty() {
            names.find(
                "no-weights",
                span,
                format!("`{level}` has no weights"),
                "name at least one competency".into(),
            );
        }
        weights.insert(level, list.into_iter().map(|(k, w)| (k, w / sum)).collect());
    }
    let mut must_have = BTreeMap::new();
    for (level, list) in file.must_have {
        let level = names.known(level, "level", &levels);
        must_have.insert(level, names.all(list, "competency", &competencies));
    }
    let stacks: Vec<&str> = file.stacks.iter().map(String::as_str).collect();
    let default_stacks = names.all(file.default_stacks, "stack", &stacks);
    Role {
        id: id.to_owned(),
        title: file.title,
        what: file.what,
        stacks: file.stacks,
        default_stacks,
        weights,
        must_have,
    }
}
