//! From a view to files: template, document, writers.

use super::args::PacketFormat;
use super::system_fonts;
use crate::assets;
use crate::diag::{Diagnostic, Failure};
use crate::document::{self, Document};
use crate::limits::{self, unreadable};
use crate::render::pdf::{self, FallbackFont, FontFiles, Fonts, Session};
use crate::render::{Page, html, markdown};
use crate::template::Templates;
use crate::text::shown;
use serde::Serialize;
use std::path::PathBuf;

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
        let file = shown(path);
        match limits::FONT_FILE.read(path) {
            Ok(bytes) => fallbacks.push(FallbackFont { file, bytes: bytes.into(), index: 0 }),
            Err(e) => findings.extend([unreadable(path, &e)]),
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
    format: PacketFormat,
    page: &Page,
    session: &Session<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<u8> {
    match format {
        PacketFormat::Md => markdown::write(document).into_bytes(),
        PacketFormat::Html => html::write(document, page).into_bytes(),
        PacketFormat::Json => super::ui::json(view).into_bytes(),
        // A scorecard is no document: the command that offers it writes it.
        PacketFormat::Xlsx => Vec::new(),
        PacketFormat::Pdf => {
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
