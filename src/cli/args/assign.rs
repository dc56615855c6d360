//! The arguments of `panelkit assign`.

use clap::Args;
use std::path::PathBuf;
use std::str::FromStr;

/// Say who holds which round, stands in, or sits in
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit assign loop coding=\"Petra Nováková\"           for all candidates\n  \
                   panelkit assign loop technical=Mei,Ingrid             the second rates too, sealed from the lead\n  \
                   panelkit assign loop technical=Ingrid --candidate Ana  a stand-in\n  \
                   panelkit assign loop coding --shadow Eli               a trainee sits in\n  \
                   panelkit assign loop technical --remove Ingrid         somebody leaves the round\n\n\
                   It all stands in schedule.csv, which any spreadsheet opens."
)]
pub(in crate::cli) struct AssignArgs {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    pub(in crate::cli) folder: PathBuf,
    /// A round by its id, title or number, and who holds it; behind a comma who rates too
    #[arg(value_name = "ROUND[=NAME[,NAME]]", required = true)]
    pub(in crate::cli) rounds: Vec<Assigned>,
    /// Only for this candidate: a name, id or e-mail address; repeat for more
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) candidate: Vec<String>,
    /// A trainee who sits in on these rounds; repeat for more
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) shadow: Vec<String>,
    /// Somebody who leaves these rounds; repeat for more
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) remove: Vec<String>,
}

/// A round and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Assigned {
    /// The round as it was typed.
    pub(in crate::cli) round: String,
    /// The lead, then the seconds; none where only trainees come, or somebody leaves.
    pub(in crate::cli) names: Vec<String>,
}

impl FromStr for Assigned {
    type Err = String;

    /// Reads `ROUND` or `ROUND=NAME[,NAME]`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (round, names) = text.split_once('=').map_or((text, None), |(round, names)| (round, Some(names)));
        let names: Vec<String> =
            names.map_or_else(Vec::new, |n| n.split(',').map(|name| name.trim().to_owned()).collect());
        if round.trim().is_empty() || names.iter().any(String::is_empty) {
            return Err("write ROUND=NAME, such as coding=\"Petra Nováková\"".into());
        }
        Ok(Self { round: round.trim().to_owned(), names })
    }
}
