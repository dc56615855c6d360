//! The type scale and the measures of a page, in points.

use super::fonts::FaceId;
use super::pages::Ink;

/// One millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// The margins: top, side, bottom. At the sides there is room for the holes of ISO 838 and of American punches, which end
/// 16.7 mm from the edge.
pub(super) const MARGIN: (f32, f32, f32) = (17.0 * MM, 18.0 * MM, 18.0 * MM);
/// From the edge of the paper to the baseline of the running header or footer.
pub(super) const EDGE: f32 = 10.5 * MM;
/// Columns that would be narrower are set one below the other.
pub(super) const MIN_COLUMN: f32 = 44.0;
/// Between columns.
pub(super) const GUTTER: f32 = 6.0 * MM;
/// From one ruled line to the next.
pub(super) const RULED: f32 = 8.0 * MM;

/// The side of a box to tick where nothing is set smaller.
pub(super) const TICK_BOX: f32 = 3.7 * MM;
/// What no box falls below, so that a pen finds it on a sheet that is set smaller, too.
pub(super) const SMALLEST_BOX: f32 = 3.5 * MM;

// Line weights.
pub(super) const HEAVY: f32 = 1.6;
pub(super) const MEDIUM: f32 = 1.1;
pub(super) const LIGHT: f32 = 0.5;
pub(super) const HAIR: f32 = 0.5;

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextStyle {
    pub(super) face: FaceId,
    pub(super) size: f32,
    /// From one baseline to the next.
    pub(super) leading: f32,
    pub(super) ink: Ink,
}

const fn style(size: f32, leading: f32, ink: Ink) -> TextStyle {
    TextStyle { face: FaceId::REGULAR, size, leading, ink }
}

pub(super) const TITLE: TextStyle = TextStyle { face: FaceId::BOLD, ..style(21.0, 25.0, Ink::Black) };
pub(super) const SUBTITLE: TextStyle = style(10.5, 14.5, Ink::Dark);
pub(super) const QUESTION: TextStyle = TextStyle { face: FaceId::BOLD, ..style(12.5, 17.0, Ink::Black) };
pub(super) const PART: TextStyle = TextStyle { face: FaceId::BOLD, ..style(9.5, 13.0, Ink::Black) };
pub(super) const LABEL: TextStyle = style(8.0, 10.6, Ink::Dark);
pub(super) const BODY: TextStyle = style(9.0, 12.4, Ink::Black);
pub(super) const SMALL: TextStyle = style(8.0, 11.0, Ink::Black);
pub(super) const ASIDE: TextStyle = style(8.0, 11.0, Ink::Dark);
pub(super) const ANCHOR: TextStyle = style(8.0, 10.6, Ink::Black);
pub(super) const SPOKEN: TextStyle = style(11.0, 15.4, Ink::Black);
pub(super) const SEGMENT: TextStyle = style(8.0, 9.4, Ink::Black);
pub(super) const EDGE_TEXT: TextStyle = style(8.0, 10.0, Ink::Dark);
pub(super) const CODE: TextStyle = TextStyle { face: FaceId::MONO, ..style(8.0, 11.2, Ink::Black) };

impl TextStyle {
    /// The same in bold.
    #[must_use]
    pub(super) fn bold(self) -> Self {
        Self { face: self.face.bold(), ..self }
    }

    /// The same in italics.
    #[must_use]
    pub(super) fn italic(self) -> Self {
        Self { face: self.face.italic(), ..self }
    }

    /// The same as code, a little smaller, since monospaced letters look larger.
    #[must_use]
    pub(super) fn mono(self) -> Self {
        Self { face: self.face.mono(), size: self.size * 0.94, ..self }
    }

    /// The distance from the top of a line to its baseline, so that capitals stand in the middle of the line.
    pub(super) fn baseline(self) -> f32 {
        self.leading / 2.0 + self.size * CAPITAL_MIDDLE
    }
}

/// Half the height of a capital, in ems.
pub(super) const CAPITAL_MIDDLE: f32 = 0.357;
