//! Job advertisements: the role, the level and the technologies that one names, each with the line that says so.
//!
//! Only what the title says, or a sentence that offers the job, decides. Colleagues are named in advertisements too ("you
//! will mentor junior engineers"), so that other lines give candidates to choose from at most.

mod quoted;
mod sections;
mod title;

pub use quoted::{AdLine, Quoted};

use super::meaning::{Named, StackMeaning};
use super::resolve::Market;
use crate::bank::Role;
use crate::sheet::ProseLine;
use crate::text::terms;
use indexmap::IndexMap;
use indexmap::map::Entry;
use sections::Sections;
use title::TitleReader;

/// A technology that an advertisement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedStack {
    /// Its name in the advertisement.
    pub name: String,
    /// What it is taken as.
    pub meaning: StackMeaning,
    /// The line that names it first, a required one before an optional one.
    pub line: AdLine,
    /// How much the advertisement makes of it.
    weight: u32,
}

/// What an advertisement says.
#[derive(Debug)]
pub struct JobAd<'b> {
    /// The role: one where it is decided, else those that it may be.
    pub roles: Vec<Quoted>,
    /// Whether `roles` come from the title or from the sentence that offers the job.
    pub is_titled: bool,
    /// The level: one where it is decided, else those that it may be.
    pub levels: Vec<Quoted>,
    /// The title as far as one was found.
    pub title: Option<AdLine>,
    /// The years of experience that are asked for, which decide nothing.
    pub years: Option<(u32, AdLine)>,
    /// By the key that all spellings of a name share, in the order in which they stand there.
    mentions: IndexMap<String, AdMention<'b>>,
}

#[derive(Debug)]
struct AdMention<'b> {
    /// As it is written first.
    name: String,
    named: Named<'b>,
    line: AdLine,
    is_required: bool,
    weight: u32,
}

/// How much a mention in the title counts, in one of the requirements, and in what is nice to have.
const WEIGHTS: [u32; 3] = [8, 2, 1];

impl<'b> JobAd<'b> {
    /// What the lines of an advertisement say.
    pub fn read(market: &Market<'b>, lines: &[ProseLine]) -> Self {
        let title = TitleReader { market, lines }.read();
        let years =
            lines.iter().enumerate().find_map(|(at, line)| Some((years(&line.text)?, AdLine::new(at, line))));
        let mut ad = Self {
            roles: title.roles,
            is_titled: title.is_titled,
            levels: title.levels,
            title: title.line.map(|at| AdLine::new(at, &lines[at])),
            years,
            mentions: IndexMap::new(),
        };
        let mut sections = Sections::default();
        for (at, line) in lines.iter().enumerate() {
            let terms = terms(&line.text);
            let hits = market.technologies.hits(&line.text, &terms);
            let is_required = sections.is_required(line, &terms, !hits.is_empty());
            let is_title = ad.title.as_ref().is_some_and(|t| t.number == at + 1);
            if hits.is_empty() {
                continue;
            }
            let weight = WEIGHTS[if is_title { 0 } else { usize::from(!is_required) + 1 }];
            let quoted = AdLine::new(at, line);
            for hit in hits {
                let names = &terms[hit.first..hit.first + hit.length];
                let (Some(first), Some(last)) = (names.first(), names.last()) else { continue };
                let key = names.iter().map(|t| t.key.as_str()).collect::<Vec<_>>().join(" ");
                let name = line.text[first.at.start..last.at.end].to_owned();
                let line = quoted.clone();
                ad.mention(key, AdMention { name, named: hit.meaning, line, is_required, weight });
            }
        }
        ad
    }

    fn mention(&mut self, key: String, new: AdMention<'b>) {
        match self.mentions.entry(key) {
            Entry::Occupied(entry) => {
                let known = entry.into_mut();
                known.weight += new.weight;
                if new.is_required && !known.is_required {
                    (known.line, known.is_required) = (new.line, true);
                }
            }
            Entry::Vacant(entry) => drop(entry.insert(new)),
        }
    }

    /// What the technologies are taken as for `role`: first what the advertisement makes most of.
    pub fn stacks(&self, market: &Market<'b>, role: &Role) -> Vec<QuotedStack> {
        let quoted = |m: &AdMention<'b>| QuotedStack {
            name: m.name.clone(),
            meaning: market.stack(role, &m.name).unwrap_or_else(|| m.named.meaning(role, &market.bank.roles)),
            line: m.line.clone(),
            weight: m.weight,
        };
        let mut stacks: Vec<QuotedStack> = self.mentions.values().map(quoted).collect();
        stacks.sort_by_key(|s| std::cmp::Reverse(s.weight));
        stacks
    }

    /// How many of the technologies that are named can be asked of `role`.
    pub fn fits(&self, role: &Role) -> usize {
        let has = |m: &&AdMention<'b>| m.named.stacks().iter().any(|s| role.stacks.iter().any(|r| r == s));
        self.mentions.values().filter(has).count()
    }

    /// How many of them are what developers of `role` are named by.
    pub fn developed(&self, role: &Role) -> usize {
        self.mentions.values().filter(|m| m.named.developer() == Some(role.id.as_str())).count()
    }

    /// How many technologies are named.
    pub fn technologies(&self) -> usize {
        self.mentions.len()
    }
}

/// The years of experience that a line asks for: the lower number of `3-5 years`.
fn years(text: &str) -> Option<u32> {
    let terms = terms(text);
    let unit = terms.iter().position(|t| ["years", "yrs", "year"].contains(&t.key.as_str()))?;
    let number =
        |at: usize| terms.get(at)?.key.trim_end_matches('+').parse::<u32>().ok().filter(|n| *n <= 30);
    let last = number(unit.checked_sub(1)?)?;
    let range = unit.checked_sub(2).and_then(number).filter(|first| *first < last);
    Some(range.unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;

    fn lines(text: &str) -> Vec<ProseLine> {
        let line = |l: &str| match l.strip_prefix("# ") {
            Some(heading) => ProseLine { text: heading.to_owned(), is_heading: true },
            None => ProseLine { text: l.to_owned(), is_heading: false },
        };
        text.lines().map(line).collect()
    }

    /// Roles and levels of an advertisement, each as `id@line`.
    fn read(text: &str) -> (Vec<String>, Vec<String>, bool) {
        let bank = Bank::load(None).unwrap();
        let ad = JobAd::read(&Market::new(&bank), &lines(text));
        let ids = |all: &[Quoted]| {
            all.iter().map(|q| format!("{}@{}", q.id.as_deref().unwrap_or("-"), q.line.number)).collect()
        };
        (ids(&ad.roles), ids(&ad.levels), ad.is_titled)
    }

    #[test]
    fn a_title_decides_role_and_level() {
        for (text, role, level) in [
            ("# Senior Backend Engineer (Ruby on Rails)\nYou mentor junior engineers.", "backend", "senior"),
            ("Acme GmbH\n\nJob title: Principal Site Reliability Engineer", "sre", "staff"),
            ("Sr. Front-End Developer | Acme\nBerlin", "frontend", "senior"),
            ("# Engineering Manager, Mobile (Senior)", "engineering-manager", "senior"),
            ("# Head of Engineering", "engineering-manager", "staff"),
            ("# Junior PHP Developer", "backend", "junior"),
            ("# Full Stack Python Developer II", "fullstack", "mid"),
            ("# Lead SDET", "qa", "senior"),
            (
                "We are looking for a senior iOS developer to join us.\nYou work with backend engineers.",
                "mobile",
                "senior",
            ),
            ("# Software Engineer III, Backend", "backend", "senior"),
        ] {
            let (roles, levels, titled) = read(text);
            assert!(
                roles.len() == 1 && roles[0].starts_with(&format!("{role}@")) && titled,
                "{text}: {roles:?}"
            );
            assert!(levels.len() == 1 && levels[0].starts_with(&format!("{level}@")), "{text}: {levels:?}");
        }
    }

    #[test]
    fn what_no_title_says_is_left_open() {
        let (roles, levels, titled) = read("# Backend or Full-stack Engineer (Mid/Senior)");
        assert_eq!((roles.len(), levels.len(), titled), (2, 2, true), "{roles:?} {levels:?}");
        let (roles, levels, _) =
            read("# Software Engineer\n5+ years.\nYou report to the Engineering Manager.");
        assert_eq!((roles, levels), (vec!["engineering-manager@3".to_owned()], Vec::new()));
        let (roles, levels, _) = read("# Product Manager\nSenior people welcome.");
        assert_eq!((roles, levels), (vec!["-@1".to_owned()], Vec::new()));
        assert_eq!(read("").0, Vec::<String>::new());
    }

    #[test]
    fn technologies_come_with_their_lines_the_required_ones_first() {
        let bank = Bank::load(None).unwrap();
        let market = Market::new(&bank);
        let text = "# Senior Ruby Engineer\nNice to have:\n- Kafka\nRequirements:\n- Rails, PostgreSQL and AWS\n- Git, WordPress\n\
                    - Go beyond.";
        let ad = JobAd::read(&market, &lines(text));
        let stacks = ad.stacks(&market, bank.role("backend").unwrap());
        let shown: Vec<String> = stacks.iter().map(|s| format!("{} {}", s.name, s.line.number)).collect();
        assert_eq!(shown, ["Ruby 1", "Rails 5", "PostgreSQL 5", "AWS 5", "Git 6", "WordPress 6", "Kafka 3"]);
        let asked = |s: &QuotedStack| match &s.meaning {
            StackMeaning::Asked { stack, .. } => stack.clone(),
            StackMeaning::Anyhow { .. } => "anyhow".to_owned(),
            StackMeaning::NotCovered { .. } => "no".to_owned(),
        };
        let asked: Vec<String> = stacks.iter().map(asked).collect();
        assert_eq!(asked, ["ruby", "ruby", "postgres", "cloud", "anyhow", "no", "kafka"]);
    }

    #[test]
    fn a_name_is_one_in_all_its_spellings_and_a_line_one_text() {
        let bank = Bank::load(None).unwrap();
        let market = Market::new(&bank);
        let ad = JobAd::read(&market, &lines("# Backend Engineer\nNode JS, node.js and NODE-JS; Kafka"));
        let stacks = ad.stacks(&market, bank.role("backend").unwrap());
        let names: Vec<&str> = stacks.iter().map(|s| s.name.as_str()).collect();
        assert_eq!((names, ad.technologies()), (vec!["Node JS", "Kafka"], 2));
        // An advertisement of one line of 300,000 names took 38 seconds, and memory for as many copies.
        assert!(std::sync::Arc::ptr_eq(&stacks[0].line.text, &stacks[1].line.text));
    }

    #[test]
    fn years_are_the_lower_number() {
        for (text, n) in [
            ("5+ years of Go", Some(5)),
            ("3-5 years", Some(3)),
            ("for years", None),
            ("in 2019, years ago", None),
        ] {
            assert_eq!(years(text), n, "{text}");
        }
    }
}
