//! What is asked for: by the arguments, by a job advertisement, by the plan that lies in the output folder, or by answers on
//! the terminal.

use super::ask::{self, Open};
use super::job::Advertisement;
use super::lists;
use crate::bank::{Bank, Role};
use crate::cli::args::PlanArgs;
use crate::cli::config::Config;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure, Warned};
use crate::opening::files::PLAN;
use crate::plan::{Market, Plan, Request, StackMeaning, StackSpec};

/// What is asked for, and the plan that is there where it is asked about.
pub(in crate::cli) struct PlanRequest {
    pub request: Request,
    pub old: Option<Plan>,
    /// Where more than the command line says is asked for: what else says it, such as `questions`.
    pub beside: Option<&'static str>,
}

/// What is asked for, with what isn't covered of it. Fails with all that is wrong with the arguments together.
pub(in crate::cli) fn request(
    args: &PlanArgs,
    bank: &Bank,
    config: &Config,
    ui: &mut Ui,
) -> Result<Warned<PlanRequest>, Failure> {
    let mut errors = Vec::new();
    let exclude = or_empty(lists::excluded(&args.exclude, bank), &mut errors);
    let exposure =
        or_empty(lists::exposure(&args.exposure, args.output.as_deref(), &config.sheets), &mut errors);
    let mut plan = match &args.output {
        Some(folder) if args.why.is_some() && args.role.is_none() && folder.join(PLAN).exists() => {
            let old = lists::plan_in(folder)?;
            let request = old.as_ref().map(Request::of).unwrap_or_default();
            Warned { value: PlanRequest { request, old, beside: None }, warnings: Vec::new() }
        }
        _ => NamedPlan::new(args, bank, &mut errors).request(config, errors.is_empty(), &mut errors, ui)?,
    };
    let request = &mut plan.value.request;
    request.exclude.extend(exclude);
    request.exposure = exposure;
    request.keep.clone_from(&args.keep);
    request.assistant.clone_from(&args.assistant);
    if errors.is_empty() {
        return Ok(plan);
    }
    errors.extend(other_mistakes(args, bank, request));
    Err(Failure(errors))
}

/// The value, or nothing where there is none for the reasons that go to `errors`.
fn or_empty<T: Default>(result: Result<T, Failure>, errors: &mut Vec<Diagnostic>) -> T {
    result.unwrap_or_else(|failure| {
        errors.extend(failure.0);
        T::default()
    })
}

/// What else is wrong with a request of which some names are unknown.
fn other_mistakes(args: &PlanArgs, bank: &Bank, request: &Request) -> Vec<Diagnostic> {
    // A role and a level that the bank has stand in for those that it hasn't; what they lead to isn't told.
    let role = bank.role(&request.role).or(bank.roles.first());
    let Some(role) = role else { return Vec::new() };
    let known = bank.role(&request.role).is_some() && role.weights.contains_key(&request.level);
    let level = if known { Some(&request.level) } else { role.weights.keys().next() };
    let stand_in = Request {
        role: role.id.clone(),
        level: level.cloned().unwrap_or_default(),
        stacks: Vec::new(),
        // What isn't known of these is told already.
        exclude: request.exclude.iter().filter(|id| !args.exclude.contains(id)).cloned().collect(),
        ..request.clone()
    };
    let follows = |f: &Diagnostic| !known && ["no-loop", "level-not-offered"].contains(&f.code);
    let others = stand_in.checked(bank).err().map(|f| f.0).unwrap_or_default();
    others.into_iter().filter(|f| !follows(f)).collect()
}

/// What the arguments name of a new plan.
struct NamedPlan<'a, 'b> {
    args: &'a PlanArgs,
    bank: &'b Bank,
    market: Market<'b>,
    role: Option<&'b Role>,
    level: Option<&'b str>,
    /// What is told of names that aren't the bank's own.
    told: Vec<String>,
}

impl<'a, 'b> NamedPlan<'a, 'b> {
    fn new(args: &'a PlanArgs, bank: &'b Bank, errors: &mut Vec<Diagnostic>) -> Self {
        let mut named =
            Self { args, bank, market: Market::new(bank), role: None, level: None, told: Vec::new() };
        if let Some(text) = &args.role {
            match named.market.role(text) {
                Ok((role, told)) => {
                    named.role = Some(role);
                    named.told.extend(told);
                }
                Err(error) => errors.push(error),
            }
        }
        if let (Some(title), None) = (&args.role, &args.seniority)
            && bank.role(title).is_none()
            && let Some((level, told)) = named.market.level_within(title)
        {
            named.level = Some(level);
            named.told.push(told.unwrap_or_else(|| format!("{title}: the level is taken as {level}")));
        }
        if let Some(text) = &args.seniority {
            match named.market.level(text) {
                Ok((level, told)) => {
                    named.level = Some(level);
                    named.told.extend(told);
                }
                Err(error) => errors.push(error),
            }
        }
        named
    }

    /// The request, completed by the advertisement and by what a person answers. Nobody is asked where something is wrong
    /// already.
    fn request(
        mut self,
        config: &Config,
        may_ask: bool,
        errors: &mut Vec<Diagnostic>,
        ui: &mut Ui,
    ) -> Result<Warned<PlanRequest>, Failure> {
        let mut warnings = Vec::new();
        if self.role.is_none() {
            errors.extend(self.market.unknown_stacks(None, &names(&self.args.stack)));
        }
        let ad = match &self.args.job {
            Some(path) => Some(Advertisement::read(path, &self.market, config)?),
            None => None,
        };
        let mut open = Open::default();
        if let Some(ad) = &ad {
            if self.args.role.is_none() {
                self.role = ad.role(self.bank, &mut open)?;
            }
            if self.args.seniority.is_none() {
                self.level = ad.level(self.bank, &mut open);
            }
        }
        let is_wrong = !may_ask || !errors.is_empty();
        let missing_role = self.role.is_none() && self.args.role.is_none();
        let missing_level = self.level.is_none() && self.args.seniority.is_none();
        let mut asked = false;
        let mut chosen_stacks = None;
        if missing_role || missing_level {
            if is_wrong || !ask::is_possible(config) {
                errors.extend(ask::missing(self.bank, missing_role, missing_level, &open));
            } else {
                if let Some(ad) = &ad {
                    ad.tell_open(&open, ui);
                }
                let takes_stacks = self.args.stack.is_empty() && ad.is_none();
                let answers = ask::complete(self.bank, self.role, self.level, takes_stacks, &open)?;
                (self.role, self.level) = (Some(answers.role), Some(answers.level));
                chosen_stacks = answers.stacks;
                asked = true;
            }
        }
        let chosen = chosen_stacks.unwrap_or_default().into_iter();
        let mut stacks: Vec<StackSpec> = chosen.map(|stack| StackSpec { stack, questions: None }).collect();
        if let Some(role) = self.role {
            match self.market.stacks(role, &names(&self.args.stack)) {
                Ok(resolved) => {
                    stacks.extend(counted(&self.market, role, &self.args.stack, resolved.value.stacks));
                    self.told.extend(resolved.value.told);
                    warnings.extend(resolved.warnings);
                }
                Err(failure) => errors.extend(failure.0),
            }
        }
        let mut request = Request {
            role: self.role.map_or_else(String::new, |role| role.id.clone()),
            level: self.level.unwrap_or_default().to_owned(),
            loop_name: self.args.loop_name.clone(),
            rounds: self.args.round.clone(),
            seed: self.args.seed.unwrap_or_default(),
            country: self.args.country.clone().or_else(|| config.settings.country.clone()),
            ..Request::default()
        };
        request.ask_for(&stacks);
        if !errors.is_empty() {
            return Ok(Warned { value: PlanRequest { request, old: None, beside: None }, warnings });
        }
        for told in &self.told {
            ui.say(&format!("{told}."));
        }
        if let (Some(ad), Some(role)) = (&ad, self.role) {
            let stacks = ad.tell(&self.market, role, &request, ui);
            if self.args.stack.is_empty() {
                request.stacks = stacks;
            }
        }
        let beside = if ad.is_some() { Some("the advertisement") } else { asked.then_some("questions") };
        Ok(Warned { value: PlanRequest { request, old: None, beside }, warnings })
    }
}

/// The names of technologies that are asked for.
pub(super) fn names(specs: &[StackSpec]) -> Vec<String> {
    specs.iter().map(|s| s.stack.clone()).collect()
}

/// The resolved `stacks` of `role`, each with the number of questions that `specs` ask for of it.
pub(super) fn counted(
    market: &Market<'_>,
    role: &Role,
    specs: &[StackSpec],
    stacks: Vec<String>,
) -> Vec<StackSpec> {
    let is_asked = |spec: &StackSpec, stack: &str| match market.stack(role, &spec.stack) {
        Some(StackMeaning::Asked { stack: asked, .. }) => asked == stack,
        _ => false,
    };
    let number = |stack: &str| specs.iter().filter(|s| is_asked(s, stack)).find_map(|s| s.questions);
    stacks.into_iter().map(|stack| StackSpec { questions: number(&stack), stack }).collect()
}

impl PlanRequest {
    /// Tells how to ask `command` for the same with options alone.
    pub(in crate::cli) fn tell_options(&self, command: &str, ui: &mut Ui) {
        if let Some(beside) = self.beside {
            ui.say(&format!("The same without {beside}: {command} {}", options(&self.request)));
        }
    }
}

/// The options that ask for the same plan.
fn options(request: &Request) -> String {
    let mut line = format!("--role {} --seniority {}", request.role, request.level);
    if !request.stacks.is_empty() {
        line = format!(
            "{line} --stack {}",
            request.stack_specs().map(|s| s.to_string()).collect::<Vec<_>>().join(",")
        );
    }
    if request.loop_name != "onsite" {
        line = format!("{line} --loop {}", request.loop_name);
    }
    line
}
