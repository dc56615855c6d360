//! The operators of a page's content, as short as they come: no setting is repeated, numbers are in hundredths of a point,
//! neighbouring glyphs are one string, and texts that follow each other are one text object.

use std::io::Write;

use crate::render::pdf::pages::Ink;

/// The content of one page as it is drawn. Places are counted from the bottom left corner.
#[derive(Default)]
pub(super) struct Drawing<'a> {
    bytes: Vec<u8>,
    // What is set now.
    fill: Option<Ink>,
    stroke: Option<Ink>,
    weight: Option<i32>,
    font: Option<(&'a str, i32)>,
    /// Where the last line of the open text object begins.
    text: Option<(i32, i32)>,
}

/// Codes of glyphs, and shifts between them.
#[derive(Default)]
pub(super) struct Glyphs {
    codes: Vec<u8>,
    /// Each with the number of bytes before it; to the left, in thousandths of an em.
    shifts: Vec<(usize, f32)>,
}

impl Glyphs {
    pub(super) fn push(&mut self, code: &[u8]) {
        self.codes.extend_from_slice(code);
    }

    /// Moves what follows to the left, in addition to any shift at this place.
    pub(super) fn shift(&mut self, back: f32) {
        match self.shifts.last_mut() {
            Some((at, so_far)) if *at == self.codes.len() => *so_far += back,
            _ => self.shifts.push((self.codes.len(), back)),
        }
    }

    fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

impl<'a> Drawing<'a> {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::with_capacity(PAGE), ..Self::default() }
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.end_text();
        self.bytes
    }

    /// Begins marked content with this number, or content that belongs to no element.
    pub(super) fn begin(&mut self, mark: Option<usize>) {
        self.end_text();
        match mark {
            Some(number) => self.formatted(format_args!("/Span <</MCID {number}>> BDC\n")),
            None => self.word("/Artifact BMC"),
        }
    }

    pub(super) fn end(&mut self) {
        self.end_text();
        self.word("EMC");
    }

    /// Prepares to show glyphs of `font` from `place` on.
    pub(super) fn text(&mut self, place: (f32, f32), font: &'a str, size: f32, ink: Ink) {
        // A new place is given relative to the line before.
        let to = (hundredths(place.0), hundredths(place.1));
        let from = self.text.replace(to).unwrap_or_else(|| {
            self.word("BT");
            (0, 0)
        });
        self.set_fill(ink);
        let set = Some((font, hundredths(size)));
        if self.font != set {
            self.font = set;
            self.formatted(format_args!("/{font} "));
            self.numbers(&[hundredths(size)]);
            self.word("Tf");
        }
        self.numbers(&[to.0 - from.0, to.1 - from.1]);
        self.word("Td");
    }

    /// Shows glyphs this far above the baseline from now on.
    pub(super) fn rise(&mut self, by: f32) {
        self.numbers(&[hundredths(by)]);
        self.word("Ts");
    }

    pub(super) fn show(&mut self, glyphs: &Glyphs) {
        if glyphs.is_empty() {
            return;
        }
        let shifts =
            glyphs.shifts.iter().map(|(at, back)| (*at, back.round() as i64)).filter(|(_, back)| *back != 0);
        let mut shifts = shifts.peekable();
        if shifts.peek().is_none() {
            self.string(&glyphs.codes);
            return self.word(" Tj");
        }
        self.bytes.push(b'[');
        let mut from = 0;
        for (at, back) in shifts {
            self.string(&glyphs.codes[from..at]);
            self.formatted(format_args!("{back}"));
            from = at;
        }
        self.string(&glyphs.codes[from..]);
        self.word("] TJ");
    }

    pub(super) fn fill_rect(&mut self, corner: (f32, f32), size: (f32, f32), ink: Ink) {
        self.end_text();
        self.set_fill(ink);
        self.rect(corner, size);
        self.word("f");
    }

    pub(super) fn stroke_rect(&mut self, corner: (f32, f32), size: (f32, f32), ink: Ink, weight: f32) {
        self.set_pen(ink, weight);
        self.rect(corner, size);
        self.word("S");
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), ink: Ink, weight: f32) {
        self.set_pen(ink, weight);
        self.numbers(&[hundredths(from.0), hundredths(from.1)]);
        self.word("m");
        self.numbers(&[hundredths(to.0), hundredths(to.1)]);
        self.word("l S");
    }

    fn rect(&mut self, corner: (f32, f32), size: (f32, f32)) {
        self.numbers(&[corner.0, corner.1, size.0, size.1].map(hundredths));
        self.word("re");
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.word("ET");
        }
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            self.numbers(&[level(ink)]);
            self.word("g");
        }
    }

    fn set_pen(&mut self, ink: Ink, weight: f32) {
        self.end_text();
        if self.stroke.replace(ink) != Some(ink) {
            self.numbers(&[level(ink)]);
            self.word("G");
        }
        let weight = hundredths(weight);
        if self.weight.replace(weight) != Some(weight) {
            self.numbers(&[weight]);
            self.word("w");
        }
    }

    fn word(&mut self, word: &str) {
        self.bytes.extend_from_slice(word.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Writes numbers of hundredths, each with a blank after it.
    fn numbers(&mut self, all: &[i32]) {
        for number in all {
            let (whole, part) = (number / 100, number.unsigned_abs() % 100);
            let sign = if *number < 0 && whole == 0 { "-" } else { "" };
            match part {
                0 => self.formatted(format_args!("{whole} ")),
                _ if part % 10 == 0 => self.formatted(format_args!("{sign}{whole}.{} ", part / 10)),
                _ => self.formatted(format_args!("{sign}{whole}.{part:02} ")),
            }
        }
    }

    fn formatted(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to memory can't fail.
        let _ = self.bytes.write_fmt(what);
    }

    fn string(&mut self, codes: &[u8]) {
        if codes.is_empty() {
            return;
        }
        self.bytes.push(b'(');
        for byte in codes {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', *byte]),
                // A bare carriage return would be read as a line feed.
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                _ => self.bytes.push(*byte),
            }
        }
        self.bytes.push(b')');
    }
}

/// About the length of a full page's content.
const PAGE: usize = 16 << 10;

/// `points` in hundredths of a point.
fn hundredths(points: f32) -> i32 {
    (points * 100.0).round() as i32
}

/// The brightness of `ink`, in hundredths.
fn level(ink: Ink) -> i32 {
    match ink {
        Ink::Black => 6,
        Ink::Dark => 20,
        Ink::Quiet => 36,
        Ink::Rule => 60,
        Ink::Shade => 93,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(draw: impl FnOnce(&mut Drawing<'_>)) -> String {
        let mut drawing = Drawing::default();
        draw(&mut drawing);
        String::from_utf8(drawing.into_bytes()).unwrap()
    }

    fn glyphs(parts: &[(&str, f32)]) -> Glyphs {
        let mut glyphs = Glyphs::default();
        for (codes, back) in parts {
            glyphs.push(codes.as_bytes());
            glyphs.shift(*back);
        }
        glyphs
    }

    #[test]
    fn settings_are_not_repeated() {
        let content = drawn(|d| {
            for _ in 0..2 {
                d.text((45.354_332, 7.0), "F", 9.0, Ink::Dark);
                d.show(&glyphs(&[("AB", 20.2), ("C", 0.2), ("D", 0.0)]));
            }
        });
        assert_eq!(content, "BT\n0.2 g\n/F 9 Tf\n45.35 7 Td\n[(AB)20(CD)] TJ\n0 0 Td\n[(AB)20(CD)] TJ\nET\n");
    }

    #[test]
    fn text_ends_where_something_else_is_drawn() {
        let content = drawn(|d| {
            d.begin(Some(3));
            d.text((9.0, 7.0), "F", 9.5, Ink::Black);
            d.show(&glyphs(&[("a(\\\r)", 0.0)]));
            d.line((0.0, 0.5), (-0.25, 1.0), Ink::Rule, 0.3);
            d.text((9.0, 5.0), "F", 9.5, Ink::Black);
            d.show(&glyphs(&[("", -3.0), ("b", 1.0)]));
            d.end();
        });
        assert_eq!(
            content,
            "/Span <</MCID 3>> BDC\nBT\n0.06 g\n/F 9.5 Tf\n9 7 Td\n(a\\(\\\\\\r\\)) Tj\nET\n0.6 G\n0.3 w\n0 0.5 m\n-0.25 1 l S\n\
             BT\n9 5 Td\n[-3(b)1] TJ\nET\nEMC\n"
        );
    }
}
