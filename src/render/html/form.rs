//! What makes a form of a page.

/// What makes a form of a page. The browser keeps and saves what is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// HTML before the document, such as buttons.
    pub tools: &'a str,
    /// Their style, after that of the page.
    pub style: &'a str,
    /// The script. It must not contain `</`.
    pub script: &'a str,
    /// Items that can also be rated as [`Form::extra_label`].
    pub items: &'a [&'a str],
    /// A choice beside the points of a rating, such as `Not asked`.
    pub extra_label: &'a str,
}
