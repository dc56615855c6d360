//! `panelkit.toml`: a team's defaults.
//!
//! A flag beats the environment, which beats the file in the loop's folder, which beats that in the current folder, which
//! beats that in the user's configuration folder.

use crate::cli::args::PaperName;
use crate::diag::{Diagnostic, Failure};
use crate::gather::Prefer;
use crate::limits::{SETTINGS_FILE, unreadable};
use crate::opening::files::SETTINGS;
use crate::opening::{PROFILES, RetentionRule};
use crate::sheet::Column;
use crate::text::shown;
use crate::toml::{self, NameSet, TableReader, TomlFile};
use clap::ValueEnum;
use etcetera::{BaseStrategy, choose_base_strategy};
use std::env;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A team's defaults; what isn't set has the kit's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::cli) struct Settings {
    /// Whose interviews these are: at the foot of each page.
    pub organisation: Option<String>,
    /// The line at the foot of each page.
    pub confidentiality: Option<String>,
    pub paper: Option<PaperName>,
    /// The country whose law the words about what not to ask follow.
    pub country: Option<String>,
    /// Whom candidates ask: a name and an address.
    pub contact: Option<String>,
    /// The pay range, as candidates are told it.
    pub pay: Option<String>,
    /// How long records of candidates are kept, as they are told it.
    pub kept_for: Option<String>,
    /// How long records of candidates are kept, by which `purge --due` goes.
    pub retention: Option<RetentionRule>,
    /// The time zone of times that name none, such as `Europe/Berlin`.
    pub zone: Option<String>,
    /// The question banks that are read together; `builtin` is the built-in one.
    pub banks: Vec<PathBuf>,
    pub templates: Option<PathBuf>,
    /// The team's own names of a scorecard's columns.
    pub headers: Vec<(Column, String)>,
    /// Interviewers in training.
    pub trainees: Vec<String>,
    /// Which of two different copies of a scorecard counts.
    pub prefer: Option<Prefer>,
}

/// What is set elsewhere, and where.
const ELSEWHERE: [(&str, &str); 2] = [
    (
        "scale",
        "the scale is the bank's: `panelkit eject` writes the bank out, then edit question-bank/scale.toml",
    ),
    ("weights", "weights are a role's: `panelkit eject` writes the bank out, then edit question-bank/roles"),
];

impl Settings {
    /// The settings of the loop's folder, where a command names one, of the current folder, the user and the environment;
    /// fails with every mistake in the files.
    pub fn load(opening: Option<&Path>) -> Result<Self, Failure> {
        let mut findings = Vec::new();
        let mut settings = Self::of_environment();
        for path in settings_files(opening) {
            match SETTINGS_FILE.read_text(&path) {
                Ok(text) => settings = settings.over(Self::of_text(&path, &text, &mut findings)),
                // A home that is no folder is as if there were none.
                Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(e) => findings.push(unreadable(&path, &e)),
            }
        }
        if settings.kept_for.is_none() {
            settings.kept_for = settings.retention.map(|rule| rule.words());
        }
        if findings.is_empty() { Ok(settings) } else { Err(Failure(findings)) }
    }

    /// What the environment sets that no flag reads.
    fn of_environment() -> Self {
        let text = |name: &str| env::var(name).ok().filter(|v| !v.trim().is_empty());
        Self {
            organisation: text("PANELKIT_ORGANISATION"),
            confidentiality: text("PANELKIT_CONFIDENTIALITY"),
            ..Self::default()
        }
    }

    /// These settings, completed by `others`.
    fn over(self, others: Self) -> Self {
        let list = |own: Vec<String>, other| if own.is_empty() { other } else { own };
        Self {
            organisation: self.organisation.or(others.organisation),
            confidentiality: self.confidentiality.or(others.confidentiality),
            paper: self.paper.or(others.paper),
            country: self.country.or(others.country),
            contact: self.contact.or(others.contact),
            pay: self.pay.or(others.pay),
            kept_for: self.kept_for.or(others.kept_for),
            retention: self.retention.or(others.retention),
            zone: self.zone.or(others.zone),
            banks: if self.banks.is_empty() { others.banks } else { self.banks },
            templates: self.templates.or(others.templates),
            // A column may have many names.
            headers: [self.headers, others.headers].concat(),
            trainees: list(self.trainees, others.trainees),
            prefer: self.prefer.or(others.prefer),
        }
    }

    /// What the text of the file at `path` sets; folders in it are relative to its own.
    fn of_text(path: &Path, text: &str, findings: &mut Vec<Diagnostic>) -> Self {
        let shown = shown(path);
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut own = Vec::new();
        let settings = toml::read(TomlFile { shown: &shown, text }, &mut own, |t| Self::of_table(t, folder));
        for finding in own.iter_mut().filter(|f| f.code == "unknown-field") {
            let elsewhere = ELSEWHERE.iter().find(|(key, _)| finding.subject.as_deref() == Some(key));
            if let Some((_, hint)) = elsewhere {
                finding.hint = Some((*hint).to_owned());
            }
        }
        findings.extend(own);
        settings
    }

    /// The JSON Schema of the file, as its reader tells what it asks for.
    pub fn described() -> serde_json::Value {
        toml::describe(|t| Self::of_table(t, Path::new("")))
    }

    fn of_table(t: &mut TableReader<'_, '_>, folder: &Path) -> Self {
        let papers = PaperName::value_variants().iter().filter_map(PaperName::to_possible_value);
        let papers = NameSet::fixed("paper", papers.map(|p| p.get_name().to_owned()));
        Self {
            organisation: t.maybe_text("organisation"),
            confidentiality: t.maybe_text("confidentiality"),
            paper: t.maybe_name("paper", &papers).and_then(|name| PaperName::from_str(&name, true).ok()),
            country: t.maybe_text("country"),
            contact: t.maybe_text("contact"),
            pay: t.maybe_text("pay"),
            kept_for: t.maybe_text("kept_for"),
            retention: Self::retention_of_table(t),
            zone: t.maybe_text("zone"),
            // A folder, or a list of them.
            banks: t.maybe_text_or_texts("bank").into_iter().map(|name| folder.join(name)).collect(),
            templates: t.maybe_text("templates").map(|templates| folder.join(templates)),
            headers: t.maybe_table("headers", Self::headers_of_table).unwrap_or_default(),
            trainees: t.maybe_texts("trainees"),
            prefer: t.maybe_text("prefer").map(|v| parse_prefer(&v)),
        }
    }

    /// `retention` is the name of a profile, or a table with a number of months, a profile or both.
    fn retention_of_table(t: &mut TableReader<'_, '_>) -> Option<RetentionRule> {
        let profiles = NameSet::fixed("retention profile", PROFILES.iter().map(|p| p.name));
        let of_name = |profile: String| RetentionRule::new(Some(&profile), None).ok().flatten();
        t.maybe_name_or_table("retention", &profiles, of_name, |t| {
            let profile = t.maybe_name("profile", &profiles);
            let months = t.maybe_number("months", 1..=RetentionRule::MOST_MONTHS);
            if t.keys().is_empty() {
                let hint = "write months = 12, or a profile";
                t.find("no-months", "months", 0..0, "`retention` says no time", hint);
            }
            RetentionRule::new(profile.as_deref(), months).unwrap_or_else(|fewest| {
                let name = profile.unwrap_or_default();
                let message = format!("`{name}` keeps records for at least {fewest} months");
                let hint = "the law asks for that: docs/privacy.md names it; a longer time is fine";
                t.find("too-short", "months", t.span("months"), message, hint);
                None
            })
        })
    }

    fn headers_of_table(t: &mut TableReader<'_, '_>) -> Vec<(Column, String)> {
        let names = |column: Column| t.maybe_texts(column.name()).into_iter().map(move |name| (column, name));
        Column::SCORECARD.into_iter().chain(Column::QUESTIONS).flat_map(names).collect()
    }
}

/// The files that are read, the nearer one first: of the folder of a loop, of the current folder, of the user.
pub(in crate::cli) fn settings_files(opening: Option<&Path>) -> Vec<PathBuf> {
    let here = |folder: &&Path| folder.canonicalize().ok() == Path::new(".").canonicalize().ok();
    let opening = opening.filter(|folder| folder.is_dir() && !here(folder)).map(|f| f.join(SETTINGS));
    let user = choose_base_strategy().ok().map(|s| s.config_dir().join("panelkit").join(SETTINGS));
    [opening, Some(PathBuf::from(SETTINGS)), user].into_iter().flatten().collect()
}

/// Which copy of a scorecard the text names: `newest`, or a file.
pub(in crate::cli) fn parse_prefer(text: &str) -> Prefer {
    match text.to_lowercase().as_str() {
        "newest" => Prefer::Newest,
        "last" => Prefer::Last,
        _ => Prefer::File(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::KEYS;
    use super::*;

    #[test]
    fn a_file_sets_what_it_names_and_the_nearer_one_wins() {
        let mut findings = Vec::new();
        let text = "organisation = \"Acme\"\npaper = \"letter\"\nbank = \"ours\"\n[headers]\nscore = [\"Bewertung\"]\n";
        let near = Settings::of_text(Path::new("team/panelkit.toml"), text, &mut findings);
        let far = Settings::of_text(
            Path::new("panelkit.toml"),
            "paper = \"a4\"\nprefer = \"newest\"\n",
            &mut findings,
        );
        assert!(findings.is_empty(), "{findings:?}");
        let both = near.over(far);
        assert_eq!(both.paper, Some(PaperName::Letter));
        assert_eq!(both.prefer, Some(Prefer::Newest));
        assert_eq!(both.banks, [PathBuf::from("team/ours")]);
        assert_eq!(both.headers, [(Column::Score, "Bewertung".to_owned())]);
    }

    #[test]
    fn every_setting_is_a_key_that_is_offered_with_an_example() {
        let lines: Vec<String> = KEYS.iter().map(|k| format!("{} = {}", k.name, k.example)).collect();
        let text = lines.join("\n");
        let mut findings = Vec::new();
        let settings = Settings::of_text(Path::new("panelkit.toml"), &text, &mut findings);
        assert!(findings.is_empty(), "{findings:#?}");
        let shown = format!("{settings:#?}");
        assert!(
            !shown.contains("None") && !shown.contains("[]"),
            "give the new setting a key in KEYS: {shown}"
        );
    }

    #[test]
    fn records_are_kept_by_a_profile_or_a_number() {
        let read = |text: &str| {
            let mut findings = Vec::new();
            let settings = Settings::of_text(Path::new("panelkit.toml"), text, &mut findings);
            let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
            (settings.retention.map(|rule| rule.title()), said.join("\n"))
        };
        for (text, title) in [
            ("retention = \"us-private\"", "us-private, at least 1 year"),
            ("[retention]\nprofile = \"eu\"\nmonths = 9", "eu, 9 months"),
            ("[retention]\nmonths = 24", "2 years"),
        ] {
            assert_eq!(read(text), (Some(title.to_owned()), String::new()));
        }
        for (text, said) in [
            ("retention = \"us\"", "panelkit.toml:1:13: there is no retention profile `us`"),
            ("retention = 12", "panelkit.toml:1:13: `retention` is an integer"),
            ("[retention]\nmonths = 0", "panelkit.toml:2:10: `retention.months` is 0"),
            ("[retention]\n", "panelkit.toml:1: `retention` says no time"),
            (
                "retention = { profile = \"california\", months = 12 }",
                "`california` keeps records for at least 48 months",
            ),
        ] {
            let (rule, findings) = read(text);
            assert!(rule.is_none() && findings.contains(said), "{findings}");
        }
    }

    #[test]
    fn each_mistake_has_its_line_and_a_hint() {
        let mut findings = Vec::new();
        let text = "papper = \"a4\"\npaper = \"a5\"\nscale = 5\nbank = 3\n[headers]\nscores = [\"x\"]\n";
        Settings::of_text(Path::new("panelkit.toml"), text, &mut findings);
        let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        for part in [
            "panelkit.toml:1:1: there is no field `papper` (did you mean paper",
            "panelkit.toml:2:9: there is no paper `a5`",
            "panelkit.toml:3:1: there is no field `scale` (the scale is the bank's",
            "panelkit.toml:4:8: `bank` is an integer",
            "panelkit.toml:6:1: there is no field `headers.scores` (did you mean score",
        ] {
            assert!(said.iter().any(|s| s.starts_with(part)), "{part}: {said:#?}");
        }
    }
}
