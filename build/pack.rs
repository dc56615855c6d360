//! Packs the bank for `src/bank/pack.rs`.

use super::fnv::fnv1a_of_files;
use Shape::{Decimal, Each, Flag, Integers, MaybeText, Number, Table, Tables, Text, Texts};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The built-in bank in the form that `src/bank/pack.rs` reads, which takes a tenth of the time that TOML takes.
///
/// None where a file isn't as it has to be: the bank is then read from its files, which tells what is wrong and where.
pub fn packed(files: &[(String, PathBuf)]) -> Option<Vec<u8>> {
    let mut texts = Vec::new();
    for (name, path) in files {
        let inside = name.strip_prefix("question-bank/");
        let toml = path.extension().is_some_and(|e| e == "toml");
        if let Some(name) = inside.filter(|n| toml || *n == "topics.csv") {
            texts.push((name, fs::read_to_string(path).ok()?));
        }
    }
    let mut pack = Pack::default();
    pack.text(&fnv1a_of_files(texts.iter().map(|(n, t)| (*n, t.as_str()))));
    for (folder, fields) in FOLDERS_OF_BANK {
        let below: BTreeMap<&str, &str> = texts
            .iter()
            .filter_map(|(name, text)| {
                let id = name.strip_prefix(folder)?.rsplit('/').next()?.strip_suffix(".toml")?;
                Some((id, text.as_str()))
            })
            .collect();
        pack.numbers.push(below.len() as u32);
        for (id, text) in below {
            pack.text(id);
            pack.fields(&DeTable::parse(text).ok()?.into_inner(), fields)?;
        }
    }
    for (file, fields) in FILES_OF_BANK {
        let (_, text) = texts.iter().find(|(name, _)| name == file)?;
        pack.fields(&DeTable::parse(text).ok()?.into_inner(), fields)?;
    }
    let numbers: Vec<u8> = pack.numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    Some([&(numbers.len() as u32).to_le_bytes(), numbers.as_slice(), pack.texts.as_bytes()].concat())
}

/// What a field holds.
enum Shape {
    Text,
    MaybeText,
    Texts,
    /// A number, and what it is if it is left out.
    Number(u32),
    Decimal,
    /// Whether something is so; it isn't if it is left out.
    Flag,
    Integers,
    Table(&'static [Field]),
    Tables(&'static [Field]),
    /// Any fields, all of them of one shape.
    Each(&'static Shape),
}

type Field = (&'static str, Shape);

/// The folders of a bank with the fields of their files, in the order in which `src/bank/pack.rs` reads them.
const FOLDERS_OF_BANK: &[(&str, &[Field])] = &[
    (
        "questions/",
        &[
            ("title", Text),
            ("ask", Text),
            ("why", Text),
            ("kind", Text),
            ("roles", Texts),
            ("levels", Texts),
            ("stacks", Texts),
            ("competencies", Texts),
            ("minutes", Number(0)),
            ("subject", Text),
            ("topics", Texts),
            ("keywords", Texts),
            ("framework", MaybeText),
            ("handout", MaybeText),
            ("draft", Flag),
            ("strong", Texts),
            ("weak", Texts),
            ("red_flags", Texts),
            ("probes", Tables(&[("ask", Text), ("listen", Text)])),
            ("hints", Texts),
            ("ladder", Each(&Text)),
            ("sample", Table(&[("strong", Text), ("weak", Text), ("because", Text)])),
            ("answers", Tables(&[("rung", Text), ("text", Text), ("because", Text)])),
        ],
    ),
    (
        "roles/",
        &[
            ("title", Text),
            ("what", Text),
            ("stacks", Texts),
            ("default_stacks", Texts),
            ("weights", Each(&Each(&Decimal))),
            ("must_have", Each(&Texts)),
        ],
    ),
    ("loops/", &[("title", Text), ("what", Text), ("step", Flag), ("variant", Tables(VARIANT))]),
];

const VARIANT: &[Field] = &[("roles", Texts), ("levels", Texts), ("rounds", Tables(ROUND))];
const ROUND: &[Field] = &[
    ("kind", Text),
    ("title", MaybeText),
    ("what", MaybeText),
    ("minutes", Number(0)),
    ("assistant", MaybeText),
    ("focus", Texts),
];
const ASSISTANT: &[Field] = &[("say", Text), ("note", Text), ("handout", Text)];
const COUNTRY: &[Field] = &[("country", Text), ("why", MaybeText), ("instead", MaybeText), ("source", Text)];
const TEXT: &[Field] = &[("text", Text), ("topics", Texts)];

/// The other files of a bank, in the order in which `src/bank/pack.rs` reads them.
const FILES_OF_BANK: &[(&str, &[Field])] = &[
    (
        "competencies.toml",
        &[("competency", Tables(&[("id", Text), ("title", Text), ("what", Text), ("topics", Texts)]))],
    ),
    (
        "levels.toml",
        &[(
            "level",
            Tables(&[
                ("id", Text),
                ("title", Text),
                ("what", Text),
                ("market", Tables(&[("words", Texts), ("say", MaybeText)])),
                ("expectations", Tables(TEXT)),
            ]),
        )],
    ),
    (
        "rounds.toml",
        &[(
            "round",
            Tables(&[
                ("kind", Text),
                ("title", Text),
                ("what", Text),
                ("takes", Texts),
                ("own", Texts),
                ("main_problem", Number(0)),
                ("apart", Flag),
                ("opening", Number(0)),
                ("closing", Number(0)),
                ("questions", Number(0)),
                ("max_questions", Number(5)),
                ("usual_questions", Number(0)),
                ("assistant", MaybeText),
                ("topics", Texts),
            ]),
        )],
    ),
    (
        "red-flags.toml",
        &[(
            "flag",
            Tables(&[("id", Text), ("title", Text), ("gap", Text), ("probe", Text), ("topics", Texts)]),
        )],
    ),
    (
        "frameworks.toml",
        &[(
            "framework",
            Tables(&[("id", Text), ("title", Text), ("what", Text), ("steps", Texts), ("topics", Texts)]),
        )],
    ),
    (
        "candidate-questions.toml",
        &[(
            "question",
            Tables(&[
                ("id", Text),
                ("ask", Text),
                ("reply", Text),
                ("reveals", Text),
                ("roles", Texts),
                ("topics", Texts),
            ]),
        )],
    ),
    (
        "conduct.toml",
        &[
            ("opening", Text),
            ("opening_alone", MaybeText),
            ("opening_lowest", MaybeText),
            ("their_questions", MaybeText),
            ("closing", Text),
            ("closing_alone", MaybeText),
            (
                "assistant",
                Table(&[
                    ("no", Table(ASSISTANT)),
                    ("allowed", Table(ASSISTANT)),
                    ("required", Table(ASSISTANT)),
                ]),
            ),
            ("accommodation", Text),
            ("notes", Texts),
            (
                "not_to_ask",
                Tables(&[("about", Text), ("why", Text), ("instead", Text), ("countries", Tables(COUNTRY))]),
            ),
            ("practice", Tables(TEXT)),
        ],
    ),
    (
        "briefing.toml",
        &[
            ("rating", MaybeText),
            ("adjustments", MaybeText),
            ("records", MaybeText),
            (
                "item",
                Tables(&[
                    ("id", Text),
                    ("title", Text),
                    ("text", Text),
                    ("rounds", Texts),
                    ("roles", Texts),
                    ("topics", Texts),
                ]),
            ),
            (
                "faq",
                Tables(&[("id", Text), ("ask", Text), ("answer", Text), ("roles", Texts), ("topics", Texts)]),
            ),
        ],
    ),
    (
        "words.toml",
        &[
            ("role", Tables(&[("id", MaybeText), ("words", Texts), ("near", Texts), ("say", MaybeText)])),
            ("level", Tables(&[("id", MaybeText), ("words", Texts), ("say", MaybeText)])),
            (
                "technology",
                Tables(&[
                    ("words", Texts),
                    ("exact", Texts),
                    ("stacks", Texts),
                    ("anyhow", Flag),
                    ("roles", Texts),
                    ("near", Texts),
                    ("developer", MaybeText),
                    ("say", MaybeText),
                ]),
            ),
        ],
    ),
    (
        "feedback.toml",
        &[(
            "feedback",
            Tables(&[
                ("competency", Text),
                ("below", Text),
                ("towards", Text),
                ("solid", Text),
                ("further", Text),
                ("beyond", Text),
            ]),
        )],
    ),
    ("scale.toml", &[("low", Number(0)), ("words", Texts), ("rung", Integers)]),
];

/// What a pack is made of: numbers, which include the length of each text and list, and all texts end to end.
#[derive(Default)]
struct Pack {
    numbers: Vec<u32>,
    texts: String,
}

impl Pack {
    fn fields(&mut self, table: &DeTable<'_>, fields: &[Field]) -> Option<()> {
        fields.iter().try_for_each(|(name, shape)| self.field(table.get(*name).map(Spanned::get_ref), shape))
    }

    fn field(&mut self, value: Option<&DeValue<'_>>, shape: &Shape) -> Option<()> {
        match (shape, value) {
            (Text, Some(value)) => self.text(value.as_str()?),
            (Number(_), Some(value)) => self.numbers.push(value.as_integer()?.as_str().parse().ok()?),
            (Number(default), None) => self.numbers.push(*default),
            (Decimal, Some(value)) => self.decimal(value)?,
            (Flag, _) => self.numbers.push(u32::from(value.is_some_and(|v| v.as_bool() == Some(true)))),
            (Integers, Some(value)) => {
                let integers = value.as_array()?;
                self.numbers.push(integers.len() as u32);
                for integer in integers {
                    let number: i32 = integer.get_ref().as_integer()?.as_str().parse().ok()?;
                    self.numbers.push(number as u32);
                }
            }
            (Table(fields), Some(value)) => self.fields(value.as_table()?, fields)?,
            (MaybeText, Some(value)) => {
                self.numbers.push(1);
                self.text(value.as_str()?);
            }
            (Texts, Some(value)) => {
                let texts = value.as_array()?;
                self.numbers.push(texts.len() as u32);
                texts.iter().try_for_each(|text| self.field(Some(text.get_ref()), &Text))?;
            }
            (Tables(fields), Some(value)) => {
                let tables = value.as_array()?;
                self.numbers.push(tables.len() as u32);
                tables.iter().try_for_each(|table| self.fields(table.get_ref().as_table()?, fields))?;
            }
            (Each(shape), Some(value)) => {
                let fields = value.as_table()?;
                self.numbers.push(fields.len() as u32);
                for (name, value) in fields {
                    self.text(name.get_ref());
                    self.field(Some(value.get_ref()), shape)?;
                }
            }
            (MaybeText | Texts | Integers | Tables(_) | Each(_), None) => self.numbers.push(0),
            (Text | Decimal | Table(_), None) => return None,
        }
        Some(())
    }

    /// A text without blanks around it, as the bank reads it.
    fn text(&mut self, text: &str) {
        self.numbers.push(text.trim().len() as u32);
        self.texts.push_str(text.trim());
    }

    /// The bits of a number in two halves, the lower one first.
    fn decimal(&mut self, value: &DeValue<'_>) -> Option<()> {
        let written = match value {
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return None,
        };
        let bits = written.parse::<f64>().ok()?.to_bits();
        self.numbers.extend([bits as u32, (bits >> 32) as u32]);
        Some(())
    }
}
