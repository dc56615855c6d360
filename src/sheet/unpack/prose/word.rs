//! Documents of word processors: DOCX and ODT.

use super::lines::LineWriter;
use crate::limits::ZIP_FILES;
use crate::sheet::prose::ProseLine;
use crate::sheet::unpack::budget::Budget;
use crate::sheet::unpack::fault::Unreadable;
use crate::sheet::unpack::zipped::Archive;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The lines of a document; none where the zip holds none.
pub(super) fn lines(bytes: &[u8], budget: &mut Budget) -> Result<Option<Vec<ProseLine>>, Unreadable> {
    let mut archive = Archive::open(bytes)?;
    if archive.len() as u64 > ZIP_FILES.most {
        return Err(ZIP_FILES.into());
    }
    for part in ["word/document.xml", "content.xml"] {
        if let Some(content) = archive.content(part, budget)? {
            let content = String::from_utf8(content)?;
            return read(&content, budget).map(Some);
        }
    }
    Ok(None)
}

/// The paragraphs of a document's content.
fn read(content: &str, budget: &mut Budget) -> Result<Vec<ProseLine>, Unreadable> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().check_end_names = false;
    let mut writer = LineWriter::new(budget);
    // Text counts inside paragraphs only, and not where it was deleted or is a field's instruction.
    let (mut paragraphs, mut unseen) = (0_usize, 0_usize);
    loop {
        match reader.read_event()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "p" | "h" => {
                    paragraphs += 1;
                    writer.end();
                    writer.is_heading = e.local_name().as_ref() == "h";
                }
                "del" | "delText" | "instrText" | "tracked-changes" | "annotation" | "Fallback" => {
                    unseen += 1;
                }
                "pStyle" => writer.is_heading |= is_heading(&e),
                _ => {}
            },
            Event::Empty(e) => match e.local_name().as_ref() {
                "pStyle" => writer.is_heading |= is_heading(&e),
                "br" | "cr" | "line-break" => {
                    let is_heading = writer.is_heading;
                    writer.end();
                    writer.is_heading = is_heading;
                }
                "tab" | "s" => writer.text(" ")?,
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "p" | "h" => {
                    paragraphs = paragraphs.saturating_sub(1);
                    writer.end();
                }
                "del" | "delText" | "instrText" | "tracked-changes" | "annotation" | "Fallback" => {
                    unseen = unseen.saturating_sub(1);
                }
                _ => {}
            },
            Event::Text(t) if paragraphs > 0 && unseen == 0 => writer.text(&t.xml10_content())?,
            Event::CData(t) if paragraphs > 0 && unseen == 0 => writer.text(&t.xml10_content())?,
            Event::GeneralRef(r) if paragraphs > 0 && unseen == 0 => {
                let name = format!("&{};", &*r);
                writer.text(&quick_xml::escape::unescape(&name)?)?;
            }
            Event::Eof => return Ok(writer.lines()),
            _ => {}
        }
    }
}

/// Whether the style of a paragraph is that of a title or heading, in the languages in which Word names them by `Heading`
/// and `Title` all the same.
fn is_heading(style: &BytesStart<'_>) -> bool {
    let mut attributes = style.attributes().flatten();
    let value = attributes.find(|a| a.key.local_name().as_ref() == "val");
    let value = value.and_then(|v| v.normalized_value(XmlVersion::Implicit1_0).ok());
    value.is_some_and(|v| ["heading", "title"].iter().any(|name| v.to_lowercase().starts_with(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_become_lines_without_what_was_deleted() {
        let content = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Senior </w:t></w:r>\
                       <w:r><w:t>C&amp;A Engineer</w:t></w:r></w:p>\n<w:p><w:del><w:r><w:delText>PHP</w:delText></w:r></w:del>\
                       <w:r><w:t>Go</w:t><w:tab/><w:t>Kafka</w:t><w:br/><w:t>Linux</w:t></w:r></w:p></w:body></w:document>";
        let lines = read(content, &mut Budget::of_file(0)).unwrap();
        let shown: Vec<(&str, bool)> = lines.iter().map(|l| (l.text.as_str(), l.is_heading)).collect();
        assert_eq!(shown, [("Senior C&A Engineer", true), ("Go Kafka", false), ("Linux", false)]);
    }
}
