//! The arguments of `panelkit init`.

use super::PaperName;
use super::plan::PlanArgs;
use crate::plan::StackSpec;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::PathBuf;

/// Begin an opening: a folder with settings, candidates, panel and a plan
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit init hiring                  asks for role, level, stacks and people\n  \
                   panelkit init hiring --role backend --level senior --stack rust,postgres \\\n      \
                   --candidate \"Zoë Łukasiewicz\" --interviewer \"José Ångström\"\n  \
                   panelkit init hiring --no-input       the files alone, and how to get a plan\n\n\
                   Nothing that stands there is overwritten: where one of the files does, none is written."
)]
pub(in crate::cli) struct InitArgs {
    /// The folder, made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    pub(in crate::cli) folder: PathBuf,
    /// The role, such as backend, or a job title; asked for on a terminal
    #[arg(long, value_name = "ROLE")]
    pub(in crate::cli) role: Option<String>,
    /// The level: junior, mid, senior or staff, or a word for one such as principal
    #[arg(long, visible_alias = "level", value_name = "LEVEL")]
    pub(in crate::cli) seniority: Option<String>,
    /// Technologies to ask about, such as rust,postgres; rust:4 asks for four questions of it
    #[arg(long, value_name = "STACK[:N]", value_delimiter = ',')]
    pub(in crate::cli) stack: Vec<StackSpec>,
    /// Read role, level and stacks from a job advertisement: text, Markdown, HTML, PDF or DOCX; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) job: Option<PathBuf>,
    /// The loop whose rounds are filled, such as screen or onsite; `panelkit plan --loops` lists them
    #[arg(long = "loop", value_name = "NAME", default_value = "onsite")]
    pub(in crate::cli) loop_name: String,
    /// A candidate's name; repeat for more
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) candidate: Vec<String>,
    /// An interviewer's name; repeat for more. They are assigned to the plan's rounds
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) interviewer: Vec<String>,
    /// Whose interviews these are: at the foot of each page
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) organisation: Option<String>,
    /// The paper of packets
    #[arg(long, value_enum)]
    pub(in crate::cli) paper: Option<PaperName>,
    /// The country whose law the words about what not to ask follow, such as US, UK or EU
    #[arg(long, value_name = "COUNTRY", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) country: Option<String>,
}

impl InitArgs {
    /// The arguments of `panelkit plan` that ask for the same plan.
    pub(in crate::cli) fn plan(&self) -> PlanArgs {
        PlanArgs {
            role: self.role.clone(),
            seniority: self.seniority.clone(),
            stack: self.stack.clone(),
            job: self.job.clone(),
            loop_name: self.loop_name.clone(),
            country: self.country.clone(),
            ..PlanArgs::default()
        }
    }

    /// Whether a plan is asked for.
    pub(in crate::cli) fn names_plan(&self) -> bool {
        self.role.is_some() || self.seniority.is_some() || self.job.is_some() || !self.stack.is_empty()
    }
}
