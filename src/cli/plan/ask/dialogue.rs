//! Choosing from numbered lists, in lines of text that any terminal and any screen reader can show.

use crate::text::{capitalised, did_you_mean, join, nearest, visible};
use std::io::{self, Write};

/// The widest line of a list.
const WIDTH: usize = 80;

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum NoAnswer {
    /// The person ended the conversation.
    BrokenOff,
    /// The terminal can't be read or written.
    Terminal(io::Error),
}

impl From<io::Error> for NoAnswer {
    fn from(e: io::Error) -> Self {
        Self::Terminal(e)
    }
}

/// A conversation: questions are written to `out`, and each call of `answer` reads a line, or none at the end.
pub(super) struct Dialogue<W, A> {
    pub out: W,
    pub answer: A,
}

impl<W: Write, A: FnMut() -> io::Result<Option<String>>> Dialogue<W, A> {
    /// The one of `names` that is chosen; an empty answer chooses `default`. `noun` says what they are names of.
    pub fn one(&mut self, noun: &str, names: &[&str], default: usize) -> Result<usize, NoAnswer> {
        let Some(usual) = names.get(default) else {
            return Err(io::Error::other(format!("there is no {noun} to choose")).into());
        };
        self.list(noun, names)?;
        let question = format!("Number or name, Enter for {usual}: ");
        self.until_right(&question, |answer| match answer {
            "" => Ok(default),
            _ => chosen(answer, noun, names),
        })
    }

    /// Those of `names` that are chosen, in their order; an empty answer chooses those that are `marked`, and `none` chooses
    /// none.
    pub fn several(&mut self, noun: &str, names: &[&str], marked: &[usize]) -> Result<Vec<usize>, NoAnswer> {
        self.list(&format!("{noun}s"), names)?;
        let usual: Vec<&str> = marked.iter().map(|i| names[*i]).collect();
        let usual = if usual.is_empty() { "none".to_owned() } else { join(&usual, "and") };
        writeln!(self.out, "Choose several with commas; none: questions that need no particular one.")?;
        self.until_right(&format!("Numbers or names, Enter for {usual}: "), |answer| {
            let parts: Vec<&str> = answer.split([',', ' ', '\t']).filter(|p| !p.is_empty()).collect();
            match parts.as_slice() {
                [] => Ok(marked.to_vec()),
                [one] if one.eq_ignore_ascii_case("none") => Ok(Vec::new()),
                _ => {
                    let mut all: Vec<usize> =
                        parts.iter().map(|p| chosen(p, noun, names)).collect::<Result<_, _>>()?;
                    all.sort_unstable();
                    all.dedup();
                    Ok(all)
                }
            }
        })
    }

    /// The names that are typed, one a line, until a line is empty.
    pub fn names(&mut self, noun: &str) -> Result<Vec<String>, NoAnswer> {
        writeln!(self.out, "{}: a name a line, Enter alone ends the list", capitalised(noun))?;
        let mut names = Vec::new();
        loop {
            write!(self.out, "{:4}  ", names.len() + 1)?;
            self.out.flush()?;
            let Some(line) = (self.answer)()? else {
                return Err(NoAnswer::BrokenOff);
            };
            if line.trim().is_empty() {
                writeln!(self.out)?;
                return Ok(names);
            }
            names.push(line.trim().to_owned());
        }
    }

    /// Asks until `read` has no fault to find with the answer.
    fn until_right<T>(
        &mut self,
        question: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, NoAnswer> {
        loop {
            write!(self.out, "{question}")?;
            self.out.flush()?;
            let Some(answer) = (self.answer)()? else {
                return Err(NoAnswer::BrokenOff);
            };
            match read(answer.trim()) {
                Ok(value) => {
                    writeln!(self.out)?;
                    return Ok(value);
                }
                Err(fault) => writeln!(self.out, "{fault}")?,
            }
        }
    }

    /// The names with their numbers, in as many columns as fit, numbered down the columns.
    fn list(&mut self, title: &str, names: &[&str]) -> io::Result<()> {
        writeln!(self.out, "{}", capitalised(title))?;
        let widest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
        let columns = (WIDTH / (widest + 6)).clamp(1, names.len().max(1));
        let rows = names.len().div_ceil(columns);
        for row in 0..rows {
            let numbered =
                (row..names.len()).step_by(rows).map(|i| format!("{:4}  {:widest$}", i + 1, names[i]));
            writeln!(self.out, "{}", numbered.collect::<String>().trim_end())?;
        }
        Ok(())
    }
}

/// The name that an answer means: by its number, in full, or by a beginning that no other has. Fails with what is wrong.
fn chosen(answer: &str, noun: &str, names: &[&str]) -> Result<usize, String> {
    let shown = visible(answer);
    if let Ok(number) = answer.parse::<usize>() {
        let index = number.checked_sub(1).filter(|i| *i < names.len());
        return index
            .ok_or_else(|| format!("There is no number {shown}: they go from 1 to {}.", names.len()));
    }
    let folded = answer.to_lowercase();
    if let Some(index) = names.iter().position(|n| n.to_lowercase() == folded) {
        return Ok(index);
    }
    let begun: Vec<usize> =
        (0..names.len()).filter(|i| names[*i].to_lowercase().starts_with(&folded)).collect();
    match begun.as_slice() {
        [one] => Ok(*one),
        [] if nearest(answer, names.iter().copied()).is_empty() => {
            Err(format!("There is no {noun} `{shown}`: choose from the list."))
        }
        [] => Err(format!("There is no {noun} `{shown}`: {}", did_you_mean(answer, names))),
        several => {
            let several: Vec<&str> = several.iter().map(|i| names[*i]).collect();
            Err(format!("`{shown}` may be {}.", join(&several, "or")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [&str; 5] = ["backend", "frontend", "full-stack", "data-engineer", "data-scientist"];

    /// What a conversation gives and shows where a person types `lines`.
    fn talk<T>(
        lines: &[&str],
        ask: impl FnOnce(&mut Dialogue<&mut Vec<u8>, &mut dyn FnMut() -> io::Result<Option<String>>>) -> T,
    ) -> (T, String) {
        let (mut out, mut typed) = (Vec::new(), lines.iter());
        let mut answer = || Ok(typed.next().map(|line| format!("{line}\n")));
        let given = ask(&mut Dialogue { out: &mut out, answer: &mut answer });
        (given, String::from_utf8(out).unwrap())
    }

    fn role(lines: &[&str]) -> (Option<&'static str>, String) {
        let (given, shown) = talk(lines, |d| d.one("role", &ROLES, 1));
        (given.ok().map(|i| ROLES[i]), shown)
    }

    fn stacks(lines: &[&str]) -> (Option<Vec<usize>>, String) {
        let (given, shown) = talk(lines, |d| d.several("stack", &["go", "java", "kafka", "rust"], &[1, 3]));
        (given.ok(), shown)
    }

    #[test]
    fn one_is_chosen_by_number_name_beginning_or_enter() {
        for (line, name) in [
            ("", "frontend"),
            (" 1 ", "backend"),
            ("Full-Stack", "full-stack"),
            ("b", "backend"),
            ("data-s", "data-scientist"),
        ] {
            assert_eq!(role(&[line]).0, Some(name), "{line:?}");
        }
        let (_, shown) = role(&[""]);
        assert_eq!(
            shown,
            "Role\n   1  backend          3  full-stack       5  data-scientist\n   \
             2  frontend         4  data-engineer\nNumber or name, Enter for frontend: \n"
        );
    }

    #[test]
    fn a_wrong_answer_is_told_with_the_nearest_and_asked_again() {
        let (given, shown) = role(&["bakend", "data", "6", "0", "zzz", "\u{1b}[2J", "2"]);
        assert_eq!(given, Some("frontend"));
        for part in [
            "There is no role `bakend`: did you mean backend?\n",
            "`data` may be data-engineer or data-scientist.\n",
            "There is no number 6: they go from 1 to 5.\n",
            "There is no number 0: they go from 1 to 5.\n",
            "There is no role `zzz`: choose from the list.\n",
            "There is no role `\\u{1b}[2J`: ",
        ] {
            assert!(shown.contains(part), "{part}{shown}");
        }
        assert_eq!(shown.matches("Number or name").count(), 7);
        assert_eq!(shown.matches("Role").count(), 1, "the list is shown once");
    }

    #[test]
    fn several_are_chosen_with_commas_or_blanks() {
        for (line, given) in [
            ("", vec![1, 3]),
            ("none", vec![]),
            ("rust, go", vec![0, 3]),
            ("4 1,1", vec![0, 3]),
            ("k", vec![2]),
        ] {
            assert_eq!(stacks(&[line]).0, Some(given), "{line:?}");
        }
        let (given, shown) = stacks(&["go, rost", "go"]);
        assert_eq!(given, Some(vec![0]));
        assert!(shown.contains("There is no stack `rost`: did you mean rust?\n"), "{shown}");
        assert!(shown.starts_with("Stacks\n   1  go      2  java    3  kafka   4  rust\n"), "{shown}");
        assert!(shown.contains("Numbers or names, Enter for java and rust: "), "{shown}");
    }

    #[test]
    fn the_end_of_input_breaks_off() {
        let (given, shown) = role(&["bakend"]);
        assert!(given.is_none() && shown.ends_with(": "), "{shown:?}");
        assert!(stacks(&[]).0.is_none());
        let failed = |_: &[&str]| {
            let answer = || Err(io::Error::other("gone"));
            Dialogue { out: Vec::new(), answer }.one("role", &ROLES, 0)
        };
        assert!(matches!(failed(&[]), Err(NoAnswer::Terminal(_))));
    }

    #[test]
    fn lists_fit_a_terminal_of_80_columns() {
        let names: Vec<String> = (0..43).map(|n| format!("technology-{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (_, shown) = talk(&[""], |d| d.several("stack", &names, &[0, 1]));
        assert!(shown.lines().all(|l| l.chars().count() <= WIDTH), "{shown}");
        assert!(names.iter().all(|n| shown.contains(n)), "{shown}");
    }
}
