//! Lists in Markdown, and in plain text: questions are headings with what stands below them, items of lists, rows of
//! tables, or lines.

use super::blocks::{BlockContent, MarkdownBlock, blocks};
use super::entry::{EntrySink, Field, FieldValue, ImportedEntry, Lines, without_number};
use super::page::{QuestionBody, is_question_comment};
use crate::diag::Diagnostic;
use crate::sheet::{Column, Vocabulary};
use crate::text::count;
use std::collections::BTreeSet;
use std::ops::Range;

/// Hands the questions in `text` to `sink`, and returns what was noticed.
pub(super) fn read(file: &str, text: &str, words: &Vocabulary, sink: &mut dyn EntrySink) -> Vec<Diagnostic> {
    let lines = Lines::new(file, text);
    let blocks = blocks(text);
    let ranks = question_ranks(&blocks, words);
    let mut reader =
        MarkdownReader { file, text, lines: &lines, words, sink, sections: Vec::new(), outside: Vec::new() };
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let next = match &block.content {
            BlockContent::Heading(rank, heading) => {
                if ranks.is_question(&blocks, at, words) {
                    let end = end_of_body(&blocks, at, *rank, words, &ranks);
                    let body = block.at.end..blocks.get(end).map_or(text.len(), |b| b.at.start);
                    reader.question(heading, block.at.start, &text[body]);
                    end
                } else {
                    reader.section(*rank, heading);
                    at + 1
                }
            }
            _ => at + 1,
        };
        if next == at + 1 {
            reader.block(block);
        }
        at = next;
    }
    reader.finish()
}

/// Which headings are questions.
struct QuestionRanks {
    /// Whether comments of the kit say where questions begin: then nothing else does.
    marked: bool,
    /// The ranks on which some heading is a question.
    ranks: BTreeSet<usize>,
}

impl QuestionRanks {
    /// Whether the heading at `at` is one: it stands on the rank of questions, and no other heading stands below it.
    fn is_question(&self, blocks: &[MarkdownBlock], at: usize, words: &Vocabulary) -> bool {
        let BlockContent::Heading(rank, heading) = &blocks[at].content else { return false };
        if self.marked {
            return is_marked(blocks, at);
        }
        let next = blocks[at + 1..].iter().find_map(|b| match &b.content {
            BlockContent::Heading(rank, words) => Some((*rank, words)),
            _ => None,
        });
        let is_leaf = next.is_none_or(|(below, heading)| below <= *rank || is_field(heading, words));
        self.ranks.contains(rank) && (asks(heading) || is_leaf && !is_field(heading, words))
    }
}

fn question_ranks(blocks: &[MarkdownBlock], words: &Vocabulary) -> QuestionRanks {
    let marked = (0..blocks.len()).any(|at| is_marked(blocks, at));
    let headings = blocks.iter().filter_map(|b| match &b.content {
        BlockContent::Heading(rank, heading) => Some((rank, heading)),
        _ => None,
    });
    let asking = headings.filter(|(_, heading)| asks(heading) && !is_field(heading, words));
    QuestionRanks { marked, ranks: asking.map(|(rank, _)| *rank).collect() }
}

/// Whether a comment of the kit stands behind the heading at `at`.
fn is_marked(blocks: &[MarkdownBlock], at: usize) -> bool {
    matches!(blocks[at].content, BlockContent::Heading(..))
        && blocks
            .get(at + 1)
            .is_some_and(|b| matches!(&b.content, BlockContent::Html(html) if is_question_comment(html)))
}

/// Whether a heading asks something.
fn asks(heading: &str) -> bool {
    heading.trim_end().ends_with(['?', '\u{ff1f}'])
}

/// Whether a heading names a field of the question above it.
fn is_field(heading: &str, words: &Vocabulary) -> bool {
    words.column(heading).is_some_and(|column| !matches!(column, Column::Ask | Column::Title))
}

/// The block behind what stands below the heading at `at`.
fn end_of_body(
    blocks: &[MarkdownBlock],
    at: usize,
    rank: usize,
    words: &Vocabulary,
    ranks: &QuestionRanks,
) -> usize {
    let ends = |i: &usize| match &blocks[*i].content {
        BlockContent::Heading(..) if ranks.marked => is_marked(blocks, *i),
        BlockContent::Heading(below, heading) => *below <= rank && !is_field(heading, words) || asks(heading),
        _ => false,
    };
    (at + 1..blocks.len()).find(ends).unwrap_or(blocks.len())
}

struct MarkdownReader<'m> {
    file: &'m str,
    text: &'m str,
    lines: &'m Lines<'m>,
    words: &'m Vocabulary,
    sink: &'m mut dyn EntrySink,
    /// The headings above, each with its rank.
    sections: Vec<(usize, String)>,
    /// Where text stands that belongs to no question.
    outside: Vec<usize>,
}

impl MarkdownReader<'_> {
    fn section(&mut self, rank: usize, heading: &str) {
        self.sections.retain(|(above, _)| *above < rank);
        self.sections.push((rank, heading.to_owned()));
    }

    fn question(&mut self, heading: &str, at: usize, body: &str) {
        let fields = QuestionBody::of(heading, body, self.words).into_fields(at);
        self.entry(at, fields);
    }

    /// A block that no heading which is a question stands above.
    fn block(&mut self, block: &MarkdownBlock) {
        let at = block.at.start;
        match &block.content {
            BlockContent::Heading(..) | BlockContent::Item { is_link: true, .. } | BlockContent::Html(_) => {}
            BlockContent::Item { words, behind, .. } => {
                let words = ["[ ] ", "[x] ", "[X] "]
                    .iter()
                    .find_map(|box_| words.strip_prefix(box_))
                    .unwrap_or(words);
                let body = dedented(&self.text[(*behind).min(block.at.end)..block.at.end]);
                self.question(words, at, &body);
            }
            BlockContent::Table(rows) => self.table(at, rows),
            BlockContent::Other(words) if !words.is_empty() => self.paragraph(&block.at, words),
            BlockContent::Other(_) => {}
            BlockContent::Quote | BlockContent::Code(_) => self.outside.push(at),
        }
    }

    /// The rows of a table that has a column of questions.
    fn table(&mut self, at: usize, rows: &[(Range<usize>, Vec<String>)]) {
        let Some(((_, header), rows)) = rows.split_first() else { return };
        if !header.iter().any(|h| matches!(self.words.column(h), Some(Column::Ask | Column::Title))) {
            return self.outside.push(at);
        }
        for (row, cells) in rows {
            let cells = header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
            let field = |(heading, cell): (&String, &String)| Field {
                heading: heading.clone(),
                value: FieldValue::Text(cell.clone()),
                at: row.start,
            };
            let fields: Vec<Field> = cells.map(field).collect();
            if !fields.is_empty() {
                self.entry(row.start, fields);
            }
        }
    }

    /// The lines of a paragraph that ask something; another one is the answer to the question above it.
    fn paragraph(&mut self, at: &Range<usize>, words: &str) {
        let source = &self.text[at.clone()];
        if !source.lines().any(|line| asks(line.trim())) {
            if !words.is_empty() {
                self.outside.push(at.start);
            }
            return;
        }
        let mut start = at.start;
        let mut open: Option<(usize, String, String)> = None;
        for line in source.split_inclusive('\n') {
            let words = line.trim();
            if asks(words) {
                self.plain(open.take());
                open = Some((start, words.to_owned(), String::new()));
            } else if let Some((.., answer)) = &mut open {
                answer.push_str(line);
            } else if !words.is_empty() {
                self.outside.push(start);
            }
            start += line.len();
        }
        self.plain(open);
    }

    fn plain(&mut self, question: Option<(usize, String, String)>) {
        if let Some((at, ask, answer)) = question {
            self.question(&ask, at, &answer);
        }
    }

    fn entry(&mut self, at: usize, fields: Vec<Field>) {
        let sections: Vec<String> =
            self.sections.iter().map(|(_, s)| without_number(s).1.to_owned()).collect();
        let lines = self.lines;
        self.sink.entry(ImportedEntry {
            file: self.file,
            line: lines.number(at),
            sections: &sections,
            fields,
            place: &|field| lines.place(field.unwrap_or(at)),
        });
    }

    fn finish(self) -> Vec<Diagnostic> {
        let Some((first, others)) = self.outside.split_first() else { return Vec::new() };
        let message = format!(
            "{} of no question not read",
            match others.len() {
                0 => "a text that is part".to_owned(),
                n => format!("{} that are part", count(n + 1, "text")),
            }
        );
        let finding = Diagnostic::note("outside", message).at(self.lines.place(*first));
        vec![Diagnostic { also: others.iter().map(|at| self.lines.place(*at)).collect(), ..finding }]
    }
}

/// The lines without the blanks that all of them begin with.
fn dedented(text: &str) -> String {
    let text = text.trim_start_matches(['\n', '\r']);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    text.lines().map(|line| line.get(least..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}
