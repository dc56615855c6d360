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

/// How a plan is printed, and for the hiring manager written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PlanFormat {
    Table,
    Md,
    Json,
    /// A page for the hiring manager, written beside the plan
    Html,
    /// The same on paper
    Pdf,
}

/// A sheet for the hiring manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum SheetFormat {
    Html,
    Pdf,
}

impl PlanFormat {
    /// How a plan is printed; none where it is a sheet.
    pub(in crate::cli) fn printed(self) -> Option<ReportFormat> {
        match self {
            Self::Table => Some(ReportFormat::Table),
            Self::Md => Some(ReportFormat::Md),
            Self::Json => Some(ReportFormat::Json),
            Self::Html | Self::Pdf => None,
        }
    }

    /// The sheet; none where it is printed.
    pub(in crate::cli) fn sheet(self) -> Option<SheetFormat> {
        match self {
            Self::Html => Some(SheetFormat::Html),
            Self::Pdf => Some(SheetFormat::Pdf),
            Self::Table | Self::Md | Self::Json => None,
        }
    }
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
