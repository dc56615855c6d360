//! The arguments of `panelkit plan`.

use super::format::{PlanFormat, ReportFormat, SheetFormat};
use crate::plan::{Pin, RoundAssistant, RoundMinutes, RoundSpec, StackSpec, SwapSpec};
use clap::Args;
use std::path::PathBuf;

/// Choose the questions of a loop of rounds
#[derive(Args, Default)]
#[command(
    before_help = "Examples:\n  panelkit plan --role backend --seniority senior --stack rust,postgres -o loop\n  \
                   panelkit plan --role backend --level mid --loop screen\n  \
                   panelkit plan --job advertisement.pdf -o loop\n  \
                   panelkit plan --role backend --level staff --round system-design:60:Ana\n  \
                   panelkit plan -o loop --swap last-seat-sold-twice  another in its place\n  \
                   panelkit plan -o loop --exclude last-seat-sold-twice --minutes coding=45\n  \
                   panelkit plan -o loop --undo                       the revision before\n  \
                   panelkit plan -o loop --why last-seat-sold-twice   why it is there, or isn't"
)]
pub(in crate::cli) struct PlanArgs {
    /// The role, such as backend, or a job title; asked for on a terminal
    #[arg(long, value_name = "ROLE")]
    pub(in crate::cli) role: Option<String>,
    /// The level: junior, mid, senior or staff, or a word for one such as principal
    #[arg(long, visible_alias = "level", value_name = "LEVEL")]
    pub(in crate::cli) seniority: Option<String>,
    /// Read role, level and stacks from a job advertisement: text, Markdown, HTML, PDF or DOCX; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["undo", "audit", "minutes"])]
    pub(in crate::cli) job: Option<PathBuf>,
    /// Technologies to ask about, such as rust,postgres, in the words of the trade; rust:4 asks for four questions of it
    #[arg(long, value_name = "STACK[:N]", value_delimiter = ',')]
    pub(in crate::cli) stack: Vec<StackSpec>,
    /// List the loops to choose from, with their rounds and minutes; --role and --level show those of one job
    #[arg(long, conflicts_with_all = ["audit", "job", "undo", "swap", "variants", "why", "output"])]
    pub(in crate::cli) loops: bool,
    /// The loop whose rounds are filled, such as screen or onsite; --loops lists them
    #[arg(long = "loop", value_name = "NAME", default_value = "onsite")]
    pub(in crate::cli) loop_name: String,
    /// A round composed by hand, in place of the loop's; repeat for more
    #[arg(long, value_name = "KIND:MINUTES[:INTERVIEWER]")]
    pub(in crate::cli) round: Vec<RoundSpec>,
    /// Whether an AI assistant may be used in a round, such as coding=allowed: no, allowed or required
    #[arg(long, value_name = "ROUND=RULE")]
    pub(in crate::cli) assistant: Vec<RoundAssistant>,
    /// The country whose law the words about what not to ask follow, such as US, UK or EU [default: that of panelkit.toml]
    #[arg(long, env = "PANELKIT_COUNTRY", value_name = "COUNTRY")]
    pub(in crate::cli) country: Option<String>,
    /// Assign interviewers: a CSV of names, competencies, stacks, kinds and limits
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) panel: Option<PathBuf>,
    /// The sheet of --panel that is read, where it is a workbook
    #[arg(long, value_name = "NAME", requires = "panel")]
    pub(in crate::cli) sheet: Option<String>,
    /// Leave out a question, the questions of an earlier plan.json, or those listed in a file
    #[arg(long, value_name = "ID|PLAN|FILE")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Put this question into that round, whatever else is chosen
    #[arg(long, value_name = "ID@ROUND")]
    pub(in crate::cli) keep: Vec<Pin>,
    /// Prefer questions asked less often: a CSV item,count, earlier plans, or a folder of loops
    #[arg(long, value_name = "FILE|PLAN|FOLDER")]
    pub(in crate::cli) exposure: Vec<PathBuf>,
    /// Replace this question by the best equivalent, or by ID, and leave the rest as it is; repeat for more
    #[arg(long, value_name = "ID[=ID]", conflicts_with_all = ["variants", "why"])]
    pub(in crate::cli) swap: Vec<SwapSpec>,
    /// Give a round of the plan that is there another length
    #[arg(long, value_name = "ROUND=N", conflicts_with_all = ["variants", "why"])]
    pub(in crate::cli) minutes: Vec<RoundMinutes>,
    /// Bring back the revision before
    #[arg(long, conflicts_with_all = ["swap", "minutes", "keep", "exclude", "stack", "seed", "variants", "why", "role", "seniority"])]
    pub(in crate::cli) undo: bool,
    /// Make several plans that are as good and share no question
    #[arg(long, value_name = "N", conflicts_with_all = ["keep", "why"], value_parser = clap::value_parser!(u8).range(2..=8))]
    pub(in crate::cli) variants: Option<u8>,
    /// Say why a question is in the plan, or why it isn't
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) why: Option<String>,
    /// Tell the values behind --why, too
    #[arg(short, long, requires = "why")]
    pub(in crate::cli) verbose: bool,
    /// Find what is asked twice within and across existing plans
    #[arg(long, value_name = "PLAN", num_args = 1.., conflicts_with_all = ["role", "seniority", "swap", "variants", "why", "output"])]
    pub(in crate::cli) audit: Vec<PathBuf>,
    /// Another seed makes another plan that is as good [default: 0]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) seed: Option<u64>,
    /// Write plan.json and plan.md into this folder; without --role the plan that is there is changed
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// How the plan is printed; html and pdf are for the hiring manager, and go into the folder of -o
    #[arg(long, value_enum, value_delimiter = ',', default_value = "table")]
    pub(in crate::cli) format: Vec<PlanFormat>,
}

impl PlanArgs {
    /// How the plan is printed.
    pub(in crate::cli) fn printed(&self) -> ReportFormat {
        self.format.iter().find_map(|f| f.printed()).unwrap_or(ReportFormat::Table)
    }

    /// The sheets for the hiring manager.
    pub(in crate::cli) fn sheets(&self) -> Vec<SheetFormat> {
        self.format.iter().filter_map(|f| f.sheet()).collect()
    }
}
