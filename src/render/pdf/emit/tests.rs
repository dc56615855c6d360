//! Files read back with lopdf.

use std::cell::Cell;
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object};

use crate::document::parse;
use crate::render::pdf::fonts::tests::shipped;
use crate::render::pdf::{LaidOut, MergedPdf, Session, write};
use crate::render::{FormKeys, Page};

const PACKET: &str = include_str!("../../fixtures/packet.md");

fn packet() -> Vec<u8> {
    packet_in(&Session::new(shipped()))
}

fn packet_in(session: &Session<'_>) -> Vec<u8> {
    let document = parse(PACKET, "packet.md").unwrap();
    let page =
        Page { title: "Zoë".into(), author: "Team Ł".into(), language: "pl".into(), ..Page::default() };
    let written = write(&document, &page, session);
    assert_eq!(written.warnings, []);
    written.value
}

/// One file of these documents, each with its title.
fn merged<W: Write>(documents: &[(&str, &str)], out: W) -> W {
    let session = Session::new(shipped());
    let mut file = MergedPdf::new(out, &session).unwrap();
    for (title, markdown) in documents {
        let page = Page { title: (*title).into(), ..Page::default() };
        file.add(&LaidOut::new(&parse(markdown, "t.md").unwrap(), &page, &session)).unwrap();
    }
    file.finish(&Page { title: "Whole".into(), ..Page::default() }).unwrap()
}

fn dict<'f>(file: &'f Document, of: &'f Dictionary, key: &str) -> &'f Dictionary {
    file.dereference(of.get(key.as_bytes()).unwrap()).unwrap().1.as_dict().unwrap()
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let session = Session::new(shipped());
    let bytes = packet_in(&session);
    assert!(bytes.len() < 45_000, "{}", bytes.len());
    assert_eq!(bytes, packet());
    // From the caches too.
    assert_eq!(bytes, packet_in(&session));
}

#[test]
fn the_catalogue_is_right() {
    let file = Document::load_mem(&packet()).unwrap();
    assert_eq!(file.version, "1.7");
    let catalog = file.catalog().unwrap();
    assert_eq!(catalog.get(b"PageMode").unwrap(), &Object::Name(b"UseOutlines".to_vec()));
    assert_eq!(lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(), "pl");
    for key in ["Outlines", "StructTreeRoot", "MarkInfo", "PageLabels", "ViewerPreferences"] {
        assert!(catalog.has(key.as_bytes()), "{key}");
    }
    let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = file.get_dictionary(info).unwrap();
    let keys: Vec<String> = info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    assert!(keys.iter().all(|key| ["Title", "Author", "Producer"].contains(&key.as_str())), "{keys:?}");
    assert_eq!(lopdf::decode_text_string(info.get(b"Author").unwrap()).unwrap(), "Team Ł");
}

#[test]
fn text_is_read_back_with_its_accents() {
    let file = Document::load_mem(&packet()).unwrap();
    let text = file.extract_text(&[1, 2]).unwrap();
    for name in ["Zoë Łukasiewicz", "Γεώργιος Παπαδόπουλος", "Дмитрий Шостакович", "Ağaoğlu"]
    {
        assert!(text.contains(name), "{name} in {text}");
    }
}

#[test]
fn every_stretch_of_text_belongs_to_an_element() {
    let file = Document::load_mem(&packet()).unwrap();
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let leaves = dict(&file, file.get_dictionary(root).unwrap(), "ParentTree").get(b"Kids").unwrap();
    let [leaf] = leaves.as_array().unwrap().as_slice() else { panic!("{leaves:?}") };
    let numbers = file.get_dictionary(leaf.as_reference().unwrap()).unwrap().get(b"Nums").unwrap();
    let owners = numbers.as_array().unwrap().iter().filter_map(|entry| entry.as_array().ok());
    for (page, owners) in file.get_pages().into_values().zip(owners) {
        let content = file.get_and_decode_page_content(page).unwrap();
        let marks = content.operations.iter().filter(|op| op.operator == "BDC").count();
        assert_eq!(marks, owners.len());
        assert!(owners.iter().all(|owner| file.get_dictionary(owner.as_reference().unwrap()).is_ok()));
    }
}

/// The types of the elements below `id`, indented by their depth; the widgets of forms by the keys that they have.
fn tree(file: &Document, id: lopdf::ObjectId, depth: usize, out: &mut String) {
    let element = file.get_dictionary(id).unwrap();
    let name = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap());
    *out += &"  ".repeat(depth);
    *out += &name;
    out.push('\n');
    let kids = match element.get(b"K").unwrap() {
        Object::Array(kids) => kids.clone(),
        kid => vec![kid.clone()],
    };
    for kid in kids {
        match kid {
            Object::Reference(id) => tree(file, id, depth + 1, out),
            Object::Dictionary(kid) if kid.get(b"Type").unwrap().as_name().unwrap() == b"OBJR" => {
                let widget = dict(file, &kid, "Obj");
                assert_eq!(owner(file, widget.get(b"StructParent").unwrap().as_i64().unwrap()), id);
            }
            _ => {}
        }
    }
}

/// The element that the parent tree has for `key`.
fn owner(file: &Document, key: i64) -> lopdf::ObjectId {
    let root = dict(file, file.catalog().unwrap(), "StructTreeRoot");
    let leaves = dict(file, root, "ParentTree").get(b"Kids").unwrap().as_array().unwrap();
    let numbers = leaves.iter().flat_map(|leaf| {
        let leaf = file.get_dictionary(leaf.as_reference().unwrap()).unwrap();
        leaf.get(b"Nums").unwrap().as_array().unwrap().chunks(2)
    });
    let mut found = numbers.filter(|pair| pair[0].as_i64().unwrap() == key);
    found.next().unwrap()[1].as_reference().unwrap()
}

/// What a screen reader finds in a rating with two points, and lines to write on.
const TREE: &str = "\
Document
  H1
  H2
  L
    LI
      Form
      Lbl
        Figure
      LBody
      LBody
    LI
      Form
      Lbl
        Figure
      LBody
      LBody
  Form
  Figure
  H2
  H3
  P
";

#[test]
fn every_field_has_an_element_and_no_heading_skips_a_level() {
    let markdown = "# A\n\n#### B\n\n<!-- rating: x -->\n\n- [ ] **1 Poor** a\n- [ ] **2 Good** b\n\n\
                    <!-- evidence: x 3 -->\n\n## C\n\n##### D\n\nText\n";
    let form = FormKeys { pairs: vec![("plan".into(), "p".into())], items: vec!["x".into()] };
    let page = Page { title: "Q & A".into(), form: Some(form), ..Page::default() };
    let bytes = write(&parse(markdown, "t.md").unwrap(), &page, &Session::new(shipped())).value;
    let file = Document::load_mem(&bytes).unwrap();
    let root = dict(&file, file.catalog().unwrap(), "StructTreeRoot");
    let mut text = String::new();
    tree(&file, root.get(b"K").unwrap().as_reference().unwrap(), 0, &mut text);
    assert_eq!(text, TREE);
    let xmp = file.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let xmp = file.get_object(xmp).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    assert!(xmp.contains("Q &amp; A") && xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
}

#[test]
fn merged_documents_begin_on_odd_pages() {
    let text = |title: &str| format!("# {title}\n\n<!-- page-break -->\n\nx\n\n<!-- page-break -->\n\ny\n");
    let documents = [("One", &*text("Hello")), ("Two", &*text("World"))];
    let bytes = merged(&documents, Vec::new());
    assert_eq!(bytes, merged(&documents, Vec::new()));
    let file = Document::load_mem(&bytes).unwrap();
    let pages: Vec<_> = file.get_pages().into_values().collect();
    assert_eq!(pages.len(), 7);
    assert!(file.get_page_content(pages[3]).is_empty());
    let words = |page: u32| file.extract_text(&[page]).unwrap();
    assert!(words(1).contains("Hello") && words(5).contains("World"));
    assert!(words(7).contains("3 of 3"), "{}", words(7));

    let catalog = file.catalog().unwrap();
    let labels = dict(&file, catalog, "PageLabels").get(b"Nums").unwrap().as_array().unwrap();
    let prefix =
        |label: &Object| lopdf::decode_text_string(label.as_dict().unwrap().get(b"P").unwrap()).unwrap();
    assert_eq!((&labels[0], &labels[2]), (&Object::Integer(0), &Object::Integer(4)));
    assert_eq!([prefix(&labels[1]), prefix(&labels[3])], ["One, page ", "Two, page "]);

    // Each document has an entry that leads to its first page, with those of its headings folded below it.
    let outline = dict(&file, catalog, "Outlines");
    let entries = [dict(&file, outline, "First"), dict(&file, outline, "Last")];
    for ((entry, title), page) in entries.into_iter().zip(["One", "Two"]).zip([pages[0], pages[4]]) {
        assert_eq!(lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap(), title);
        assert_eq!(entry.get(b"Count").unwrap(), &Object::Integer(-1));
        for entry in [entry, dict(&file, entry, "First")] {
            assert_eq!(entry.get(b"Dest").unwrap().as_array().unwrap()[0], page.into());
        }
    }

    let root = dict(&file, catalog, "StructTreeRoot");
    let parts = dict(&file, root, "K").get(b"K").unwrap().as_array().unwrap();
    assert_eq!(parts.len(), 2);
    for part in parts {
        let part = file.get_dictionary(part.as_reference().unwrap()).unwrap();
        assert_eq!(part.get(b"S").unwrap(), &Object::Name(b"Part".to_vec()));
        assert_eq!(part.get(b"K").unwrap().as_array().unwrap().len(), 3);
    }
    let leaves = dict(&file, root, "ParentTree").get(b"Kids").unwrap().as_array().unwrap();
    let limits = leaves.iter().map(|leaf| {
        let leaf = file.get_dictionary(leaf.as_reference().unwrap()).unwrap();
        leaf.get(b"Limits").unwrap().clone()
    });
    let number = |n: i64| Object::Integer(n);
    assert_eq!(
        limits.collect::<Vec<_>>(),
        [vec![number(0), number(2)].into(), vec![number(4), number(6)].into()]
    );
}

#[test]
fn characters_that_no_font_has_keep_their_codes() {
    let bytes = merged(&[("One", "a 😀 b"), ("Two", "🦀 😀")], Vec::new());
    let file = Document::load_mem(&bytes).unwrap();
    for (page, codes) in [(1, vec![1]), (3, vec![2, 1])] {
        let page = file.get_pages()[&page];
        let fonts = file.get_page_fonts(page).unwrap();
        assert!(fonts.contains_key(&b"Missing0"[..]));
        let content = file.get_and_decode_page_content(page).unwrap();
        let shown =
            content.operations.iter().filter(|op| op.operator == "Tj").map(|op| op.operands[0].as_str());
        let shown: Vec<u8> =
            shown.filter_map(|codes| codes.ok().filter(|c| c.len() == 1)?.first().copied()).collect();
        assert_eq!(shown, codes);
    }
}

/// Counts what is written.
struct Counter<'a>(&'a Cell<usize>);

impl Write for Counter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_merged_file_is_written_while_it_is_made() {
    let session = Session::new(shipped());
    let written = Cell::new(0);
    let mut file = MergedPdf::new(Counter(&written), &session).unwrap();
    let document = LaidOut::new(&parse(PACKET, "packet.md").unwrap(), &Page::default(), &session);
    for _ in 0..30 {
        file.add(&document).unwrap();
    }
    let by_then = written.get();
    file.finish(&Page::default()).unwrap();
    assert!(by_then * 10 > written.get() * 8, "{by_then} of {}", written.get());
}
