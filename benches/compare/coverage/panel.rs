//! Simulated panels with what is true of them.

use panelkit::bank::Bank;
use panelkit::plan::{Plan, Request, choose};
use rand::{RngExt, rngs::ChaCha12Rng};

pub const CANDIDATES: usize = 8;
pub const COMPETENCIES: usize = 3;
/// How many interviewers each candidate meets.
const MET: usize = 4;
/// The interviewers where not everybody meets everybody.
const POOL: usize = 6;
/// Standard deviations: of candidates, of their competencies around them, of the interviewers' severity, and of an
/// interviewer's error in one rating.
pub const OF_CANDIDATES: f64 = 0.8;
pub const OF_COMPETENCIES: f64 = 0.4;
pub const OF_INTERVIEWERS: f64 = 0.4;
pub const OF_ERROR: f64 = 0.6;

/// Who meets whom, and how much of an interviewer's error all ratings of one person have in common.
#[derive(Debug, Clone, Copy)]
pub struct Design {
    pub crossed: bool,
    pub halo: f64,
}

/// What an interviewer gave a candidate: a rating for each competency.
#[derive(Debug, Clone)]
pub struct Card {
    pub candidate: usize,
    pub interviewer: usize,
    pub scores: [f64; COMPETENCIES],
}

/// A panel.
#[derive(Debug, Clone)]
pub struct Panel {
    pub design: Design,
    /// The candidates' true competencies.
    pub truth: Vec<[f64; COMPETENCIES]>,
    /// How much higher than others each interviewer rates.
    pub leniency: Vec<f64>,
    pub cards: Vec<Card>,
}

/// A normal deviate (Box and Muller 1958).
pub fn normal(random: &mut ChaCha12Rng) -> f64 {
    let (u, v): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// The numbers below `n`, in random order.
pub fn shuffled(n: usize, random: &mut ChaCha12Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, (random.random::<f64>() * (i + 1) as f64) as usize);
    }
    order
}

impl Panel {
    pub fn draw(design: Design, random: &mut ChaCha12Rng) -> Self {
        let interviewers = if design.crossed { MET } else { POOL };
        let leniency: Vec<f64> = (0..interviewers).map(|_| OF_INTERVIEWERS * normal(random)).collect();
        Self::of(design, leniency, CANDIDATES, random)
    }

    /// So many candidates before the same interviewers.
    pub fn of(design: Design, leniency: Vec<f64>, candidates: usize, random: &mut ChaCha12Rng) -> Self {
        let (mut truth, mut cards) = (Vec::new(), Vec::new());
        for candidate in 0..candidates {
            let level = 5.5 + OF_CANDIDATES * normal(random);
            let of: [f64; COMPETENCIES] = std::array::from_fn(|_| level + OF_COMPETENCIES * normal(random));
            let mut met = shuffled(leniency.len(), random);
            met.truncate(MET);
            met.sort_unstable();
            for interviewer in met {
                let halo = OF_ERROR * design.halo.sqrt() * normal(random);
                let scores = of.map(|t| {
                    t + leniency[interviewer] + halo + OF_ERROR * (1.0 - design.halo).sqrt() * normal(random)
                });
                cards.push(Card { candidate, interviewer, scores });
            }
            truth.push(of);
        }
        Self { design, truth, leniency, cards }
    }

    /// A candidate's true mean.
    pub fn mean(&self, candidate: usize) -> f64 {
        self.truth[candidate].iter().sum::<f64>() / COMPETENCIES as f64
    }
}

/// The name of a candidate.
pub fn name(candidate: usize) -> String {
    format!("Candidate {candidate}")
}

/// A plan with competencies of equal weight.
pub fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        loop_name: "onsite".into(),
        ..Request::default()
    };
    let bank = Bank::load(None).unwrap_or_else(|f| panic!("{f}"));
    let mut plan = choose(&bank, &request).unwrap_or_else(|f| panic!("{f}")).value;
    plan.coverage.retain(|c| !c.questions.is_empty());
    plan.coverage.truncate(COMPETENCIES);
    for c in &mut plan.coverage {
        c.must_have = false;
        c.weight = 1.0 / COMPETENCIES as f64;
    }
    plan
}
