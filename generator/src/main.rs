//! The command-line program.

fn main() -> std::process::ExitCode {
    specwright::command::main()
}
