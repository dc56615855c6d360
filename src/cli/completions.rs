//! `panelkit completions`: what a shell completes.

use super::args::{Cli, CompletionsArgs};
use super::config::Config;
use super::outcome::Outcome;
use super::ui::Ui;
use crate::bank::{Bank, QuestionKind};
use crate::diag::Failure;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, CommandFactory, ValueHint};

pub(super) fn run(args: &CompletionsArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let names = Names::of(&config.bank()?);
    let mut command = names.complete(Cli::command());
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "panelkit", &mut script);
    ui.bytes(&script);
    Ok(Outcome::Done)
}

/// The names that a bank knows, by the options that take them.
struct Names(Vec<(&'static str, Vec<PossibleValue>)>);

impl Names {
    fn of(bank: &Bank) -> Self {
        let titled = |id: &str, title: &str| PossibleValue::new(id.to_owned()).help(title.to_owned());
        let questions: Vec<_> = bank.questions.iter().map(|q| titled(&q.id, &q.title)).collect();
        let stacks = bank.stacks().into_iter().map(|s| PossibleValue::new(s.to_owned()));
        Self(vec![
            ("role", bank.roles.iter().map(|r| titled(&r.id, &r.title)).collect()),
            ("seniority", bank.levels.iter().map(|l| titled(&l.id, &l.title)).collect()),
            ("stack", stacks.collect()),
            ("kind", QuestionKind::ALL.iter().map(|k| PossibleValue::new(k.name())).collect()),
            ("competency", bank.competencies.iter().map(|c| titled(&c.id, &c.title)).collect()),
            ("loop_name", bank.loops.iter().map(|l| PossibleValue::new(l.id.clone())).collect()),
            ("swap", questions.clone()),
            ("why", questions.clone()),
            ("ids", questions),
        ])
    }

    /// The same command, whose arguments know these names and which of them are folders.
    fn complete(&self, command: Command) -> Command {
        let command = command.mut_args(|arg| self.argument(arg));
        command.mut_subcommands(|sub| self.complete(sub))
    }

    fn argument(&self, arg: Arg) -> Arg {
        if let Some((_, values)) = self.0.iter().find(|(id, _)| arg.get_id() == id) {
            return arg.value_parser(PossibleValuesParser::new(values.clone()));
        }
        let name = arg.get_value_names().and_then(|n| n.first()).map(ToString::to_string);
        match name.as_deref() {
            Some("DIR" | "LOOP") => arg.value_hint(ValueHint::DirPath),
            Some("FILE") => arg.value_hint(ValueHint::FilePath),
            Some(n) if n.split('|').any(|n| ["FILE", "PLAN", "LOOP", "PATH"].contains(&n)) => {
                arg.value_hint(ValueHint::AnyPath)
            }
            _ => arg,
        }
    }
}
