//! The bytes of a file: all objects but streams compressed together, and a compressed table of where they lie.

use std::sync::{Mutex, PoisonError};

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::render::pdf::kept::Kept;

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
/// has the same name. The objects up to `apart` are compressed apart from those after it.
pub(super) fn pack(file: Document, apart: u32, deflated: &Deflated) -> lopdf::Result<Vec<u8>> {
    let Document { objects, trailer, .. } = file;
    let mut deflater = deflated.deflater();
    let mut bytes = Vec::with_capacity(FILE);
    bytes.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    let mut places = vec![Place::In(0, 0)];
    places.resize_with(objects.len() + 1, || Place::In(0, 0));
    let mut before: Vec<(u32, Object)> = Vec::new();
    let mut after: Vec<(u32, Object)> = Vec::new();
    for ((number, _), object) in objects {
        if let Object::Stream(mut stream) = object {
            places[number as usize] = Place::At(bytes.len());
            deflater.deflate(&mut stream);
            write(&mut bytes, number, stream)?;
        } else if number <= apart {
            before.push((number, object));
        } else {
            after.push((number, object));
        }
    }
    for group in before.chunks_mut(TOGETHER).chain(after.chunks_mut(TOGETHER)) {
        let number = places.len();
        let (mut index, mut body) =
            (Vec::with_capacity(12 * group.len()), Vec::with_capacity(80 * group.len()));
        for (i, (inner, object)) in group.iter_mut().enumerate() {
            places[*inner as usize] = Place::In(number, i);
            index.extend_from_slice(format!("{inner} {} ", body.len()).as_bytes());
            body.extend(written(std::mem::replace(object, Object::Null))?);
        }
        let dict =
            dictionary! { "Type" => "ObjStm", "N" => group.len() as i64, "First" => index.len() as i64 };
        let mut stream = Stream::new(dict, [index, body].concat());
        deflater.deflate(&mut stream);
        places.push(Place::At(bytes.len()));
        write(&mut bytes, number as u32, stream)?;
    }
    let start = bytes.len();
    let number = places.len();
    places.push(Place::At(start));
    let table = table(&places, &trailer, &bytes, &mut deflater)?;
    write(&mut bytes, number as u32, table)?;
    bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    deflated.put_back(deflater);
    // Files wait in memory to be written.
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// About the size of a file.
const FILE: usize = 64 << 10;

/// `object` as small as it comes, for what is made once and written often.
pub(super) fn packed(mut object: Object) -> Object {
    if let Object::Stream(stream) = &mut object
        && let Some(small) = deflate(&mut Compress::new(Compression::best(), true), &stream.content)
    {
        set(stream, small);
    }
    object
}

/// What a run has compressed so far, and the memory that it did so with.
pub(in crate::render::pdf) struct Deflated {
    /// By the hash of what was compressed; none where it doesn't get smaller.
    known: Kept<[u8; 32], Option<Vec<u8>>>,
    idle: Mutex<Vec<Compress>>,
}

impl Default for Deflated {
    fn default() -> Self {
        Self { known: Kept::at_most(100), idle: Mutex::default() }
    }
}

impl Deflated {
    fn deflater(&self) -> Deflater<'_> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let compress = idle.unwrap_or_else(|| Compress::new(Compression::default(), true));
        Deflater { known: &self.known, compress }
    }

    fn put_back(&self, deflater: Deflater<'_>) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(deflater.compress);
    }
}

/// Compresses one stream after the other with the same memory.
struct Deflater<'a> {
    known: &'a Kept<[u8; 32], Option<Vec<u8>>>,
    compress: Compress,
}

impl Deflater<'_> {
    /// Compresses `stream` where that makes it smaller; what is compressed stays as it is.
    fn deflate(&mut self, stream: &mut Stream) {
        if stream.content.len() < TINY || stream.dict.has(b"Filter") {
            return;
        }
        let key = Sha256::digest(&stream.content).into();
        let small = self.known.get(key, |_| deflate(&mut self.compress, &stream.content));
        if let Some(small) = small.as_ref() {
            set(stream, small.clone());
        }
    }
}

fn set(stream: &mut Stream, small: Vec<u8>) {
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(small);
}

/// `content` compressed; nothing where that isn't smaller.
fn deflate(compress: &mut Compress, content: &[u8]) -> Option<Vec<u8>> {
    compress.reset();
    let mut small = Vec::with_capacity(content.len());
    // Into no more room than that of the plain bytes: what doesn't fit isn't smaller.
    let done = compress.compress_vec(content, &mut small, FlushCompress::Finish);
    small.shrink_to_fit();
    (matches!(done, Ok(Status::StreamEnd)) && small.len() + WORTH_IT < content.len()).then_some(small)
}

/// What is smaller isn't worth compressing.
const TINY: usize = 150;
/// The bytes of the entry that names the filter, about.
const WORTH_IT: usize = 20;

fn write(bytes: &mut Vec<u8>, number: u32, object: Stream) -> lopdf::Result<()> {
    bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    bytes.extend(written(object.into())?);
    bytes.extend_from_slice(b"endobj\n");
    Ok(())
}

/// One object as it is written, and a blank. lopdf keeps its writer of objects to itself: as the operand of an
/// operator without a name they are written all the same.
fn written(object: Object) -> lopdf::Result<Vec<u8>> {
    Content { operations: vec![Operation::new("", vec![object])] }.encode()
}

/// The table of `places`, each row as its difference from the one above.
fn table(
    places: &[Place],
    trailer: &Dictionary,
    bytes: &[u8],
    deflater: &mut Deflater<'_>,
) -> lopdf::Result<Stream> {
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
    let id = Sha256::digest(bytes)[..16].to_vec();
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
    deflater.deflate(&mut stream);
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
