//! The list of commands in `--help`, in two groups: clap has headings for options, not for commands.

use std::fmt::Write as _;

use clap::{Command, Subcommand};

use super::Maintenance;

/// Lists the commands of maintainers below a heading of their own.
pub fn group_commands(command: Command) -> Command {
    let maintenance = Maintenance::augment_subcommands(Command::new("maintenance"));
    let is_maintenance = |name: &str| maintenance.find_subcommand(name).is_some();
    let width = command.get_subcommands().map(|it| it.get_name().len()).max().unwrap_or_default();
    let style = *command.get_styles().get_literal();
    let list = |for_maintainers: bool| {
        let mut lines = String::new();
        let group = command.get_subcommands();
        for it in group.filter(|it| is_maintenance(it.get_name()) == for_maintainers) {
            let name = it.get_name();
            let about = it.get_about().map(ToString::to_string).unwrap_or_default();
            // Writing to a string can't fail.
            let _ =
                write!(lines, "\n  {style}{name}{style:#}{:1$}  {about}", "", width - name.len());
        }
        lines
    };
    let header = *command.get_styles().get_header();
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n\
         {header}Commands:{header:#}{}\n\n\
         {header}Commands for maintainers of Shapesmith:{header:#}{}\n\n\
         {header}Options:{header:#}\n{{options}}{{after-help}}",
        list(false),
        list(true),
    );
    command.help_template(template)
}
