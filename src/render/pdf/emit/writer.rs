//! A file that is written document by document. In memory stays only what its end needs.

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary, text_string};

use super::cache::EmitCache;
use super::content::content;
use super::error::Error;
use super::form::FormWriter;
use super::glyphs::UsedGlyphs;
use super::missing::MissingGlyphs;
use super::objects::{GroupKind, ObjectWriter};
use super::outline::{OutlineWriter, PART};
use super::structure::{MarkedPage, StructureWriter};
use crate::render::Page;
use crate::render::pdf::fonts::Fonts;
use crate::render::pdf::pages::{LayoutPage, PageItem, PagedDocument};

/// The space above a heading that is jumped to.
const HEADROOM: f32 = 10.0;

/// Writes a file to `W`.
pub(in crate::render::pdf) struct PdfWriter<'c, W> {
    objects: ObjectWriter<'c, W>,
    fonts: &'c Fonts,
    cache: &'c EmitCache,
    glyphs: UsedGlyphs,
    missing: MissingGlyphs,
    pages: Vec<Object>,
    /// The number of the page tree, to which each page refers.
    page_tree: ObjectId,
    /// The number of the dictionary of fonts, which is the same for all pages.
    font_names: ObjectId,
    /// What pages are called: from which one on, and how.
    labels: Vec<Object>,
    outline: OutlineWriter,
    form: FormWriter,
    structure: StructureWriter,
}

impl<'c, W: Write> PdfWriter<'c, W> {
    pub(in crate::render::pdf) fn new(out: W, fonts: &'c Fonts, cache: &'c EmitCache) -> Result<Self, Error> {
        let mut objects = ObjectWriter::new(out, cache.streams.deflater())?;
        Ok(Self {
            fonts,
            cache,
            glyphs: UsedGlyphs::default(),
            missing: MissingGlyphs::default(),
            pages: Vec::new(),
            page_tree: objects.reserve(),
            font_names: objects.reserve(),
            labels: Vec::new(),
            outline: OutlineWriter::default(),
            form: FormWriter::default(),
            structure: StructureWriter::new(&mut objects),
            objects,
        })
    }

    /// Writes the only document of the file.
    pub(in crate::render::pdf) fn add(&mut self, layout: &PagedDocument) -> Result<(), Error> {
        self.label_pages("");
        self.add_layout(layout, false)
    }

    /// Writes one of several documents: from an odd page on, so that two-sided prints keep them apart, with its own page
    /// numbers and an entry in the outline.
    pub(in crate::render::pdf) fn add_part(
        &mut self,
        layout: &PagedDocument,
        title: &str,
    ) -> Result<(), Error> {
        if self.pages.len() % 2 == 1 {
            self.add_page(&LayoutPage::default(), layout.size, 0)?;
        }
        self.label_pages(&format!("{title}, page "));
        self.outline.add(PART, title);
        self.add_layout(layout, true)
    }

    /// Numbers the pages that follow from 1, behind `prefix`.
    fn label_pages(&mut self, prefix: &str) {
        let mut label = dictionary! { "S" => "D" };
        if !prefix.is_empty() {
            label.set("P", text_string(prefix));
        }
        self.labels.extend([Object::Integer(self.pages.len() as i64), label.into()]);
    }

    fn add_layout(&mut self, layout: &PagedDocument, part: bool) -> Result<(), Error> {
        self.glyphs.extend(&layout.sheets, self.fonts);
        self.missing.extend(layout.missing());
        let first_entry = self.outline.len();
        for bookmark in &layout.outline {
            self.outline.add(bookmark.level, &bookmark.title);
        }
        let mut marked = Vec::new();
        for (i, sheet) in layout.sheets.iter().enumerate() {
            let page = self.add_page(sheet, layout.size, first_entry)?;
            if part && i == 0 {
                // The entry of the part stands before those of its headings.
                self.outline.set_target(first_entry - 1, page.id, layout.size.1);
            }
            marked.extend(Some(page).filter(|page| !page.marks.is_empty()));
        }
        self.form.end_document(&mut self.objects)?;
        self.structure.add(&mut self.objects, &layout.tree, &marked, part)
    }

    /// Writes `pages` as a page. Bookmark 0 of its document has the index `first_entry` in the outline.
    fn add_page(
        &mut self,
        sheet: &LayoutPage,
        (width, height): (f32, f32),
        first_entry: usize,
    ) -> Result<MarkedPage, Error> {
        let objects = &mut self.objects;
        let id = objects.reserve();
        let key = self.pages.len();
        let mut marks = Vec::new();
        let mut contents: Vec<Object> = Vec::new();
        for part in content(sheet, height, &self.glyphs, &self.missing, &mut marks) {
            contents.push(objects.add(Stream::new(Dictionary::new(), part))?.into());
        }
        for item in &sheet.items {
            if let PageItem::Anchor { y, bookmark } = item {
                self.outline.set_target(first_entry + bookmark, id, height - y + HEADROOM);
            }
        }
        let widgets = self.form.add_page(objects, sheet, id, height)?;
        // A link is words with its address: the widgets are the only annotations.
        let annotations: Vec<Object> = widgets.iter().map(|widget| widget.id.into()).collect();
        let mut page = dictionary! {
            "Type" => "Page",
            "Parent" => self.page_tree,
            "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
            "Resources" => dictionary! { "Font" => self.font_names },
            "Contents" => contents,
        };
        if !annotations.is_empty() {
            page.set("Annots", annotations);
        }
        if !marks.is_empty() {
            page.set("StructParents", key as i64);
            // The order of the structure.
            page.set("Tabs", "S");
        }
        objects.put(id, GroupKind::Other, page)?;
        self.pages.push(id.into());
        Ok(MarkedPage { id, key, marks, widgets })
    }

    /// Writes the end of the file, with the title, author and language of `whole`.
    pub(in crate::render::pdf) fn finish(self, whole: &Page) -> Result<W, Error> {
        let Self { mut objects, pages, .. } = self;
        let mut names = Dictionary::new();
        self.glyphs.write(&mut objects, self.fonts, &self.cache.subsets, &mut names)?;
        self.missing.write(&mut objects, &mut names)?;
        objects.put(self.font_names, GroupKind::Other, names)?;
        let count = pages.len();
        let tree = dictionary! { "Type" => "Pages", "Count" => count as i64, "Kids" => pages };
        objects.put(self.page_tree, GroupKind::Other, tree)?;
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => self.page_tree,
            "Lang" => text_string(if whole.language.is_empty() { "en" } else { &whole.language }),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "PageLabels" => dictionary! { "Nums" => self.labels },
        };
        self.form.finish(&mut objects, &mut catalog)?;
        self.outline.finish(&mut objects, &mut catalog)?;
        self.structure.finish(&mut objects, count, &mut catalog)?;
        catalog.set("Metadata", objects.add(metadata(whole))?);
        let catalog = objects.add(catalog)?;
        let info = objects.add(dictionary! {
            "Title" => text_string(&whole.title),
            "Author" => text_string(&whole.author),
            "Producer" => text_string("panelkit"),
        })?;
        objects.finish(catalog, info)
    }
}

/// The title, the author and the language as XMP, and that the file means to be readable by everybody.
fn metadata(whole: &Page) -> Stream {
    let element = |name: &str, inside: String| format!("<{name}>{inside}</{name}>\n");
    let escaped = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    };
    let language = if whole.language.is_empty() { "en" } else { &whole.language };
    let title =
        format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(&whole.title));
    let author = format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", escaped(&whole.author));
    let mut inside = element("dc:title", title);
    if !whole.author.is_empty() {
        inside += &element("dc:creator", author);
    }
    inside += &element("dc:language", format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", escaped(language)));
    inside += &element("pdf:Producer", "panelkit".to_owned());
    inside += &element("pdfuaid:part", "1".to_owned());
    let xmp = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         {inside}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dict, xmp.into_bytes()).with_compression(false)
}
