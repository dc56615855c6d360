//! The objects of a file, written as they are made. In memory stays only where each of them lies.

use std::io::Write;

use lopdf::content::{Content, Operation};
use lopdf::{Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::deflate::Deflater;
use super::error::Error;

/// How many objects are compressed together at most; readers unpack them together too.
const GROUP: usize = 1000;

/// Where an object lies.
#[derive(Clone, Copy)]
enum Location {
    /// Nowhere: its number is not used.
    Free,
    /// At this byte of the file.
    Offset(u32),
    /// In the object stream with this number, at this index.
    Grouped(u32, u16),
}

/// Objects that will be compressed together.
#[derive(Default)]
struct Group {
    /// The number and the offset of each object, as they are written.
    index: Vec<u8>,
    bodies: Vec<u8>,
    numbers: Vec<u32>,
}

/// Which objects are compressed together.
#[derive(Clone, Copy)]
pub(super) enum GroupKind {
    /// Elements of the structure tree: often the same in many files, and then compressed only once.
    Structure,
    Other,
}

/// Writes the objects of a file.
pub(super) struct ObjectWriter<'c, W> {
    out: W,
    /// How many bytes are written.
    written: u64,
    /// The hash of all bytes that are written.
    digest: Sha256,
    /// By object number; number 0 is never used.
    locations: Vec<Location>,
    structure: Group,
    other: Group,
    deflater: Deflater<'c>,
}

impl<'c, W: Write> ObjectWriter<'c, W> {
    pub(super) fn new(out: W, deflater: Deflater<'c>) -> Result<Self, Error> {
        let mut writer = Self {
            out,
            written: 0,
            digest: Sha256::new(),
            locations: vec![Location::Free],
            structure: Group::default(),
            other: Group::default(),
            deflater,
        };
        writer.write(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(writer)
    }

    /// A number for an object that is put later.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.locations.push(Location::Free);
        (self.locations.len() as u32 - 1, 0)
    }

    /// Writes `object` under the number `id`; a stream as it is, anything else together with others of its kind.
    pub(super) fn put(
        &mut self,
        id: ObjectId,
        kind: GroupKind,
        object: impl Into<Object>,
    ) -> Result<(), Error> {
        let object = match object.into() {
            Object::Stream(mut stream) => {
                // Metadata stays plain: tools look for it without reading the rest.
                if stream.allows_compression {
                    self.deflater.deflate(&mut stream);
                }
                return self.put_stream(id, stream);
            }
            object => object,
        };
        let group = self.group(kind);
        write!(group.index, "{} {} ", id.0, group.bodies.len())?;
        group.bodies.extend(encoded(object)?);
        group.numbers.push(id.0);
        if group.numbers.len() == GROUP { self.end_group(kind) } else { Ok(()) }
    }

    /// Writes `object` and returns its number.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> Result<ObjectId, Error> {
        let id = self.reserve();
        self.put(id, GroupKind::Other, object)?;
        Ok(id)
    }

    fn put_stream(&mut self, id: ObjectId, stream: Stream) -> Result<(), Error> {
        self.locations[id.0 as usize] = Location::Offset(self.offset()?);
        let mut bytes = format!("{} 0 obj\n", id.0).into_bytes();
        bytes.extend(encoded(stream.into())?);
        bytes.extend_from_slice(b"endobj\n");
        self.write(&bytes)
    }

    fn group(&mut self, kind: GroupKind) -> &mut Group {
        match kind {
            GroupKind::Structure => &mut self.structure,
            GroupKind::Other => &mut self.other,
        }
    }

    /// Writes the objects of this kind that are waiting to be compressed together.
    pub(super) fn end_group(&mut self, kind: GroupKind) -> Result<(), Error> {
        let Group { mut index, bodies, numbers } = std::mem::take(self.group(kind));
        if numbers.is_empty() {
            return Ok(());
        }
        let dict =
            dictionary! { "Type" => "ObjStm", "N" => numbers.len() as i64, "First" => index.len() as i64 };
        index.extend(bodies);
        let stream = self.add(Stream::new(dict, index))?;
        for (i, number) in numbers.into_iter().enumerate() {
            self.locations[number as usize] = Location::Grouped(stream.0, i as u16);
        }
        Ok(())
    }

    /// Writes what is waiting, and the table of all objects. The identifier of the file is a hash of its content, so that
    /// the same content gives the same bytes.
    pub(super) fn finish(mut self, root: ObjectId, info: ObjectId) -> Result<W, Error> {
        self.end_group(GroupKind::Structure)?;
        self.end_group(GroupKind::Other)?;
        let start = self.offset()?;
        let table = self.reserve();
        self.locations[table.0 as usize] = Location::Offset(start);
        let hash = self.digest.clone().finalize()[..16].to_vec();
        let hash = Object::String(hash, StringFormat::Hexadecimal);
        let dict = dictionary! {
            "Type" => "XRef",
            "Size" => self.locations.len() as i64,
            "W" => vec![1.into(), 4.into(), 2.into()],
            "Root" => root,
            "Info" => info,
            "ID" => vec![hash.clone(), hash],
        };
        let mut stream = Stream::new(dict.clone(), with_differences(self.rows()));
        self.deflater.deflate(&mut stream);
        if stream.dict.has(b"Filter") {
            stream.dict.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => ROW as i64 });
        } else {
            stream = Stream::new(dict, self.rows().flatten().collect());
        }
        self.put_stream(table, stream)?;
        self.write(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// The rows of the table: type, offset or stream, index in the stream.
    fn rows(&self) -> impl Iterator<Item = [u8; ROW]> {
        self.locations.iter().map(|location| {
            let (kind, first, second) = match location {
                Location::Free => (0, 0, 0),
                Location::Offset(at) => (1, *at, 0),
                Location::Grouped(stream, index) => (2, *stream, *index),
            };
            let (first, second) = (first.to_be_bytes(), second.to_be_bytes());
            [kind, first[0], first[1], first[2], first[3], second[0], second[1]]
        })
    }

    fn offset(&self) -> Result<u32, Error> {
        u32::try_from(self.written).map_err(|_| Error::TooLong)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes)?;
        self.digest.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// The length of a row of the table.
const ROW: usize = 7;

/// Each row as its difference from the row above, after the number of that predictor, PNG's Up.
fn with_differences(rows: impl Iterator<Item = [u8; ROW]>) -> Vec<u8> {
    const UP: u8 = 2;
    let mut out = Vec::new();
    let mut above = [0_u8; ROW];
    for row in rows {
        out.push(UP);
        out.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = row;
    }
    out
}

/// `object` as it stands in a file, and a blank. lopdf doesn't offer its writer of objects, but it writes them as the
/// operands of an operator too, here of one without a name.
fn encoded(object: Object) -> lopdf::Result<Vec<u8>> {
    Content { operations: vec![Operation::new("", vec![object])] }.encode()
}
