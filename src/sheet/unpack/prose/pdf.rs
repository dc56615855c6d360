//! PDFs: what is shown on their pages, line by line.
//!
//! A PDF says where each piece of text stands and nothing of lines. Pieces on one height, in the order in which they are
//! shown, are a line; a gap between them is a blank.

use super::pdf_fonts::PageFont;
use crate::limits::PDF_FILE;
use crate::sheet::prose::ProseLine;
use crate::sheet::unpack::budget::Budget;
use crate::sheet::unpack::fault::Unreadable;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A gap of so many sizes of the font is a blank.
const BLANK: f32 = 0.15;
/// Pieces that stand so much lower, in sizes of the font, stand on another line.
const LINE: f32 = 0.4;
/// A heading is so much larger than most lines.
const HEADING: f32 = 1.2;

/// The lines of a PDF.
pub(super) fn lines(bytes: &[u8], budget: &mut Budget) -> Result<Vec<ProseLine>, Unreadable> {
    if bytes.len() as u64 > PDF_FILE.most {
        return Err(PDF_FILE.into());
    }
    let doc = Document::load_mem(bytes)?;
    if doc.is_encrypted() {
        return Err(Unreadable::Password);
    }
    let mut lines = Vec::new();
    for page in doc.get_pages().into_values() {
        read_page(&doc, page, budget, &mut lines)?;
    }
    Ok(with_headings(lines))
}

/// A line with the size of its letters.
struct SizedLine {
    text: String,
    size: f32,
}

fn read_page(
    doc: &Document,
    page: ObjectId,
    budget: &mut Budget,
    lines: &mut Vec<SizedLine>,
) -> Result<(), Unreadable> {
    let most = usize::try_from(budget.bytes()).unwrap_or(usize::MAX);
    let content = doc.get_page_content_with_limit(page, most)?;
    budget.take_bytes(content.len() as u64)?;
    let fonts = doc.get_page_fonts(page).unwrap_or_default();
    let fonts = fonts.into_iter().filter_map(|(name, font)| Some((name, PageFont::new(doc, font, most)?)));
    let mut reader = PageReader {
        fonts: fonts.collect(),
        font: Vec::new(),
        size: 1.0,
        leading: 0.0,
        text: IDENTITY,
        line: IDENTITY,
        user: vec![IDENTITY],
        last: None,
        lines,
    };
    for operation in Content::decode(&content)?.operations {
        reader.operation(&operation);
    }
    Ok(())
}

/// The lines, those larger than most being headings.
fn with_headings(lines: Vec<SizedLine>) -> Vec<ProseLine> {
    let mut sizes: Vec<f32> = lines.iter().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(1.0);
    let line = |line: SizedLine| ProseLine {
        is_heading: line.size > usual * HEADING,
        text: line.text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    lines.into_iter().map(line).filter(|line| !line.text.is_empty()).collect()
}

/// A map from one plane to another: `[a b c d e f]` as PDF writes it.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What `first` and then `second` do.
fn then(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// Where the last piece of text ended.
struct PieceEnd {
    x: f32,
    y: f32,
}

struct PageReader<'d, 'l> {
    fonts: BTreeMap<Vec<u8>, PageFont<'d>>,
    font: Vec<u8>,
    size: f32,
    leading: f32,
    text: Matrix,
    line: Matrix,
    /// The state of the page, and those that are kept for later.
    user: Vec<Matrix>,
    last: Option<PieceEnd>,
    lines: &'l mut Vec<SizedLine>,
}

impl PageReader<'_, '_> {
    fn operation(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let number = |at: usize| operands.get(at).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
        let matrix = || [0, 1, 2, 3, 4, 5].map(number);
        match operation.operator.as_str() {
            "q" => self.user.push(self.page()),
            "Q" if self.user.len() > 1 => drop(self.user.pop()),
            "cm" => {
                let new = then(matrix(), self.page());
                if let Some(user) = self.user.last_mut() {
                    *user = new;
                }
            }
            "BT" => (self.text, self.line) = (IDENTITY, IDENTITY),
            "Tf" => {
                self.font = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default().to_vec();
                self.size = number(1);
            }
            "TL" => self.leading = number(0),
            "Tm" => (self.text, self.line) = (matrix(), matrix()),
            "Td" => self.move_line(number(0), number(1)),
            "TD" => {
                self.leading = -number(1);
                self.move_line(number(0), number(1));
            }
            "T*" => self.move_line(0.0, -self.leading),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.move_line(0.0, -self.leading);
                self.show(operands.first());
            }
            "\"" => {
                self.move_line(0.0, -self.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                for piece in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                    match piece.as_float() {
                        Ok(back) => self.advance(-back / 1000.0),
                        Err(_) => self.show(Some(piece)),
                    }
                }
            }
            _ => {}
        }
    }

    fn page(&self) -> Matrix {
        self.user.last().copied().unwrap_or(IDENTITY)
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Moves on by so many sizes of the font.
    fn advance(&mut self, sizes: f32) {
        self.text = then([1.0, 0.0, 0.0, 1.0, sizes * self.size, 0.0], self.text);
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(bytes) = string.and_then(|s| s.as_str().ok()) else { return };
        let Some(font) = self.fonts.get(&self.font) else { return };
        let (text, width) = (font.text(bytes), font.width(bytes));
        let [a, b, c, d, x, y] = then(self.text, self.page());
        let size = (self.size * (c * c + d * d).sqrt()).abs().max(f32::MIN_POSITIVE);
        match (&self.last, self.lines.last_mut()) {
            (Some(last), Some(line)) if (last.y - y).abs() <= LINE * size => {
                if (x - last.x).abs() > BLANK * size {
                    line.text.push(' ');
                }
                line.text.push_str(&text);
                line.size = line.size.max(size);
            }
            _ => self.lines.push(SizedLine { text, size }),
        }
        let across = width * self.size;
        self.last = Some(PieceEnd { x: x + across * a, y: y + across * b });
        self.advance(width);
    }
}
