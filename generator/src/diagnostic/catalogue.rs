//! The catalogue of codes: one entry per code, by number, with the cause and the cure that `specwright explain` prints.
//! Numbers are never reused; the first digit is the stage that reports the code.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information; in most cases nothing has to be done.
    Note,
    /// A part of a page is missing in the IR, or a guess was made that should be checked.
    Warning,
    /// The output is missing or would be wrong.
    Error,
}

impl Severity {
    /// As messages say it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
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

            /// The code that is printed so.
            #[must_use]
            pub fn of_id(id: &str) -> Option<Self> { match id { $($id => Some(Code::$name),)* _ => None } }

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
    EmptyPage "SW101" Error "the page is empty",
        cause "The file is empty, or contains only whitespace and markup.",
        cure "Fetch the page again, or delete the file.";
    PageTooLarge "SW111" Error "the page is too large",
        cause "The file is larger than 64 MiB. It probably contains many pages, or is not a page.",
        cure "Split the file so that each file contains one page, or delete it.";
    NotText "SW112" Error "the file is not text",
        cause "The file contains NUL bytes, as images, archives and broken downloads do.",
        cure "Fetch the page again as text, or delete the file.";
    DamagedText "SW113" Warning "some bytes could not be decoded",
        cause "Some bytes are invalid in the encoding of the page: UTF-8, UTF-16 with a byte order mark, the encoding that the page declares, or GB18030.",
        cure "Save the page as UTF-8.";
    DoubtfulRow "SW121" Warning "the columns of a table row are a guess",
        cause "A text dump lost cells or separators of the row, and the remaining cells fit the columns in two ways; or the row has more cells than the table has columns.",
        cure "Compare the row with the web page. Correct the dump, or correct the field with an override.";
    LostCell "SW122" Note "a table row has fewer cells than its table has columns",
        cause "The page omits the last cells of the row, or a scraper dropped a cell, most often an empty one or a type that was a link.",
        cure "Check the field. If it is wrong, add the cell to the page, or correct the field with an override.";
    LongTable "SW123" Warning "a table has too many cells",
        cause "The table of a text dump has more than 100,000 cells. The cells after the limit are kept as plain text.",
        cure "Split the page, or fetch it in another format.";
    FlattenedTable "SW124" Warning "a table was lost in running text",
        cause "The scraper wrote a table as one line of text, and the boundaries of its cells cannot be determined. The text is kept, but the rows are not read.",
        cure "Fetch the page with another tool or as HTML, or restore the rows of the table in the page.";
    LostColumn "SW125" Warning "a table has lost the cells of one column",
        cause "The scraper dropped all cells of a column, or all cells with the same value, such as every `Yes`. The other cells are read; the facts in the lost cells are unknown.",
        cure "Fetch the page with another tool or as HTML, or add the facts with overrides.";
    NestingCut "SW131" Warning "elements are nested too deeply",
        cause "Elements, lists or tables are nested more deeply than in any page written for people. The page is damaged, or malicious.",
        cure "Check the source of the page at this location; the usual reason is an element that is never closed.";
    SpansCut "SW132" Warning "a cell spans too many columns or rows",
        cause "A `colspan` or `rowspan` covers more than 100 columns, or the copies of the spanning cells in a table take more than 1 MiB.",
        cure "Correct the span in the source of the page. The text of the cell is kept in the columns up to the limit.";
    CrookedTable "SW133" Warning "the borders of a table do not line up",
        cause "The borders of a reStructuredText table do not meet, or text crosses them, so the boundaries of its cells are a guess.",
        cure "Compare the table with the web page, and correct the borders in the source of the page.";
    CutPage "SW134" Warning "the page is cut off",
        cause "The last row of the page is not closed as the rows before it are, has only a name, or ends in a list or sentence without an end; the end of a table is missing; or the page ends within a heading. The download was probably cut off. Facts that depend on the missing end of the row, such as a list of values or a limit, are not used.",
        cure "Fetch the page again.";
    RunningTable "SW141" Note "a table was recovered from running text",
        cause "The scraper wrote a table as one line of text. Its rows were recognized by their names, types and marks of required parameters; the ends of their descriptions are less certain.",
        cure "Compare the rows with the web page, or fetch the page with another tool or as HTML.";
    UnreadRegion "SW150" Warning "text that looks like parameters was not read",
        cause "A text dump has a caption without a table, column headers, or text that looks like rows, but its column headers are unknown or the boundaries of the cells cannot be determined. Or lines or items of a list under a heading of parameters look like parameters, and it is not clear where each begins.",
        cure "Compare the location with the web page. Fetch the page with a tool that preserves tables and lists, or separate the cells with `|`.";
    UnknownDirective "SW151" Warning "a directive is unknown",
        cause "A reStructuredText page uses a directive that is not supported. Its content is read as plain text.",
        cure "If the directive contains parameters, put them into a table, or fetch the page as HTML.";
    MissingFile "SW152" Warning "a file that a page refers to is missing",
        cause "The page takes parameters, statuses, an example or a part of itself from a file that does not exist, cannot be read, or lacks an entry.",
        cure "Save the file into the folder of pages, at the path that the page gives.";
    // 2: interpret
    NoOperation "SW201" Warning "no operation was found on the page",
        cause "The page has parts of an operation, such as a table of parameters, but no request line (a method and a path).",
        cure "If the page documents an operation, add its request line to the page. Otherwise move the page out of the folder.";
    UnreadRequestLine "SW202" Error "the request line could not be read",
        cause "The page has a section for its URI, but no line in it is a method with a path. Nothing else on the page is read.",
        cure "Check that the page is complete. If it is, put the method and the path on a line of their own.";
    UnknownTable "SW203" Warning "the columns of a table are unknown",
        cause "A table is among the parameters, or is on a page of an operation of which no table was read, but no column header of it is known to mean parameter names.",
        cure "If the table describes parameters, add its column headers to the glossary. Otherwise nothing is lost.";
    NamelessRow "SW204" Warning "a row names no parameter",
        cause "The name cell of a row in a parameter table is empty, or contains no letter and no digit.",
        cure "Check the page: a cell may be missing, or a cell may have been split in two.";
    OtherSpelling "SW205" Note "a path parameter is spelled differently in the path",
        cause "The table of path parameters and the path spell a parameter differently. The spelling in the path is used.",
        cure "Nothing to do, unless the row describes another parameter.";
    UnplacedTable "SW206" Warning "a parameter table could not be placed",
        cause "The table describes parameters, but its caption, its section and its rows do not show whether they belong to the request or to a response. Or it belongs to a response, but is above the only request section of a page that describes several operations.",
        cure "Check the table on the page, and add its parameters with overrides (`add_input`, `add`).";
    UnreadExample "SW207" Note "an example could not be read",
        cause "A code block looks like JSON but is invalid, and could not be repaired reliably. Only the example is lost.",
        cure "Correct the example on the page, if you need it.";
    SeveralMethods "SW208" Note "request lines that stand together are several operations",
        cause "Several request lines are next to each other and have different methods, or paths that take different values. Each becomes an operation with the same parameters.",
        cure "Check that each of the operations has all of these parameters.";
    ContradictoryRows "SW209" Warning "two rows of a table contradict each other",
        cause "Two rows of a table have the same name and different types. The first row is used.",
        cure "If the second row is right, correct the type with an override (`retype`).";
    UnclearMark "SW210" Warning "a nesting mark of a row could not be used",
        cause "A mark in the name cell says that the row belongs to the row above it, but the type of that row has no fields. Or the page prints the members of objects, lists or alternatives below each other, and does not show which belong together.",
        cure "Compare the page with what the service sends. Correct the type of the row above with an override (`retype`), and add the field to that type (`add`).";
    NoCall "SW211" Note "a page describes no operation",
        cause "The page has no request line, no table of parameters and no section of a request or a response. It is a guide, an index, or another page of text.",
        cure "Nothing to do.";
    CaptionDisagrees "SW212" Note "a table's caption and its section disagree",
        cause "The caption says that the table belongs to the request and the section says that it belongs to the response, or the reverse. The section was followed, because the names of the rows occur in its examples or in the request line.",
        cure "Check the parameters. If they are in the wrong place, correct them with overrides (`drop`, `add_input`, `add`).";
    EmptyTable "SW213" Note "a table of parameters has no rows",
        cause "The page has the column headers of a parameter table, but no rows below them: there are no parameters, or a scraper lost the rows.",
        cure "Compare the table with the web page. If it has rows there, fetch the page with another tool or as HTML.";
    UntabledBody "SW222" Note "the fields of a body are known from an example only",
        cause "No table on the page lists the fields of the body: the page has none, or a scraper lost it. The fields are those of the example.",
        cure "Compare the page with the web page, and add missing fields with an override (`add`).";
    Unanswered "SW223" Note "no response of an operation was found",
        cause "No section of the response, no table of statuses and no example of a response was found on the page: it has none, says it in a sentence, or was cut off. The client accepts any successful response.",
        cure "If the web page describes the response, fetch the page again. Otherwise nothing to do.";
    Untitled "SW231" Note "an operation has no title",
        cause "No line above the first section of the page is a title: the page starts with a section, or the lines above it belong to the web site (dates, breadcrumbs, buttons). The operation is named after its method and path.",
        cure "Add the title as the first line of the page.";
    RestoredRequestLine "SW232" Warning "the request line is missing on the page",
        cause "The page describes an operation, but the line with its method and path is missing or has values instead of placeholders. Method and path were taken from the example; parts that look like ids became path parameters.",
        cure "Compare method and path with the web page, and add the request line to the page.";
    UnknownWords "SW233" Warning "the words of a page are unknown",
        cause "The page has a request line, but none of its tables was read, and the page repeats words that are neither headings nor column headers in any language of the glossary.",
        cure "Add the words to a glossary file of the project.";
    NameFromExample "SW234" Note "a row's name comes from an example",
        cause "The name cell of the row is empty, as after a scraper dropped a link. The name is the one key of the example that the table lacks and whose value fits.",
        cure "Nothing to do, unless the row describes another field.";
    LostValues "SW235" Note "announced values are missing",
        cause "A description announces a list of values, but no list follows: the page omits it, or a scraper dropped it.",
        cure "Compare the description with the web page, and add the values with an override.";
    OtherAddress "SW241" Note "an operation has a second path",
        cause "Two request lines with the same method are under one heading and take the same values, and neither is an example of the other. The second one is kept as another path of the operation.",
        cure "If the second request line is an operation of its own, give it its own heading.";
    SeveralCases "SW242" Note "an operation is described in several cases",
        cause "Several headings of a page have the same method and path, and no key of the body distinguishes them. They become one operation with the parameters of all cases.",
        cure "Check which parameters are required, and correct them with overrides (`require`).";
    UnclaimedRequestLine "SW243" Warning "a request line belongs to no operation",
        cause "The page has a method and a path outside of the descriptions of its operations, and no operation has them.",
        cure "If it is an operation, put its method and path below a heading of its own. Otherwise nothing is missing.";
    UnclaimedExample "SW244" Warning "an example belongs to neither request nor response",
        cause "A block of JSON is in the description of an operation, but neither a heading nor the sentence before it says whether it is a request or a response, and no table has its fields. Or it is a list and the example before it is an object, or the reverse: the first one is used.",
        cure "Put a heading such as `Response` before the block, or add its fields with an override (`add`).";
    // 3: link
    UnclaimedTable "SW301" Warning "no field has the type that a table states",
        cause "The table is among those of a request or a response, but no field refers to it: not by type, link, number or caption, and not by position or example.",
        cure "If the table describes a type, set the type of its field with an override (`retype`, with `add_types`). If it does not describe parameters, nothing is missing.";
    WitnessesDisagree "SW302" Warning "the page contradicts itself about a type",
        cause "The link, the table number, the caption and the example of a field point to different tables. The table that fits the example was used.",
        cure "Check the field and its type. If it is wrong, correct it with an override (`retype`).";
    TypeFromExample "SW303" Note "a type comes from an example",
        cause "The page names a type but has no table for it. Its fields are those of the example, so optional fields may be missing.",
        cure "Add missing fields with an override (`add`).";
    MissingStructure "SW304" Warning "a type is not described",
        cause "The page names a type but has neither a table nor an example for it. The field accepts any value.",
        cure "Add the page that describes the type, or add the type with overrides (`add_types` and `retype`).";
    GuessedType "SW305" Note "a type was guessed",
        cause "The row has no type. The type was derived from the example or from the constraints in the description.",
        cure "If the type is wrong, correct it with an override (`retype`).";
    UnknownType "SW306" Warning "a type is unknown",
        cause "The words in the type cell are not in the glossary, and no table has this name.",
        cure "If the words name a common type, add them to the glossary. Otherwise set the type with an override (`retype`).";
    ExampleDisagrees "SW307" Note "a table and an example disagree about a type",
        cause "The value in the example has another type than the table states. The type of the table is used, except if the example shows a list or an object.",
        cure "Clients accept both. If the example is right, set the type with an override (`retype`).";
    UnlistedKey "SW308" Note "an example shows keys that its table lacks",
        cause "The table is incomplete, or the example is from another version. The keys were added with `from: example`, except those that look like misspelled names of the table.",
        cure "Check the added fields, and correct them with overrides.";
    DuplicateOperation "SW309" Warning "an operation is documented twice",
        cause "Two pages document the same method and path, and nothing distinguishes them. A page that is not deprecated is preferred, then the page with more content, then the first by path.",
        cure "Delete the outdated page.";
    CopyDiffers "SW310" Warning "an unused copy of a page has more content",
        cause "Two pages document one operation differently. Only one of them is used.",
        cure "Check which page is right. Add missing parts with overrides, or delete the other page.";
    PathParameter "SW311" Warning "a path parameter is not in the path",
        cause "A table of path parameters has a row whose name is not a placeholder of the path.",
        cure "Check the parameter. If it is wrong, correct the page, or the operation with overrides.";
    SecondBody "SW312" Warning "a response is described twice",
        cause "The page has two bodies for one status.",
        cure "Check which body is right, and correct the type with an override (`retype`).";
    SharedName "SW313" Note "several operations would have the same name",
        cause "Several operations would get the same name from their link, file name or title. To distinguish them, words of the title, the version, a constant or parts of the path were added to the names.",
        cure "Nothing to do, unless you want other names: set them with overrides (`rename`).";
    FreeKeys "SW314" Note "a row describes arbitrary keys",
        cause "The name cell contains a description such as `{your key}` instead of a name. A type with named fields cannot also have arbitrary keys.",
        cure "Nothing to do: clients keep unknown fields, and callers can add any key.";
    TiedByOrder "SW315" Note "a table was assigned to a field by its position only",
        cause "No caption, link or number connects the table to a field, and no example shows the keys of the field. The table was assigned to the first field without a table.",
        cure "Compare the field with the web page. If the table belongs to another field, correct the types with overrides (`retype`).";
    SelfRequired "SW321" Warning "a type requires itself on its page",
        cause "Required fields lead from a type back to itself without a list or a map in between, so no value of it could be complete. A row of the page is in the wrong table, or a type cell names the wrong type. The field that closes the cycle was made optional.",
        cure "If the type is wrong, correct it with an override (`retype`).";
    BrokenConstraint "SW331" Note "an example breaks a constraint of its page",
        cause "An example or a default value does not fit the values, range, length, item count or pattern that the page states. The page does not show which of the two is wrong, so the constraint is left out of `ir.yaml`; it stays in the description. Enumerations that differ from the example in letter case only are kept.",
        cure "If the service enforces the constraint, correct the type with an override. If an override sets the constraint, correct the override.";
    IncompleteExample "SW332" Note "an example lacks a required field",
        cause "The table says that the field must be given, and an example of the same type does not have it: the page shortens the example, shows an older version, or means that the field is required in some cases only.",
        cure "If the service accepts requests without the field, or leaves it out of responses, make it optional with an override (`require: false`). Otherwise nothing to do; validators of OpenAPI report the example.";
    UnclearPages "SW351" Note "the pagination of a response is not clear",
        cause "The operation has a parameter for an offset, a page number or a marker, but it is not certain which list of the response is paginated, or how to request the next result page.",
        cure "To get a stream of result pages, set `pagination` with an override. Without it, callers can request each result page themselves.";
    // 4: ir
    UnreadableYaml "SW401" Error "the file could not be read",
        cause "An `ir.yaml`, a `service.yaml` or another YAML file is not valid YAML, or a value does not fit its key.",
        cure "Correct the location shown. You can restore a damaged `ir.yaml` from version control. It is never replaced without notice, because it contains the names given so far.";
    ConflictedFile "SW402" Error "the file has an unresolved merge conflict",
        cause "The file contains conflict markers of version control.",
        cure "Resolve the conflict: keep the names you want, then run `specwright`, which writes the rest again.";
    UnknownKey "SW403" Error "a key is unknown",
        cause "A key is misspelled or in the wrong place, or the file was written by a newer version of Specwright.",
        cure "Correct or remove the key. The JSON Schema of the file lists all keys.";
    UnwritableIr "SW404" Error "the IR could not be written",
        cause "A value cannot be written as YAML. This is a bug in Specwright.",
        cure "Report the bug, with the page that the value comes from.";
    StaleOverride "SW405" Error "an override matches nothing",
        cause "The `match` of the override names an operation, a type or a field that does not exist.",
        cure "Correct the `match`, or remove the override.";
    NeedlessOverride "SW406" Error "an override changes nothing",
        cause "The pages already agree with the override.",
        cure "Remove the override.";
    DanglingType "SW410" Error "a type does not exist",
        cause "A field or a body has a type that is missing in the `types` of the service.",
        cure "Add the type, or correct its name.";
    DuplicateName "SW411" Error "a name is used twice",
        cause "Two operations of a service, two fields of a type, or two inputs in the same location of an operation have the same name.",
        cure "Rename one of them. If the names come from pages, use an override (`rename`).";
    PathMismatch "SW412" Error "the path and its parameters do not match",
        cause "The path has a placeholder without a path parameter, or a path parameter has no placeholder.",
        cure "Correct the path or the parameters. If the page is wrong, use an override.";
    EndlessType "SW413" Error "a type requires itself",
        cause "A required field leads back to its own type without a list or a map in between, so no value could be built.",
        cure "Make a field of the cycle optional. If the page is wrong, use an override (`require: false`).";
    BadName "SW414" Error "a name has the wrong form",
        cause "Operations must be named in snake_case, and types in PascalCase.",
        cure "Correct the name.";
    AnswerMismatch "SW421" Error "`pagination` or `envelope` does not fit the operation",
        cause "`pagination` or `envelope` names a parameter of the request or a field of the response that does not exist.",
        cure "Correct the path. It starts at the root of the response and consists of the JSON field names, separated by dots.";
    BadPageUrl "SW422" Error "`page_url` is not a URL of a web page",
        cause "The `page_url` of an operation does not start with `http://` or `https://` and a host, contains a user name or a password, or contains characters that are not allowed in a URL.",
        cure "Correct the URL, or remove the key. It is the URL from which `specwright fetch` saved the page.";
    MisusedOverride "SW431" Error "an override makes a change that its match does not allow",
        cause "The kind of `match` does not allow this change. An operation, for example, has no type. A `match` without keys means the whole service.",
        cure "Name the field or the input in the `match`, or use one of the changes that the message lists.";
    RepeatedOverride "SW432" Error "two overrides have the same id",
        cause "Two overrides have the same id. One was probably copied and not renamed.",
        cure "Give each override its own id.";
    UnreasonedOverride "SW433" Error "an override has no reason",
        cause "An override says that a page is wrong. Without a reason, nobody can judge later whether that is still true.",
        cure "Write what the service does, and how you know it.";
    // 5: emit
    OperationRefused "SW501" Warning "an operation is not supported by the client",
        cause "The operation sends or returns a format that the client does not support, or its path has a placeholder without an input.",
        cure "The operation stays in `ir.yaml` and in OpenAPI. Call it through the client's `call`, or correct it with an override.";
    SeveralAnswers "SW502" Note "successful responses have different types",
        cause "The page has different bodies for different successful statuses, but a method of the client returns one type. The client reads the body of the lowest status, and keeps fields that its type lacks in `extra`.",
        cure "Check the return type, and correct it with an override (`retype`) if you need the other one.";
    EmittedCode "SW503" Error "emitted code does not parse",
        cause "The emitter wrote code that is not valid Rust. This is a bug in Specwright. The other files are written.",
        cure "Report the bug, with the `ir.yaml` of the service.";
    PagesRefused "SW521" Note "the client cannot follow the pagination of a response",
        cause "A field on the path to the list, the total or the next marker has a type that the client cannot follow, such as a string that may be null.",
        cure "Callers can request each result page themselves. If other fields can be used, set them in `pagination` with an override.";
    // 6: project and command
    ReaderFailed "SW601" Error "the program failed on a page",
        cause "The reader panicked. This is a bug in Specwright. Nothing of this page was used; the other pages were read.",
        cure "Report the bug, with the page.";
    UnreadableFile "SW602" Error "a file could not be read",
        cause "The operating system refused to open or read a file among the pages. The service keeps its current files.",
        cure "Check the permissions of the file, or move it out of the folder of pages.";
    IgnoredFile "SW603" Warning "a file is not a page",
        cause "Pages end in .md, .mdx, .markdown, .apib, .html, .htm, .rst, .inc or .txt. Images, styles, scripts and data files next to them are ignored; this is reported for other files.",
        cure "If the file is a page, rename it. Otherwise move it out of the folder.";
    NothingFound "SW604" Error "no operation was found",
        cause "None of the pages documents an operation that could be read.",
        cure "Check the other messages, and that the paths lead to reference pages.";
    ForeignIr "SW605" Error "`ir.yaml` belongs to another service",
        cause "The file was copied from the folder of another service, or the folder was renamed.",
        cure "Give the folder its old name. To rename the service, correct `service` in the file.";
    NoPages "SW606" Error "a service has no pages",
        cause "The folder of the service has an `ir.yaml` but no pages.",
        cure "Restore the pages. To remove the service, delete its folder. To emit the client from `ir.yaml` alone, run `specwright emit`.";
    NoIr "SW607" Error "a service has no `ir.yaml`",
        cause "`specwright emit` starts from the `ir.yaml` of each service, and this service has none.",
        cure "Run `specwright`, which creates it from the pages.";
    UnaskedFile "SW608" Note "no page refers to a file",
        cause "An example or a file of parameters is in the folder of pages, but no page refers to it.",
        cure "Nothing to do, or delete the file.";
    DamagedFetchLock "SW621" Error "`fetch.lock` could not be read",
        cause "The file is not valid JSON, has a merge conflict or an unknown key, or the address of a page is not a URL of a web page.",
        cure "Restore the file from version control, or correct the location shown. Without it, the documentation has no links to the pages, and the next fetch downloads every page again.";
    UnreadableDrift "SW641" Error "a line of a drift record could not be read",
        cause "The line is not a JSON object, or lacks a key. The file may be truncated, or may not be a drift record. The other lines were used.",
        cure "Record again with a client of this version.";
    ForeignDrift "SW642" Warning "a drift record does not match the IR",
        cause "The record names a service, an operation or a field that `ir.yaml` does not have. The client that recorded it was emitted from another project, or from an older `ir.yaml`.",
        cure "Record again with the current client, or run the command in the project of that client.";
    OpenDrift "SW643" Note "no override describes a difference",
        cause "The received values have no type in common, or no type of their own: for example, an object instead of a list, or an empty string instead of a number.",
        cure "Nothing to do: the client keeps such values in `extra`.";
    SettledDrift "SW644" Note "a recorded difference is already resolved",
        cause "The current `ir.yaml` already has what the recorded difference shows: the pages were updated, or an override was added.",
        cure "Nothing to do.";
    NotFetched "SW651" Warning "a page was not fetched",
        cause "The site, or its robots.txt, could not be reached or returned an error; the page has too much data, data that is not text, or nothing; or a redirect led to another site or in a circle.",
        cure "Open the URL in a browser. Correct it, or save the page yourself into the folder `pages` of the service.";
    NotForPrograms "SW652" Note "robots.txt excludes a page",
        cause "The robots.txt of the site asks programs not to fetch the page. The page was not fetched.",
        cure "Ask the owner of the site for permission, or save the page yourself into the folder `pages` of the service.";
    FetchCut "SW653" Warning "the site has more pages than the limit",
        cause "The run reached the maximum number of pages, which `--most-pages` sets.",
        cure "Run the command again to continue, or raise `--most-pages`.";
}
