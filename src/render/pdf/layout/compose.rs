//! Composing: blocks become flows for a given width.

use std::sync::Arc;

use super::flow::{Body, Flow, Frame, Piece, rule};
use crate::document::{Align, Block, Inline, ParagraphStyle, TableStyle};
use crate::render::Card;
use crate::render::pdf::fonts::Fonts;
use crate::render::pdf::sheet::{Bookmark, Ink, Item, Node, NodeId, Role, Spoken};
use crate::render::pdf::style::{self, BODY, CODE, GUTTER, HAIR, LIGHT, MM, NARROWEST, Style};
use crate::render::pdf::text::{Line, Setter};

/// So many lines of code stay together at the ends of a block.
const CODE_TOGETHER: usize = 5;

/// Makes flows of blocks, and notes headings and structure on its way.
pub(super) struct Composer<'f> {
    setter: Setter<'f>,
    tree: Vec<Node>,
    open: Vec<NodeId>,
    outline: Vec<Bookmark>,
    card: Option<&'f Card>,
}

impl<'f> Composer<'f> {
    pub(super) fn new(fonts: &'f Fonts, card: Option<&'f Card>) -> Self {
        Self { setter: Setter::new(fonts), tree: Vec::new(), open: Vec::new(), outline: Vec::new(), card }
    }

    /// By what fields are called, where they can be filled in on a screen.
    pub(super) fn card(&self) -> Option<&'f Card> {
        self.card
    }

    /// The title of the question that is being composed.
    pub(super) fn question(&self) -> &str {
        let last = self.outline.iter().rev().find(|b| b.level <= 2);
        last.map_or("", |b| b.title.as_str())
    }

    pub(super) fn setter(&self) -> &Setter<'f> {
        &self.setter
    }

    /// The structure and the headings.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<Bookmark>) {
        (self.tree, self.outline)
    }

    /// What `work` composes, as an element of the structure.
    pub(super) fn within<T>(&mut self, role: Role, work: impl FnOnce(&mut Self) -> T) -> T {
        self.element(role, None, work)
    }

    /// What `work` draws, as a figure that is read aloud as `alt`.
    pub(super) fn figure<T>(&mut self, alt: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.element(Role::Figure, Some(Spoken::Description(alt.to_owned())), work)
    }

    /// What `work` draws; read aloud is what `spoken` says, where it says something.
    pub(super) fn element<T>(
        &mut self,
        role: Role,
        spoken: Option<Spoken>,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.tree.push(Node { role, parent: self.open(), spoken });
        self.open.push(NodeId(self.tree.len() - 1));
        let made = work(self);
        self.open.pop();
        made
    }

    /// The element that is being composed.
    pub(super) fn open(&self) -> Option<NodeId> {
        self.open.last().copied()
    }

    /// Notes a heading and returns its number.
    pub(super) fn bookmark(&mut self, level: u8, title: String) -> usize {
        self.outline.push(Bookmark { level, title });
        self.outline.len() - 1
    }

    /// The flow of `blocks` in body type.
    pub(super) fn blocks(&mut self, blocks: &[Block], width: f32) -> Flow {
        self.blocks_in(blocks, BODY, width)
    }

    /// The flow of `blocks` whose paragraphs are set in `text`.
    pub(super) fn blocks_in(&mut self, blocks: &[Block], text: Style, width: f32) -> Flow {
        let mut out = Flow::new();
        let mut before: Option<&Block> = None;
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            let above = gap(before, block);
            let mut flow = match block {
                Block::Heading { level, inlines } => {
                    let aside = match after.first() {
                        Some(Block::Paragraph { style: ParagraphStyle::Aside, inlines }) => {
                            rest = &after[1..];
                            Some(inlines.as_slice())
                        }
                        _ => None,
                    };
                    self.heading(*level, inlines, aside, width)
                }
                Block::Paragraph { style, inlines } => {
                    let title_above = matches!(before, Some(Block::Heading { level: 1, .. }));
                    let style = match style {
                        ParagraphStyle::Small => style::SMALL,
                        ParagraphStyle::Aside => style::ASIDE,
                        ParagraphStyle::Plain if title_above => style::SUBTITLE,
                        ParagraphStyle::Plain => text,
                    };
                    self.paragraph(inlines, style, width)
                }
                Block::Say(inner) => self.say(inner, width),
                Block::List { start, mark, small, items } => {
                    let text = if *small { style::SMALL } else { text };
                    self.list(*start, mark.as_deref(), items, text, width)
                }
                Block::Code { text, .. } => self.code(text, width),
                Block::Table(table) => match table.style {
                    TableStyle::Plain => self.table(table, text, width),
                    TableStyle::Cover => self.cover(table, width),
                    TableStyle::Timeline => self.timeline(table, width),
                },
                Block::Rating { item, points } => self.rating(item, points, width),
                Block::Evidence { item, lines } => self.evidence(item, *lines, width),
                Block::Columns { weights, parts } => self.columns(weights, parts, text, width),
                Block::Keep(inner) => {
                    let flow = self.blocks_in(inner, text, width);
                    vec![Piece::new(0.0, Body::Keep(flow))]
                }
                Block::PageBreak => vec![Piece::new(0.0, Body::NewPage)],
                Block::Rule => vec![Piece::strip(0.0, 1.0, vec![rule(0.5, width, LIGHT)])],
            };
            // What is written on stays with the words that say what for.
            let field = matches!(rest.first(), Some(Block::Rating { .. } | Block::Evidence { .. }));
            if field && matches!(block, Block::Paragraph { .. }) {
                keep_all(&mut flow);
            }
            if let Some(first) = flow.first_mut() {
                first.above = above;
            }
            out.append(&mut flow);
            before = Some(block);
        }
        out
    }

    /// The lines of one paragraph.
    pub(super) fn paragraph(&mut self, inlines: &[Inline], style: Style, width: f32) -> Flow {
        self.within(Role::Paragraph, |c| c.text(inlines, style, Align::Left, width))
    }

    /// The lines of `inlines` as a part of the open element.
    pub(super) fn text(&mut self, inlines: &[Inline], style: Style, align: Align, width: f32) -> Flow {
        let lines = self.setter.lines(inlines, style, width);
        let mut flow: Flow = lines
            .iter()
            .map(|line| {
                let x = match align {
                    Align::Left if line.right_to_left => line.flush_right(width),
                    Align::Left => 0.0,
                    Align::Center => line.flush_right(width) / 2.0,
                    Align::Right => line.flush_right(width),
                };
                self.strip(line, style, x)
            })
            .collect();
        keep_ends(&mut flow, 2);
        flow
    }

    /// One line of text as a strip.
    pub(super) fn strip(&self, line: &Line, style: Style, x: f32) -> Piece {
        Piece::strip(0.0, style.leading, self.placed(line, x, style.baseline()))
    }

    /// The items of `line` with its start at `x` and its baseline at `y`, as parts of the open element.
    pub(super) fn placed(&self, line: &Line, x: f32, y: f32) -> Vec<Item> {
        let node = self.open();
        line.items.iter().map(|item| item.clone().moved(x, y).of(node)).collect()
    }

    fn say(&mut self, blocks: &[Block], width: f32) -> Flow {
        let indent = (4.0 * MM + 2.4).min(width / 4.0);
        let flow = self.within(Role::Quote, |c| c.blocks_in(blocks, style::SPOKEN, width - indent));
        let flow = vec![Piece::new(0.0, Body::Columns(vec![(indent, flow)]))];
        vec![Piece::new(0.0, Body::Framed { frame: Frame::Bar, flow })]
    }

    /// Code in a light frame; a long line goes on below, behind a hook.
    fn code(&mut self, text: &str, width: f32) -> Flow {
        let (pad, hook) = ((2.4 * MM).min(width / 10.0), CODE.size);
        let inner = width - 2.0 * pad;
        let flow = self.within(Role::Code, |c| {
            let mut flow = Flow::new();
            for line in text.split('\n') {
                for (i, piece) in c.code_line(line, inner, hook).iter().enumerate() {
                    let items = if i == 0 { piece.items.clone() } else { hooked(piece, hook, c.open()) };
                    let line = Line { items, ..Line::default() };
                    flow.push(c.strip(&line, CODE, 0.0));
                }
            }
            keep_ends(&mut flow, CODE_TOGETHER);
            flow
        });
        let flow = vec![Piece::new(0.0, Body::Columns(vec![(pad, flow)]))];
        vec![Piece::new(0.0, Body::Framed { frame: Frame::Box(width), flow })]
    }

    /// One line of code, cut where it reaches the frame; a hook stands before all but the first part.
    fn code_line(&self, line: &str, width: f32, hook: f32) -> Arc<Vec<Line>> {
        let whole = self.setter.plain_lines(line, CODE, f32::INFINITY);
        match whole.as_slice() {
            [] => vec![Line::default()].into(),
            [one] if one.width <= width => whole,
            _ => self.setter.plain_lines(line, CODE, width - hook),
        }
    }

    fn columns(&mut self, weights: &[u32], parts: &[Vec<Block>], text: Style, width: f32) -> Flow {
        let n = parts.len();
        let gutters = GUTTER * n.saturating_sub(1) as f32;
        let total: u32 = weights.iter().sum::<u32>().max(1);
        let share = |weight: u32| (width - gutters) * weight as f32 / total as f32;
        if weights.iter().any(|w| share(*w) < NARROWEST) {
            // Too narrow to stand side by side.
            let mut flow = Flow::new();
            for part in parts {
                let mut below = self.blocks_in(part, text, width);
                if let Some(first) = below.first_mut() {
                    first.above = 4.0;
                }
                flow.append(&mut below);
            }
            return flow;
        }
        let mut x = 0.0;
        let mut columns = Vec::with_capacity(n);
        for (part, weight) in parts.iter().zip(weights) {
            let column = share(*weight);
            columns.push((x, self.within(Role::Division, |c| c.blocks_in(part, text, column))));
            x += column + GUTTER;
        }
        vec![Piece::new(0.0, Body::Columns(columns))]
    }
}

/// Makes every piece stay with what follows.
pub(super) fn keep_all(flow: &mut Flow) {
    for piece in flow {
        piece.stays = true;
    }
}

/// Keeps the first `n` lines together, and the last: none stands alone at the foot or the head of a page.
fn keep_ends(flow: &mut Flow, n: usize) {
    let count = flow.len();
    for (i, piece) in flow.iter_mut().enumerate() {
        piece.stays = i + 1 < count && (i + 1 < n || i + n >= count);
    }
}

/// The items of a continued line behind a drawn hook.
fn hooked(line: &Line, hook: f32, node: Option<NodeId>) -> Vec<Item> {
    let (left, right, y) = (1.0, hook * 0.62, -0.2 * CODE.size);
    let stroke = |from, to| Item::Line { from, to, weight: HAIR * 1.6, ink: Ink::Quiet, node: None };
    let mut items = vec![
        stroke((left, y - 3.0), (left, y)),
        stroke((left, y), (right, y)),
        stroke((right - 1.6, y - 1.6), (right, y)),
        stroke((right - 1.6, y + 1.6), (right, y)),
    ];
    items.extend(line.items.iter().map(|item| item.clone().moved(hook, 0.0).of(node)));
    items
}

/// The space between a block and the one before it.
fn gap(before: Option<&Block>, block: &Block) -> f32 {
    match (before, block) {
        (None, _) => 0.0,
        (Some(Block::Heading { level, .. }), _) => under_heading(*level, block),
        (Some(Block::Paragraph { .. }), Block::List { .. }) => 2.5,
        // The first ruled line lies far below anyway.
        (_, Block::Evidence { .. }) => 1.0,
        (Some(before), _) => around(before).max(around(block)),
    }
}

/// The space between a heading and what it heads.
fn under_heading(level: u8, block: &Block) -> f32 {
    match (level, block) {
        (1, Block::Paragraph { .. }) | (4.., Block::Rating { .. }) => 2.0,
        (1, _) => 9.0,
        (2, _) => 4.5,
        (3, _) => 2.5,
        (_, _) => 0.8,
    }
}

/// The space that a block wants above and below.
fn around(block: &Block) -> f32 {
    match block {
        Block::Heading { level: 1 | 2, .. } => 15.0,
        Block::Heading { level: 3, .. } => 13.0,
        Block::Table(table) if table.style != TableStyle::Plain => 10.0,
        Block::Rule | Block::Table(_) => 8.0,
        Block::Heading { .. }
        | Block::Say(_)
        | Block::Columns { .. }
        | Block::Keep(_)
        | Block::Rating { .. }
        | Block::Evidence { .. } => 7.5,
        Block::Code { .. } => 6.0,
        Block::Paragraph { .. } | Block::List { .. } | Block::PageBreak => 4.5,
    }
}
