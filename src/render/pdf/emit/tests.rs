//! Files read back with lopdf.

use lopdf::{Document, Object};

use crate::document::parse;
use crate::render::Page;
use crate::render::pdf::fonts::tests::shipped;
use crate::render::pdf::write;

fn packet() -> Vec<u8> {
    let document = parse(include_str!("../../fixtures/packet.md"), "packet.md").unwrap();
    let page =
        Page { title: "Zoë".into(), author: "Team Ł".into(), language: "pl".into(), ..Page::default() };
    let written = write(&document, &page, shipped());
    assert_eq!(written.warnings, []);
    written.value
}

#[test]
fn the_same_document_is_the_same_bytes() {
    assert_eq!(packet(), packet());
    assert!(packet().len() < 45_000, "{}", packet().len());
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
    let keys: Vec<String> =
        info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
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
    let numbers = file.get_dictionary(root).unwrap().get(b"ParentTree").unwrap();
    let numbers = file.dereference(numbers).unwrap().1.as_dict().unwrap().get(b"Nums").unwrap();
    let owners = numbers.as_array().unwrap().iter().filter_map(|entry| entry.as_array().ok());
    for (page, owners) in file.get_pages().into_values().zip(owners) {
        let content = file.get_and_decode_page_content(page).unwrap();
        let marks = content.operations.iter().filter(|op| op.operator == "BDC").count();
        assert_eq!(marks, owners.len());
        assert!(owners.iter().all(|owner| file.get_dictionary(owner.as_reference().unwrap()).is_ok()));
    }
}
