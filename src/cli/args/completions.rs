//! The arguments of `panelkit completions`.

use clap::Args;
use clap_complete::Shell;

/// Print the completions for a shell
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit completions bash > ~/.local/share/bash-completion/completions/panelkit\n  \
                   panelkit completions zsh > ~/.zfunc/_panelkit\n  \
                   panelkit completions fish > ~/.config/fish/completions/panelkit.fish\n  \
                   panelkit completions powershell >> $PROFILE\n\n\
                   Roles, levels, stacks and question ids are those of the bank: with --bank DIR those of your own."
)]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(in crate::cli) shell: Shell,
}
