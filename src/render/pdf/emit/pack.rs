//! The bytes of a file: all objects but streams compressed together, and a compressed table of where they lie.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use crate::text::fnv1a;

/// So many objects are compressed together: readers unpack them together too.
const TOGETHER: usize = 1000;

/// Where an object lies.
enum Place {
    /// At this byte.
    At(usize),
    /// In the stream with this number, at this place.
    In(usize, usize),
}

/// `file`, whose objects are numbered from 1 without a gap, as bytes; named by its content, so that the same content
/// has the same name.
pub(super) fn pack(file: &Document) -> lopdf::Result<Vec<u8>> {
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = vec![Place::In(0, 0)];
    places.resize_with(file.objects.len() + 1, || Place::In(0, 0));
    let mut small: Vec<(u32, &Object)> = Vec::new();
    for ((number, _), object) in &file.objects {
        if matches!(object, Object::Stream(_)) {
            places[*number as usize] = Place::At(bytes.len());
            write(&mut bytes, *number, object)?;
        } else {
            small.push((*number, object));
        }
    }
    for group in small.chunks(TOGETHER) {
        let number = places.len();
        let (mut index, mut body) = (Vec::new(), Vec::new());
        for (i, (inner, object)) in group.iter().enumerate() {
            places[*inner as usize] = Place::In(number, i);
            index.extend(format!("{inner} {} ", body.len()).into_bytes());
            body.extend(written((*object).clone())?);
        }
        let dict =
            dictionary! { "Type" => "ObjStm", "N" => group.len() as i64, "First" => index.len() as i64 };
        let mut stream = Stream::new(dict, [index, body].concat());
        stream.compress()?;
        places.push(Place::At(bytes.len()));
        write(&mut bytes, number as u32, &stream.into())?;
    }
    let start = bytes.len();
    let number = places.len();
    places.push(Place::At(start));
    let table = table(&places, &file.trailer, &bytes)?;
    write(&mut bytes, number as u32, &table.into())?;
    bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Ok(bytes)
}

fn write(bytes: &mut Vec<u8>, number: u32, object: &Object) -> lopdf::Result<()> {
    bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    bytes.extend(written(object.clone())?);
    bytes.extend_from_slice(b"endobj\n");
    Ok(())
}

/// One object as it is written, and a blank. lopdf keeps its writer of objects to itself: as the operand of an
/// operator without a name they are written all the same.
fn written(object: Object) -> lopdf::Result<Vec<u8>> {
    Content { operations: vec![Operation::new("", vec![object])] }.encode()
}

/// The table of `places`, each row as its difference from the one above.
fn table(places: &[Place], trailer: &Dictionary, bytes: &[u8]) -> lopdf::Result<Stream> {
    let mut rows: Vec<u8> = Vec::with_capacity(8 * places.len());
    let mut above = [0_u8; ROW];
    for (i, place) in places.iter().enumerate() {
        let (kind, first, second) = match place {
            _ if i == 0 => (0, 0, 0),
            Place::At(at) => (1, *at, 0),
            Place::In(stream, at) => (2, *stream, *at),
        };
        let (first, second) = ((first as u32).to_be_bytes(), (second as u16).to_be_bytes());
        let row = [kind, first[0], first[1], first[2], first[3], second[0], second[1]];
        // Up, in the words of PNG.
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(now, above)| now.wrapping_sub(above)));
        above = row;
    }
    let (front, back) = (fnv1a(bytes), fnv1a(&bytes.iter().rev().copied().collect::<Vec<u8>>()));
    let id = [front.to_be_bytes(), back.to_be_bytes()].concat();
    let id = Object::String(id, StringFormat::Hexadecimal);
    let mut stream = Stream::new(
        dictionary! {
            "Type" => "XRef",
            "Size" => places.len() as i64,
            "W" => vec![1.into(), 4.into(), 2.into()],
            "Root" => trailer.get(b"Root")?.clone(),
            "Info" => trailer.get(b"Info")?.clone(),
            "ID" => vec![id.clone(), id],
        },
        rows,
    );
    stream.compress()?;
    if stream.dict.has(b"Filter") {
        stream.dict.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => ROW as i64 });
    } else {
        // Too few rows to be worth it: the plain rows.
        let plain: Vec<u8> = unfiltered(&stream.content);
        stream.set_content(plain);
    }
    Ok(stream)
}

/// The bytes of a row.
const ROW: usize = 7;

/// The rows themselves again.
fn unfiltered(rows: &[u8]) -> Vec<u8> {
    let mut above = [0_u8; ROW];
    let mut out = Vec::new();
    for row in rows.chunks_exact(ROW + 1) {
        for (now, difference) in above.iter_mut().zip(&row[1..]) {
            *now = now.wrapping_add(*difference);
        }
        out.extend(above);
    }
    out
}
