//! The ToUnicode map of a font, by which readers copy and search text.

use std::fmt::Write;

use lopdf::{Dictionary, Stream};

/// The most codes in one list.
const LIST: usize = 100;

/// The map from codes of this many `bytes` to their texts, after Adobe Technical Note 5411. The system is written as one
/// dictionary, since pdfminer reads no other form.
pub(super) fn to_unicode(bytes: usize, meanings: &[(u16, String)]) -> Stream {
    let digits = 2 * bytes;
    let mut lists = String::new();
    for rows in meanings.chunks(LIST) {
        // Writing to memory can't fail.
        let _ = writeln!(lists, "{} beginbfchar", rows.len());
        for (code, text) in rows {
            let _ = write!(lists, "<{code:0digits$X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(lists, "{unit:04X}");
            }
            lists.push_str(">\n");
        }
        lists.push_str("endbfchar\n");
    }
    let (first, last) = ("0".repeat(digits), "F".repeat(digits));
    let map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<{first}> <{last}>\nendcodespacerange\n{lists}endcmap\n\
         CMapName currentdict /CMap defineresource pop\nend\nend\n"
    );
    Stream::new(Dictionary::new(), map.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_characters_beyond_the_first_plane_too() {
        let map = to_unicode(2, &[(1, "fi".into()), (300, "😀".into())]);
        let map = String::from_utf8(map.content).unwrap();
        assert!(map.contains(
            "<0000> <FFFF>\nendcodespacerange\n2 beginbfchar\n<0001> <00660069>\n<012C> <D83DDE00>\n"
        ));
        let many: Vec<(u16, String)> = (1..=150).map(|code| (code, "a".to_owned())).collect();
        let map = String::from_utf8(to_unicode(1, &many).content).unwrap();
        assert!(map.contains("100 beginbfchar\n<01> <0061>") && map.contains("50 beginbfchar\n<65> <0061>"));
    }
}
