//! One file a subcommand, each thin.
