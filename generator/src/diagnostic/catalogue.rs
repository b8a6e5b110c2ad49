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
    EmptyPage "SW101" Error "the page holds no text",
        cause "The file is empty or holds nothing but blanks and markup.",
        cure "Fetch the page again, or remove the file from the service's pages.";
    PageTooLarge "SW111" Error "the page is too large to be one",
        cause "The file has more bytes than any reference page; it is a dump of many pages or no page at all.",
        cure "Split the file into one page a file, or remove it from the service's pages.";
    NotText "SW112" Error "the file is no text",
        cause "The file holds NUL bytes, as images, archives and broken downloads do.",
        cure "Fetch the page again as text, or remove the file from the service's pages.";
    DamagedText "SW113" Warning "some bytes could not be decoded",
        cause "The bytes are neither UTF-8, nor UTF-16 with a mark, nor what the page states, nor GB18030.",
        cure "Save the page as UTF-8.";
    DoubtfulRow "SW121" Warning "the columns of a table row are a guess",
        cause "A text dump has lost the row's bars or cells, and two ways to lay its cells into the columns fit about as well.",
        cure "Compare the row with the web page; correct the dump, or state the field in an override.";
    LostCell "SW122" Note "a table row has fewer cells than its table has columns",
        cause "The scraper dropped a cell, most often an empty one or a type that was a link.",
        cure "Nothing, if the field came out right; else write the cell into the page or state it in an override.";
    LongTable "SW123" Warning "a table has more cells than are read",
        cause "The table of a text dump goes on for more cells than any parameter table has; those behind the limit are kept as words.",
        cure "Split the page, or fetch it again in another format.";
    FlattenedTable "SW124" Warning "a table has become running text",
        cause "The scraper wrote a table as one line of words; where its cells began cannot be told safely. The words are kept, its rows are not read.",
        cure "Fetch the page again with another tool or as HTML, or restore the table's rows in the page.";
    LostColumn "SW125" Warning "a table has lost the cells of one column",
        cause "The scraper dropped all cells of a column, or all that hold one value, such as every `Yes`. The other cells are read; what the lost ones said is left open.",
        cure "Fetch the page again with another tool or as HTML, or state the facts in overrides.";
    NestingCut "SW131" Warning "elements nest too deeply",
        cause "Elements, lists or tables stand inside one another deeper than any page for people goes: the page is damaged or was made to cost time.",
        cure "Look at the page's source near the place; an element that is never closed is the usual reason.";
    SpansCut "SW132" Warning "a cell spans too much",
        cause "A colspan or rowspan is so large that copying the cell into all it covers would make a table of an absurd size.",
        cure "Correct the span in the page's source; the cell's text stands in the first columns that it covers.";
    CrookedTable "SW133" Warning "a drawn table is crooked",
        cause "The borders of a reStructuredText table do not meet, or its text stands across them, so its cells are a guess.",
        cure "Compare the table with the web page, and draw the borders straight in the page's source.";
    CutPage "SW134" Warning "the page ends inside a table",
        cause "The last row of the page is not closed as the rows before it are, or a table's end is missing: the page was cut off when it was fetched.",
        cure "Fetch the page again: what stood behind the cut is not known.";
    RunningTable "SW141" Note "a table was cut out of running words",
        cause "The scraper wrote a table as one line of words. Its rows were told by their names, types and yes or no; where a description ends is less sure.",
        cure "Compare the rows with the web page, or fetch the page again with another tool or as HTML.";
    UnreadRegion "SW150" Warning "what looks like a table was not read",
        cause "A text dump shows a caption without a table, heads of columns, or words that look like rows, and nothing shows how its cells are kept apart.",
        cure "Compare the place with the web page; fetch the page again with a tool that keeps its tables, or put bars between the cells.";
    // 2: interpret
    NoOperation "SW201" Warning "no operation was found on the page",
        cause "The page has no request line (a method and a path) under a URI heading, as guides and overviews have none.",
        cure "If the page does document an operation, check that its request line is on the page; otherwise move the page out of the folder.";
    UnreadRequestLine "SW202" Error "the request line could not be read",
        cause "The page has a section for its URI, but no line in it is a method with a path.",
        cure "Check that the page came over whole; if it did, state the operation's method and path on a line of its own.";
    UnknownTable "SW203" Warning "a table's columns are not known",
        cause "A table stands where parameters are described, but its header names no column that holds parameter names.",
        cure "If the table describes parameters, add its column heads to the glossary; otherwise nothing is lost.";
    NamelessRow "SW204" Warning "a row names no parameter",
        cause "The name cell of a row in a parameter table is empty, or holds no letter and no digit.",
        cure "Check the page: a cell may have been lost, or a cell was broken in two.";
    OtherSpelling "SW205" Note "a path parameter is spelled otherwise than in the path",
        cause "The table of path parameters and the path template disagree in the parameter's name. The template wins.",
        cure "Nothing, unless the row describes another parameter.";
    UnplacedTable "SW206" Warning "a parameter table could not be placed",
        cause "The table describes parameters, but neither caption, section nor rows say whether they are of the request or of an answer.",
        cure "Look at the table on the page; an override can add what it says.";
    UnreadExample "SW207" Note "an example could not be read",
        cause "The block looks like JSON, but is none, and repair found no safe reading.",
        cure "Nothing is lost but the example; correct it on the page if you can.";
    SeveralMethods "SW208" Note "a page gives several methods for one text",
        cause "The page states more than one method; each becomes an operation with the same parameters.",
        cure "Check that all parameters belong to each of them.";
    ContradictoryRows "SW209" Warning "two rows of a table contradict each other",
        cause "Two rows of one table have the same name and different types. The first is used.",
        cure "See which row is right; state the type by an override if it is the second.";
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
        cause "No table of the page states the members of what is sent or answered: the page has none, or a scraper has lost it.",
        cure "Compare the page with the web page; members that the example leaves out can be added by overrides.";
    // 3: link
    UnclaimedTable "SW301" Warning "a table belongs to nothing",
        cause "The table stands among those of a request or an answer, but no field's type, link, number, caption, place or example leads to it.",
        cure "If the table states a type, say which field is of that type by an override; if it is no parameter table, nothing is missing.";
    WitnessesDisagree "SW302" Warning "the page contradicts itself on a type",
        cause "Of link, table number, caption and example two name different tables for one field. The one that the example fits was taken.",
        cure "Look at the field and its type; correct it by an override if the page is wrong.";
    TypeFromExample "SW303" Note "a type comes from an example",
        cause "The page names a type and has no table for it. Its fields are what the example shows, so optional ones may be missing.",
        cure "Nothing, or add what the example leaves out by overrides.";
    MissingStructure "SW304" Warning "a type is stated nowhere",
        cause "The page names a type and has neither a table nor an example for it.",
        cure "Add the page that states the type, or state it by an override; until then the field takes any value.";
    GuessedType "SW305" Note "a type was guessed",
        cause "The row states no type. The example or the description's constraints settled it.",
        cure "Nothing, or state the type by an override.";
    UnknownType "SW306" Warning "a type cell holds words that are no type",
        cause "The words are in no glossary and name no table.",
        cure "Add the words to the glossary if they are a type's name, or state the type by an override.";
    ExampleDisagrees "SW307" Note "table and example disagree on a type",
        cause "The example shows a value of another type than the table states. The table is believed, but for lists and objects: nobody writes their brackets by mistake.",
        cure "Nothing: clients read both. State the type by an override if the other one is right.";
    UnlistedKey "SW308" Note "an example shows keys that its table lacks",
        cause "The page's table is not complete, or the example is of another version. The keys are taken from the example and marked so, but for those that look like a listed name misspelt.",
        cure "Nothing, or correct the fields by overrides.";
    DuplicateOperation "SW309" Warning "an operation is documented twice",
        cause "Two pages state the same method and path and nothing tells them apart. The page is used that is not deprecated, then the one that states most, then the first by path.",
        cure "Remove the page that is out of date.";
    CopyDiffers "SW310" Warning "a copy states what the page in use does not",
        cause "Two pages document one operation and differ. Only one is used.",
        cure "See which page is right; add what is missing by overrides, or remove the other page.";
    PathParameter "SW311" Warning "a path parameter does not fit the path",
        cause "A row of path parameters has a name that is no placeholder of the path.",
        cure "Correct the path or the parameter by an override if the guess is wrong.";
    SecondBody "SW312" Warning "an answer is stated twice",
        cause "The page states two bodies for one status.",
        cure "See which is right; correct the type by overrides.";
    SharedName "SW313" Note "several operations want one name",
        cause "Pages of different operations offer the same name, by file name, title or link. Each gets a name with what tells it apart: version, constant, path.",
        cure "Nothing, or give names of your own by overrides.";
    FreeKeys "SW314" Note "a row stands for keys that callers choose",
        cause "The name cell holds words, such as `{your key}`, not a name. Beside named fields a type has no place for free keys.",
        cure "Nothing: clients keep unknown fields, and callers can add their own.";
    TiedByOrder "SW315" Note "only its place ties a table to a field",
        cause "The page has lost captions and links, or never had them, and no example shows the keys of the field: the table is taken for that of the first field that has none.",
        cure "Compare the field with the web page; if the table states another one, give the fields their types by overrides.";
    SelfRequired "SW321" Warning "a type requires itself on its page",
        cause "By its mandatory fields a type leads back to itself without a list or a map between, so no value of it could ever be complete. A page cannot mean that: a row stands in the wrong table, or a type cell names the wrong type.",
        cure "Nothing, if the field may be absent; else correct the type of the field, or of the one that leads to it, by an override.";
    UnclearPages "SW351" Note "the pages of an answer could not be told",
        cause "The operation takes an offset, a page or a marker, but which list of the answer comes in pages is not certain, or nothing says what the next page is asked by.",
        cure "Nothing: each page can be asked for by hand. State `pagination` by an override to have them as a stream.";
    // 4: ir
    UnreadableYaml "SW401" Error "the file could not be read",
        cause "An `ir.yaml` or a `service.yaml` is no valid YAML, or a value in it is not what its key takes.",
        cure "Correct the place shown. An `ir.yaml` that was damaged can be taken from version control again; it is never replaced in silence, because it holds the names that were given.";
    ConflictedFile "SW402" Error "the file holds an unresolved merge conflict",
        cause "Version control left its conflict marks in the file.",
        cure "Resolve the conflict: keep the names you want, then run the main job, which writes the rest anew.";
    UnknownKey "SW403" Error "a key is unknown",
        cause "A key was misspelled, or stands under the wrong item, or the file was written by a newer version.",
        cure "Correct or remove the key; the JSON Schema of the file lists all of them.";
    UnwritableIr "SW404" Error "the IR could not be written",
        cause "A value has no form in YAML.",
        cure "Report the page that it comes from.";
    StaleOverride "SW405" Error "an override matches nothing",
        cause "The override's match names an operation, a type or a field that the pages no longer have, or never had.",
        cure "Correct the match, or remove the override.";
    NeedlessOverride "SW406" Error "an override changes nothing",
        cause "The pages now say what the override says.",
        cure "Remove the override.";
    DanglingType "SW410" Error "a type is named that does not exist",
        cause "A field or a body names a type that is missing from the service's `types`.",
        cure "Add the type, or correct the name.";
    DuplicateName "SW411" Error "a name is given twice",
        cause "Two operations of a service, two fields of a type, or two inputs of one operation and place share a name.",
        cure "Rename one of them, by an override if the pages name both.";
    PathMismatch "SW412" Error "path and path parameters do not fit each other",
        cause "The path template has a placeholder without a path parameter, or a path parameter has no placeholder.",
        cure "Correct the path or the parameters, by an override if the page is wrong.";
    EndlessType "SW413" Error "a type requires itself",
        cause "A required field leads back to its own type without a list or a map between, so no value could be built.",
        cure "Make a field of the cycle optional, by an override if the page is wrong.";
    BadName "SW414" Error "a name is not formed as names are",
        cause "An operation is not in snake_case, or a type is not in PascalCase.",
        cure "Correct the name.";
    AnswerMismatch "SW421" Error "pagination or envelope does not fit the operation",
        cause "`pagination` or `envelope` names a parameter of the request or a field of the answer that is not there.",
        cure "Correct the path: fields are named as on the wire, from the answer's root, parted by dots.";
    BadPageUrl "SW422" Error "`page_url` is no address of the web",
        cause "`page_url` of an operation does not begin with http:// or https:// and a host, has somebody's name or password in it, or has characters that no address has.",
        cure "Correct the address, or remove the key: it is where `specwright fetch` found the page.";
    MisusedOverride "SW431" Error "an override asks for what its match cannot have",
        cause "Each kind of match can have some changes and not others; a whole operation has no type to be changed, and a match without any key means the service.",
        cure "Name the field or the input in the match, or ask for one of the changes that the message lists.";
    RepeatedOverride "SW432" Error "two overrides have one id",
        cause "Messages name an override by its id; it was copied and not renamed.",
        cure "Give each override an id of its own.";
    UnreasonedOverride "SW433" Error "an override gives no reason",
        cause "An override says that the page is wrong. Whoever reads it next year has nothing but its reason to judge whether it still is.",
        cure "Say what the service does, and how it is known.";
    // 5: emit
    OperationRefused "SW501" Warning "an operation cannot be served by the client",
        cause "The operation sends or answers something other than JSON that the client has no means for, or its path has a placeholder without an input.",
        cure "The operation stays in the IR and in OpenAPI. Call it through the client's `call`, or correct what was read by an override in `service.yaml`.";
    SeveralAnswers "SW502" Note "successful answers of several types",
        cause "The page gives different bodies for different successful statuses; a method of the client returns one type.",
        cure "The client reads the body of the lowest status; members that its type lacks are kept in `extra`. An override can merge the types.";
    EmittedCode "SW503" Error "emitted code does not parse",
        cause "A fault of the emitter: what it printed is no Rust.",
        cure "Report it with the `ir.yaml` of the service. The other files are written.";
    PagesRefused "SW521" Note "the pages of an answer have no stream",
        cause "A field on the way to the list, the total or the next marker has no form that the client can follow, such as a text that may be null.",
        cure "Nothing: each page can be asked for by hand. Name other fields in `pagination` by an override.";
    // 6: project and command
    ReaderFailed "SW601" Error "the program failed on this page",
        cause "The page led the reader into a fault of its own; nothing of the page was used, the other pages were read.",
        cure "Please report the page: no page should be able to do this.";
    UnreadableFile "SW602" Error "a file could not be read",
        cause "The operating system refused to open or read a file that stands among the pages.",
        cure "Check the file's permissions, or remove it from the pages.";
    IgnoredFile "SW603" Note "a file is no page",
        cause "Pages end in .md, .markdown, .html, .htm, .rst or .txt; other files in the folder are left alone.",
        cure "Rename the file if it is a page.";
    NothingFound "SW604" Error "no operation came out",
        cause "None of the pages given documents an operation that could be read.",
        cure "Look at the other messages; check that the paths lead to reference pages.";
    ForeignIr "SW605" Error "an `ir.yaml` of another service",
        cause "The file was copied from another service's folder, or the folder was renamed.",
        cure "Give the folder its old name, or correct `service` in the file if the service is to be renamed.";
    NoPages "SW606" Warning "a service without pages",
        cause "The service's folder has an `ir.yaml` and no pages; the client is made of the `ir.yaml` as it is.",
        cure "Put the pages into the folder `pages`, or remove the service's folder.";
    NoIr "SW607" Error "a service without `ir.yaml`",
        cause "`specwright emit` starts from the `ir.yaml` of each service, and this one has none.",
        cure "Run `specwright`, which makes it from the pages.";
    DamagedFetchLock "SW621" Error "`fetch.lock` could not be read",
        cause "The file is no JSON, holds a merge conflict or an unknown key, or says of a page that it came from something that is no address of the web.",
        cure "Take the file from version control, or correct the place shown. Without the file pages are as good; their docs lead to no site, and the next fetch asks for all of them.";
    UnreadableDrift "SW641" Error "a line of a drift record could not be read",
        cause "The line is no JSON object, or lacks a member; the file may be cut short or be something else.",
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
        cause "The site answered with an error, with too much, with something that is no text, or not at all; or a redirect led off the site or in a circle.",
        cure "Open the address in a browser. Correct it, raise the limit, or save the page by hand into the service's `pages`.";
    NotForPrograms "SW652" Note "a page is not for programs",
        cause "The site's robots.txt asks programs to leave the page alone, or the site could not say what it asks for.",
        cure "Ask the site's owner, or save the page by hand into the service's `pages`.";
    FetchCut "SW653" Warning "the site has more pages than were asked for",
        cause "The run came to the number of pages that one run asks for at most.",
        cure "Run the command again: it goes on where it ended. `--most-pages` raises the number.";
}
