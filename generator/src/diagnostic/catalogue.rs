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
        cause "The file is empty, or holds only whitespace and markup.",
        cure "Fetch the page again, or remove the file from the service's pages.";
    PageTooLarge "SW111" Error "the page is too large to be one",
        cause "The file is larger than any reference page. It is probably a dump of many pages, or not a page.",
        cure "Split the file so that each file holds one page, or remove it from the service's pages.";
    NotText "SW112" Error "the file is not text",
        cause "The file holds NUL bytes, as images, archives and broken downloads do.",
        cure "Fetch the page again as text, or remove the file from the service's pages.";
    DamagedText "SW113" Warning "some bytes could not be decoded",
        cause "The bytes are neither UTF-8, nor UTF-16 with a mark, nor what the page states, nor GB18030.",
        cure "Save the page as UTF-8.";
    DoubtfulRow "SW121" Warning "the columns of a table row are a guess",
        cause "A text dump has lost the row's bars or cells, and two ways to lay its cells into the columns fit about as well; or the row has more cells than its table has columns.",
        cure "Compare the row with the web page; correct the dump, or state the field in an override.";
    LostCell "SW122" Note "a table row has fewer cells than its table has columns",
        cause "The page leaves out the last cells of the row, or a scraper dropped a cell, most often an empty one or a type that was a link.",
        cure "Nothing, if the field came out right; else write the cell into the page or state it in an override.";
    LongTable "SW123" Warning "a table has more cells than are read",
        cause "The table of a text dump goes on for more cells than any parameter table has; the cells after the limit are kept as plain text.",
        cure "Split the page, or fetch it again in another format.";
    FlattenedTable "SW124" Warning "a table has become running text",
        cause "The scraper wrote a table as one line of words; where its cells begin cannot be determined. The words are kept, but its rows are not read.",
        cure "Fetch the page again with another tool or as HTML, or restore the table's rows in the page.";
    LostColumn "SW125" Warning "a table has lost the cells of one column",
        cause "The scraper dropped all cells of a column, or all that hold one value, such as every `Yes`. The other cells are read; what the lost ones said is left open.",
        cure "Fetch the page again with another tool or as HTML, or state the facts in overrides.";
    NestingCut "SW131" Warning "elements nest too deeply",
        cause "Elements, lists or tables are nested more deeply than in any page written for people. The page is damaged, or was made to waste time.",
        cure "Look at the page's source near the place; an element that is never closed is the usual reason.";
    SpansCut "SW132" Warning "a cell spans too much",
        cause "A colspan or rowspan is so large that copying the cell into all it covers would make a table of an absurd size.",
        cure "Correct the span in the page's source; the cell's text stands in the first columns that it covers.";
    CrookedTable "SW133" Warning "the borders of a table do not line up",
        cause "The borders of a reStructuredText table do not meet, or text crosses them, so its cells are a guess.",
        cure "Compare the table with the web page, and correct the borders in the page's source.";
    CutPage "SW134" Warning "the page ends inside a table",
        cause "The last row of the page is not closed as the rows before it are, or a table's end is missing: the page was cut off when it was fetched.",
        cure "Fetch the page again: what came after the cut is not known.";
    RunningTable "SW141" Note "a table was recovered from running text",
        cause "The scraper wrote a table as one line of words. Its rows were recognized by their names, types and yes or no; where a description ends is less certain.",
        cure "Compare the rows with the web page, or fetch the page again with another tool or as HTML.";
    UnreadRegion "SW150" Warning "what looks like a table was not read",
        cause "A text dump shows a caption without a table, heads of columns, or words that look like rows, but nothing shows how its cells are separated.",
        cure "Compare the place with the web page; fetch the page again with a tool that keeps its tables, or separate its cells with `|`.";
    UnknownDirective "SW151" Warning "a directive is not known",
        cause "A reStructuredText page uses a directive that this reader does not know, and something stands in it. Its words are read as plain text.",
        cure "Look at the place; if the directive states parameters, put them into a table, or fetch the page as HTML.";
    MissingFile "SW152" Warning "a file beside a page is missing",
        cause "The page takes parameters, statuses, a sample or a part of itself from a file that is not among the files of the service, cannot be read, or lacks an entry.",
        cure "Put the file into the folder of pages, at the path that the page gives.";
    // 2: interpret
    NoOperation "SW201" Warning "no operation was found on the page",
        cause "The page shows something of a call, such as a request line or a table of parameters, but no request line (a method and a path) states an operation.",
        cure "If the page does document an operation, check that its request line is on the page; otherwise move the page out of the folder.";
    UnreadRequestLine "SW202" Error "the request line could not be read",
        cause "The page has a section for its URI, but no line in it is a method with a path.",
        cure "Check that the page is complete. If it is, put the operation's method and path on a line of their own. Nothing else of the page is read until then.";
    UnknownTable "SW203" Warning "a table's columns are not known",
        cause "A table is among the parameters, but none of its column heads is known to hold parameter names.",
        cure "If the table describes parameters, add its column heads to the glossary; otherwise nothing is lost.";
    NamelessRow "SW204" Warning "a row names no parameter",
        cause "The name cell of a row in a parameter table is empty, or holds no letter and no digit.",
        cure "Check the page: a cell may have been lost, or a cell was broken in two.";
    OtherSpelling "SW205" Note "a path parameter is spelled differently in the path",
        cause "The table of path parameters and the path template disagree in the parameter's name. The template wins.",
        cure "Nothing, unless the row describes another parameter.";
    UnplacedTable "SW206" Warning "a parameter table could not be placed",
        cause "The table describes parameters, but neither its caption, its section nor its rows say whether they belong to the request or to an answer.",
        cure "Look at the table on the page; an override can add what it says.";
    UnreadExample "SW207" Note "an example could not be read",
        cause "The block looks like JSON but is not valid, and it could not be repaired safely.",
        cure "Only the example is lost. Correct it on the page if you can.";
    SeveralMethods "SW208" Note "a page has several methods",
        cause "The page states more than one method; each becomes an operation with the same parameters.",
        cure "Check that all parameters belong to each of them.";
    ContradictoryRows "SW209" Warning "two rows of a table contradict each other",
        cause "Two rows of one table have the same name and different types. The first is used.",
        cure "See which row is right; state the type by an override if it is the second.";
    UnclearMark "SW210" Warning "a mark of a row could not be followed",
        cause "The name cell says that the row stands below the one above it, whose type has no members.",
        cure "Compare the page with what the service sends; an override can move the field or state the type above it.";
    CaptionDisagrees "SW212" Note "a table's caption and its section disagree",
        cause "The caption says that the table is of the request and the section that it is of the answer, or the other way round. The names of its rows, which stand in the request line or in the bodies of the examples, agree with the section.",
        cure "Nothing, if the table is in its place. Otherwise correct the parameters by overrides.";
    OtherAddress "SW241" Note "an operation has another address",
        cause "Two request lines of one method stand under one heading, and neither is an example of the other. The second is kept as another address of the operation.",
        cure "If it states an operation of its own, give it a heading of its own.";
    SeveralCases "SW242" Note "an operation is described in several cases",
        cause "Several headings of a page state the same method and path, and no key of the body tells them apart. They become one operation with the parameters of all cases.",
        cure "Nothing, or correct by overrides which parameters must be given.";
    Untitled "SW231" Note "an operation without a title",
        cause "No line above the page's first section is a title: the page begins with a section, or all that stands above is of its web site (dates, breadcrumbs, buttons).",
        cure "Give the page its title as its first line; without one the operation is named by its method and path.";
    RestoredRequestLine "SW232" Warning "the request line is not on the page",
        cause "The page describes a call, and the line with its method and path is lost or shows values in the place of placeholders. Method and path are those of its example, with what looks like an id replaced by a path parameter.",
        cure "Compare method and path with the web page, and write the request line into the page.";
    UnknownWords "SW233" Warning "the words of a page are not known",
        cause "The page has a request line, but none of its tables was read, and words repeat on it that are no headings and no heads of columns in any language of the glossary.",
        cure "Add the words to a glossary file of the project, each under what it means.";
    NameFromExample "SW234" Note "a row's name comes from an example",
        cause "The name cell of the row is empty, as where a scraper drops a link. The example shows one key that the table lacks and whose value fits.",
        cure "Nothing, unless the row describes another member.";
    UntabledBody "SW222" Note "only an example states a body",
        cause "No table on the page states the members of the body: there is none, or a scraper lost it.",
        cure "Compare the page with the web page; members that the example leaves out can be added by overrides.";
    NoCall "SW211" Note "a page describes no call",
        cause "Nothing on the page is of a call: no request line, no table of parameters, no section of what is sent or answered. It is a guide, an index, or a page of words.",
        cure "Nothing.";
    // 3: link
    UnclaimedTable "SW301" Warning "no field has the type that a table states",
        cause "The table is among those of a request or an answer, but no field leads to it: neither by type, link, number or caption, nor by its place or an example.",
        cure "If the table states a type, use an override to say which field has that type. If it is not a parameter table, nothing is missing.";
    WitnessesDisagree "SW302" Warning "the page contradicts itself about a type",
        cause "Two of link, table number, caption and example point to different tables for one field. The table that fits the example was used.",
        cure "Look at the field and its type; correct it by an override if the page is wrong.";
    TypeFromExample "SW303" Note "a type comes from an example",
        cause "The page names a type but has no table for it. Its fields are those that the example shows, so optional ones may be missing.",
        cure "Nothing, or add what the example leaves out by overrides.";
    MissingStructure "SW304" Warning "a type is not described",
        cause "The page names a type but has neither a table nor an example for it.",
        cure "Add the page that describes the type, or describe it with an override. Until then the field takes any value.";
    GuessedType "SW305" Note "a type was guessed",
        cause "The row states no type. It was taken from the example or from the constraints in the description.",
        cure "Nothing, or state the type by an override.";
    UnknownType "SW306" Warning "a type is not known",
        cause "The words in the type cell are not in the glossary and do not name a table.",
        cure "If the words name a type, add them to the glossary; otherwise state the type by an override.";
    ExampleDisagrees "SW307" Note "a table and an example disagree about a type",
        cause "The example shows a value of another type than the table states. The table is used, except if the example shows a list or an object: nobody writes brackets by mistake.",
        cure "Nothing: clients accept both. If the example is right, state its type by an override.";
    UnlistedKey "SW308" Note "an example shows keys that its table lacks",
        cause "The table is incomplete, or the example is from another version. The keys are added and marked `from: example`, except for those that look like a misspelt name of the table.",
        cure "Nothing, or correct the fields by overrides.";
    DuplicateOperation "SW309" Warning "an operation is documented twice",
        cause "Two pages state the same method and path, and nothing distinguishes them. A page that is not deprecated is preferred, then the one that states most, then the first by path.",
        cure "Remove the page that is out of date.";
    CopyDiffers "SW310" Warning "an unused copy of a page states more",
        cause "Two pages document one operation differently. Only one of them is used.",
        cure "See which page is right; add what is missing by overrides, or remove the other page.";
    PathParameter "SW311" Warning "a path parameter does not fit the path",
        cause "A row of a table of path parameters has a name that is not a placeholder of the path.",
        cure "If the guess is wrong, correct the path or the parameter by an override.";
    SecondBody "SW312" Warning "an answer is described twice",
        cause "The page states two bodies for one status.",
        cure "See which is right; correct the type by overrides.";
    SharedName "SW313" Note "several operations would have the same name",
        cause "Different operations have the same name by link, file name or title. What distinguishes them is added to the names: words of the title, the version, a constant or the path.",
        cure "Nothing, or choose names with overrides.";
    FreeKeys "SW314" Note "a row stands for any key",
        cause "The name cell holds a description such as `{your key}` instead of a name. A type that has named fields cannot also have free keys.",
        cure "Nothing: clients keep unknown fields, and callers can add their own.";
    TiedByOrder "SW315" Note "a table belongs to a field only by its position",
        cause "No caption, link or number says whose type the table states, and no example shows the field's keys. The table is used for the first field without one.",
        cure "Compare the field with the web page; if the table belongs to another field, state the types by overrides.";
    SelfRequired "SW321" Warning "a type requires itself on its page",
        cause "Mandatory fields lead from a type back to itself without a list or a map in between, so no value of it could be complete. The page cannot mean that: a row is in the wrong table, or a type cell names the wrong type.",
        cure "Nothing, if the field may be absent; otherwise correct the type of the field, or of the one that leads to it, by an override.";
    BrokenConstraint "SW331" Note "an example breaks a constraint of its page",
        cause "The page states values, a range, a length, a count of items or a pattern, but an example or the default shows a value that does not fit. The page does not say which of the two is wrong, and a client that enforced a wrong constraint would refuse valid calls.",
        cure "Nothing: the constraint is left out of `ir.yaml` and stays in the description; values that differ in letter case only stay, and bind callers only if they ask for it. If the service enforces it, state it by an override; if an override states it, correct the override.";
    UnclearPages "SW351" Note "how an answer is paged is not clear",
        cause "The operation takes an offset, a page number or a marker, but it is not certain which list of the answer is paged, or how to ask for the next page.",
        cure "Nothing: callers can ask for each page themselves. To get a stream of pages, state `pagination` by an override.";
    // 4: ir
    UnreadableYaml "SW401" Error "the file could not be read",
        cause "An `ir.yaml` or a `service.yaml` is not valid YAML, or a value does not fit its key.",
        cure "Correct the place shown. A damaged `ir.yaml` can be restored from version control. It is never replaced silently, because it holds the names given so far.";
    ConflictedFile "SW402" Error "the file holds an unresolved merge conflict",
        cause "The file has conflict markers of version control.",
        cure "Resolve the conflict: keep the names you want, then run `specwright`, which writes the rest again.";
    UnknownKey "SW403" Error "a key is unknown",
        cause "A key is misspelled or in the wrong place, or the file was written by a newer version.",
        cure "Correct or remove the key; the JSON Schema of the file lists all of them.";
    UnwritableIr "SW404" Error "the IR could not be written",
        cause "A value cannot be written as YAML.",
        cure "Report the page that it comes from.";
    StaleOverride "SW405" Error "an override matches nothing",
        cause "The override's match names an operation, a type or a field that the pages no longer have, or never had.",
        cure "Correct the match, or remove the override.";
    NeedlessOverride "SW406" Error "an override changes nothing",
        cause "The pages now say what the override says.",
        cure "Remove the override.";
    DanglingType "SW410" Error "a type does not exist",
        cause "A field or a body names a type that is missing from the service's `types`.",
        cure "Add the type, or correct the name.";
    DuplicateName "SW411" Error "a name is given twice",
        cause "Two operations of a service, two fields of a type, or two inputs of one operation and place share a name.",
        cure "Rename one of them, by an override if the pages name both.";
    PathMismatch "SW412" Error "the path and its parameters do not match",
        cause "The path template has a placeholder without a path parameter, or a path parameter has no placeholder.",
        cure "Correct the path or the parameters, by an override if the page is wrong.";
    EndlessType "SW413" Error "a type requires itself",
        cause "A required field leads back to its own type without a list or a map in between, so no value could be built.",
        cure "Make a field of the cycle optional, by an override if the page is wrong.";
    BadName "SW414" Error "a name has the wrong form",
        cause "The name of an operation is not snake_case, or that of a type is not PascalCase.",
        cure "Correct the name.";
    AnswerMismatch "SW421" Error "pagination or envelope does not fit the operation",
        cause "`pagination` or `envelope` names a parameter of the request or a field of the answer that is not there.",
        cure "Correct the path: fields are named as in the JSON, from the root of the answer, separated by dots.";
    BadPageUrl "SW422" Error "`page_url` is not a web address",
        cause "`page_url` of an operation does not begin with http:// or https:// and a host, contains a user name or password, or has characters that are not allowed in an address.",
        cure "Correct the address, or remove the key: it is where `specwright fetch` found the page.";
    MisusedOverride "SW431" Error "an override asks for a change that its match does not allow",
        cause "Each kind of match allows some changes only. An operation, for example, has no type to be changed. A match without keys means the service.",
        cure "Name the field or the input in the match, or ask for one of the changes that the message lists.";
    RepeatedOverride "SW432" Error "two overrides have one id",
        cause "Overrides are identified by their id in messages. One was probably copied and not renamed.",
        cure "Give each override an id of its own.";
    UnreasonedOverride "SW433" Error "an override gives no reason",
        cause "An override says that the page is wrong. Only its reason lets the next reader judge whether it still is.",
        cure "Say what the service does, and how it is known.";
    // 5: emit
    OperationRefused "SW501" Warning "an operation cannot be served by the client",
        cause "The operation sends or answers a format that the client does not support, or its path has a placeholder without an input.",
        cure "The operation stays in the IR and in OpenAPI. Call it through the client's `call`, or correct what was read by an override in `service.yaml`.";
    SeveralAnswers "SW502" Note "successful answers of several types",
        cause "The page gives different bodies for different successful statuses; a method of the client returns one type.",
        cure "The client reads the body of the lowest status; members that its type lacks are kept in `extra`. An override can merge the types.";
    EmittedCode "SW503" Error "emitted code does not parse",
        cause "A bug of the emitter: what it wrote is not Rust.",
        cure "Report it with the `ir.yaml` of the service. The other files are written.";
    PagesRefused "SW521" Note "the client cannot page through an answer",
        cause "A field on the way to the list, the total or the next marker has a type that the client cannot follow, such as a text that may be null.",
        cure "Nothing: callers can ask for each page themselves. If other fields would do, name them in `pagination` by an override.";
    // 6: project and command
    ReaderFailed "SW601" Error "the program failed on a page",
        cause "A bug of the reader. Nothing of this page was used; the other pages were read.",
        cure "Please report the page: no page should be able to do this.";
    UnreadableFile "SW602" Error "a file could not be read",
        cause "The operating system refused to open or read a file among the pages.",
        cure "Check the file's permissions, or remove it from the pages.";
    IgnoredFile "SW603" Warning "a file is not a page",
        cause "Pages end in .md, .mdx, .markdown, .html, .htm, .rst, .inc or .txt. Pictures, styles, scripts and data that lie beside them are left alone; of any other file nothing was read.",
        cure "Rename the file if it is a page, or move it out of the folder.";
    NothingFound "SW604" Error "no operation was found",
        cause "None of the pages documents an operation that could be read.",
        cure "Look at the other messages; check that the paths lead to reference pages.";
    ForeignIr "SW605" Error "an `ir.yaml` of another service",
        cause "The file was copied from another service's folder, or the folder was renamed.",
        cure "Give the folder its old name, or correct `service` in the file if the service is to be renamed.";
    NoPages "SW606" Error "the pages of a service are gone",
        cause "The service's folder has an `ir.yaml` and no pages, so nothing shows any more what the vendor says.",
        cure "Restore the pages. To remove the service on purpose, remove its folder; to make the client of `ir.yaml` alone, run `specwright emit`.";
    NoIr "SW607" Error "a service without `ir.yaml`",
        cause "`specwright emit` starts from the `ir.yaml` of each service, and this one has none.",
        cure "Run `specwright`, which makes it from the pages.";
    UnaskedFile "SW608" Note "no page asks for a file beside the pages",
        cause "A sample or a file of parameters lies beside the pages, and no page takes anything from it.",
        cure "Nothing, or remove the file.";
    DamagedFetchLock "SW621" Error "`fetch.lock` could not be read",
        cause "The file is not valid JSON, has a merge conflict or an unknown key, or the address of a page is not a web address.",
        cure "Restore the file from version control, or correct the place shown. Pages are read without it too, but the docs do not link to the site, and the next fetch asks for every page.";
    UnreadableDrift "SW641" Error "a line of a drift record could not be read",
        cause "The line is not a JSON object, or lacks a member. The file may be cut short, or not be a drift record.",
        cure "Record again with the client of this version; the other lines were used.";
    ForeignDrift "SW642" Warning "a drift record speaks of what the IR does not have",
        cause "The client that recorded it was emitted from another project, or from an older `ir.yaml`.",
        cure "Record again with the present client, or run this in the project that the client came from.";
    OpenDrift "SW643" Note "a difference that no override settles",
        cause "What came has no type of its own, or the types that came have none in common: one object for a list, an empty text for a number.",
        cure "Nothing has to be done: the client reads it, and keeps in `extra` what does not fit.";
    SettledDrift "SW644" Note "the pages have caught up with a recorded difference",
        cause "The present `ir.yaml` states what the client that recorded it did not know.",
        cure "Nothing has to be done.";
    NotFetched "SW651" Warning "a page was not fetched",
        cause "The site answered with an error, with too much, with something that is not text, or not at all; or a redirect led off the site or in a circle.",
        cure "Open the address in a browser. Correct it, raise the limit, or save the page by hand into the service's `pages`.";
    NotForPrograms "SW652" Note "a page asks programs to stay away",
        cause "The site's robots.txt asks programs to leave the page alone, or the file could not be read.",
        cure "Ask the site's owner, or save the page by hand into the service's `pages`.";
    FetchCut "SW653" Warning "the site has more pages than were asked for",
        cause "The run came to the number of pages that one run asks for at most.",
        cure "Run the command again: it goes on where it ended. `--most-pages` raises the number.";
}
