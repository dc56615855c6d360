//! What a screen reader reads of a packet: its whole tag tree, as text.

use super::{folder, panelkit};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The tree of `file`, one element a line: its type, what is read in place of it, and how many pieces of content it has or the
/// fields that it stands for.
fn tag_tree(file: &Document) -> String {
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let mut out = String::new();
    let document = file.get_dictionary(root).unwrap().get(b"K").unwrap().as_reference().unwrap();
    write_element(file, document, 0, &mut out);
    out
}

fn text(of: &Dictionary, key: &[u8]) -> Option<String> {
    Some(lopdf::decode_text_string(of.get(key).ok()?).unwrap())
}

fn write_element(file: &Document, id: ObjectId, depth: usize, out: &mut String) {
    let element = file.get_dictionary(id).unwrap();
    let name = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
    let _ = write!(out, "{}{name}", "  ".repeat(depth));
    for (key, mark) in [("Alt", "alt"), ("ActualText", "said as")] {
        if let Some(text) = text(element, key.as_bytes()) {
            let _ = write!(out, ", {mark} \"{text}\"");
        }
    }
    let kids = match element.get(b"K").unwrap() {
        Object::Array(kids) => kids.clone(),
        kid => vec![kid.clone()],
    };
    for kid in &kids {
        let Object::Dictionary(kid) = kid else { continue };
        if kid.get(b"Type").unwrap().as_name().unwrap() == b"OBJR" {
            let field = file.get_dictionary(kid.get(b"Obj").unwrap().as_reference().unwrap()).unwrap();
            let label = text(field, b"TU").or_else(|| {
                text(file.get_dictionary(field.get(b"Parent").ok()?.as_reference().ok()?).ok()?, b"TU")
            });
            let _ = write!(out, ", field \"{}\"", label.expect("a field has a name for people"));
        }
    }
    out.push('\n');
    for kid in kids {
        if let Object::Reference(kid) = kid {
            write_element(file, kid, depth + 1, out);
        }
    }
}

/// `PANELKIT_BLESS=1 cargo test --test it tag_tree` writes the tree anew, to be read before a commit.
#[test]
fn the_tag_tree_of_a_packet_is_the_one_that_was_read() {
    let at = folder();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::create_dir(at.path().join("loop")).unwrap();
    fs::copy(fixtures.join("scorecards/plan.json"), at.path().join("loop/plan.json")).unwrap();
    let named = ["--candidate", "Ana Kovač", "--interviewer", "Mei-Ling Osei", "--format", "pdf"];
    panelkit(at.path(), &[&["packet", "loop"][..], &named].concat()).exits(0);
    let mut packets: Vec<_> = fs::read_dir(at.path().join("loop/packets/ana-kovac"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with("candidate-"))
        .collect();
    packets.sort();
    let file = Document::load(&packets[0]).unwrap();
    let tree = tag_tree(&file);
    // All that can be pressed is in the tree.
    let widgets = file.objects.values().filter_map(|object| object.as_dict().ok());
    let widgets =
        widgets.filter(|d| d.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|s| s == b"Widget")));
    assert_eq!(tree.matches(", field \"").count(), widgets.count());
    let golden = fixtures.join("tag-tree.txt");
    if std::env::var_os("PANELKIT_BLESS").is_some() {
        fs::write(&golden, &tree).unwrap();
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    let differs = tree.lines().zip(wanted.lines()).position(|(a, b)| a != b).unwrap_or_default();
    assert!(
        tree == wanted,
        "line {} of tests/fixtures/tag-tree.txt: {:?}, was {:?}; PANELKIT_BLESS=1 cargo test --test it tag_tree",
        differs + 1,
        tree.lines().nth(differs),
        wanted.lines().nth(differs)
    );
}
