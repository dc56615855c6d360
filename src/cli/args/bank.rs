//! The arguments of `panelkit bank`.

use super::TableFormat;
use crate::bank::stats::FEW;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
pub(in crate::cli) struct BankArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: BankCommand,
}

#[derive(Subcommand)]
pub(in crate::cli) enum BankCommand {
    List(BankListArgs),
    Show(BankShowArgs),
    Search(BankSearchArgs),
    Stats(BankStatsArgs),
    Lint(BankLintArgs),
    New(BankNewArgs),
    Import(BankImportArgs),
    Export(BankExportArgs),
    Upgrade(BankUpgradeArgs),
}

/// Which questions; several names with commas, one of which has to fit
#[derive(Args)]
#[command(next_help_heading = "Which questions")]
pub(in crate::cli) struct QuestionFilters {
    /// Those that fit a role, such as backend
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    pub(in crate::cli) role: Vec<String>,
    /// Those that fit a level: junior, mid, senior or staff
    #[arg(long, visible_alias = "level", value_name = "LEVEL", value_delimiter = ',')]
    pub(in crate::cli) seniority: Vec<String>,
    /// Those that need a technology, such as rust; `any`: those that need none
    #[arg(long, value_name = "STACK", value_delimiter = ',')]
    pub(in crate::cli) stack: Vec<String>,
    /// Those of a kind, such as coding or system-design
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<String>,
    /// Those that touch a competency, such as data-storage
    #[arg(long, value_name = "COMPETENCY", value_delimiter = ',')]
    pub(in crate::cli) competency: Vec<String>,
}

/// List questions, one a line
#[derive(Args)]
pub(in crate::cli) struct BankListArgs {
    #[command(flatten)]
    pub(in crate::cli) filters: QuestionFilters,
}

/// Show questions with their rubrics
#[derive(Args)]
pub(in crate::cli) struct BankShowArgs {
    /// The ids of the questions
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
    /// How they are printed: toml is the file as it was written
    #[arg(long, value_enum, default_value_t = QuestionFormat::Page)]
    pub(in crate::cli) format: QuestionFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum QuestionFormat {
    Page,
    Md,
    Json,
    Toml,
}

/// Find questions by words in titles, keywords, topics and texts; a typo is forgiven
#[derive(Args)]
pub(in crate::cli) struct BankSearchArgs {
    /// What to look for
    #[arg(value_name = "WORD", required = true)]
    pub(in crate::cli) words: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: QuestionFilters,
    /// How many to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(in crate::cli) limit: usize,
}

/// Count questions by kind, stack and level, and name the spots that several plans can't fill
#[derive(Args)]
pub(in crate::cli) struct BankStatsArgs {
    #[command(flatten)]
    pub(in crate::cli) filters: QuestionFilters,
    /// A spot is thin that so many plans without a common question can't all fill
    #[arg(long, value_name = "N", default_value_t = FEW)]
    pub(in crate::cli) few: usize,
    /// How the numbers are printed
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(in crate::cli) format: TableFormat,
}

/// Check every file of the bank; exit 1 where something was found
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit bank lint --bank ours/question-bank\n  \
                         panelkit bank lint queue-that-grows --bank ours/question-bank\n  \
                         panelkit bank lint ours/question-bank/questions/debugging --bank ours/question-bank\n  \
                         panelkit bank lint --bank ours/question-bank --format sarif > lint.sarif")]
pub(in crate::cli) struct BankLintArgs {
    /// Show only what is found in these: ids, files or folders of the bank [default: all]
    #[arg(value_name = "ID|PATH")]
    pub(in crate::cli) only: Vec<String>,
    /// How findings are printed: full with their lines, short one a line, the others for programs
    #[arg(long, value_enum, default_value_t = LintFormat::Full)]
    pub(in crate::cli) format: LintFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LintFormat {
    Full,
    Short,
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// For code forges and editors
    Sarif,
    /// For build servers
    Junit,
}

/// Write the skeleton of a new question, to fill in
#[derive(Args)]
pub(in crate::cli) struct BankNewArgs {
    /// The id: lower-case words and hyphens, such as queue-that-grows
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    /// The kind of question
    #[arg(long, value_name = "KIND", default_value = "technical")]
    pub(in crate::cli) kind: String,
    /// The folder inside the bank's questions; the kind, if not given
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) family: Option<String>,
    /// Write to this file in place of the bank's folder; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// Turn a list of questions into question files, and say what each lacks
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit bank import questions.csv                        writes below ./imported\n  \
                   panelkit bank import questions.xlsx -o ours/question-bank\n  \
                   panelkit bank import README.md --role frontend --level mid,senior\n  \
                   panelkit bank lint --bank imported\n\n\
                   The list is a CSV file, a workbook, Markdown, YAML or JSON, or what `bank export` wrote. Of a table a\n\
                   row is a question. Columns in any order: question (or ask, prompt), title, role, level, stack, kind\n\
                   (or type), competency (or skill), minutes, answer, notes, and the fields of a question file. One of\n\
                   question and title has to be there. No file is overwritten."
)]
pub(in crate::cli) struct BankImportArgs {
    /// The list: a CSV file, a workbook, Markdown, YAML or JSON
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// The only sheet that is read, where the list is a workbook [default: all]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// The roles of questions that name none, such as backend,fullstack
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    pub(in crate::cli) role: Vec<String>,
    /// The levels of questions that name none, such as mid,senior
    #[arg(long, visible_alias = "level", value_name = "LEVEL", value_delimiter = ',')]
    pub(in crate::cli) seniority: Vec<String>,
    /// The kind of questions that name none, such as behavioral [default: technical]
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    /// The bank's folder to write into [default: that of --bank or panelkit.toml, else imported]
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// Write questions out, for other programs and for reading
#[derive(Args)]
pub(in crate::cli) struct BankExportArgs {
    #[command(flatten)]
    pub(in crate::cli) filters: QuestionFilters,
    /// What is written; schema is the JSON Schema of a question file
    #[arg(long, value_enum, default_value_t = ExportedFormat::Json)]
    pub(in crate::cli) format: ExportedFormat,
    /// Write to this file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// Rewrite questions of an earlier schema, with `expect` and `anchors`, to one ladder
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit bank upgrade ours/question-bank --dry-run    says what it would do\n  \
                   panelkit bank upgrade ours/question-bank\n  \
                   panelkit bank lint --bank ours/question-bank\n\n\
                   Comments and order stay, and no sentence is lost. A question for several levels becomes a draft,\n\
                   since somebody has to read its ladder as a whole. What is converted already stays as it is."
)]
pub(in crate::cli) struct BankUpgradeArgs {
    /// The bank's folder
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,
    /// Leave questions in plans although their ladder is still to be read; the linter lists them
    #[arg(long)]
    pub(in crate::cli) keep_in_plans: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportedFormat {
    Json,
    Csv,
    Md,
    Schema,
}
