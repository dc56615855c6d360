//! Composing: blocks become flows for a given width.

use super::flow::{Body, Flow, Frame, Piece, keep_all, keep_ends, rule};
use super::setting::SheetSetting;
use super::spacing::gap;
use crate::document::{Align, Block, Inline, ParagraphStyle, TableStyle};
use crate::render::FormKeys;
use crate::render::pdf::pages::{Bookmark, Node, NodeId, PageItem, Spoken, TagRole};
use crate::render::pdf::style::{self, BODY, GUTTER, LIGHT, MIN_COLUMN, MM, TextStyle};
use crate::render::pdf::text::{Line, Setter};

/// Makes flows of blocks and records headings and structure on the way. Each kind of block has its own file.
pub(super) struct Composer<'a> {
    setter: Setter<'a>,
    tree: Vec<Node>,
    /// The open elements of the tree, innermost last.
    open: Vec<NodeId>,
    outline: Vec<Bookmark>,
    form: Option<&'a FormKeys>,
    /// The words of the last heading inside the question, if there is one.
    pub(super) part: String,
    /// What a sheet is set by.
    pub(super) sheet: SheetSetting,
}

impl<'a> Composer<'a> {
    /// Form fields are made only where there is a `form` to name them by.
    pub(super) fn new(setter: Setter<'a>, form: Option<&'a FormKeys>) -> Self {
        Self {
            setter,
            tree: Vec::new(),
            open: Vec::new(),
            outline: Vec::new(),
            form,
            part: String::new(),
            sheet: SheetSetting::default(),
        }
    }

    /// What follows is set by `sheet`.
    pub(super) fn set_by(&mut self, sheet: SheetSetting) {
        self.sheet = sheet;
        self.setter.draw_boxes_from(sheet.least_box());
    }

    pub(super) fn form(&self) -> Option<&'a FormKeys> {
        self.form
    }

    /// Undoes what was composed after `state` was taken.
    pub(super) fn rewind(&mut self, (nodes, bookmarks): (usize, usize)) {
        self.tree.truncate(nodes);
        self.outline.truncate(bookmarks);
    }

    /// What [`Composer::rewind`] goes back to.
    pub(super) fn state(&self) -> (usize, usize) {
        (self.tree.len(), self.outline.len())
    }

    pub(super) fn setter(&self) -> &Setter<'a> {
        &self.setter
    }

    /// The title of the question that is being composed; empty before the first.
    pub(super) fn question(&self) -> &str {
        let last = self.outline.iter().rev().find(|b| b.level <= 2);
        last.map_or("", |b| b.title.as_str())
    }

    /// The structure and the headings. In the structure no heading skips a level, as accessibility asks.
    pub(super) fn finish(mut self) -> (Vec<Node>, Vec<Bookmark>) {
        let mut last = 0;
        for node in &mut self.tree {
            if let TagRole::Heading(level) = &mut node.role {
                *level = (*level).min(last + 1);
                last = *level;
            }
        }
        (self.tree, self.outline)
    }

    /// Runs `work` inside an element with this role.
    pub(super) fn within<T>(&mut self, role: TagRole, work: impl FnOnce(&mut Self) -> T) -> T {
        self.element(role, None, work)
    }

    /// Runs `work` inside a figure that is read aloud as `alt`.
    pub(super) fn figure<T>(&mut self, alt: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.element(TagRole::Figure, Some(Spoken::Description(alt.to_owned())), work)
    }

    /// Runs `work` inside an element that is read aloud as `spoken`, where that is given.
    pub(super) fn element<T>(
        &mut self,
        role: TagRole,
        spoken: Option<Spoken>,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.tree.push(Node { role, parent: self.open(), spoken });
        self.open.push(NodeId(self.tree.len() - 1));
        let made = work(self);
        self.open.pop();
        made
    }

    /// A new element with this role and nothing inside.
    pub(super) fn leaf(&mut self, role: TagRole) -> NodeId {
        self.tree.push(Node { role, parent: self.open(), spoken: None });
        NodeId(self.tree.len() - 1)
    }

    /// The innermost open element.
    pub(super) fn open(&self) -> Option<NodeId> {
        self.open.last().copied()
    }

    /// Adds a heading to the outline; returns its index.
    pub(super) fn bookmark(&mut self, level: u8, title: String) -> usize {
        self.outline.push(Bookmark { level, title });
        self.outline.len() - 1
    }

    /// The flow of `blocks` in body type.
    pub(super) fn blocks(&mut self, blocks: &[Block], width: f32) -> Flow {
        self.blocks_in(blocks, BODY, width)
    }

    /// The flow of `blocks`, with paragraphs set in `text`.
    pub(super) fn blocks_in(&mut self, blocks: &[Block], text: TextStyle, width: f32) -> Flow {
        let mut out = Flow::new();
        let mut before: Option<&Block> = None;
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            let mut flow = if let Block::Heading { level, inlines } = block {
                let mut aside = None;
                if let Some(Block::Paragraph { style: ParagraphStyle::Aside, inlines }) = after.first() {
                    rest = &after[1..];
                    aside = Some(inlines.as_slice());
                }
                self.heading(*level, inlines, aside, width)
            } else {
                self.block(block, before, text, width)
            };
            // What is written on stays with the words that say what for.
            let field = matches!(rest.first(), Some(Block::Rating { .. } | Block::Evidence { .. }));
            if field && matches!(block, Block::Paragraph { .. }) {
                keep_all(&mut flow);
            }
            if let Some(first) = flow.first_mut() {
                first.above = gap(before, block);
            }
            out.append(&mut flow);
            before = Some(block);
        }
        out
    }

    /// The flow of a block that comes after `before`.
    fn block(&mut self, block: &Block, before: Option<&Block>, text: TextStyle, width: f32) -> Flow {
        match block {
            Block::Heading { level, inlines } => self.heading(*level, inlines, None, width),
            Block::Paragraph { style, inlines } => {
                let under_title = matches!(before, Some(Block::Heading { level: 1, .. }));
                let style = match style {
                    ParagraphStyle::Small => style::SMALL,
                    ParagraphStyle::Aside => style::ASIDE,
                    ParagraphStyle::Plain if under_title => style::SUBTITLE,
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
            Block::Tick { item, column, label } => self.single_tick(item, column, label, width),
            Block::Evidence { item, lines, grows } => self.evidence(item, *lines, *grows, width),
            Block::Columns { weights, parts } => self.columns(weights, parts, text, width),
            Block::Keep(inner) => vec![Piece::new(0.0, Body::Keep(self.blocks_in(inner, text, width)))],
            Block::Sheet(parts) => self.sheet(parts, text, width),
            Block::PageBreak => vec![Piece::new(0.0, Body::NewPage { left: false })],
            Block::Rule => vec![Piece::strip(0.0, 1.0, vec![rule(0.5, width, LIGHT)])],
        }
    }

    /// The lines of one paragraph.
    pub(super) fn paragraph(&mut self, inlines: &[Inline], style: TextStyle, width: f32) -> Flow {
        self.within(TagRole::Paragraph, |c| c.text(inlines, style, Align::Left, width))
    }

    /// The lines of `inlines` as content of the open element.
    pub(super) fn text(&mut self, inlines: &[Inline], style: TextStyle, align: Align, width: f32) -> Flow {
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
    pub(super) fn strip(&self, line: &Line, style: TextStyle, x: f32) -> Piece {
        Piece::strip(0.0, style.leading, self.placed(line, x, style.baseline()))
    }

    /// The items of `line` from `x` on and with the baseline at `y`, as content of the open element.
    pub(super) fn placed(&self, line: &Line, x: f32, y: f32) -> Vec<PageItem> {
        let owner = self.open();
        line.items.iter().map(|item| item.clone().moved(x, y).owned_by(owner)).collect()
    }

    fn say(&mut self, blocks: &[Block], width: f32) -> Flow {
        let indent = (4.0 * MM + 2.4).min(width / 4.0);
        let flow = self.within(TagRole::Quote, |c| c.blocks_in(blocks, style::SPOKEN, width - indent));
        let flow = vec![Piece::new(0.0, Body::Columns(vec![(indent, flow)]))];
        vec![Piece::new(0.0, Body::Framed { frame: Frame::Bar, flow })]
    }

    fn columns(&mut self, weights: &[u32], parts: &[Vec<Block>], text: TextStyle, width: f32) -> Flow {
        let n = parts.len();
        let gutters = GUTTER * n.saturating_sub(1) as f32;
        let total: u32 = weights.iter().sum::<u32>().max(1);
        let share = |weight: u32| (width - gutters) * weight as f32 / total as f32;
        if weights.iter().any(|w| share(*w) < MIN_COLUMN) {
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
            columns.push((x, self.within(TagRole::Division, |c| c.blocks_in(part, text, column))));
            x += column + GUTTER;
        }
        vec![Piece::new(0.0, Body::Columns(columns))]
    }
}
