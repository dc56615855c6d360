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
mod upgrade;

use super::args::{BankArgs, BankCommand, QuestionFilters};
use super::config::Config;
use super::outcome::Outcome;
use super::ui::Ui;
use crate::bank::{Bank, Filter, Question};
use crate::diag::Failure;

pub(super) fn run(args: &BankArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    match &args.command {
        BankCommand::List(args) => list::run(args, config, ui),
        BankCommand::Show(args) => show::run(args, config, ui),
        BankCommand::Search(args) => search::run(args, config, ui),
        BankCommand::Stats(args) => stats::run(args, config, ui),
        BankCommand::Lint(args) => lint::run(args, config, ui),
        BankCommand::New(args) => new::run(args, config, ui),
        BankCommand::Import(args) => import::run(args, config, ui),
        BankCommand::Export(args) => export::run(args, config, ui),
        BankCommand::Upgrade(args) => upgrade::run(args, config, ui),
    }
}

/// The questions that the filters let through; fails where a name is unknown.
fn questions_of<'b>(filters: &QuestionFilters, bank: &'b Bank) -> Result<Vec<&'b Question>, Failure> {
    let filter = Filter {
        roles: filters.role.clone(),
        levels: filters.seniority.clone(),
        stacks: filters.stack.clone(),
        kinds: filters.kind.clone(),
        competencies: filters.competency.clone(),
    };
    filter.questions(bank)
}
