//! What stands below a question in Markdown: fields under their names, the rest is the answer. Pages that the kit wrote
//! itself have a comment with what they don't show.

use super::blocks::{Block, BlockContent, blocks};
use super::entry::{Field, Lines, Value};
use super::json;
use super::tree::Content;
use crate::bank::export::COMMENT;
use crate::sheet::{Column, Vocabulary};

/// Whether a piece of HTML is the kit's comment on a question.
pub(super) fn is_question_comment(html: &str) -> bool {
    html.trim_start().starts_with(COMMENT)
}

/// What a question says of itself.
pub(super) struct Body {
    fields: Vec<(String, Value)>,
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

impl Body {
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
    fn of_list(heading: &str, body: &str, blocks: &[Block], words: &Vocabulary) -> Self {
        let mut parts = Parts { body, default: Some("answer".to_owned()), parts: Vec::new(), end: 0 };
        parts.open("answer");
        for (i, block) in blocks.iter().enumerate() {
            match &block.content {
                BlockContent::Code(code) if i == 0 => {
                    parts
                        .parts
                        .push(("handout".to_owned(), Value::Text(fenced(&body[block.at.clone()], code))));
                    parts.open("answer");
                }
                BlockContent::Heading(_, name) if words.column(name).is_some() => parts.open(name),
                BlockContent::Other(_) | BlockContent::Item { .. } => parts.named_lines(block, words),
                BlockContent::Html(html) if html.trim_start().starts_with("<!--") => parts.note(html),
                _ => parts.add(block),
            }
        }
        let mut fields = vec![("question".to_owned(), Value::Text(heading.to_owned()))];
        fields.extend(parts.finish());
        Self { fields }
    }

    /// A page that the kit wrote: names come from its comment, prose from the page where that was edited.
    fn of_page(
        heading: &str,
        body: &str,
        blocks: &[Block],
        mut fields: Vec<(String, Value)>,
        words: &Vocabulary,
    ) -> Self {
        let mut parts = Parts { body, default: None, parts: Vec::new(), end: 0 };
        for block in blocks {
            match &block.content {
                BlockContent::Heading(_, name) => match words.column(name) {
                    Some(_) => parts.open(name),
                    None => parts.close(),
                },
                BlockContent::Quote
                    if parts.is_closed() && parts.parts.iter().all(|(name, _)| name != "ask") =>
                {
                    let quoted: Vec<&str> =
                        body[block.at.clone()].lines().map(|l| l.trim_start_matches('>').trim()).collect();
                    parts.parts.push(("ask".to_owned(), Value::Text(unescaped(&quoted.join("\n")))));
                    parts.close();
                }
                BlockContent::Table(rows) => {
                    let (first, rows) =
                        rows.split_first().map_or((None, &[][..]), |(head, rows)| (head.1.first(), rows));
                    let pairs = rows.iter().filter_map(|(_, cells)| Some((cells.first()?, cells.get(1)?)));
                    match first.map(String::as_str) {
                        Some("Probe") => {
                            let probe = |(ask, listen): (&String, &String)| {
                                let field =
                                    |name: &str, text: &String| (name.to_owned(), Value::Text(text.clone()));
                                Value::Table(vec![field("ask", ask), field("listen", listen)])
                            };
                            parts.parts.push(("probes".to_owned(), Value::List(pairs.map(probe).collect())));
                        }
                        Some("Rung") => {
                            let rung =
                                |(name, text): (&String, &String)| (name.clone(), Value::Text(text.clone()));
                            parts.parts.push(("ladder".to_owned(), Value::Table(pairs.map(rung).collect())));
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
        let mut page = vec![("title".to_owned(), Value::Text(heading.to_owned()))];
        for (name, value) in parts.finish() {
            match (words.column(&name), value) {
                (Some(Column::Hint), Value::Text(text)) => {
                    // What stands before the first of them says how they are used.
                    let first = text.find("\n\n1. ").map_or(0, |at| at + 2);
                    page.push((name, Value::Text(text[first..].to_owned())));
                }
                (Some(Column::WeakAnswer), Value::Text(text)) => {
                    let (weak, because) = text.split_once("\n\n").unwrap_or((&text, ""));
                    page.push(("sample_weak".to_owned(), Value::Text(weak.to_owned())));
                    page.push(("sample_because".to_owned(), Value::Text(because.to_owned())));
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

/// The parts of a body under the names of their fields.
struct Parts<'b> {
    body: &'b str,
    /// The field of what stands under no name; none: it isn't read.
    default: Option<String>,
    parts: Vec<(String, Value)>,
    /// The byte behind the last block that was added.
    end: usize,
}

/// The name of a part that isn't read.
const UNREAD: &str = "";

impl Parts<'_> {
    fn open(&mut self, name: &str) {
        self.parts.push((name.to_owned(), Value::Text(String::new())));
    }

    fn close(&mut self) {
        self.open(UNREAD);
    }

    fn is_closed(&self) -> bool {
        self.parts.last().is_none_or(|(name, _)| name == UNREAD)
    }

    fn is_open_handout(&self, words: &Vocabulary) -> bool {
        self.parts.last().is_some_and(|(name, _)| words.column(name) == Some(Column::Handout))
    }

    /// Adds a block to the field that is open.
    fn add(&mut self, block: &Block) {
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
    fn append(&mut self, text: &str, between: &str) {
        if self.parts.is_empty() {
            let name = self.default.clone().unwrap_or_default();
            self.open(&name);
        }
        let Some((_, Value::Text(open))) = self.parts.last_mut() else { return };
        if !open.is_empty() {
            open.push_str(between);
        }
        open.push_str(text);
    }

    /// Adds a block whose lines may be fields, such as `Level: senior`.
    fn named_lines(&mut self, block: &Block, words: &Vocabulary) {
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
    fn note(&mut self, html: &str) {
        let text = html.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        self.parts.push(("notes".to_owned(), Value::Text(text.to_owned())));
        let default = self.default.clone().unwrap_or_default();
        self.open(&default);
    }

    /// The fields, those of one name together.
    fn finish(self) -> Vec<(String, Value)> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        for (name, value) in self.parts.into_iter().filter(|(n, v)| n != UNREAD && !v.is_blank()) {
            match fields.iter_mut().find(|(n, _)| *n == name) {
                Some((_, Value::Text(text))) => *text = format!("{text}\n\n{}", value.text()),
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
fn comment(html: &str) -> Option<Vec<(String, Value)>> {
    let json = html.trim().strip_prefix(COMMENT)?.strip_suffix("-->")?;
    let lines = Lines::new("", json);
    let (nodes, _) = json::parse(json, &lines);
    let Content::Table(fields) = nodes.into_iter().next()?.content else { return None };
    Some(fields.into_iter().map(|(name, node)| (name, node.into_value())).collect())
}

/// The words without what whitespace is between them.
fn squashed(value: &Value) -> String {
    let text = match value {
        Value::Text(_) => value.entries().join(" "),
        other => other.text(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
