//! Lists that are trees, as YAML and JSON write them.

use super::entry::{EntrySink, Field, FieldValue, ImportedEntry, Lines};
use crate::diag::Diagnostic;
use crate::sheet::{Column, Vocabulary};

/// A part of a tree, and the byte at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TreeNode {
    pub at: usize,
    pub content: NodeContent,
}

/// What a part of a tree is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NodeContent {
    Text(String),
    List(Vec<TreeNode>),
    Table(Vec<(String, TreeNode)>),
}

impl TreeNode {
    pub(super) fn into_value(self) -> FieldValue {
        match self.content {
            NodeContent::Text(text) => FieldValue::Text(text),
            NodeContent::List(items) => FieldValue::List(items.into_iter().map(Self::into_value).collect()),
            NodeContent::Table(fields) => {
                FieldValue::Table(fields.into_iter().map(|(name, node)| (name, node.into_value())).collect())
            }
        }
    }
}

/// Hands out the entries of trees.
pub(super) struct TreeWalk<'w> {
    pub file: &'w str,
    pub lines: &'w Lines<'w>,
    pub words: &'w Vocabulary,
    pub sink: &'w mut dyn EntrySink,
    /// What was noticed.
    pub findings: Vec<Diagnostic>,
    /// The sections that lead to the present part.
    pub sections: Vec<String>,
}

impl TreeWalk<'_> {
    /// Hands out the entries below `node`.
    pub(super) fn walk(&mut self, node: TreeNode) {
        let at = node.at;
        match node.content {
            NodeContent::Text(text) => self.entry(at, vec![field("question", FieldValue::Text(text), at)]),
            NodeContent::List(items) => items.into_iter().for_each(|item| self.item(item)),
            NodeContent::Table(fields) if self.is_entry(&fields) => self.table(at, fields),
            NodeContent::Table(fields) => fields.into_iter().for_each(|(name, node)| self.named(name, node)),
        }
    }

    fn item(&mut self, node: TreeNode) {
        if let Some(text) = self.cut_at_a_colon(&node) {
            return self.entry(node.at, vec![field("question", FieldValue::Text(text), node.at)]);
        }
        match node.content {
            // What names no question is for the reader of entries to tell, unless it holds further lists.
            NodeContent::Table(fields) if self.is_entry(&fields) || !holds_lists(&fields) => {
                self.table(node.at, fields);
            }
            content => self.walk(TreeNode { at: node.at, content }),
        }
    }

    /// The question that YAML took for a field, since it holds a colon: `Which is faster: this or that?`
    fn cut_at_a_colon(&self, node: &TreeNode) -> Option<String> {
        let NodeContent::Table(fields) = &node.content else { return None };
        let [(name, TreeNode { content: NodeContent::Text(rest), .. })] = fields.as_slice() else {
            return None;
        };
        let is_cut = rest.trim_end().ends_with('?') && self.words.column(name).is_none();
        is_cut.then(|| format!("{name}: {rest}"))
    }

    /// A field of a table that is no entry: a section, or a question with its answer.
    fn named(&mut self, name: String, node: TreeNode) {
        let at = node.at;
        match node.content {
            content if name.trim_end().ends_with('?') => {
                let mut fields = vec![field("question", FieldValue::Text(name), at)];
                match content {
                    NodeContent::Table(own) => {
                        fields.extend(own.into_iter().map(|(n, node)| Self::field(n, node)));
                    }
                    content => fields.push(field("answer", TreeNode { at, content }.into_value(), at)),
                }
                self.entry(at, fields);
            }
            NodeContent::Text(text) => {
                if !text.trim().is_empty() && name != "format" {
                    let message = format!("`{name}` is no part of a question and is not read");
                    self.findings.push(Diagnostic::note("unread", message).at(self.lines.place(at)));
                }
            }
            content => {
                self.sections.push(name);
                self.walk(TreeNode { at, content });
                self.sections.pop();
            }
        }
    }

    /// Whether a table says what is asked.
    fn is_entry(&self, fields: &[(String, TreeNode)]) -> bool {
        let is_text = |node: &TreeNode| matches!(node.content, NodeContent::Text(_));
        let names = |name: &str| matches!(self.words.column(name), Some(Column::Ask | Column::Title));
        fields.iter().any(|(name, node)| is_text(node) && names(name))
    }

    fn table(&mut self, at: usize, fields: Vec<(String, TreeNode)>) {
        let fields = fields.into_iter().map(|(name, node)| Self::field(name, node)).collect();
        self.entry(at, fields);
    }

    fn field(name: String, node: TreeNode) -> Field {
        let at = node.at;
        Field { heading: name, value: node.into_value(), at }
    }

    fn entry(&mut self, at: usize, fields: Vec<Field>) {
        let lines = self.lines;
        self.sink.entry(ImportedEntry {
            file: self.file,
            line: lines.number(at),
            sections: &self.sections,
            fields,
            place: &|field| lines.place(field.unwrap_or(at)),
        });
    }
}

fn field(heading: &str, value: FieldValue, at: usize) -> Field {
    Field { heading: heading.to_owned(), value, at }
}

fn holds_lists(fields: &[(String, TreeNode)]) -> bool {
    fields.iter().any(|(_, node)| matches!(node.content, NodeContent::List(_) | NodeContent::Table(_)))
}
