//! Lines of running text, put together from pieces.

use crate::sheet::prose::ProseLine;
use crate::sheet::unpack::budget::Budget;
use crate::sheet::unpack::fault::Unreadable;

/// Lines that grow paragraph by paragraph.
pub(super) struct LineWriter<'b> {
    lines: Vec<ProseLine>,
    open: String,
    /// Whether the open line is a heading.
    pub is_heading: bool,
    budget: &'b mut Budget,
}

impl<'b> LineWriter<'b> {
    pub fn new(budget: &'b mut Budget) -> Self {
        Self { lines: Vec::new(), open: String::new(), is_heading: false, budget }
    }

    /// Adds to the open line; blanks of any sort become one.
    pub fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        self.budget.take_bytes(text.len() as u64)?;
        for c in text.chars() {
            let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
            if c != ' ' || !(self.open.is_empty() || self.open.ends_with(' ')) {
                self.open.push(c);
            }
        }
        Ok(())
    }

    /// Ends the open line.
    pub fn end(&mut self) {
        let text = self.open.trim().to_owned();
        self.open.clear();
        if !text.is_empty() {
            self.lines.push(ProseLine { text, is_heading: self.is_heading });
        }
        self.is_heading = false;
    }

    /// All lines.
    pub fn lines(mut self) -> Vec<ProseLine> {
        self.end();
        self.lines
    }
}
