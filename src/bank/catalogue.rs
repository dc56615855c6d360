//! The catalogues beside the questions: competencies, levels, roles, loops, rounds, conduct and what rubrics refer to.

use super::source::SourceFile;
use crate::diag::{Diagnostic, Place};
use crate::text::did_you_mean;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// What is assessed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What somebody who has it does.
    pub what: String,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// Something expected of a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What somebody of this level does.
    pub text: String,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// Seniority.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What the level is about.
    pub what: String,
    /// What is expected.
    #[serde(default)]
    pub expectations: Vec<Expectation>,
}

/// A role: what counts for it, and which technologies a plan can ask for.
#[derive(Debug, Clone)]
pub struct Role {
    /// The file's name.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What the role does.
    pub what: String,
    /// Technologies that a plan can ask for.
    pub stacks: Vec<String>,
    /// Those that fit where none is asked for.
    pub default_stacks: Vec<String>,
    /// Competency weights by level, scaled to sum 1.
    pub weights: BTreeMap<String, Vec<(String, f64)>>,
    /// What must be rated, by level.
    pub must_have: BTreeMap<String, Vec<String>>,
}

/// A loop: rounds by role and level.
#[derive(Debug, Clone)]
pub struct LoopTemplate {
    /// The file's name.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// When to use it.
    pub what: String,
    /// The rounds for some roles and levels; the first that fits serves.
    pub variants: Vec<LoopVariant>,
}

/// The rounds of a loop for some roles and levels.
#[derive(Debug, Clone)]
pub struct LoopVariant {
    /// Roles that it serves.
    pub roles: Vec<String>,
    /// Levels that it serves.
    pub levels: Vec<String>,
    /// The rounds in their order.
    pub rounds: Vec<RoundTemplate>,
}

/// One round of a loop.
#[derive(Debug, Clone)]
pub struct RoundTemplate {
    /// The kind of round.
    pub kind: String,
    /// The name on paper, where it isn't that of the kind.
    pub title: Option<String>,
    /// All minutes, opening and closing included.
    pub minutes: u32,
    /// The competencies that the round answers for.
    pub focus: Vec<String>,
}

/// A kind of round.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundKind {
    /// The name in files and on the command line.
    pub kind: String,
    /// The name on paper.
    pub title: String,
    /// What the round is for.
    pub what: String,
    /// The kinds of question that it takes.
    pub takes: Vec<super::QuestionKind>,
    /// Minutes of welcome.
    pub opening: u32,
    /// Minutes at the end, the candidate's own questions included.
    pub closing: u32,
    /// Of the closing minutes, those for the candidate's own questions.
    pub questions: u32,
    /// The most questions that fit a conversation of this kind.
    #[serde(default = "five")]
    pub max_questions: usize,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

fn five() -> usize {
    5
}

/// A warning sign, with the probe that is due before it counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// The name in files.
    pub id: String,
    /// What is heard or seen.
    pub title: String,
    /// What it may be a sign of.
    pub gap: String,
    /// The fair question to ask before it counts.
    pub probe: String,
    /// Topics that it covers.
    #[serde(default, skip_serializing)]
    pub topics: Vec<String>,
}

/// A way to answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// The name in files.
    pub id: String,
    /// The name on paper.
    pub title: String,
    /// What it is good for.
    pub what: String,
    /// The steps in their order.
    pub steps: Vec<String>,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// Something that candidates ask.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CandidateQuestion {
    /// The name in files.
    pub id: String,
    /// As a candidate would put it.
    pub ask: String,
    /// The reply to prepare.
    pub reply: String,
    /// What asking it reveals.
    pub reveals: String,
    /// Topics that it covers.
    #[serde(default, skip_serializing)]
    pub topics: Vec<String>,
}

/// Something that isn't asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotToAsk {
    /// The subject.
    pub about: String,
    /// The reason.
    pub why: String,
    /// What to do in its place.
    pub instead: String,
}

/// A habit of a fair process.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// What to do.
    pub text: String,
    /// Topics that it covers.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// How an interview is held.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conduct {
    /// Words to open with.
    pub opening: String,
    /// Words to close with.
    pub closing: String,
    /// What to do for somebody who needs an adjustment.
    pub accommodation: String,
    /// How to take notes and rate.
    pub notes: Vec<String>,
    /// What isn't asked.
    pub not_to_ask: Vec<NotToAsk>,
    /// Habits of a fair process.
    #[serde(default)]
    pub practice: Vec<Practice>,
}

/// The rating scale: whole points from `low`, one word each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest point.
    pub low: u8,
    /// One word a point, lowest first.
    pub words: Vec<String>,
}

impl Scale {
    /// The highest point.
    pub fn high(&self) -> u8 {
        self.low + (self.words.len().max(1) - 1) as u8
    }

    /// All points, lowest first.
    pub fn points(&self) -> impl Iterator<Item = u8> + use<> {
        self.low..=self.high()
    }

    /// The word for a point.
    pub fn word(&self, point: u8) -> &str {
        self.words.get(usize::from(point.saturating_sub(self.low))).map_or("", String::as_str)
    }
}

impl Default for Scale {
    fn default() -> Self {
        let words = ["Poor", "Borderline", "Solid", "Outstanding"];
        Self { low: 1, words: words.map(str::to_owned).to_vec() }
    }
}

/// All catalogues of a bank.
#[derive(Debug, Default)]
pub(super) struct Catalogues {
    pub competencies: Vec<Competency>,
    pub levels: Vec<Level>,
    pub roles: Vec<Role>,
    pub loops: Vec<LoopTemplate>,
    pub rounds: Vec<RoundKind>,
    pub red_flags: Vec<RedFlag>,
    pub frameworks: Vec<Framework>,
    pub candidate_questions: Vec<CandidateQuestion>,
    pub conduct: Conduct,
    pub scale: Scale,
}

impl Catalogues {
    pub fn competency_ids(&self) -> Vec<&str> {
        self.competencies.iter().map(|c| c.id.as_str()).collect()
    }
    pub fn level_ids(&self) -> Vec<&str> {
        self.levels.iter().map(|l| l.id.as_str()).collect()
    }
    pub fn role_ids(&self) -> Vec<&str> {
        self.roles.iter().map(|r| r.id.as_str()).collect()
    }
    pub fn framework_ids(&self) -> Vec<&str> {
        self.frameworks.iter().map(|f| f.id.as_str()).collect()
    }
    pub fn red_flag_ids(&self) -> Vec<&str> {
        self.red_flags.iter().map(|f| f.id.as_str()).collect()
    }
    pub fn stack_ids(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.roles.iter().flat_map(|r| r.stacks.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleFile {
    title: String,
    what: String,
    stacks: Vec<String>,
    #[serde(default)]
    default_stacks: Vec<Spanned<String>>,
    weights: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<f64>>>,
    must_have: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoopFile {
    title: String,
    what: String,
    variant: Vec<VariantEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantEntry {
    roles: Vec<Spanned<String>>,
    levels: Vec<Spanned<String>>,
    rounds: Vec<RoundEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundEntry {
    kind: Spanned<String>,
    title: Option<String>,
    minutes: u32,
    focus: Vec<Spanned<String>>,
}

/// Reads all catalogues among `files`; what is wrong with them goes to `findings`.
pub(super) fn read(files: &[SourceFile], findings: &mut Vec<Diagnostic>) -> Catalogues {
    let mut reader = Reader { files, findings };
    let mut c = Catalogues {
        competencies: reader.list("competencies.toml", "competency"),
        levels: reader.list("levels.toml", "level"),
        rounds: reader.list("rounds.toml", "round"),
        red_flags: reader.list("red-flags.toml", "flag"),
        frameworks: reader.list("frameworks.toml", "framework"),
        candidate_questions: reader.list("candidate-questions.toml", "question"),
        conduct: reader.one("conduct.toml").unwrap_or_default(),
        scale: reader.one("scale.toml").unwrap_or_default(),
        ..Catalogues::default()
    };
    for (source, id) in reader.folder("roles") {
        if let Some(file) = reader.parse::<RoleFile>(source) {
            let role = role(&mut Names { source, findings: reader.findings }, &c, id, file);
            c.roles.push(role);
        }
    }
    for (source, id) in reader.folder("loops") {
        if let Some(file) = reader.parse::<LoopFile>(source) {
            let template = loop_template(&mut Names { source, findings: reader.findings }, &c, id, file);
            c.loops.push(template);
        }
    }
    c
}

struct Reader<'f, 'd> {
    files: &'f [SourceFile],
    findings: &'d mut Vec<Diagnostic>,
}

impl<'f> Reader<'f, '_> {
    fn folder(&self, name: &str) -> Vec<(&'f SourceFile, &'f str)> {
        let files = self.files;
        files
            .iter()
            .filter_map(|f| {
                let id = f.name.strip_prefix(name)?.strip_prefix('/')?.strip_suffix(".toml")?;
                Some((f, id))
            })
            .collect()
    }

    fn parse<T: DeserializeOwned>(&mut self, source: &SourceFile) -> Option<T> {
        match toml::from_str(&source.text) {
            Ok(value) => Some(value),
            Err(e) => {
                let place = Place::of_span(&source.shown, &source.text, e.span().unwrap_or(0..0));
                let message = e.message().lines().next().unwrap_or("the file can't be read").to_owned();
                self.findings.push(
                    Diagnostic::error("catalogue", message)
                        .at(place)
                        .hint("`panelkit eject DIR` writes the built-in file out, to compare with"),
                );
                None
            }
        }
    }

    fn one<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let files = self.files;
        self.parse(files.iter().find(|f| f.name == name)?)
    }

    fn list<T: DeserializeOwned>(&mut self, name: &str, key: &str) -> Vec<T> {
        self.one::<BTreeMap<String, Vec<T>>>(name).and_then(|mut m| m.remove(key)).unwrap_or_default()
    }
}

/// Checks names in one file.
struct Names<'f, 'd> {
    source: &'f SourceFile,
    findings: &'d mut Vec<Diagnostic>,
}

impl Names<'_, '_> {
    fn find(&mut self, span: std::ops::Range<usize>, message: String, hint: String) {
        let place = Place::of_span(&self.source.shown, &self.source.text, span);
        self.findings.push(Diagnostic::error("unknown-name", message).at(place).hint(hint));
    }

    fn known(&mut self, name: Spanned<String>, what: &str, known: &[&str]) -> String {
        if !known.contains(&name.get_ref().as_str()) {
            let message = format!("there is no {what} `{}`", name.get_ref());
            self.find(name.span(), message, did_you_mean(name.get_ref(), known));
        }
        name.into_inner()
    }

    fn all(&mut self, names: Vec<Spanned<String>>, what: &str, known: &[&str]) -> Vec<String> {
        names.into_iter().map(|n| self.known(n, what, known)).collect()
    }
}

fn role(names: &mut Names<'_, '_>, c: &Catalogues, id: &str, file: RoleFile) -> Role {
    let (levels, competencies) = (c.level_ids(), c.competency_ids());
    let mut weights = BTreeMap::new();
    for (level, entries) in file.weights {
        let span = level.span();
        let level = names.known(level, "level", &levels);
        let mut list = Vec::new();
        for (competency, weight) in entries {
            if *weight.get_ref() <= 0.0 || !weight.get_ref().is_finite() {
                let message = format!("the weight of `{}` is {}", competency.get_ref(), weight.get_ref());
                names.find(
                    weight.span(),
                    message,
                    "a weight is above 0; leave out what doesn't count".into(),
                );
            }
            list.push((names.known(competency, "competency", &competencies), weight.into_inner()));
        }
        let sum: f64 = list.iter().map(|(_, w)| w).sum();
        if list.is_empty() {
            names.find(span, format!("`{level}` has no weights"), "name at least one competency".into());
        }
        weights.insert(level, list.into_iter().map(|(k, w)| (k, w / sum)).collect());
    }
    let mut must_have = BTreeMap::new();
    for (level, list) in file.must_have {
        let level = names.known(level, "level", &levels);
        must_have.insert(level, names.all(list, "competency", &competencies));
    }
    let stacks: Vec<&str> = file.stacks.iter().map(String::as_str).collect();
    let default_stacks = names.all(file.default_stacks, "stack", &stacks);
    Role {
        id: id.to_owned(),
        title: file.title,
        what: file.what,
        stacks: file.stacks,
        default_stacks,
        weights,
        must_have,
    }
}

fn loop_template(names: &mut Names<'_, '_>, c: &Catalogues, id: &str, file: LoopFile) -> LoopTemplate {
    let kinds: Vec<&str> = c.rounds.iter().map(|r| r.kind.as_str()).collect();
    let variants = file.variant.into_iter().map(|v| LoopVariant {
        roles: names.all(v.roles, "role", &c.role_ids()),
        levels: names.all(v.levels, "level", &c.level_ids()),
        rounds: v
            .rounds
            .into_iter()
            .map(|r| RoundTemplate {
                kind: names.known(r.kind, "kind of round", &kinds),
                title: r.title,
                minutes: r.minutes,
                focus: names.all(r.focus, "competency", &c.competency_ids()),
            })
            .collect(),
    });
    LoopTemplate { id: id.to_owned(), title: file.title, what: file.what, variants: variants.collect() }
}
