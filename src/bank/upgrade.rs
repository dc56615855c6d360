//! Questions of the schema before ladders, which had an expectation a level and an anchor a point of the scale, rewritten
//! as far as that needs no judgement.
//!
//! Comments and order stay, and no sentence is lost: what has no place in a ladder becomes a comment above it.

mod earlier;

use super::catalogue::Scale;
use super::ladder::{BEYOND, Ladder, POOR, SHORT};
use super::question::QuestionKind;
use super::source::SourceFile;
use crate::diag::Failure;
use earlier::{EarlierEntry, EarlierTable};
use toml_edit::{Array, Decor, DocumentMut, Item, Key, Table, TableLike, value};

/// The beginning of a comment that says what is still to be written; the linter lists them.
pub(super) const TO_WRITE: &str = "# To write:";

/// What stands above a ladder that somebody has to read as a whole.
const TO_READ: &str = "\
# To write: the rungs were put together from an expectation for each level and an anchor for each point. Read them as a
# whole: each says what answers at that level are like, probes included, and no answer fits two. Then remove these lines.
";

/// A question file in the current schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradedQuestion {
    /// The content of the file.
    pub text: String,
    /// Whether it is a draft until somebody has read its ladder.
    pub draft: bool,
}

/// What an upgrade needs to know of a bank.
#[derive(Debug, Clone, Copy)]
pub struct Upgrade<'b> {
    /// The ids of all levels, lowest first.
    pub levels: &'b [&'b str],
    /// The scale by whose points the anchors stand.
    pub scale: &'b Scale,
    /// Whether questions stay in plans although their ladder is still to be read.
    pub keep_in_plans: bool,
}

impl Upgrade<'_> {
    /// The question in `source` in the current schema; none where it is that already. Fails where it isn't TOML.
    ///
    /// With one level the anchors are the rungs. With several they aren't: which anchor was meant for which level is a
    /// judgement, so the question becomes a draft.
    pub fn question(&self, source: &SourceFile) -> Result<Option<UpgradedQuestion>, Failure> {
        let (_, syntax) = source.toml().parse();
        if syntax.is_empty() { Ok(self.upgraded(&source.text)) } else { Err(Failure(syntax)) }
    }

    fn upgraded(&self, text: &str) -> Option<UpgradedQuestion> {
        let mut document: DocumentMut = text.replace("\r\n", "\n").parse().ok()?;
        let expect = EarlierTable::take(&mut document, "expect");
        let anchors = EarlierTable::take(&mut document, "anchors");
        if expect.is_none() && anchors.is_none() {
            return None;
        }
        let (expect, anchors) = (expect.unwrap_or_default(), anchors.unwrap_or_default());
        let own = texts_of(&document, "levels");
        let levels: Vec<String> =
            self.levels.iter().filter(|l| own.iter().any(|o| o == *l)).map(ToString::to_string).collect();
        let kind = document.get("kind").and_then(Item::as_str).and_then(QuestionKind::from_name);
        let (ladder, gaps) = self.ladder(&levels, &mut document, expect, anchors);
        document.insert("ladder", Item::Table(ladder));
        let draft = gaps || levels.len() != 1 && !self.keep_in_plans;
        let mut place = After::new(&document);
        if !document.contains_key("keywords") {
            place.insert(&mut document, "topics", "keywords", value(Array::new()));
        }
        if draft && !document.contains_key("draft") {
            place.insert(&mut document, "keywords", "draft", value(true));
        }
        if kind.is_some_and(QuestionKind::has_hints) && !document.contains_key("hints") {
            place.insert(&mut document, "probes", "hints", value(Array::new()));
        }
        place.sort(&mut document);
        let plain = document.to_string();
        let text = if text.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain };
        Some(UpgradedQuestion { text, draft })
    }

    /// The ladder, and whether one of its rungs is empty.
    fn ladder(
        &self,
        levels: &[String],
        document: &mut DocumentMut,
        expect: EarlierTable,
        anchors: EarlierTable,
    ) -> (Table, bool) {
        let mut table = Table::new();
        table.set_position(expect.position.into_iter().chain(anchors.position).min());
        let mut head = format!("{}{}", expect.above, anchors.above);
        let written = document.remove("ladder");
        let written = written.as_ref().and_then(Item::as_table_like);
        let mut parts: Vec<(&str, Vec<EarlierEntry>)> =
            Ladder::names(levels).into_iter().map(|name| (name, Vec::new())).collect();
        let mut left: Vec<EarlierEntry> = Vec::new();
        let lowest = levels.first().map_or(BEYOND, String::as_str);
        let anchored = anchors.entries.into_iter().map(|entry| {
            let point = entry.name.parse().ok().filter(|p| self.scale.points().any(|point| point == *p));
            let rung = point.map(|p| match self.scale.rung(p) {
                ..=-2 => POOR,
                -1 => SHORT,
                0 => lowest,
                1.. => BEYOND,
            });
            (rung.map(str::to_owned), entry)
        });
        let expected = expect.entries.into_iter().map(|entry| (Some(entry.name.clone()), entry));
        for (rung, entry) in anchored.chain(expected) {
            let is_text = entry.text().is_some();
            let place = parts.iter_mut().find(|(name, _)| rung.as_deref() == Some(*name) && is_text);
            match place {
                Some((name, entries)) if !written.is_some_and(|w| w.contains_key(name)) => {
                    entries.push(entry);
                }
                _ => left.push(entry),
            }
        }
        let (mut gaps, mut joined) = (false, false);
        for (name, entries) in parts {
            if let Some((key, item)) = written.and_then(|w| w.get_key_value(name)) {
                table.insert_formatted(key, item.clone());
                continue;
            }
            gaps |= entries.is_empty();
            joined |= entries.len() > 1;
            let (key, item) = EarlierEntry::joined(name, entries);
            table.insert_formatted(&key, item);
        }
        rest_of(written, &mut table);
        for entry in &left {
            head.push_str(&entry.as_comment());
        }
        if gaps || joined || levels.len() != 1 {
            head.push_str(TO_READ);
        }
        table.decor_mut().set_prefix(format!("\n{}", head.trim_start_matches('\n')));
        (table, gaps)
    }
}

/// Adds what else `written` holds, such as a rung that is misspelt, to `table`.
fn rest_of(written: Option<&dyn TableLike>, table: &mut Table) {
    for (name, item) in written.into_iter().flat_map(TableLike::iter) {
        if !table.contains_key(name) {
            table.insert(name, item.clone());
        }
    }
}

/// The texts of a list; none where there is no such list.
fn texts_of(document: &DocumentMut, key: &str) -> Vec<String> {
    let list = document.get(key).and_then(Item::as_array);
    list.into_iter().flat_map(Array::iter).filter_map(|v| Some(v.as_str()?.to_owned())).collect()
}

/// The order of a file's fields, with new ones put behind others.
struct After(Vec<String>);

impl After {
    fn new(document: &DocumentMut) -> Self {
        Self(document.iter().map(|(key, _)| key.to_owned()).collect())
    }

    /// Adds the field `key` behind `other`, or as the last one where there is no such field.
    fn insert(&mut self, document: &mut DocumentMut, other: &str, key: &str, item: Item) {
        let at = self.0.iter().position(|k| k == other).map_or(self.0.len(), |at| at + 1);
        self.0.insert(at, key.to_owned());
        document.insert_formatted(&Key::new(key).with_leaf_decor(Decor::new("", " ")), item);
    }

    fn sort(&self, document: &mut DocumentMut) {
        let rank = |key: &Key| self.0.iter().position(|k| k == key.get());
        document.sort_values_by(|a, _, b, _| rank(a).cmp(&rank(b)));
    }
}

/// The text of a `scale.toml` with the rungs that its points have had so far; none where it has them, or isn't TOML.
pub fn upgraded_scale(text: &str, scale: &Scale) -> Option<String> {
    let mut document: DocumentMut = text.replace("\r\n", "\n").parse().ok()?;
    if document.contains_key("rung") || !document.contains_key("words") {
        return None;
    }
    let rungs: Array = scale.points().map(|point| i64::from(scale.rung(point))).collect();
    let comment = "# Which rung of a question's ladder each point is: 0 is what the level of a plan is expected to show.\n";
    let key = Key::new("rung").with_leaf_decor(Decor::new(comment, " "));
    document.insert_formatted(&key, value(rungs));
    let plain = document.to_string();
    Some(if text.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain })
}

#[cfg(test)]
mod tests;
