//! What all commands go by: arguments, environment and panelkit.toml together. Made once, and not changed after that.

mod keys;
mod settings;

pub(super) use keys::KEYS;
pub(super) use settings::{Settings, parse_prefer, settings_files};

use super::args::{GlobalArgs, PaperName};
use super::files::Unfinished;
use super::unpacker::ChildUnpacker;
use crate::bank::{Bank, BankLayer, SourceFile};
use crate::diag::{Diagnostic, Failure, Place};
use crate::render::Paper;
use crate::sheet::SheetReader;
use crate::template::Templates;
use std::path::{Path, PathBuf};

/// What all commands go by.
#[derive(Debug)]
pub(super) struct Config {
    /// The banks as the command line or the environment names them.
    pub(super) named_banks: Vec<PathBuf>,
    /// The banks that are read together, a later one adding to those before it; empty for the built-in one.
    pub(super) banks: Vec<BankLayer>,
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
            named_banks: args.bank.clone(),
            banks: layers(if args.bank.is_empty() { &settings.banks } else { &args.bank }),
            template_folder: args.templates.clone().or_else(|| settings.templates.clone()),
            no_input: args.no_input,
            force: args.force,
            dry_run: args.dry_run,
            settings,
            sheets: SheetReader::new(ChildUnpacker::default()),
            unfinished: Unfinished::default(),
        }
    }

    /// The folder of the question bank to which questions are written; none for the built-in one.
    pub(super) fn bank_folder(&self) -> Option<&Path> {
        self.bank_folders().last()
    }

    /// The folders among the banks.
    pub(super) fn bank_folders(&self) -> impl Iterator<Item = &Path> {
        self.banks.iter().filter_map(|layer| match layer {
            BankLayer::BuiltIn => None,
            BankLayer::Folder(folder) => Some(folder.as_path()),
        })
    }

    /// The question bank.
    pub(super) fn bank(&self) -> Result<Bank, Failure> {
        Bank::layered(&self.banks)
    }

    /// The files of the question bank.
    pub(super) fn bank_files(&self) -> Result<Vec<SourceFile>, Failure> {
        Bank::layered_files(&self.banks)
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

/// The name of the built-in bank beside a team's own.
pub(super) const BUILT_IN: &str = "builtin";

/// The banks that are named so.
fn layers(names: &[PathBuf]) -> Vec<BankLayer> {
    let layer = |name: &PathBuf| {
        // In a file of settings a name is relative to its folder.
        if name.file_name().is_some_and(|n| n == BUILT_IN) && !name.exists() {
            BankLayer::BuiltIn
        } else {
            BankLayer::Folder(name.clone())
        }
    };
    names.iter().map(layer).collect()
}

/// The error that `folder`, which is to hold templates, isn't there.
pub(super) fn no_template_folder(folder: &Path) -> Diagnostic {
    Diagnostic::error("template-folder", "there is no such folder of templates")
        .at(Place::of_path(folder))
        .hint("`panelkit eject DIR` writes the built-in ones out, to edit")
}
