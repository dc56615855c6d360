//! The built-in bank as the build packed it, so that a command doesn't parse half a thousand TOML files first.
//!
//! The TOML files stay the one source: a test holds that both say the same. Where there is no pack, the files are read,
//! which tells what is wrong with them.
//!
//! `build/pack.rs` writes a pack as the size of its numbers in bytes, the numbers (32 bits, little-endian), which include the
//! length of each text and list, and then all texts end to end.

use super::catalogue::{
    Assistant, AssistantRules, AssistantWords, Briefing, BriefingItem, CandidateQuestion, Competency,
    Conduct, CountryLine, Faq, Feedback, Framework, Level, LevelExpectation, LevelWords, LoopTemplate,
    LoopVariant, MarketWords, NotToAsk, Practice, RedFlag, Role, RoleWords, RoundKind, RoundTemplate, Scale,
    Technology, scaled, usual_assistant, usual_number,
};
use super::contents::Bank;
use super::ladder::{Ladder, Rung};
use super::question::{Probe, Question, QuestionKind, RatedAnswer, Sample};
use super::text::Text;
use crate::assets;

/// The built-in bank without its topics; none if the build couldn't read it.
pub(super) fn packed() -> Option<Bank> {
    let bytes = assets::packed_bank();
    let (length, rest) = bytes.split_first_chunk()?;
    let (numbers, texts) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Pack { numbers, texts: str::from_utf8(texts).ok()? }.bank()
}

/// What is still to be read of a pack. Fields come in the order in which `build/pack.rs` writes them.
struct Pack {
    numbers: &'static [u8],
    texts: &'static str,
}

impl Pack {
    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.numbers.split_first_chunk()?;
        self.numbers = rest;
        Some(u32::from_le_bytes(*number))
    }

    fn decimal(&mut self) -> Option<f64> {
        let (low, high) = (self.number()?, self.number()?);
        Some(f64::from_bits(u64::from(high) << 32 | u64::from(low)))
    }

    /// A text where it stands in the binary.
    fn borrowed(&mut self) -> Option<&'static str> {
        let length = self.number()? as usize;
        let (text, rest) = self.texts.split_at_checked(length)?;
        self.texts = rest;
        Some(text)
    }

    fn long_text(&mut self) -> Option<Text> {
        self.borrowed().map(Text::Borrowed)
    }

    fn text(&mut self) -> Option<String> {
        self.borrowed().map(str::to_owned)
    }

    fn list<T>(&mut self, mut entry: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()? as usize;
        let mut list = Vec::with_capacity(length);
        for _ in 0..length {
            list.push(entry(self)?);
        }
        Some(list)
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        self.list(Self::text)
    }

    /// Fields of any names, each read by `value`.
    fn each<K: From<String>, T, C: FromIterator<(K, T)>>(
        &mut self,
        mut value: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<C> {
        Some(self.list(|p| Some((p.text()?.into(), value(p)?)))?.into_iter().collect())
    }

    fn bank(mut self) -> Option<Bank> {
        let p = &mut self;
        Some(Bank {
            hash: p.text()?,
            questions: p.list(Self::question)?,
            roles: p.list(Self::role)?,
            loops: p.list(Self::loop_template)?,
            competencies: p.list(|p| {
                Some(Competency { id: p.text()?, title: p.text()?, what: p.text()?, topics: p.texts()? })
            })?,
            levels: p.list(Self::level)?,
            rounds: p.list(Self::round)?,
            red_flags: p.list(|p| {
                Some(RedFlag {
                    id: p.text()?,
                    title: p.text()?,
                    gap: p.text()?,
                    probe: p.text()?,
                    topics: p.texts()?,
                })
            })?,
            frameworks: p.list(|p| {
                Some(Framework {
                    id: p.text()?,
                    title: p.text()?,
                    what: p.text()?,
                    steps: p.texts()?,
                    topics: p.texts()?,
                })
            })?,
            candidate_questions: p.list(|p| {
                Some(CandidateQuestion {
                    id: p.text()?,
                    ask: p.text()?,
                    reply: p.text()?,
                    reveals: p.text()?,
                    roles: p.texts()?,
                    topics: p.texts()?,
                })
            })?,
            conduct: p.conduct()?,
            briefing: p.briefing()?,
            words: p.market_words()?,
            feedback: p.list(|p| {
                Some(Feedback {
                    competency: p.text()?,
                    below: p.text()?,
                    towards: p.text()?,
                    solid: p.text()?,
                    further: p.text()?,
                    beyond: p.text()?,
                })
            })?,
            scale: Scale {
                low: p.number()?.try_into().ok()?,
                words: p.texts()?,
                rung: p.list(|p| i8::try_from(p.number()? as i32).ok())?,
            },
            topics: Vec::new(),
        })
    }

    fn question(&mut self) -> Option<Question> {
        let mut question = Question {
            id: self.text()?,
            title: self.text()?,
            ask: self.long_text()?,
            why: self.long_text()?,
            kind: QuestionKind::from_name(self.borrowed()?)?,
            roles: self.texts()?,
            levels: self.texts()?,
            stacks: self.texts()?,
            competencies: self.texts()?,
            minutes: self.number()?,
            subject: self.text()?,
            topics: self.texts()?,
            keywords: self.texts()?,
            framework: self.texts()?.pop(),
            handout: self.list(Self::long_text)?.pop(),
            draft: self.number()? == 1,
            strong: self.list(Self::long_text)?,
            weak: self.list(Self::long_text)?,
            red_flags: self.texts()?,
            probes: self.list(|p| Some(Probe { ask: p.long_text()?, listen: p.long_text()? }))?,
            hints: self.list(Self::long_text)?,
            ladder: Ladder(self.list(|p| Some(Rung { name: p.text()?, text: p.long_text()? }))?),
            sample: Sample { strong: self.long_text()?, weak: self.long_text()?, because: self.long_text()? },
            answers: self.list(|p| {
                Some(RatedAnswer { rung: p.text()?, text: p.long_text()?, because: p.long_text()? })
            })?,
        };
        question.ladder.sort(&question.levels);
        Some(question)
    }

    fn role(&mut self) -> Option<Role> {
        Some(Role {
            id: self.text()?,
            title: self.text()?,
            what: self.text()?,
            stacks: self.texts()?,
            default_stacks: self.texts()?,
            weights: self.each(|p| Some(scaled(p.each(Self::decimal)?)))?,
            must_have: self.each(Self::texts)?,
        })
    }

    fn loop_template(&mut self) -> Option<LoopTemplate> {
        let round = |p: &mut Self| {
            Some(RoundTemplate {
                kind: p.text()?,
                title: p.texts()?.pop(),
                what: p.texts()?.pop(),
                minutes: p.number()?,
                assistant: p.assistant()?,
                focus: p.texts()?,
            })
        };
        let variant = |p: &mut Self| {
            Some(LoopVariant { roles: p.texts()?, levels: p.texts()?, rounds: p.list(round)? })
        };
        Some(LoopTemplate {
            id: self.text()?,
            title: self.text()?,
            what: self.text()?,
            is_step: self.number()? == 1,
            variants: self.list(variant)?,
        })
    }

    fn level(&mut self) -> Option<Level> {
        let (id, title, what) = (self.text()?, self.text()?, self.text()?);
        let words = |p: &mut Self| {
            Some(LevelWords { words: p.texts()?, say: p.texts()?.pop(), ..LevelWords::default() }.of(&id))
        };
        Some(Level {
            market: self.list(words)?,
            id,
            title,
            what,
            expectations: self.list(|p| Some(LevelExpectation { text: p.text()?, topics: p.texts()? }))?,
        })
    }

    fn market_words(&mut self) -> Option<MarketWords> {
        Some(MarketWords {
            roles: self.list(|p| {
                Some(RoleWords {
                    id: p.texts()?.pop(),
                    words: p.texts()?,
                    near: p.texts()?,
                    say: p.texts()?.pop(),
                })
            })?,
            levels: self.list(|p| {
                let id = p.texts()?.pop().unwrap_or_default();
                Some(LevelWords { id, words: p.texts()?, say: p.texts()?.pop() })
            })?,
            technologies: self.list(|p| {
                Some(Technology {
                    words: p.texts()?,
                    exact: p.texts()?,
                    stacks: p.texts()?,
                    anyhow: p.number()? == 1,
                    roles: p.texts()?,
                    near: p.texts()?,
                    developer: p.texts()?.pop(),
                    say: p.texts()?.pop(),
                })
            })?,
        })
    }

    fn round(&mut self) -> Option<RoundKind> {
        let (kind, title, what) = (self.text()?, self.text()?, self.text()?);
        let takes = self.list(|p| QuestionKind::from_name(p.borrowed()?))?;
        let own = self.list(|p| QuestionKind::from_name(p.borrowed()?))?;
        let mut round = RoundKind {
            own: if own.is_empty() { takes.clone() } else { own },
            main_problem: Some(self.number()?).filter(|minutes| *minutes > 0),
            apart: self.number()? == 1,
            kind,
            title,
            what,
            opening: self.number()?,
            closing: self.number()?,
            questions: self.number()?,
            max_questions: self.number()? as usize,
            usual_questions: self.number()? as usize,
            assistant: self.assistant()?.unwrap_or_else(|| usual_assistant(&takes)),
            takes,
            topics: self.texts()?,
        };
        if round.usual_questions == 0 {
            round.usual_questions = usual_number(round.max_questions, round.main_problem.is_some());
        }
        Some(round)
    }

    fn conduct(&mut self) -> Option<Conduct> {
        Some(Conduct {
            opening: self.text()?,
            opening_alone: self.texts()?.pop(),
            opening_lowest: self.texts()?.pop(),
            their_questions: self.texts()?.pop(),
            closing: self.text()?,
            closing_alone: self.texts()?.pop(),
            assistant: AssistantRules {
                no: self.assistant_words()?,
                allowed: self.assistant_words()?,
                required: self.assistant_words()?,
            },
            accommodation: self.text()?,
            notes: self.texts()?,
            not_to_ask: self.list(|p| {
                Some(NotToAsk {
                    about: p.text()?,
                    why: p.text()?,
                    instead: p.text()?,
                    source: String::new(),
                    countries: p.list(Self::country)?,
                })
            })?,
            practice: self.list(|p| Some(Practice { text: p.text()?, topics: p.texts()? }))?,
        })
    }

    fn country(&mut self) -> Option<CountryLine> {
        Some(CountryLine {
            country: self.text()?,
            why: self.texts()?.pop(),
            instead: self.texts()?.pop(),
            source: self.text()?,
        })
    }

    /// A rule for assistants, where there is one; no name is no rule.
    #[expect(clippy::option_option, reason = "the outer one is for a pack that can't be read")]
    fn assistant(&mut self) -> Option<Option<Assistant>> {
        Some(self.texts()?.pop().and_then(|name| Assistant::from_name(&name)))
    }

    fn assistant_words(&mut self) -> Option<AssistantWords> {
        Some(AssistantWords { say: self.text()?, note: self.text()?, handout: self.text()? })
    }

    fn briefing(&mut self) -> Option<Briefing> {
        Some(Briefing {
            rating: self.texts()?.pop(),
            adjustments: self.texts()?.pop(),
            records: self.texts()?.pop(),
            item: self.list(|p| {
                Some(BriefingItem {
                    id: p.text()?,
                    title: p.text()?,
                    text: p.text()?,
                    rounds: p.texts()?,
                    roles: p.texts()?,
                    topics: p.texts()?,
                })
            })?,
            faq: self.list(|p| {
                Some(Faq {
                    id: p.text()?,
                    ask: p.text()?,
                    answer: p.text()?,
                    roles: p.texts()?,
                    topics: p.texts()?,
                })
            })?,
        })
    }
}
