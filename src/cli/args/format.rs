//! How results are printed, where several commands offer the same choice.

use clap::ValueEnum;

/// A table for the terminal, or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableFormat {
    Table,
    Json,
}

/// A table for the terminal, Markdown, or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    Table,
    Md,
    Json,
}

/// What is written for a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PacketFormat {
    Pdf,
    Md,
    Html,
    Json,
    /// The scorecard as a workbook
    Xlsx,
}

impl PacketFormat {
    /// The ending of file names.
    pub(in crate::cli) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }
}
