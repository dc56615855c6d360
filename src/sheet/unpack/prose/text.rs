//! Plain text and Markdown: the lines as they are counted in an editor.

use crate::sheet::decode::decode;
use crate::sheet::prose::ProseLine;

/// The lines of a text, empty ones included. A heading of Markdown is one, and so is a line that is bold from end to end.
pub(super) fn lines(file: &str, bytes: &[u8]) -> Vec<ProseLine> {
    let text = decode(file, bytes, &[], &mut Vec::new());
    text.lines().map(line).collect()
}

fn line(written: &str) -> ProseLine {
    let text = written.trim();
    let heading = text.trim_start_matches('#');
    if heading.len() < text.len() && text.len() - heading.len() <= 6 && heading.starts_with(' ') {
        return ProseLine { text: plain(heading.trim_end_matches('#')), is_heading: true };
    }
    let bold = ["**", "__"].iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
    let bold = bold.filter(|inside| !inside.is_empty() && !inside.contains("**"));
    ProseLine { text: plain(bold.unwrap_or(text)), is_heading: bold.is_some() }
}

/// The text without the marks of emphasis and code.
fn plain(text: &str) -> String {
    text.replace("**", "").replace('`', "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_apart_and_lines_are_counted() {
        let lines = lines(
            "ad.md",
            b"# Senior *Go* Engineer #\n\n**About you**\r\n- `Rust` and **Go**, #1 in C#\n#hashtag\n",
        );
        let shown: Vec<(&str, bool)> = lines.iter().map(|l| (l.text.as_str(), l.is_heading)).collect();
        let expected = [
            ("Senior *Go* Engineer", true),
            ("", false),
            ("About you", true),
            ("- Rust and Go, #1 in C#", false),
            ("#hashtag", false),
        ];
        assert_eq!(shown, expected);
    }
}
