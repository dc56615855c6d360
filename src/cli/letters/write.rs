//! Letters as files.

use crate::cli::args::{LetterFormat, PacketFormat, PaperName};
use crate::cli::config::Config;
use crate::cli::files::{Outputs, Owner};
use crate::cli::packet::PrintedContents;
use crate::cli::typeset;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::document::Document;
use crate::opening::LoopFolder;
use crate::opening::files::{PRINTED, letter_file};
use crate::render::pdf::Session;
use crate::render::{Page, plain};
use serde::Serialize;

/// A letter that is to be written.
pub(super) struct Draft<V> {
    /// The candidate's name in file names.
    pub(super) slug: String,
    /// The title of the document.
    pub(super) title: String,
    pub(super) view: V,
}

/// Writes `drafts` with the template `name` into the folders of their candidates. One that a person has edited since is
/// overwritten only with `--force`. Returns what was noticed.
pub(super) fn write<V: Serialize>(
    folder: &LoopFolder,
    name: &str,
    drafts: &[Draft<V>],
    formats: &[LetterFormat],
    paper: Option<PaperName>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Vec<Diagnostic>, Failure> {
    let templates = config.templates(&[name])?;
    let views: Vec<&V> = drafts.iter().map(|draft| &draft.view).collect();
    let text = serde_json::to_string(&views).unwrap_or_default();
    let fonts = if formats.contains(&LetterFormat::Pdf) {
        typeset::fonts_for(&[], &text)?
    } else {
        typeset::fonts()?
    };
    let session = Session::new(&fonts);
    let (mut outputs, mut warnings) = (Outputs::default(), Vec::new());
    let earlier = PrintedContents::of(folder);
    let mut contents = PrintedContents::of(folder);
    for draft in drafts {
        let document = typeset::document(&templates, name, &draft.view)?;
        let page = page(&draft.title, paper, config);
        for &format in formats {
            let bytes = bytes(&document, &draft.view, format, &page, &session, &mut warnings);
            let path = folder.path(&letter_file(&draft.slug, name, format.extension()));
            let owner = if earlier.has(&path) { Owner::Kit } else { Owner::Person };
            contents.add(&bytes);
            outputs.add(path, bytes, owner);
        }
    }
    if !config.dry_run {
        outputs.add(folder.path(PRINTED), contents.content(), Owner::Kit);
    }
    outputs.write(config, ui)?;
    Ok(warnings)
}

/// `document` as a file of `format`.
pub(in crate::cli) fn bytes(
    document: &Document,
    view: &impl Serialize,
    format: LetterFormat,
    page: &Page,
    session: &Session<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<u8> {
    let format = match format {
        LetterFormat::Txt => return plain::write(document).into_bytes(),
        LetterFormat::Pdf => PacketFormat::Pdf,
        LetterFormat::Md => PacketFormat::Md,
        LetterFormat::Html => PacketFormat::Html,
    };
    typeset::write(document, view, format, page, session, warnings)
}

/// What stands around a letter: the organisation, and nobody's name.
pub(in crate::cli) fn page(title: &str, paper: Option<PaperName>, config: &Config) -> Page {
    Page {
        paper: config.paper(paper),
        title: title.to_owned(),
        language: "en".to_owned(),
        footer: config.settings.organisation.clone().unwrap_or_default(),
        ..Page::default()
    }
}
