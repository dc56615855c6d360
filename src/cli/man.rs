//! `panelkit man`: the manual pages.

use super::args::{Cli, ManArgs};
use super::config::Config;
use super::files::{Outputs, Owner};
use super::outcome::Outcome;
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure};
use crate::text::{count, shown};
use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

pub(super) fn run(args: &ManArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut pages = Vec::new();
    page(&command, &mut pages)
        .map_err(|e| Diagnostic::error("man", format!("a manual page can't be made: {e}")))?;
    match args.output.as_deref().filter(|p| *p != Path::new("-")) {
        None => ui.result(&pages[0].1),
        Some(folder) => {
            let n = pages.len();
            let mut outputs = Outputs::default();
            for (name, text) in pages {
                outputs.add_for_all(folder.join(name), text, Owner::Kit);
            }
            outputs.write(config, ui)?;
            if !config.dry_run {
                ui.say(&format!("{} in {}", count(n, "manual page"), shown(folder)));
            }
        }
    }
    Ok(Outcome::Done)
}

/// Adds the page of `command`, then those of its subcommands: file name and text.
fn page(command: &Command, pages: &mut Vec<(String, String)>) -> io::Result<()> {
    let page = Page::new(command.clone());
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if let Some(examples) = command.get_before_help() {
        let _ = writeln!(text, ".SH EXAMPLES\n.nf");
        for line in examples.to_string().lines().skip_while(|l| l.starts_with("Example")) {
            // A line that begins with a point or an apostrophe would be an instruction.
            let escaped = line.replace('\\', "\\e").replace('-', "\\-");
            let _ = writeln!(text, "\\&{escaped}");
        }
        let _ = writeln!(text, ".fi");
    }
    pages.push((page.get_filename(), text));
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        self::page(sub, pages)?;
    }
    Ok(())
}
