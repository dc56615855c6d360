//! What stands below a question in Markdown: fields under their names, the rest is the answer. Pages that the kit wrote
//! itself have a comment with what they don't show.

use super::blocks::{BlockContent, MarkdownBlock, blocks};
use super::entry::{Field, FieldValue, Lines};
use super::json;
use super::parts::{Parts, unescaped};
use super::tree::NodeContent;
use crate::bank::export::COMMENT;
use crate::sheet::{Column, Vocabulary};

/// Whether a piece of HTML is the kit's comment on a question.
pub(super) fn is_question_comment(html: &str) -> bool {
    html.trim_start().starts_with(COMMENT)
}

/// What a question says of itself.
pub(super) struct QuestionBody {
    fields: Vec<(String, FieldValue)>,
}

/// What a page tells better than the comment on it: prose, which somebody may have edited.
const PROSE: [(Column, &str); 12] = [
    (Column::Ask, "ask"),
    (Column::Title, "title"),
    (Column::Why, "why"),
    (Column::Handout, "handout"),
    (Column::Strong, "strong"),
    (Column::Weak, "weak"),
    (Column::Probes, "probes"),
    (Column::Hint, "hints"),
    (Column::Ladder, "ladder"),
    (Column::Answer, "sample_strong"),
    (Column::WeakAnswer, "sample_weak"),
    (Column::Because, "sample_because"),
];

impl QuestionBody {
    /// What stands in `body` below a question called `heading`.
    pub(super) fn of(heading: &str, body: &str, words: &Vocabulary) -> Self {
        let blocks = blocks(body);
        let comment = blocks.iter().find_map(|b| match &b.content {
            BlockContent::Html(html) => comment(html),
            _ => None,
        });
        match comment {
            Some(fields) => Self::of_page(heading, body, &blocks, fields, words),
            None => Self::of_list(heading, body, &blocks, words),
        }
    }

    /// A question of somebody's list: the words are the question, a code block behind them is what candidates read, and what
    /// is under no name is the answer.
    fn of_list(heading: &str, body: &str, blocks: &[MarkdownBlock], words: &Vocabulary) -> Self {
        let mut parts = Parts { body, default: Some("answer".to_owned()), named: Vec::new(), end: 0 };
        parts.open("answer");
        for (i, block) in blocks.iter().enumerate() {
            match &block.content {
                BlockContent::Code(code) if i == 0 => {
                    parts.named.push((
                        "handout".to_owned(),
                        FieldValue::Text(fenced(&body[block.at.clone()], code)),
                    ));
                    parts.open("answer");
                }
                BlockContent::Heading(_, name) if words.column(name).is_some() => parts.open(name),
                BlockContent::Other(_) | BlockContent::Item { .. } => parts.named_lines(block, words),
                BlockContent::Html(html) if html.trim_start().starts_with("<!--") => parts.note(html),
                _ => parts.add(block),
            }
        }
        let mut fields = vec![("question".to_owned(), FieldValue::Text(heading.to_owned()))];
        fields.extend(parts.finish());
        Self { fields }
    }

    /// A page that the kit wrote: names come from its comment, prose from the page where that was edited.
    fn of_page(
        heading: &str,
        body: &str,
        blocks: &[MarkdownBlock],
        mut fields: Vec<(String, FieldValue)>,
        words: &Vocabulary,
    ) -> Self {
        let mut parts = Parts { body, default: None, named: Vec::new(), end: 0 };
        for block in blocks {
            match &block.content {
                BlockContent::Heading(_, name) => match words.column(name) {
                    Some(_) => parts.open(name),
                    None => parts.close(),
                },
                BlockContent::Quote
                    if parts.is_closed() && parts.named.iter().all(|(name, _)| name != "ask") =>
                {
                    let quoted: Vec<&str> =
                        body[block.at.clone()].lines().map(|l| l.trim_start_matches('>').trim()).collect();
                    parts.named.push(("ask".to_owned(), FieldValue::Text(unescaped(&quoted.join("\n")))));
                    parts.close();
                }
                BlockContent::Table(rows) => {
                    let (first, rows) =
                        rows.split_first().map_or((None, &[][..]), |(head, rows)| (head.1.first(), rows));
                    let pairs = rows.iter().filter_map(|(_, cells)| Some((cells.first()?, cells.get(1)?)));
                    match first.map(String::as_str) {
                        Some("Probe") => {
                            let probe = |(ask, listen): (&String, &String)| {
                                let field = |name: &str, text: &String| {
                                    (name.to_owned(), FieldValue::Text(text.clone()))
                                };
                                FieldValue::Table(vec![field("ask", ask), field("listen", listen)])
                            };
                            parts
                                .named
                                .push(("probes".to_owned(), FieldValue::List(pairs.map(probe).collect())));
                        }
                        Some("Rung") => {
                            let rung = |(name, text): (&String, &String)| {
                                (name.clone(), FieldValue::Text(text.clone()))
                            };
                            parts
                                .named
                                .push(("ladder".to_owned(), FieldValue::Table(pairs.map(rung).collect())));
                        }
                        _ => parts.add(block),
                    }
                    if !parts.is_open_handout(words) {
                        parts.close();
                    }
                }
                _ => parts.add(block),
            }
        }
        let mut page = vec![("title".to_owned(), FieldValue::Text(heading.to_owned()))];
        for (name, value) in parts.finish() {
            match (words.column(&name), value) {
                (Some(Column::Hint), FieldValue::Text(text)) => {
                    // What stands before the first of them says how they are used.
                    let first = text.find("\n\n1. ").map_or(0, |at| at + 2);
                    page.push((name, FieldValue::Text(text[first..].to_owned())));
                }
                (Some(Column::WeakAnswer), FieldValue::Text(text)) => {
                    let (weak, because) = text.split_once("\n\n").unwrap_or((&text, ""));
                    page.push(("sample_weak".to_owned(), FieldValue::Text(weak.to_owned())));
                    page.push(("sample_because".to_owned(), FieldValue::Text(because.to_owned())));
                }
                (_, value) => page.push((name, value)),
            }
        }
        for (name, value) in page {
            let column = words.column(&name);
            let Some((_, key)) = PROSE.iter().find(|(c, _)| column == Some(*c)) else { continue };
            match fields.iter_mut().find(|(n, _)| n == key) {
                Some((_, own)) if squashed(own) == squashed(&value) => {}
                Some((_, own)) => *own = value,
                None => fields.push(((*key).to_owned(), value)),
            }
        }
        Self { fields }
    }

    /// The fields of an entry that begins at the byte `at`.
    pub(super) fn into_fields(self, at: usize) -> Vec<Field> {
        self.fields.into_iter().map(|(heading, value)| Field { heading, value, at }).collect()
    }
}

/// A code block as it stands, with its marks, where it has some, else what it holds.
fn fenced(source: &str, code: &str) -> String {
    let source = source.trim();
    if source.starts_with("```") || source.starts_with("~~~") {
        source.to_owned()
    } else {
        code.trim_end().to_owned()
    }
}

/// The fields that the kit's comment holds.
fn comment(html: &str) -> Option<Vec<(String, FieldValue)>> {
    let json = html.trim().strip_prefix(COMMENT)?.strip_suffix("-->")?;
    let lines = Lines::new("", json);
    let (nodes, _) = json::parse(json, &lines);
    let NodeContent::Table(fields) = nodes.into_iter().next()?.content else { return None };
    Some(fields.into_iter().map(|(name, node)| (name, node.into_value())).collect())
}

/// The words without what whitespace is between them.
fn squashed(value: &FieldValue) -> String {
    let text = match value {
        FieldValue::Text(_) => value.entries().join(" "),
        other => other.text(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
