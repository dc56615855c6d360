//! A file of any length, read block by block: what holds for one row never needs all of them.

use super::anchors::Anchors;
use super::decode::Decoder;
use super::kind::{Kind, kind};
use super::reader::{SheetReader, several_sheets};
use super::sheet::Sheet;
use super::text::TextReader;
use crate::diag::{Diagnostic, Failure};
use crate::limits::{SCORECARD_FILE, unreadable};
use std::io::{self, Read};
use std::path::Path;

/// How many bytes are read at a time.
const PIECE: usize = 4 << 20;

/// A part of a file: rows with the tables that they belong to.
#[derive(Debug)]
pub struct SheetBlock {
    /// The rows; the first table of a later block goes on from the one before, with the same header.
    pub sheet: Sheet,
    /// What was noticed in them.
    pub findings: Vec<Diagnostic>,
}

/// The blocks of a file, one after the other.
pub struct Blocks<'a> {
    reader: &'a SheetReader,
    file: String,
    anchors: &'a Anchors<'a>,
    source: Box<dyn Read + Send>,
    /// How many bytes are read at a time.
    piece: usize,
    stage: Stage<'a>,
}

/// What the next block of a text is read with.
struct TextStage<'a> {
    decoder: Decoder,
    reader: TextReader<'a>,
}

/// How far a file was read.
enum Stage<'a> {
    Start,
    /// A text.
    Text(Box<TextStage<'a>>),
    /// A workbook and the like, read whole: the sheets that are still to be handed out.
    Whole(Vec<SheetBlock>),
    End,
}

impl<'a> Blocks<'a> {
    /// The blocks of `source`, which findings call `file`.
    pub fn new(
        reader: &'a SheetReader,
        file: &str,
        source: Box<dyn Read + Send>,
        anchors: &'a Anchors<'a>,
    ) -> Self {
        Self::in_pieces_of(PIECE, reader, file, source, anchors)
    }

    pub(super) fn in_pieces_of(
        piece: usize,
        reader: &'a SheetReader,
        file: &str,
        source: Box<dyn Read + Send>,
        anchors: &'a Anchors<'a>,
    ) -> Self {
        Self { reader, file: file.to_owned(), anchors, source, piece, stage: Stage::Start }
    }

    /// The next block; none behind the last one. Fails where the file can't be read, or holds no table.
    pub fn next_block(&mut self) -> Result<Option<SheetBlock>, Failure> {
        loop {
            match std::mem::replace(&mut self.stage, Stage::End) {
                Stage::Start => self.start()?,
                Stage::Text(stage) => {
                    let piece = self.piece()?;
                    if let Some(block) = self.text_block(piece, stage)? {
                        return Ok(Some(block));
                    }
                }
                Stage::Whole(mut blocks) => {
                    let next = blocks.pop();
                    self.stage = Stage::Whole(blocks);
                    return Ok(next);
                }
                Stage::End => return Ok(None),
            }
        }
    }

    fn start(&mut self) -> Result<(), Failure> {
        let piece = self.piece()?;
        if kind(&self.file, &piece)? == Kind::Text {
            let reader = TextReader::new(&self.file, self.anchors);
            self.stage = Stage::Text(Box::new(TextStage { decoder: Decoder::default(), reader }));
            // The first piece is read again as if it came now.
            let rest = std::mem::replace(&mut self.source, Box::new(io::empty()));
            self.source = Box::new(io::Cursor::new(piece).chain(rest));
            return Ok(());
        }
        let mut bytes = piece;
        SCORECARD_FILE
            .read_on(&mut self.source, &mut bytes)
            .map_err(|e| unreadable(Path::new(&self.file), &e))?;
        let reading = self.reader.read(&self.file, &bytes, self.anchors);
        if reading.sheets.is_empty() {
            return Err(Failure(reading.findings));
        }
        if let Some(finding) = several_sheets(&self.file, &reading.sheets, self.anchors) {
            return Err(finding.into());
        }
        let mut findings = Some(reading.findings);
        let sheets = reading.sheets.into_iter();
        let block = |sheet| SheetBlock { sheet, findings: findings.take().unwrap_or_default() };
        let mut blocks: Vec<SheetBlock> = sheets.map(block).collect();
        blocks.reverse();
        self.stage = Stage::Whole(blocks);
        Ok(())
    }

    fn text_block(
        &mut self,
        piece: Vec<u8>,
        mut stage: Box<TextStage<'a>>,
    ) -> Result<Option<SheetBlock>, Failure> {
        let last = piece.len() < self.piece;
        let mut findings = Vec::new();
        let text = stage.decoder.decode(&self.file, piece, last, self.anchors.names, &mut findings);
        let sheet = stage.reader.block(text, last)?;
        if !last {
            self.stage = Stage::Text(stage);
        }
        Ok(sheet.map(|sheet| {
            findings.extend(sheet.faults());
            SheetBlock { sheet, findings }
        }))
    }

    /// The next bytes; fewer than a piece at the end only.
    fn piece(&mut self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::with_capacity(self.piece);
        let read = self.source.by_ref().take(self.piece as u64).read_to_end(&mut bytes);
        read.map_err(|e| unreadable(Path::new(&self.file), &e))?;
        Ok(bytes)
    }
}
