//! The command-line program as a subcommand of cargo.

fn main() -> std::process::ExitCode {
    specwright::command::main_of_cargo()
}
