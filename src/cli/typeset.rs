//! From a view to files: template, document, writers.

use crate::assets;
use crate::diag::{Diagnostic, Failure};
use crate::document::{self, Document};
use crate::render::pdf::{self, Faces, Fonts};
use crate::render::{Page, html, markdown};
use crate::template::Templates;
use clap::ValueEnum;
use serde::Serialize;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Pdf,
    Md,
    Html,
    Json,
}

impl Format {
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

/// The fonts of the binary, parsed.
pub(super) fn fonts() -> Result<Fonts, Failure> {
    let face = |name: &str| assets::get(&format!("templates/fonts/{name}.ttf")).unwrap_or_default().to_vec();
    Fonts::new(Faces {
        regular: face("NotoSans-Regular"),
        bold: face("NotoSans-Bold"),
        italic: face("NotoSans-Italic"),
        bold_italic: face("NotoSans-BoldItalic"),
        mono: face("NotoSansMono-Regular"),
        mono_bold: face("NotoSansMono-Bold"),
        fallback: Vec::new(),
    })
}

/// The document that the template `name` makes of `view`.
pub(super) fn document(
    templates: &Templates,
    name: &str,
    view: &impl Serialize,
) -> Result<Document, Failure> {
    let text = templates.render(name, view)?;
    document::parse(&text, &format!("{} (filled in)", templates.shown(name)))
}

/// `document` as a file of `format`; what was noticed goes to `warnings`.
pub(super) fn write(
    document: &Document,
    view: &impl Serialize,
    format: Format,
    page: &Page,
    fonts: &Fonts,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<u8> {
    match format {
        Format::Md => markdown::write(document).into_bytes(),
        Format::Html => html::write(document, page).into_bytes(),
        Format::Json => serde_json::to_string_pretty(view).map(|s| s + "\n").unwrap_or_default().into_bytes(),
        Format::Pdf => {
            let pdf = pdf::write(document, page, fonts);
            for warning in pdf.warnings {
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
            pdf.value
        }
    }
}
