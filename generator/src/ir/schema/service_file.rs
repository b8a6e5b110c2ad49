//! What `service.yaml` has besides the objects of `ir.yaml`.

use super::{Flag, Kinds, Many, Named, Object, One, Text};

pub(super) const SERVICE_FILE: Object = Object {
    name: "service_file",
    doc: "What no page says of a service, and corrections of what pages say.",
    keys: &[
        ("title", false, Text),
        ("vendor", false, Text),
        ("endpoints", false, One("endpoints")),
        ("credentials", false, Kinds(&["basic", "global", "token"])),
        ("signing", false, One("signing")),
        ("authentication", false, One("authentication")),
        ("envelope", false, One("envelope")),
        ("overrides", false, Many("override")),
    ],
    facts: false,
};

pub(super) const PARTS: &[Object] = &[
    Object {
        name: "override",
        doc: "A correction of what pages say: an id, a match, a reason and what to change.",
        keys: &[
            ("id", true, Text),
            ("match", false, One("match")),
            ("reason", true, Text),
            ("rename", false, Text),
            ("retype", false, One("type_ref")),
            ("require", false, Flag),
            ("secret", false, Flag),
            ("attribute", false, Flag),
            ("add", false, One("field")),
            ("add_value", false, One("value")),
            ("add_input", false, One("input")),
            ("add_operation", false, One("operation")),
            ("add_types", false, Named("type")),
            ("pagination", false, One("pagination")),
            ("unpaged", false, Flag),
            ("envelope", false, One("envelope")),
            ("drop", false, Flag),
        ],
        facts: false,
    },
    Object {
        name: "match",
        doc: "The one thing that is corrected; the service where left out.",
        keys: &[
            ("operation", false, Text),
            ("input", false, Text),
            ("body", false, Flag),
            ("output", false, One("status")),
            ("header", false, Text),
            ("type", false, Text),
            ("field", false, Text),
        ],
        facts: false,
    },
];
