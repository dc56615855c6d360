//! Reading `plan.json`.

use super::check::check;
use super::model::{FORMAT, FORMAT_1, Plan};
use super::people::RoundPeople;
use crate::diag::{Diagnostic, Failure, Place};
use serde::Deserialize;

impl Plan {
    /// The plan in the text of a `plan.json`; `file` names it in findings.
    ///
    /// Fails where the text is no plan, and with a finding for each value that a plan can't have.
    pub fn from_json(file: &str, text: &str) -> Result<Self, Failure> {
        let mut plan: Self = serde_json::from_str(text).map_err(|e| {
            let start: usize =
                text.split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum();
            let at = start + e.column().saturating_sub(1);
            Diagnostic::error("plan-json", format!("this is not a plan: {e}"))
                .at(Place::of_span(file, text, at..at + 1))
                .hint("make the plan anew with `panelkit plan`")
        })?;
        if plan.format == FORMAT_1 {
            plan.people = people(text);
            FORMAT.clone_into(&mut plan.format);
        } else if plan.format != FORMAT {
            let message = format!("the file's format is `{}`, not `{FORMAT}`", plan.format);
            return Err(Diagnostic::error("plan-format", message)
                .at(Place::file(file))
                .hint("make the plan anew with this version of panelkit")
                .into());
        }
        let findings = check(file, text, &plan);
        if findings.is_empty() { Ok(plan) } else { Err(Failure(findings)) }
    }
}

/// The rounds of a plan of format 1, as far as they name people.
#[derive(Deserialize)]
struct FormatOne {
    rounds: Vec<FormatOneRound>,
}

#[derive(Deserialize)]
struct FormatOneRound {
    interviewer: Option<String>,
    #[serde(default)]
    shadows: Vec<String>,
}

/// The people whom a plan of format 1 names.
fn people(text: &str) -> Vec<RoundPeople> {
    let rounds = serde_json::from_str::<FormatOne>(text).map(|plan| plan.rounds).unwrap_or_default();
    let of = |r: FormatOneRound| RoundPeople { lead: r.interviewer, seconds: Vec::new(), shadows: r.shadows };
    rounds.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;
    use crate::plan::{Request, choose};

    #[test]
    fn a_plan_survives_its_file() {
        let bank = Bank::load(None).unwrap();
        let request = Request {
            role: "backend".into(),
            level: "mid".into(),
            stacks: vec!["java".into()],
            loop_name: "screen".into(),
            seed: 1,
            ..Request::default()
        };
        let plan = choose(&bank, &request).unwrap().value;
        assert_eq!(Plan::from_json("plan.json", &plan.to_json()).unwrap(), plan);
        let broken = plan.to_json().replacen("\"seed\": 1", "\"seed\": \"x\"", 1);
        let failure = Plan::from_json("plan.json", &broken).unwrap_err();
        let place = failure.0[0].place.clone().unwrap();
        assert!(place.source.contains("\"seed\""), "{}", place.source);
    }
}
