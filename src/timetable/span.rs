//! Spans of time, and sets of them.

/// Minutes from `from` up to `to`, counted from any one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where it begins.
    pub from: i64,
    /// Where it ends; what begins there doesn't overlap it.
    pub to: i64,
}

impl Span {
    /// The span between two minutes.
    pub fn new(from: i64, to: i64) -> Self {
        Self { from, to }
    }

    /// Whether both share a minute.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The same with `minutes` more on each side.
    #[must_use]
    pub fn widened(self, minutes: i64) -> Self {
        Self { from: self.from - minutes, to: self.to + minutes }
    }
}

/// Spans in their order, none of which touches another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanSet(Vec<Span>);

impl SpanSet {
    /// The minutes that lie in one of `spans` or more.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|s| s.from < s.to).collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }

    /// The spans.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether one of the spans shares a minute with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        let at = self.0.partition_point(|s| s.to <= span.from);
        self.0.get(at).is_some_and(|s| s.overlaps(span))
    }

    /// The first minute from `from` on at which `minutes` free ones begin, on the grid of every `step`th minute from `grid`.
    pub fn first_free(&self, from: i64, minutes: i64, grid: i64, step: i64) -> i64 {
        let on_grid = |minute: i64| grid + (minute - grid).div_euclid(step) * step;
        let up = |minute: i64| on_grid(minute + step - 1);
        let mut start = up(from);
        let mut at = self.0.partition_point(|s| s.to <= start);
        while let Some(span) = self.0.get(at).filter(|s| s.from < start + minutes) {
            start = up(span.to.max(start));
            at += 1;
        }
        start
    }
}
