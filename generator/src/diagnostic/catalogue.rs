//! The catalogue of codes: one row a code, with the cause and the cure that `specwright explain`
//! prints. Numbers are never reused; the first digit is the room that reports it.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// Something of the page did not reach the IR, or a guess was made.
    Warning,
    /// The output would be wrong or is missing.
    Error,
}

macro_rules! catalogue {
    ($($name:ident $id:literal $severity:ident $title:literal, cause $cause:literal, cure $cure:literal;)*) => {
        /// What kind of finding a diagnostic is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// Every code, by number.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as printed: `SW101`.
            #[must_use]
            pub fn id(self) -> &'static str { match self { $(Code::$name => $id,)* } }

            /// How bad it is.
            #[must_use]
            pub fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity,)* } }

            /// The finding in general, as a headline.
            #[must_use]
            pub fn title(self) -> &'static str { match self { $(Code::$name => $title,)* } }

            /// How it comes about.
            #[must_use]
            pub fn cause(self) -> &'static str { match self { $(Code::$name => $cause,)* } }

            /// What to do.
            #[must_use]
            pub fn cure(self) -> &'static str { match self { $(Code::$name => $cure,)* } }
        }
    };
}

catalogue! {
    // 1: read
    EmptyPage "SW101" Error "the page holds no text",
        cause "The file is empty or holds nothing but blanks and markup.",
        cure "Fetch the page again, or remove the file from the service's pages.";
    // 2: interpret
    NoOperation "SW201" Warning "no operation was found on the page",
        cause "The page has no request line (a method and a path) under a URI heading, as guides and overviews have none.",
        cure "If the page does document an operation, check that its request line is on the page; otherwise move the page out of the folder.";
    // 3: link
    // 4: ir
    // 5: emit
    // 6: project and command
}
