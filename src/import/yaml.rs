//! Lists in YAML.

use super::entry::Lines;
use super::tree::{NodeContent, TreeNode};
use crate::diag::Diagnostic;
use crate::limits::{IMPORT_FILE, LIST_DEPTH};
use saphyr_parser::{Event, Parser, ScanError};
use std::collections::HashMap;

/// The documents in `text`, and what can't be read of it. Where the whole can't be read, each item of the outermost list is
/// read by itself, so that a slip in one keeps no other away.
pub(super) fn parse(text: &str, lines: &Lines<'_>) -> (Vec<TreeNode>, Vec<Diagnostic>) {
    let fault = match documents(text, 0, lines) {
        Ok(nodes) => return (nodes, Vec::new()),
        Err(fault) => fault,
    };
    let items = items(text);
    if items.len() < 2 {
        return (Vec::new(), vec![fault]);
    }
    let (mut nodes, mut faults) = (Vec::new(), Vec::new());
    for (at, end) in items {
        match documents(&text[at..end], at, lines) {
            Ok(own) => nodes.extend(own),
            Err(fault) => faults.push(fault),
        }
    }
    if nodes.is_empty() { (nodes, vec![fault]) } else { (nodes, faults) }
}

/// Where the items of a list begin and end that stands at the beginning of its lines.
fn items(text: &str) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("- ") || line.trim_end() == "-" {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).collect()
}

/// The documents in `part`, which begins at the byte `at` of the whole.
fn documents(part: &str, at: usize, lines: &Lines<'_>) -> Result<Vec<TreeNode>, Diagnostic> {
    let first_line = lines.number(at);
    let mut builder = Builder::default();
    for event in Parser::new_from_str(part) {
        let step = event.map_err(|e| fault(&e, first_line, lines));
        let (event, span) = step?;
        let line = first_line + span.start.line().saturating_sub(1);
        builder.event(event, lines.start(line)).map_err(|told| {
            let hint = "write the list flat: an entry a question, without references";
            Diagnostic::error("yaml", told).at(lines.place(lines.start(line))).hint(hint)
        })?;
    }
    Ok(builder.documents)
}

fn fault(e: &ScanError, first_line: usize, lines: &Lines<'_>) -> Diagnostic {
    let line = first_line + e.marker().line().saturating_sub(1);
    let mut place = lines.place(lines.start(line));
    (place.column, place.width) = (e.marker().col() + 1, 1);
    Diagnostic::error("yaml", format!("this is not YAML: {}", e.info())).at(place).hint(
        "a text with a colon, a quote or a sign at its beginning stands in quotes; this entry was left out",
    )
}

/// Builds trees of the events of a parser.
#[derive(Default)]
struct Builder {
    documents: Vec<TreeNode>,
    /// The parts that aren't whole yet, the innermost last, each with its anchor.
    open: Vec<(TreeNode, Option<String>, usize)>,
    anchors: HashMap<usize, TreeNode>,
    /// How much was copied by references.
    copied: u64,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, at: usize) -> Result<(), String> {
        match event {
            Event::Scalar(text, _, anchor, _) => {
                let text = if text == "~" || text == "null" { String::new() } else { text.into_owned() };
                self.add(TreeNode { at, content: NodeContent::Text(text) }, anchor);
            }
            Event::SequenceStart(anchor, _) => self.begin(at, NodeContent::List(Vec::new()), anchor)?,
            Event::MappingStart(anchor, _) => self.begin(at, NodeContent::Table(Vec::new()), anchor)?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((node, _, anchor)) = self.open.pop() {
                    self.add(node, anchor);
                }
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let node = node.ok_or("this reference names nothing above it")?;
                self.copied += size(&node);
                if self.copied > IMPORT_FILE.most {
                    return Err("its references repeat too much".to_owned());
                }
                self.add(node, 0);
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, at: usize, content: NodeContent, anchor: usize) -> Result<(), String> {
        if self.open.len() as u64 >= LIST_DEPTH.most {
            return Err(format!("it stands deeper: {LIST_DEPTH}"));
        }
        self.open.push((TreeNode { at, content }, None, anchor));
        Ok(())
    }

    /// Puts a part that is whole into the one around it.
    fn add(&mut self, node: TreeNode, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some((parent, key, _)) = self.open.last_mut() else { return self.documents.push(node) };
        match (&mut parent.content, key.take()) {
            (NodeContent::List(items), _) => items.push(node),
            (NodeContent::Table(fields), Some(name)) => fields.push((name, node)),
            (NodeContent::Table(_), None) => {
                *key = Some(match node.content {
                    NodeContent::Text(name) => name,
                    _ => String::new(),
                });
            }
            (NodeContent::Text(_), _) => {}
        }
    }
}

/// How much memory a part takes, about.
fn size(node: &TreeNode) -> u64 {
    64 + match &node.content {
        NodeContent::Text(text) => text.len() as u64,
        NodeContent::List(items) => items.iter().map(size).sum(),
        NodeContent::Table(fields) => fields.iter().map(|(name, node)| name.len() as u64 + size(node)).sum(),
    }
}
