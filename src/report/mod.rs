//! A comparison for people: as a view that templates and the terminal show, and as a page for the browser.

mod apart;
mod decision;
mod evidence;
mod page;
mod view;
mod words;

pub use apart::sentence;
pub use decision::{
    BelowRating, BelowView, CompetencyView, DecisionRecord, EvidenceView, VoteView, decision_record,
};
pub use evidence::{EvidenceQuestion, EvidenceQuote};
pub use page::write as write_page;
pub use view::{CandidateView, Report, ReportCell, ReportRow, ReportTable, TopicView, report};
pub use words::{fixed, order_effect};
