//! `panelkit bank show`: shows questions with their rubrics.

use super::super::ui::Ui;
use super::page;
use crate::bank::export::{self, QuestionsExport};
use crate::bank::{Bank, Question, search};
use crate::cli::args::{BankShowArgs, QuestionFormat};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::{Diagnostic, Failure};
use crate::text::{did_you_mean, visible};

pub(super) fn run(args: &BankShowArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions(args, &bank)?;
    match args.format {
        QuestionFormat::Page => {
            let pages: Vec<String> = questions.iter().map(|q| page::page(&export::page(&bank, q))).collect();
            ui.result(&pages.join("\n\n"));
        }
        QuestionFormat::Md => ui.result(&page::markdown(&bank, &questions, config)?),
        QuestionFormat::Json => {
            ui.result(&json(&QuestionsExport { format: export::FORMAT, questions: &questions }));
        }
        QuestionFormat::Toml => {
            let files = config.bank_files()?;
            let texts: Vec<&str> = questions
                .iter()
                .filter_map(|q| Some(Bank::source_of(&files, &q.id)?.text.as_str()))
                .collect();
            ui.result(&texts.join("\n"));
        }
    }
    Ok(Outcome::Done)
}

fn questions<'b>(args: &BankShowArgs, bank: &'b Bank) -> Result<Vec<&'b Question>, Failure> {
    let known: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
    let mut findings = Vec::new();
    let mut questions = Vec::new();
    for id in &args.ids {
        match bank.question(id) {
            Some(q) => questions.push(q),
            None => findings.push(
                Diagnostic::error("unknown-name", format!("there is no question `{}`", visible(id)))
                    .hint(nearest_question(id, bank, &known)),
            ),
        }
    }
    if findings.is_empty() { Ok(questions) } else { Err(Failure(findings)) }
}

/// The ids nearest to `id`, or what a search for its words finds.
fn nearest_question(id: &str, bank: &Bank, known: &[&str]) -> String {
    let near = did_you_mean(id, known);
    if near.starts_with("did you mean") {
        return near;
    }
    let all: Vec<&Question> = bank.questions.iter().collect();
    match search(&all, &id.replace('-', " ")).hits.first() {
        Some(hit) => format!("did you mean {}? `panelkit bank search WORDS` finds more", hit.question.id),
        None => "`panelkit bank list` names all, `panelkit bank search WORDS` finds some".to_owned(),
    }
}
