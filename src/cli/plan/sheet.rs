//! The plan for the hiring manager: the day, the rounds, what is rated where, and first of all what is left open.

use super::peopled::PeopledPlan;
use crate::cli::args::SheetFormat;
use crate::cli::config::Config;
use crate::cli::typeset;
use crate::diag::Failure;
use crate::plan::outline;
use crate::render::pdf::{self, Session};
use crate::render::{Page, html};

/// The sheet as a file of this format.
pub(super) fn sheet(plan: PeopledPlan<'_>, format: SheetFormat, config: &Config) -> Result<Vec<u8>, Failure> {
    let outline = outline(plan.plan, plan.people);
    let document = typeset::document(&config.templates(&["plan-sheet"])?, "plan-sheet", &outline)?;
    let organisation = config.settings.organisation.as_deref().map(|o| format!("{o}. ")).unwrap_or_default();
    let page = Page {
        paper: config.paper(None),
        title: format!("Interview plan: {}", outline.title),
        author: config.settings.organisation.clone().unwrap_or_default(),
        language: "en".to_owned(),
        header_left: outline.title.clone(),
        header_right: outline.id.clone(),
        footer: format!("{organisation}Not for candidates. Interview plan {}", outline.id),
        ..Page::default()
    };
    Ok(match format {
        SheetFormat::Html => html::write(&document, &page).into_bytes(),
        SheetFormat::Pdf => {
            let text =
                format!("{} {}", outline.title, config.settings.organisation.as_deref().unwrap_or_default());
            pdf::write(&document, &page, &Session::new(&typeset::fonts_for(&[], &text)?)).value
        }
    })
}
