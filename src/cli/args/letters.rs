//! The arguments of `panelkit brief`, `questions`, `letter` and `feedback`.

use super::packet::PaperName;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Write what candidates get beforehand: rounds, what is assessed, how to prepare
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit brief loop\n  \
                   panelkit brief loop --candidate \"Zoë Łukasiewicz\" --names --format pdf,txt\n\n\
                   It holds nothing of a question or a rubric, and lies in letters/NAME.")]
pub(in crate::cli) struct BriefArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate's name; repeat for more. Without it, those of candidates.csv
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Vec<String>,
    /// Say who holds each round
    #[arg(long)]
    pub(in crate::cli) names: bool,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "pdf,md,txt")]
    pub(in crate::cli) format: Vec<LetterFormat>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    pub(in crate::cli) paper: Option<PaperName>,
}

/// Show interviewers what candidates ask, with the replies to prepare
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit questions loop\n  \
                   panelkit questions loop --format pdf -o replies.pdf")]
pub(in crate::cli) struct QuestionsArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value = "txt")]
    pub(in crate::cli) format: LetterFormat,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    pub(in crate::cli) paper: Option<PaperName>,
}

/// Write a letter to candidates, to edit before it goes
#[derive(Args)]
#[command(before_help = "Examples:\n  panelkit letter loop invitation --candidate \"Zoë Łukasiewicz\"\n  \
                   panelkit letter loop not-this-time\n\n\
                   Without --candidate, an invitation and thanks go to all active candidates, the others to those\n\
                   about whom it was decided so. The letters lie in letters/NAME.")]
pub(in crate::cli) struct LetterArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// Which letter
    #[arg(value_enum, value_name = "LETTER")]
    pub(in crate::cli) letter: LetterName,
    /// The candidate's name; repeat for more
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Vec<String>,
    /// Say who holds each round
    #[arg(long)]
    pub(in crate::cli) names: bool,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "md,txt")]
    pub(in crate::cli) format: Vec<LetterFormat>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    pub(in crate::cli) paper: Option<PaperName>,
}

/// Write a candidate, after a decision, what was seen and what comes next
#[derive(Args)]
#[command(before_help = "Example:\n  panelkit feedback loop --candidate \"Zoë Łukasiewicz\"\n\n\
                   The letter names nobody else, no score and no question. Read it and edit it before it goes.")]
pub(in crate::cli) struct FeedbackArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// The candidate: a name, an id or an e-mail address
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: String,
    /// Add what interviewers wrote, but for what names another person
    #[arg(long)]
    pub(in crate::cli) quotes: bool,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "md,txt")]
    pub(in crate::cli) format: Vec<LetterFormat>,
    /// The paper [default: that of panelkit.toml, else a4]
    #[arg(long, value_enum, env = "PANELKIT_PAPER")]
    pub(in crate::cli) paper: Option<PaperName>,
}

/// What is written for a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LetterFormat {
    Pdf,
    Md,
    Html,
    /// Plain text, for a mail
    Txt,
}

impl LetterFormat {
    /// The ending of file names.
    pub(in crate::cli) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Html => "html",
            Self::Txt => "txt",
        }
    }
}

/// A letter by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LetterName {
    Invitation,
    Thanks,
    NotThisTime,
    NextRound,
}

impl LetterName {
    /// The name of its template and its file.
    pub(in crate::cli) fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Thanks => "thanks",
            Self::NotThisTime => "not-this-time",
            Self::NextRound => "next-round",
        }
    }
}
