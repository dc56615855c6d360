//! The raters' severity, by the additive model of units and raters; within each group of raters who are linked. Where nobody
//! else rated the same things, through the people whom others rated too.

use crate::stats::{
    Limits, RaterVariance, Ratings, StandardErrors, Undefined, VarianceSource, additive, rater_variance,
};
use schemars::JsonSchema;
use serde::Serialize;

/// With fewer ratings than this, nothing is said of a rater's severity.
const FEWEST_RATINGS: usize = 5;

/// With fewer people rated than this, there is no standard error: the error is judged over people.
const FEWEST_TARGETS: usize = 3;

/// The fitted model, with effects as they are and shrunken.
pub(super) struct SeverityModel {
    /// By rater; none where nobody else rated what they rated.
    raters: Vec<Result<RaterEffect, Undefined>>,
    /// Each unit's value without the raters' effects; none where raters fall into groups.
    pub(super) least_squares: Vec<Option<f64>>,
    /// Each unit's value without the raters' shrunken effects.
    pub(super) shrunken_values: Vec<Option<f64>>,
    variance: Option<RaterVariance>,
    groups: usize,
}

/// What is known of one rater.
#[derive(Debug, Clone)]
struct RaterEffect {
    effect: f64,
    shrunken: f64,
    error: Option<f64>,
    /// How many people they rated whom others rated too.
    targets: usize,
    /// Whether the ratings leave anything to judge errors by.
    has_residual: bool,
}

/// What a severity is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeverityBasis {
    /// The same things that others rated.
    SameThings,
    /// The same people, whom others rated on other things: a harder round looks like a stricter rater.
    SamePeople,
}

/// One rater's severity: how many points lower they score the same work than raters on average.
#[derive(Debug, Default)]
pub(super) struct RaterSeverity {
    pub(super) value: Option<f64>,
    pub(super) error: Option<f64>,
    pub(super) limits: Option<Limits>,
    pub(super) shrunken: Option<f64>,
    /// How many people it rests on.
    pub(super) targets: usize,
    /// What it is judged by.
    pub(super) basis: Option<SeverityBasis>,
    /// Why there is no value, or no standard error.
    pub(super) reason: Option<String>,
}

impl SeverityModel {
    /// The model of `table`, fitted by itself in each group of raters who are linked; `target` is who a unit is about. Fails
    /// where no two raters are linked.
    pub(super) fn fit(table: &Ratings, target: &[usize]) -> Result<Self, Undefined> {
        let by_group = table.by_group();
        let groups = by_group.len();
        let mut model = Self {
            raters: vec![Err(Undefined::NoOverlap); table.raters()],
            least_squares: vec![None; table.units()],
            shrunken_values: vec![None; table.units()],
            variance: None,
            groups,
        };
        let mut first = None;
        for (members, table) in by_group {
            if let Err(why) = model.group(&table, &members, target) {
                for rater in members {
                    model.raters[rater] = Err(why);
                }
                first = first.or(Some(why));
            }
        }
        match first {
            Some(why) if model.raters.iter().all(Result::is_err) => {
                Err(if groups > 1 && why == Undefined::OneRater {
                    Undefined::Disconnected(groups)
                } else {
                    why
                })
            }
            _ => Ok(model),
        }
    }

    fn group(&mut self, table: &Ratings, members: &[usize], target: &[usize]) -> Result<(), Undefined> {
        let fit = additive(table)?;
        let variance = rater_variance(table, &fit);
        let (shrunken, values) = variance.shrunken(table);
        let errors = StandardErrors::of(&fit, table);
        let over = errors.as_ref().map(|e| e.over_clusters(table, &fit.rater_effects, |unit| target[unit]));
        for (i, rater) in members.iter().enumerate() {
            let (error, targets) = over.as_ref().map_or((None, 0), |over| over[i]);
            self.raters[*rater] = Ok(RaterEffect {
                effect: fit.rater_effects[i],
                shrunken: shrunken[i],
                error: error.filter(|e| *e > 0.0 && targets >= FEWEST_TARGETS),
                targets,
                has_residual: errors.is_some(),
            });
        }
        if self.groups == 1 {
            (self.least_squares, self.shrunken_values) = (fit.unit_values, values);
            self.variance = Some(variance);
        }
        Ok(())
    }

    /// Whether a rater is linked with others.
    fn links(&self, rater: usize) -> bool {
        self.raters[rater].is_ok()
    }

    /// The severity of a rater who gave so many ratings.
    fn severity(&self, rater: usize, ratings: usize, basis: SeverityBasis) -> RaterSeverity {
        let effect = match &self.raters[rater] {
            Err(why) => return RaterSeverity { reason: Some(why.to_string()), ..RaterSeverity::default() },
            Ok(_) if ratings < FEWEST_RATINGS => {
                let reason = Some(format!("fewer than {FEWEST_RATINGS} ratings"));
                return RaterSeverity { reason, ..RaterSeverity::default() };
            }
            Ok(effect) => effect,
        };
        let why = if effect.has_residual {
            format!("no standard error: fewer than {FEWEST_TARGETS} people whom others rated too")
        } else {
            format!("no standard error: {}", Undefined::NoResidual)
        };
        let value = 0.0 - effect.effect;
        let df = effect.targets.saturating_sub(1) as f64;
        RaterSeverity {
            value: Some(value),
            error: effect.error,
            limits: effect.error.and_then(|se| Limits::around(value, se, df)),
            shrunken: Some(0.0 - effect.shrunken),
            targets: effect.targets,
            basis: Some(basis),
            reason: effect.error.is_none().then_some(why),
        }
    }

    /// Whether there is one group of raters, so that all can be freed of their severity alike.
    pub(super) fn is_whole(&self) -> bool {
        self.groups == 1
    }

    /// What the severity rests on, where that needs saying.
    pub(super) fn note(&self) -> Option<&'static str> {
        match self.variance {
            None => Some("severity compares a rater with those of the same group only, whose mean is zero"),
            Some(RaterVariance { source: VarianceSource::Fixed, .. }) => {
                Some("the ratings are too few to estimate how much raters differ: shrunken by a fixed ratio")
            }
            Some(RaterVariance { ratio: 0.0, .. }) => {
                Some("raters don't seem to differ: shrunken severities are zero")
            }
            Some(RaterVariance { .. }) => None,
        }
    }
}

/// The severity of all raters: by the things that several rated and, for raters who share none, by the people.
pub(super) struct Severities {
    pub(super) by_thing: Result<SeverityModel, Undefined>,
    by_person: Result<SeverityModel, Undefined>,
}

impl Severities {
    /// The severities in `table`, where `target` is who a unit is about; `by_target` holds the same ratings by person.
    pub(super) fn fit(table: &Ratings, target: &[usize], by_target: &Ratings) -> Self {
        let people: Vec<usize> = (0..by_target.units()).collect();
        Self {
            by_thing: SeverityModel::fit(table, target),
            by_person: SeverityModel::fit(by_target, &people),
        }
    }

    /// The severity of a rater who gave so many ratings.
    pub(super) fn of(&self, rater: usize, ratings: usize) -> RaterSeverity {
        match (&self.by_thing, &self.by_person) {
            (Ok(model), _) if model.links(rater) => model.severity(rater, ratings, SeverityBasis::SameThings),
            (_, Ok(model)) if model.links(rater) => model.severity(rater, ratings, SeverityBasis::SamePeople),
            (Ok(model), _) => model.severity(rater, ratings, SeverityBasis::SameThings),
            (Err(why), _) => RaterSeverity { reason: Some(why.to_string()), ..RaterSeverity::default() },
        }
    }

    /// What they rest on, where that needs saying.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        match (&self.by_thing, &self.by_person) {
            (Ok(model), _) => notes.extend(model.note().map(str::to_owned)),
            (Err(_), Ok(_)) => {}
            (Err(why), Err(_)) => notes.push(format!("no severity: {why}")),
        }
        notes
    }
}
