//! What all commands go by: arguments, environment and panelkit.toml together. Made once, and not changed after that.

mod settings;

pub(super) use settings::{Settings, parse_prefer, settings_files};

use super::args::{GlobalArgs, PaperName};
use super::files::Unfinished;
use super::unpacker::ChildUnpacker;
use crate::bank::Bank;
use crate::diag::{Diagnostic, Failure, Place};
use crate::render::Paper;
use crate::sheet::SheetReader;
use crate::template::Templates;
use std::path::{Path, PathBuf};

/// What all commands go by.
#[derive(Debug)]
pub(super) struct Config {
    /// The bank's folder as the command line or the environment names it.
    pub(super) named_bank: Option<PathBuf>,
    /// The bank's folder; none for the built-in bank.
    pub(super) bank_folder: Option<PathBuf>,
    /// The folder of a team's own templates.
    pub(super) template_folder: Option<PathBuf>,
    /// Whether nobody is to be asked on the terminal.
    pub(super) no_input: bool,
    /// Whether files that a person may have edited are overwritten.
    pub(super) force: bool,
    /// Whether nothing is written, but what would be is said.
    pub(super) dry_run: bool,
    /// A team's defaults.
    pub(super) settings: Settings,
    /// What files with tables are read with.
    pub(super) sheets: SheetReader,
    /// What goes with the process when it is told to end.
    pub(super) unfinished: Unfinished,
}

impl Config {
    /// What `args` and `settings` say together; an argument wins.
    pub(super) fn new(args: &GlobalArgs, settings: Settings) -> Self {
        Self {
            named_bank: args.bank.clone(),
            bank_folder: args.bank.clone().or_else(|| settings.bank.clone()),
            template_folder: args.templates.clone().or_else(|| settings.templates.clone()),
            no_input: args.no_input,
            force: args.force,
            dry_run: args.dry_run,
            settings,
            sheets: SheetReader::new(ChildUnpacker::default()),
            unfinished: Unfinished::default(),
        }
    }

    /// The folder of the question bank; none for the built-in one.
    pub(super) fn bank_folder(&self) -> Option<&Path> {
        self.bank_folder.as_deref()
    }

    /// The question bank.
    pub(super) fn bank(&self) -> Result<Bank, Failure> {
        Bank::load(self.bank_folder())
    }

    /// The templates called `names`, and the parts that they include.
    pub(super) fn templates(&self, names: &[&str]) -> Result<Templates, Failure> {
        let folder = self.template_folder.as_deref();
        if let Some(missing) = folder.filter(|f| !f.is_dir()) {
            return Err(no_template_folder(missing).into());
        }
        Templates::load(folder, names)
    }

    /// The paper: the one that `asked` names, else that of the settings, else A4.
    pub(super) fn paper(&self, asked: Option<PaperName>) -> Paper {
        match asked.or(self.settings.paper) {
            None | Some(PaperName::A4) => Paper::A4,
            Some(PaperName::Letter) => Paper::Letter,
        }
    }
}

/// The error that `folder`, which is to hold templates, isn't there.
pub(super) fn no_template_folder(folder: &Path) -> Diagnostic {
    Diagnostic::error("template-folder", "there is no such folder of templates")
        .at(Place::of_path(folder))
        .hint("`panelkit eject DIR` writes the built-in ones out, to edit")
}
