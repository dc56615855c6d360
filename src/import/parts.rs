//! The parts of what stands below a question in Markdown, under the names of their fields.

use super::blocks::{BlockContent, MarkdownBlock};
use super::entry::FieldValue;
use crate::sheet::{Column, Vocabulary};

/// The parts of a body under the names of their fields.
pub(super) struct Parts<'b> {
    pub body: &'b str,
    /// The field of what stands under no name; none: it isn't read.
    pub default: Option<String>,
    pub named: Vec<(String, FieldValue)>,
    /// The byte behind the last block that was added.
    pub end: usize,
}

/// The name of a part that isn't read.
const UNREAD: &str = "";

impl Parts<'_> {
    pub(super) fn open(&mut self, name: &str) {
        self.named.push((name.to_owned(), FieldValue::Text(String::new())));
    }

    pub(super) fn close(&mut self) {
        self.open(UNREAD);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.named.last().is_none_or(|(name, _)| name == UNREAD)
    }

    pub(super) fn is_open_handout(&self, words: &Vocabulary) -> bool {
        self.named.last().is_some_and(|(name, _)| words.column(name) == Some(Column::Handout))
    }

    /// Adds a block to the field that is open.
    pub(super) fn add(&mut self, block: &MarkdownBlock) {
        let source = self.body[block.at.clone()].trim_end();
        let is_code =
            matches!(block.content, BlockContent::Code(_) | BlockContent::Table(_) | BlockContent::Html(_));
        // The indentation of a first line belongs to a code block.
        let text = if is_code { source.to_owned() } else { unescaped(source.trim_start()) };
        let between = self.body.get(self.end..block.at.start).unwrap_or_default();
        let is_blank = between.contains('\n') && between.trim().is_empty();
        let between = if is_blank { between.trim_end_matches(' ') } else { "\n\n" };
        self.append(&text, between);
        self.end = block.at.start + source.len();
    }

    /// Adds a text to the field that is open, behind what is `between` it and the text before it.
    pub(super) fn append(&mut self, text: &str, between: &str) {
        if self.named.is_empty() {
            let name = self.default.clone().unwrap_or_default();
            self.open(&name);
        }
        let Some((_, FieldValue::Text(open))) = self.named.last_mut() else { return };
        if !open.is_empty() {
            open.push_str(between);
        }
        open.push_str(text);
    }

    /// Adds a block whose lines may be fields, such as `Level: senior`.
    pub(super) fn named_lines(&mut self, block: &MarkdownBlock, words: &Vocabulary) {
        let source = &self.body[block.at.clone()];
        let named: Option<Vec<(String, &str)>> = source.lines().map(|line| named(line, words)).collect();
        let first = source.lines().next().and_then(|line| named_column(line, words));
        match (named, first) {
            (Some(named), _) if !named.is_empty() => {
                for (name, text) in named {
                    let is_long = words.column(&name).is_some_and(is_long);
                    self.open(&name);
                    self.append(text, "\n\n");
                    if !is_long {
                        let default = self.default.clone().unwrap_or_default();
                        self.open(&default);
                    }
                }
            }
            (_, Some((name, text))) => {
                self.open(&name);
                let behind = source.split_once('\n').map_or("", |(_, rest)| rest);
                self.append(&unescaped(format!("{text}\n{behind}").trim()), "\n\n");
            }
            _ => self.add(block),
        }
    }

    /// Keeps a comment.
    pub(super) fn note(&mut self, html: &str) {
        let text = html.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        self.named.push(("notes".to_owned(), FieldValue::Text(text.to_owned())));
        let default = self.default.clone().unwrap_or_default();
        self.open(&default);
    }

    /// The fields, those of one name together.
    pub(super) fn finish(self) -> Vec<(String, FieldValue)> {
        let mut fields: Vec<(String, FieldValue)> = Vec::new();
        for (name, value) in self.named.into_iter().filter(|(n, v)| n != UNREAD && !v.is_blank()) {
            match fields.iter_mut().find(|(n, _)| *n == name) {
                Some((_, FieldValue::Text(text))) => *text = format!("{text}\n\n{}", value.text()),
                _ => fields.push((name, value)),
            }
        }
        fields
    }
}

/// Whether what follows in further blocks belongs to a field too.
fn is_long(column: Column) -> bool {
    use Column::{Answer, Because, Handout, Hint, Notes, Probes, RedFlags, Strong, Weak, WeakAnswer, Why};
    matches!(
        column,
        Answer | Because | Handout | Hint | Notes | Probes | RedFlags | Strong | Weak | WeakAnswer | Why
    )
}

/// A line that is a field of a known name: `**Level:** senior`; nothing stands behind the name of a short one in no line.
fn named<'l>(line: &'l str, words: &Vocabulary) -> Option<(String, &'l str)> {
    let (name, text) = named_column(line, words)?;
    let is_whole = !text.is_empty() || words.column(&name).is_some_and(is_long);
    is_whole.then_some((name, text))
}

fn named_column<'l>(line: &'l str, words: &Vocabulary) -> Option<(String, &'l str)> {
    let bare = line.trim().trim_start_matches(['-', '*', '+', '_', ' ']);
    let (name, rest) = bare.split_once(':')?;
    let name = name.trim_matches(['*', '_', ' ']);
    let is_name =
        name.split_whitespace().count() <= 4 && words.column(name).is_some_and(|c| c != Column::Ask);
    is_name.then(|| (name.to_owned(), rest.trim_start_matches(['*', '_']).trim()))
}

/// Markdown without the backslashes before its signs; code between backticks stays as it is.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut code = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if !code && chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '`' => {
                code = !code;
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
