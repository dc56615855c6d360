//! From a view to files: template, document, writers.

use super::{folder, system_fonts};
use crate::assets;
use crate::diag::{Diagnostic, Failure};
use crate::document::{self, Document};
use crate::limits;
use crate::render::pdf::{self, FallbackFont, FontFiles, Fonts, Session};
use crate::render::{Page, html, markdown};
use crate::template::Templates;
use clap::ValueEnum;
use serde::Serialize;
use std::path::PathBuf;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Pdf,
    Md,
    Html,
    Json,
    /// The scorecard as a workbook
    Xlsx,
}

impl Format {
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }
}

/// The fonts of the binary, parsed.
pub(super) fn fonts() -> Result<Fonts, Failure> {
    fonts_with(Vec::new())
}

/// The fonts of the binary and those in `files`, of a collection the first; where they lack characters of `text`, those
/// behind it and fonts of this machine too.
pub(super) fn fonts_for(files: &[PathBuf], text: &str) -> Result<Fonts, Failure> {
    let mut fallbacks = Vec::new();
    let mut findings = Vec::new();
    for path in files {
        let file = path.display().to_string();
        match limits::FONT_FILE.read(path) {
            Ok(bytes) => fallbacks.push(FallbackFont { file, bytes: bytes.into(), index: 0 }),
            Err(e) => findings.extend(folder::unreadable(path, &e).0),
        }
    }
    // What can be read is looked at too, so that all mistakes are told at once.
    let fonts = fonts_with(fallbacks.clone());
    if let Err(failure) = &fonts {
        findings.extend(failure.0.clone());
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let fonts = fonts?;
    let mut lacking = fonts.lacking(text);
    if lacking.is_empty() {
        return Ok(fonts);
    }
    for given in 0..fallbacks.len() {
        for index in 1..ttf_parser::fonts_in_collection(&fallbacks[given].bytes).unwrap_or(1) {
            let has = system_fonts::drawn(&fallbacks[given].bytes, index, &lacking);
            if !has.is_empty() {
                lacking.retain(|c| !has.contains(c));
                fallbacks.push(FallbackFont { index, ..fallbacks[given].clone() });
            }
        }
    }
    fallbacks.extend(system_fonts::covering(lacking));
    fonts_with(fallbacks)
}

fn fonts_with(fallbacks: Vec<FallbackFont>) -> Result<Fonts, Failure> {
    let face = |name: &str| assets::get(&format!("templates/fonts/{name}.ttf")).unwrap_or_default();
    Fonts::new(FontFiles {
        regular: face("NotoSans-Regular"),
        bold: face("NotoSans-Bold"),
        italic: face("NotoSans-Italic"),
        bold_italic: face("NotoSans-BoldItalic"),
        mono: face("NotoSansMono-Regular"),
        mono_bold: face("NotoSansMono-Bold"),
        fallbacks,
    })
}

/// The document that the template `name` makes of `view`.
pub(super) fn document(
    templates: &Templates,
    name: &str,
    view: &impl Serialize,
) -> Result<Document, Failure> {
    let text = templates.render(name, view)?;
    document::parse(&text, &format!("{} (filled in)", templates.file(name)))
}

/// `document` as a file of `format`; what was noticed goes to `warnings`.
pub(super) fn write(
    document: &Document,
    view: &impl Serialize,
    format: Format,
    page: &Page,
    session: &Session<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<u8> {
    match format {
        Format::Md => markdown::write(document).into_bytes(),
        Format::Html => html::write(document, page).into_bytes(),
        Format::Json => super::ui::json(view).into_bytes(),
        // A scorecard is no document: the command that offers it writes it.
        Format::Xlsx => Vec::new(),
        Format::Pdf => {
            let pdf = pdf::write(document, page, session);
            add_new(warnings, pdf.warnings);
            pdf.value
        }
    }
}

/// Adds those of `new` that are not among `warnings` yet.
pub(super) fn add_new(warnings: &mut Vec<Diagnostic>, new: Vec<Diagnostic>) {
    for warning in new {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
}
