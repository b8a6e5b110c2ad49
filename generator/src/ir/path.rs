//! Path templates: their placeholders, and what is left of a path without the names of these.

/// The names in braces, in order.
pub fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// A path without the names of its placeholders: they never travel.
#[must_use]
pub fn skeleton(path: &str) -> String {
    let mut skeleton = String::new();
    let mut inside = false;
    for c in path.trim_end_matches('/').chars() {
        match c {
            '{' => {
                inside = true;
                skeleton.push('{');
            }
            '}' => {
                inside = false;
                skeleton.push('}');
            }
            c if !inside => skeleton.push(c),
            _ => {}
        }
    }
    skeleton
}
