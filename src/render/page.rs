//! What stands around a document.

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

/// What stands around a document: its paper, its metadata and the lines at the edges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The paper.
    pub paper: Paper,
    /// Whether the long side of the paper is horizontal.
    pub landscape: bool,
    /// The title of the document.
    pub title: String,
    /// Its author.
    pub author: String,
    /// Its language as a BCP 47 tag, such as `en`.
    pub language: String,
    /// At the top left from the second page on.
    pub header_left: String,
    /// At the top right from the second page on.
    pub header_right: String,
    /// At the bottom left of every page.
    pub footer: String,
    /// How the form fields of a PDF are named; none where it has no fields.
    pub form: Option<FormKeys>,
}

/// What the names of form fields hold, so that a filled-in form can be read without its document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormKeys {
    /// Keys and values that are the same for all fields, such as plan and candidate.
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
