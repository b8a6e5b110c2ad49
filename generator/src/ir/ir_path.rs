//! Which part of a service is meant: a value to compare by, and words to show. Rows of pages, changes between two
//! versions and reports all speak of parts in this one way.

use super::Status;
use std::fmt;

/// A part of a service, by the names of the IR.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IrPath {
    /// The service as a whole.
    Service,
    /// An operation, by name.
    Operation(String),
    /// An input of an operation.
    Input {
        /// The operation's name.
        operation: String,
        /// The input's name on the wire.
        name: String,
    },
    /// The request body of an operation.
    Body {
        /// The operation's name.
        operation: String,
    },
    /// An answer of an operation.
    Output {
        /// The operation's name.
        operation: String,
        /// The answer's status.
        status: Status,
    },
    /// A header of an answer.
    Header {
        /// The operation's name.
        operation: String,
        /// The answer's status.
        status: Status,
        /// The header's name.
        name: String,
    },
    /// An error code that an operation lists.
    ErrorCode {
        /// The operation's name.
        operation: String,
        /// The code.
        code: String,
    },
    /// A type, by name.
    Type(String),
    /// A field of a type.
    Field {
        /// The type's name.
        ty: String,
        /// The field's name on the wire.
        name: String,
    },
}

impl fmt::Display for IrPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => f.write_str("service"),
            Self::Operation(operation) => f.write_str(operation),
            Self::Input { operation, name } => write!(f, "{operation}.inputs.{name}"),
            Self::Body { operation } => write!(f, "{operation}.body"),
            Self::Output { operation, status } => write!(f, "{operation}.outputs.{status}"),
            Self::Header { operation, status, name } => write!(f, "{operation}.outputs.{status}.headers.{name}"),
            Self::ErrorCode { operation, code } => write!(f, "{operation}.errors.{code}"),
            Self::Type(ty) => write!(f, "types.{ty}"),
            Self::Field { ty, name } => write!(f, "types.{ty}.{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{IrPath, Status};

    #[test]
    fn a_path_reads_as_the_keys_of_ir_yaml() {
        let (operation, name) = ("list_kilns".to_owned(), "a.b".to_owned());
        let status = Status::Code(200);
        let rows = [
            (IrPath::Operation(operation.clone()), "list_kilns"),
            (IrPath::Input { operation: operation.clone(), name: name.clone() }, "list_kilns.inputs.a.b"),
            (IrPath::Body { operation: operation.clone() }, "list_kilns.body"),
            (IrPath::Output { operation: operation.clone(), status }, "list_kilns.outputs.200"),
            (
                IrPath::Header { operation: operation.clone(), status, name: name.clone() },
                "list_kilns.outputs.200.headers.a.b",
            ),
            (IrPath::ErrorCode { operation, code: "KILN.1".to_owned() }, "list_kilns.errors.KILN.1"),
            (IrPath::Type("Kiln".to_owned()), "types.Kiln"),
            (IrPath::Field { ty: "Kiln".to_owned(), name }, "types.Kiln.a.b"),
        ];
        for (path, words) in rows {
            assert_eq!(path.to_string(), words);
        }
    }
}
