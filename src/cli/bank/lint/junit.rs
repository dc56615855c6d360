//! Findings as `JUnit` XML, the reports of tests that build servers read: a test for each finding, which fails, and one for
//! each file without a finding.

use crate::diag::Diagnostic;
use crate::text::{visible, visible_lines};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// What the tests are called together.
const SUITE: &str = "panelkit bank lint";

/// The report on `files`, which were looked at.
pub(super) fn report(files: &[&str], findings: &[Diagnostic]) -> io::Result<String> {
    let clean: Vec<&&str> =
        files.iter().filter(|file| !findings.iter().any(|f| file_of(f) == Some(**file))).collect();
    let (tests, failures) = ((clean.len() + findings.len()).to_string(), findings.len().to_string());
    let counts = [("name", SUITE), ("tests", &tests), ("failures", &failures), ("errors", "0")];
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("testsuites").with_attributes(counts).write_inner_content(|writer| {
        writer.create_element("testsuite").with_attributes(counts).write_inner_content(|writer| {
            for finding in findings {
                failing(writer, finding)?;
            }
            for file in clean {
                let file = attribute(file);
                let attributes = [("name", file.as_str()), ("classname", SUITE), ("file", &file)];
                writer.create_element("testcase").with_attributes(attributes).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    String::from_utf8(writer.into_inner()).map(|xml| xml + "\n").map_err(io::Error::other)
}

fn failing(writer: &mut Writer<Vec<u8>>, finding: &Diagnostic) -> io::Result<()> {
    let severity = finding.severity.word();
    let file = attribute(file_of(finding).unwrap_or_default());
    let line = finding.place.as_ref().filter(|p| p.line > 0).map(|p| p.line.to_string());
    let name = match (&line, file.is_empty()) {
        (_, true) => finding.code.to_owned(),
        (Some(line), _) => format!("{file}:{line} {}", finding.code),
        (None, _) => format!("{file} {}", finding.code),
    };
    let mut case =
        writer.create_element("testcase").with_attributes([("name", name.as_str()), ("classname", SUITE)]);
    if !file.is_empty() {
        case = case.with_attribute(("file", file.as_str()));
    }
    if let Some(line) = &line {
        case = case.with_attribute(("line", line.as_str()));
    }
    case.write_inner_content(|writer| {
        let message = attribute(&finding.message);
        let failure = writer
            .create_element("failure")
            .with_attributes([("type", finding.code), ("message", message.as_str())]);
        let text = allowed(&visible_lines(&format!("{severity}: {finding}")));
        failure.write_text_content(BytesText::new(&text))?;
        Ok(())
    })?;
    Ok(())
}

fn file_of(finding: &Diagnostic) -> Option<&str> {
    finding.place.as_ref().map(|place| place.file.as_str())
}

/// The text of an attribute, on one line.
fn attribute(text: &str) -> String {
    allowed(&visible(text))
}

/// `text` with the two characters written out that XML has no form for and that aren't control characters (XML 1.0, section
/// 2.2).
fn allowed(text: &str) -> String {
    text.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use proptest::prelude::*;
    use quick_xml::Reader;

    /// The texts of all failures of a report, which has to be well-formed.
    fn failures(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let (mut found, mut depth, mut text) = (Vec::new(), 0, String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(e) => {
                    depth += 1;
                    e.attributes().for_each(|a| drop(a.unwrap()));
                    text.clear();
                }
                Event::Text(t) => text.push_str(&t),
                Event::GeneralRef(r) => text.extend(["&", &*r, ";"]),
                Event::End(e) => {
                    depth -= 1;
                    if e.name().as_ref() == "failure" {
                        found.push(quick_xml::escape::unescape(&text).unwrap().into_owned());
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        found
    }

    #[test]
    fn each_finding_is_a_failing_test_and_a_clean_file_a_passing_one() {
        let finding =
            Diagnostic::error("toml", "a < b & \"c\"\n]]>").at(Place::of_span("a.toml", "x = 1", 4..5));
        let xml = report(&["a.toml", "b.toml"], &[finding]).unwrap();
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "), "{xml}");
        assert!(xml.contains("tests=\"2\" failures=\"1\" errors=\"0\""), "{xml}");
        assert!(xml.contains("name=\"a.toml:1 toml\"") && xml.contains("name=\"b.toml\""), "{xml}");
        assert_eq!(failures(&xml), ["error: a.toml:1:5: a < b & \"c\"\n]]>"]);
    }

    proptest! {
        #[test]
        fn any_text_gives_a_report_that_can_be_read(message in any::<String>(), file in any::<String>()) {
            let finding = Diagnostic::error("x", message.as_str()).at(Place::file(file.as_str()));
            let xml = report(&[&file], &[finding]).unwrap();
            prop_assert_eq!(failures(&xml).len(), 1);
            let fits = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
            prop_assert!(xml.chars().all(fits));
        }
    }
}
