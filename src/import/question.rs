//! What an entry of a list says, as a question of the bank.

use super::causes::Causes;
use super::entry::{ImportedEntry, without_number};
use super::fields::{EntryFields, lines, note};
use super::names::NameIndex;
use crate::bank::{Bank, Prefill, QuestionKind, id_fault};
use crate::diag::Diagnostic;
use crate::sheet::{Column, Vocabulary, heading_key};

/// What holds for all questions of a list that don't say otherwise.
#[derive(Default)]
pub struct ImportDefaults {
    /// Ids of roles.
    pub roles: Vec<String>,
    /// Ids of levels.
    pub levels: Vec<String>,
    /// Their kind.
    pub kind: Option<QuestionKind>,
}

/// The catalogues of a bank, by the names that lists use.
pub struct BankNames<'b> {
    /// Of its roles.
    pub roles: NameIndex<'b>,
    /// Of its levels.
    pub levels: NameIndex<'b>,
    /// Of its technologies.
    pub stacks: NameIndex<'b>,
    /// Of its competencies.
    pub competencies: NameIndex<'b>,
    /// Of its topics.
    pub topics: NameIndex<'b>,
    /// Of the kinds of questions.
    pub kinds: NameIndex<'b>,
}

impl<'b> BankNames<'b> {
    /// The names of `bank`.
    pub fn of(bank: &'b Bank) -> Self {
        Self {
            roles: NameIndex::roles(bank),
            levels: NameIndex::levels(bank),
            stacks: NameIndex::stacks(bank),
            competencies: NameIndex::competencies(bank),
            topics: NameIndex::topics(bank),
            kinds: NameIndex::kinds(),
        }
    }
}

/// The question that an entry asks.
pub(super) struct EntryQuestion {
    /// Its id, where an export of the kit gave one.
    pub id: Option<String>,
    pub kind: QuestionKind,
    pub known: Prefill,
}

/// Reads entries one after the other.
pub(super) struct EntryReader<'a> {
    pub bank: &'a Bank,
    pub names: &'a BankNames<'a>,
    pub words: &'a Vocabulary,
    pub defaults: ImportDefaults,
    /// What was noticed.
    pub causes: Causes,
}

impl EntryReader<'_> {
    /// The question that an entry asks; none where it asks nothing.
    pub(super) fn read(&mut self, entry: &ImportedEntry<'_>) -> Option<EntryQuestion> {
        let mut fields = EntryFields::of(entry, self.words);
        let (mut ask, mut title) = (fields.text(Column::Ask), fields.line(Column::Title));
        if ask.is_empty() && title.is_empty() {
            // In a list of nothing else an area is all that there is of a question.
            title =
                fields.take(Column::Topics).map_or_else(String::new, |f| f.value.text().trim().to_owned());
        }
        if ask.is_empty() && title.is_empty() {
            let finding = Diagnostic::error("no-question", "the row has neither a question nor a title");
            self.causes.add(finding.at(fields.place(None)).hint("write one, or remove the row"));
            return None;
        }
        let mut notes = vec![format!("From {}, line {}.", entry.file, entry.line)];
        for text in [&mut ask, &mut title] {
            let (number, rest) = without_number(text);
            if !number.is_empty() && !rest.is_empty() {
                notes.extend(note("Its number there", number));
                *text = lines(rest);
            }
        }
        let id = exported_id(&mut fields);
        let (answers, model) = fields.rated_answers();
        let mut known = Prefill {
            ask,
            title,
            why: fields.text(Column::Why),
            keywords: fields.entries(Column::Keywords),
            handout: fields.text(Column::Handout),
            strong: fields.entries(Column::Strong),
            weak: fields.entries(Column::Weak),
            red_flags: fields.entries(Column::RedFlags),
            probes: fields.probes(),
            hints: fields.entries(Column::Hint),
            answer: fields.sample("strong", Column::Answer),
            weak_answer: fields.sample("weak", Column::WeakAnswer),
            because: fields.sample("because", Column::Because),
            minutes: self.minutes(&fields),
            ladder: fields.ladder(),
            answers,
            ..Prefill::default()
        };
        if known.answer.is_empty() {
            known.answer = model;
        } else if !model.is_empty() {
            notes.extend(note("Answers", &model));
        }
        self.names(&mut fields, &mut known, &mut notes);
        let kind = self.kind(&fields, &mut known, &mut notes);
        self.rungs_of_levels(&mut fields, &mut known);
        self.defaults(entry, &mut known, &mut notes);
        self.order_levels(&mut known);
        self.order_rungs(&mut known, &mut notes);
        known.draft = id.as_ref().map(|_| false);
        if let Some(draft) = fields.get(Column::Draft) {
            let said = draft.value.text();
            known.draft = Some(["yes", "true", "1", "x"].contains(&said.trim().to_lowercase().as_str()));
        }
        notes.extend(fields.notes());
        known.notes = if id.is_some() { notes.split_off(1) } else { notes };
        Some(EntryQuestion { id, kind, known })
    }

    /// Roles, levels, stacks, competencies, topics, framework and subject, as far as the bank knows them.
    fn names(&mut self, fields: &mut EntryFields<'_>, known: &mut Prefill, notes: &mut Vec<String>) {
        let names = self.names;
        let columns = [
            (Column::Role, &names.roles),
            (Column::Level, &names.levels),
            (Column::Stacks, &names.stacks),
            (Column::Competencies, &names.competencies),
        ];
        let [roles, levels, stacks, competencies] = columns.map(|(column, catalogue)| {
            let Some(field) = fields.get(column) else { return Vec::new() };
            let named = catalogue.read(&field.value.text());
            if !named.unknown.is_empty() {
                notes.extend(note(&field.heading, &named.unknown.join(", ")));
            }
            for name in &named.unknown {
                self.causes.unknown(catalogue, name, || fields.place(Some(field)));
            }
            named.ids.into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        (known.roles, known.levels, known.stacks, known.competencies) = (roles, levels, stacks, competencies);
        if let Some(field) = fields.get(Column::Topics) {
            let named = names.topics.read(&field.value.text());
            known.topics = named.ids.into_iter().map(str::to_owned).collect();
            // Areas have names of their own: those that are names of the bank are taken.
            for name in &named.unknown {
                self.area(name, known);
            }
            if !named.unknown.is_empty() {
                notes.extend(note(&field.heading, &named.unknown.join(", ")));
            }
        }
        for (column, to) in [(Column::Framework, &mut known.framework), (Column::Subject, &mut known.subject)]
        {
            if let Some(field) = fields.get(column) {
                let said = field.value.text().trim().to_owned();
                let fits = match column {
                    Column::Framework => self.bank.frameworks.iter().any(|f| f.id == said),
                    _ => id_fault(&said).is_none(),
                };
                if fits {
                    *to = said;
                } else {
                    notes.extend(note(&field.heading, &said));
                }
            }
        }
    }

    /// Takes the name of an area, a section or a category for what it is in the bank; whether it is anything there.
    fn area(&self, name: &str, known: &mut Prefill) -> bool {
        let add = |id: Option<&str>, to: &mut Vec<String>| {
            let is_new = id.filter(|id| !to.iter().any(|own| own == id));
            to.extend(is_new.map(str::to_owned));
            id.is_some()
        };
        add(self.names.stacks.id(name), &mut known.stacks)
            || add(self.names.competencies.id(name), &mut known.competencies)
            || add(self.names.roles.id(name), &mut known.roles)
    }

    /// The kind of question that an entry names; technical where it names none.
    fn kind(
        &mut self,
        fields: &EntryFields<'_>,
        known: &mut Prefill,
        notes: &mut Vec<String>,
    ) -> QuestionKind {
        let default = self.defaults.kind.or_else(|| {
            let mut sections = fields.entry.sections.iter().rev();
            sections.find_map(|s| QuestionKind::from_name(self.names.kinds.id(s)?))
        });
        let default = default.unwrap_or(QuestionKind::Technical);
        let Some(field) = fields.get(Column::Kinds) else { return default };
        let said = field.value.text();
        if let Some(kind) = self.names.kinds.id(&said).and_then(QuestionKind::from_name) {
            return kind;
        }
        notes.extend(note(&field.heading, said.trim()));
        if !self.area(said.trim(), known) {
            self.causes.unknown(&self.names.kinds, said.trim(), || fields.place(Some(field)));
        }
        default
    }

    /// What stands in columns that are called by levels: a mark, or what is expected there.
    fn rungs_of_levels(&mut self, fields: &mut EntryFields<'_>, known: &mut Prefill) {
        let level = |heading: &str| self.names.levels.id(heading);
        let own: Vec<_> = fields.others.extract_if(.., |f| level(&f.heading).is_some()).collect();
        for field in own {
            let Some(id) = level(&field.heading) else { continue };
            let text = lines(&field.value.text());
            let is_no = ["no", "n", "0", "false", "-"].contains(&text.to_lowercase().as_str());
            if is_no {
                continue;
            }
            if !known.levels.iter().any(|own| own == id) {
                known.levels.push(id.to_owned());
            }
            if text.split_whitespace().count() > 1 {
                known.ladder.push((id.to_owned(), text));
            }
        }
    }

    /// What the sections that an entry stands in, and the command line, say of it.
    fn defaults(&self, entry: &ImportedEntry<'_>, known: &mut Prefill, notes: &mut Vec<String>) {
        let (no_roles, no_levels) = (known.roles.is_empty(), known.levels.is_empty());
        let mut is_meant = Vec::new();
        for section in entry.sections {
            let level = self.names.levels.id(section);
            if let Some(level) = level.filter(|_| no_levels) {
                known.levels.push(level.to_owned());
            }
            let known_section =
                level.is_some() || self.names.kinds.id(section).is_some() || self.area(section, known);
            if !known_section {
                is_meant.push(section.as_str());
            }
        }
        if !is_meant.is_empty() && !entry.file.ends_with(&format!("[{}]", is_meant.join(" / "))) {
            notes.extend(note("Section", &is_meant.join(" / ")));
        }
        if no_roles && known.roles.is_empty() {
            known.roles.clone_from(&self.defaults.roles);
        }
        if known.levels.is_empty() {
            known.levels.clone_from(&self.defaults.levels);
        }
    }

    fn order_levels(&self, known: &mut Prefill) {
        let rank = |id: &String| self.bank.levels.iter().position(|level| level.id == *id);
        known.levels.sort_by_key(rank);
        known.levels.dedup();
    }

    /// Brings rungs under their names in files; what is no rung of the question becomes a comment.
    fn order_rungs(&self, known: &mut Prefill, notes: &mut Vec<String>) {
        let rungs = std::mem::take(&mut known.ladder);
        for (name, text) in rungs.into_iter().filter(|(_, text)| !text.is_empty()) {
            let plain = name.trim().to_lowercase();
            let rung = match plain.as_str() {
                "poor" | "beyond" | "short" => Some(plain.as_str()),
                "just short" => Some("short"),
                _ => self.names.levels.id(&name),
            };
            let level = rung.filter(|rung| {
                known.levels.is_empty()
                    || known.levels.iter().any(|l| l == rung)
                    || ["poor", "short", "beyond"].contains(rung)
            });
            match level {
                Some(rung) => known.ladder.push((rung.to_owned(), text)),
                None => notes.extend(note(&format!("Expected: {name}"), &text)),
            }
        }
    }

    fn minutes(&mut self, fields: &EntryFields<'_>) -> Option<u32> {
        let field = fields.get(Column::Minutes)?;
        let said = field.value.text();
        let said = said.trim();
        let digits = said.trim_end_matches(|c: char| !c.is_ascii_digit()).trim();
        let minutes = digits.parse().ok().filter(|m| (1..=120).contains(m));
        if minutes.is_none() {
            let place = || fields.place(Some(field));
            self.causes.bad_minutes(said, place);
        }
        minutes
    }
}

/// The id that an export of the kit gave; none in somebody's list, whose numbers are those of that list.
fn exported_id(fields: &mut EntryFields<'_>) -> Option<String> {
    let has = |name: &str| fields.entry.fields.iter().any(|f| heading_key(&f.heading) == name);
    let is_own = has("id") && has("subject") && has("competencies") && has("red flags");
    let field = fields.take(Column::Id)?;
    let id = field.value.text().trim().to_owned();
    if is_own && id_fault(&id).is_none() {
        return Some(id);
    }
    fields.others.push(field);
    None
}
