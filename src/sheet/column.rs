//! The columns of all lists and scorecards, with the names that people give them.

/// A column that some list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The plan's id.
    Plan,
    /// Who is assessed.
    Candidate,
    /// Who assesses.
    Interviewer,
    /// Which conversation.
    Round,
    /// Which question, or what else is rated.
    Item,
    /// The rating.
    Score,
    /// What was said or done.
    Evidence,
    /// Whether a hint was needed.
    Hint,
    /// When the conversation took place.
    Held,
    /// Whether somebody is in training.
    Trainee,
    /// The check value over plan, candidate, round and interviewer.
    Check,
    /// What a rating counts for.
    Competency,
    /// A person's first name.
    FirstName,
    /// A person's last name.
    LastName,
    /// The id that another system gave.
    Id,
    /// An e-mail address.
    Email,
    /// The day on which something is due.
    Due,
    /// The name of a member of a panel.
    Member,
    /// What a member of a panel can rate.
    Competencies,
    /// Technologies.
    Stacks,
    /// Kinds of rounds or questions.
    Kinds,
    /// The most rounds that somebody holds.
    MaxRounds,
    /// How often something was asked.
    Count,
    /// The words of a question.
    Ask,
    /// A few words for lists.
    Title,
    /// Roles that a question is for.
    Role,
    /// Levels that a question is for.
    Level,
    /// How long something takes.
    Minutes,
    /// What a good answer is.
    Answer,
    /// Remarks.
    Notes,
    /// What somebody is in a round: lead, second or shadow.
    Part,
    /// When something begins.
    Starts,
    /// When something ends.
    Ends,
    /// Where something takes place.
    Place,
    /// How far something is.
    State,
    /// Since when it is so.
    StateSince,
    /// A name that somebody had before.
    FormerName,
    /// Why a question is asked.
    Why,
    /// What a question is about, in one word.
    Subject,
    /// What the trade calls it.
    Keywords,
    /// Areas that a question belongs to.
    Topics,
    /// A way to answer.
    Framework,
    /// What candidates read.
    Handout,
    /// Whether a question is still being written.
    Draft,
    /// Signals of a strong answer.
    Strong,
    /// Signals of a weak answer.
    Weak,
    /// Warning signs.
    RedFlags,
    /// Follow-up questions.
    Probes,
    /// What answers are like, by rung.
    Ladder,
    /// A good answer, a weak one, and why that is weak.
    Sample,
    /// A weak answer.
    WeakAnswer,
    /// What a weak answer lacks.
    Because,
    /// Answers to practise rating on.
    RatedAnswers,
}

impl Column {
    /// The columns of a scorecard, in their order.
    pub const SCORECARD: [Self; 11] = [
        Self::Plan,
        Self::Candidate,
        Self::Interviewer,
        Self::Round,
        Self::Item,
        Self::Score,
        Self::Evidence,
        Self::Hint,
        Self::Held,
        Self::Trainee,
        Self::Check,
    ];

    /// The columns of a list of questions that most have.
    pub const QUESTIONS: [Self; 10] = [
        Self::Ask,
        Self::Title,
        Self::Role,
        Self::Level,
        Self::Stacks,
        Self::Kinds,
        Self::Competencies,
        Self::Minutes,
        Self::Answer,
        Self::Notes,
    ];

    /// The names of the column, its own first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &["plan", "plan id"],
            Self::Candidate => &[
                "candidate",
                "candidate name",
                "name of candidate",
                "name of the candidate",
                "candidate's name",
                "applicant",
                "applicant name",
                "interviewee",
                "who did you interview",
                "whom did you interview",
                "full name",
                "name",
            ],
            Self::Interviewer => &[
                "interviewer",
                "interviewer name",
                "name of interviewer",
                "name of the interviewer",
                "interviewer's name",
                "interviewed by",
                "rater",
                "reviewer",
                "assessor",
                "evaluator",
                "panelist",
                "panellist",
                "judge",
                "observer",
            ],
            Self::Round => &["round", "stage", "interview", "interview round"],
            Self::Held => &["held", "held at", "held on", "date held", "interviewed on"],
            Self::Hint => &["hint", "hints", "hint needed", "hint given", "hint was needed"],
            Self::Item => &["item", "question", "question id", "item id", "criterion"],
            Self::Score => &["score", "rating", "points", "value"],
            Self::Evidence => &[
                "evidence",
                "notes",
                "note",
                "comment",
                "comments",
                "remarks",
                "feedback",
                "justification",
                "rationale",
                "observations",
            ],
            Self::Trainee => &["trainee", "in training", "shadow", "shadowing"],
            Self::Check => &["check", "check value"],
            Self::Competency => &["competency", "competence"],
            Self::FirstName => &["first name", "firstname", "given name", "forename"],
            Self::LastName => &["last name", "lastname", "surname", "family name"],
            Self::Id => &["id", "candidate id"],
            Self::Email => &["email", "e mail", "mail", "email address"],
            Self::Due => &["due", "due date"],
            Self::Member => &["name", "full name", "interviewer", "interviewer name"],
            Self::Competencies => &["competencies", "competency", "competence", "skill", "skills"],
            Self::Stacks => &[
                "stacks",
                "stack",
                "tech stack",
                "technology",
                "technologies",
                "language",
                "programming language",
            ],
            Self::Kinds => &["kinds", "kind", "type", "question type", "category", "question category"],
            Self::MaxRounds => &["max rounds", "most rounds"],
            Self::Count => &["count", "times", "asked"],
            Self::Ask => &[
                "ask",
                "question",
                "questions",
                "question text",
                "question wording",
                "question description",
                "full question",
                "interview question",
                "interview questions",
                "questions to ask",
                "question to ask",
                "prompt",
                "wording",
            ],
            Self::Title => {
                &["title", "question title", "question name", "name", "short name", "short title", "headline"]
            }
            Self::Role => &["role", "roles", "position", "positions", "job", "job title"],
            Self::Level => &[
                "level",
                "levels",
                "seniority",
                "seniority level",
                "experience level",
                "job level",
                "difficulty",
                "difficulty level",
            ],
            Self::Minutes => &["minutes", "min", "mins", "time", "duration", "time limit"],
            Self::Answer => &[
                "answer",
                "good answer",
                "strong answer",
                "expected answer",
                "expected answers",
                "expected response",
                "model answer",
                "ideal answer",
                "correct answer",
                "reference answer",
                "suggested answer",
                "sample answer",
                "example answer",
                "sample strong",
                "answer key",
                "solution",
                "key points",
                "what a good answer covers",
            ],
            Self::Notes => &["notes", "note", "comment", "comments", "remarks"],
            Self::Why => {
                &["why", "why ask", "why we ask", "why interviewers ask this", "purpose", "rationale"]
            }
            Self::Subject => &["subject"],
            Self::Keywords => &["keywords", "keyword"],
            Self::Topics => &["topics", "topic", "area", "areas", "section", "domain", "tags", "tag"],
            Self::Framework => &["framework"],
            Self::Handout => &["handout", "on the candidate's handout", "code", "code snippet", "snippet"],
            Self::Draft => &["draft"],
            Self::Strong => &["strong", "strong signals", "green flags", "look for", "what to look for"],
            Self::Weak => &["weak", "weak signals"],
            Self::RedFlags => &["red flags", "red flag"],
            Self::Probes => &[
                "probes",
                "probe",
                "follow ups",
                "follow up",
                "follow up questions",
                "follow up question",
                "followups",
                "followup questions",
            ],
            Self::Ladder => &["ladder"],
            Self::Sample => &["sample"],
            Self::WeakAnswer => &["weak answer", "sample weak", "bad answer", "a weak answer, and why"],
            Self::Because => &["because", "sample because", "why weak"],
            Self::RatedAnswers => &["answers"],
            Self::Part => &["part", "as", "function"],
            Self::Starts => &["starts", "start", "begins", "date and time", "when", "start time"],
            Self::Ends => &["ends", "end", "until", "end time"],
            Self::Place => &["place", "room", "location", "link", "where"],
            Self::State => &["state", "status"],
            Self::StateSince => &["state since", "state date", "status since", "status date"],
            Self::FormerName => &["former name", "formerly", "previous name", "also known as"],
        }
    }

    /// The column's own name.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }
}
