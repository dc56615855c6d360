//! The frame of every HTML page, with the one policy of what it may draw, run and load.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape::escaped;

/// The head of a page, and the script at its end.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The language as a BCP 47 tag.
    pub language: &'a str,
    /// The author; may be empty.
    pub author: &'a str,
    /// The title of the window.
    pub title: &'a str,
    /// The style sheet.
    pub style: &'a str,
    /// The script; may be empty, and must not contain `</`.
    pub script: &'a str,
}

/// A page whose body is what `write_body` appends. It can draw by its style and run its script, and nothing else.
pub fn page(head: &Head<'_>, write_body: impl FnOnce(&mut String)) -> String {
    let Head { language, author, title, style, script } = *head;
    let author = match author {
        "" => String::new(),
        author => format!("<meta name=\"author\" content=\"{}\">\n", escaped(author)),
    };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n{author}\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        escaped(language),
        policy(style, script),
        escaped(title),
    );
    write_body(&mut out);
    if !script.is_empty() {
        out.extend(["<script>", script, "</script>\n"]);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The Content-Security-Policy: this style and this script, by their hashes.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    let script = if script.is_empty() { "'none'".to_owned() } else { hash(script) };
    let style = hash(style);
    format!("default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_just_this_style_and_this_script() {
        // printf 'a' | openssl dgst -sha256 -binary | base64
        let (a, b) = (
            "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=",
            "sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0=",
        );
        let page = |script| {
            page(&Head { language: "en", author: "", title: "T", style: "a", script }, |out| out.push('x'))
        };
        assert!(page("b").contains(&format!("style-src '{a}'; script-src '{b}'; base-uri 'none'")));
        assert!(page("b").ends_with("<body>\nx<script>b</script>\n</body>\n</html>\n"));
        assert!(page("").contains("script-src 'none'") && !page("").contains("<script"));
    }
}
