//! The writers: a document and a page in, Markdown, HTML or PDF out.
//!
//! Each is a pure function of its arguments; none knows the others, a question bank or a plan.

pub mod html;
pub mod markdown;
pub mod pdf;

/// The paper that a page is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 8.5 x 11 inches.
    Letter,
}

impl Paper {
    /// Width and height in points, upright.
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// What stands around a document: its paper, its name and the lines at the edges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The paper.
    pub paper: Paper,
    /// Whether the paper lies on its long side.
    pub landscape: bool,
    /// The document's title, for windows and catalogues.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Its language as a BCP 47 tag, such as `en`.
    pub language: String,
    /// At the top left from the second page on.
    pub header_left: String,
    /// At the top right from the second page on.
    pub header_right: String,
    /// At the bottom left of every page.
    pub footer: String,
    /// What a PDF's fields to fill in are called by; none where they are not to be filled in on a screen.
    pub card: Option<Card>,
}

/// By what the fields of a document are known when it comes back filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Columns and their cells, the same for every field: they are in the fields' names.
    pub pairs: Vec<(String, String)>,
    /// The items whose ratings and evidence are read; other fields are for people.
    pub items: Vec<String>,
}

impl Page {
    /// Width and height in points, as the paper lies.
    pub fn size(&self) -> (f32, f32) {
        let (width, height) = self.paper.size();
        if self.landscape { (height, width) } else { (width, height) }
    }
}
