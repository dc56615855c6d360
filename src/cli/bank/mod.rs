//! `panelkit bank`: look into a question bank, check it, and add to it.

mod export;
mod import;
mod lint;
mod list;
mod new;
mod page;
mod search;
mod show;
mod stats;
mod table;

use super::config::Config;
use super::outcome::Outcome;
use super::ui::Ui;
use crate::bank::{Bank, Filter, Question};
use crate::diag::Failure;
use clap::{Args, Subcommand};

/// Look into the question bank, check it, and add to it
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit bank list --role backend --level senior --kind system-design\n  \
                   panelkit bank search rate limit\n  \
                   panelkit bank show adding-an-index\n  \
                   panelkit eject ours; panelkit bank new queue-that-grows --kind debugging --bank ours/question-bank\n  \
                   panelkit bank import questions.csv -o ours/question-bank\n  \
                   panelkit bank lint --bank ours/question-bank",
    disable_help_subcommand = true
)]
pub(super) struct BankArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(list::List),
    Show(show::Show),
    Search(search::Search),
    Stats(stats::Stats),
    Lint(lint::Lint),
    New(new::New),
    Import(import::Import),
    Export(export::Export),
}

/// Which questions; several names with commas, one of which has to fit
#[derive(Args)]
#[command(next_help_heading = "Which questions")]
struct Filters {
    /// Those that fit a role, such as backend
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Those that fit a level: junior, mid, senior or staff
    #[arg(long, visible_alias = "level", value_name = "LEVEL", value_delimiter = ',')]
    seniority: Vec<String>,
    /// Those that need a technology, such as rust; `any`: those that need none
    #[arg(long, value_name = "STACK", value_delimiter = ',')]
    stack: Vec<String>,
    /// Those of a kind, such as coding or system-design
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,
    /// Those that touch a competency, such as data-storage
    #[arg(long, value_name = "COMPETENCY", value_delimiter = ',')]
    competency: Vec<String>,
}

impl Filters {
    fn questions<'b>(&self, bank: &'b Bank) -> Result<Vec<&'b Question>, Failure> {
        let filter = Filter {
            roles: self.role.clone(),
            levels: self.seniority.clone(),
            stacks: self.stack.clone(),
            kinds: self.kind.clone(),
            competencies: self.competency.clone(),
        };
        filter.questions(bank)
    }
}

impl BankArgs {
    pub(super) fn run(&self, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
        match &self.command {
            Command::List(c) => c.run(config, ui),
            Command::Show(c) => c.run(config, ui),
            Command::Search(c) => c.run(config, ui),
            Command::Stats(c) => c.run(config, ui),
            Command::Lint(c) => c.run(config, ui),
            Command::New(c) => c.run(config, ui),
            Command::Import(c) => c.run(config, ui),
            Command::Export(c) => c.run(config, ui),
        }
    }
}
