//! Findings as workflow commands of GitHub Actions, which become annotations of a change.

use crate::diag::{Diagnostic, Severity};
use crate::text::visible_lines;

/// A command for each finding, one a line.
pub(super) fn commands(findings: &[Diagnostic]) -> String {
    findings.iter().map(|f| command(f) + "\n").collect()
}

fn command(finding: &Diagnostic) -> String {
    let name = match finding.severity {
        Severity::Note => "notice",
        severity => severity.word(),
    };
    let mut properties = Vec::new();
    if let Some(place) = &finding.place {
        properties.push(format!("file={}", property(&place.file)));
        if place.line > 0 {
            properties.push(format!("line={}", place.line));
            if place.column > 0 {
                properties.push(format!("col={}", place.column));
                properties.push(format!("endColumn={}", place.column + place.width.max(1)));
            }
        }
    }
    properties.push(format!("title={}", property(finding.code)));
    let text = finding.lines();
    format!("::{name} {}::{}", properties.join(","), data(&text))
}

/// The message of a command: it ends with its line, and `%` begins an escape.
fn data(text: &str) -> String {
    visible_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: it ends at a comma or a colon as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        let place = Place::of_span("a,b:c%/\n.toml", "x = 1", 4..5);
        let finding = Diagnostic::note("few", "100% of 1: two\r\nlines\u{1b}[2J").at(place).hint("a, b");
        assert_eq!(
            commands(&[finding]),
            "::notice file=a%2Cb%3Ac%25/%0A.toml,line=1,col=5,endColumn=6,title=few::\
             100%25 of 1: two\\u{d}%0Alines\\u{1b}[2J%0Aa, b\n"
        );
        assert_eq!(commands(&[Diagnostic::error("x", "y")]), "::error title=x::y\n");
    }
}
