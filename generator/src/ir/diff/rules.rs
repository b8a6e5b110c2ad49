//! The classes of change: one row an event. What an event means to those who call the service is
//! stated for each direction, since a request and a response take a change differently; what it
//! means to those who compile the emitted crate is stated beside it.

use std::fmt;

/// How bad a change is for a program that calls the service. Later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Only words changed.
    Words,
    /// More can be sent or received than before.
    Additive,
    /// The same call may now do or mean something else.
    Behaviour,
    /// A call or its answer that was right is right no longer.
    Breaking,
}

/// What the emitted crate's version has to do. Later is more. The client holds what it sends to the constraints of the
/// pages before it sends it, so a tighter constraint is not a patch: calls that worked are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The same items, other docs or bodies.
    Patch,
    /// New items beside the old, or old ones that take more.
    Minor,
    /// An item is gone or has another signature, or refuses what it took.
    Major,
}

/// Which way the changed thing travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// To the service.
    Request,
    /// From the service.
    Response,
    /// Both ways: a type that requests and responses share, or an operation as a whole.
    Both,
}

/// What of a service a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Title, endpoints, credentials, names of signatures.
    Service,
    /// An operation as a whole.
    Operation,
    /// A parameter of path, query or headers, or a response header.
    Parameter,
    /// A body, a type or a field.
    Type,
    /// The values of an enumeration.
    Enum,
    /// Ranges, lengths, patterns, defaults, conditions.
    Constraint,
    /// Statuses and error codes.
    Error,
    /// Words and examples.
    Doc,
}

/// What a change means to those who call the service, and to those who compile the emitted crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// To callers.
    pub class: Class,
    /// To the crate.
    pub effect: Effect,
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What happened.
    pub event: Event,
    /// What it is about.
    pub area: Area,
    /// What it means in a request.
    pub request: Impact,
    /// What it means in a response.
    pub response: Impact,
    /// The event in words.
    pub words: &'static str,
}

macro_rules! rules {
    ($($event:ident $area:ident request $class:ident $effect:ident response $heard:ident $felt:ident $words:literal;)*) => {
        /// What can happen to a service between two readings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Event { $(#[doc = $words] $event,)* }

        /// The table.
        pub const RULES: &[Rule] = &[$(Event::$event.row(),)*];

        impl Event {
            /// Its row.
            #[must_use]
            pub fn rule(self) -> &'static Rule {
                match self { $(Self::$event => &const { Event::$event.row() },)* }
            }

            const fn row(self) -> Rule {
                match self { $(Self::$event => Rule {
                    event: Self::$event,
                    area: Area::$area,
                    request: Impact { class: Class::$class, effect: Effect::$effect },
                    response: Impact { class: Class::$heard, effect: Effect::$felt },
                    words: $words,
                },)* }
            }
        }
    };
}

rules! {
    TitleChanged        Service    request Words     Patch response Words     Patch "title changed";
    EndpointAdded       Service    request Additive  Patch response Additive  Patch "endpoint added";
    EndpointRemoved     Service    request Breaking  Patch response Breaking  Patch "endpoint removed";
    EndpointMoved       Service    request Behaviour Patch response Behaviour Patch "endpoint moved";
    CredentialAdded     Service    request Additive  Patch response Additive  Patch "kind of credential added";
    CredentialRemoved   Service    request Breaking  Patch response Breaking  Patch "kind of credential removed";
    SigningChanged      Service    request Breaking  Patch response Breaking  Patch "names of the signature changed";
    OperationAdded      Operation  request Additive  Minor response Additive  Minor "operation added";
    OperationRemoved    Operation  request Breaking  Major response Breaking  Major "operation removed";
    OperationRenamed    Operation  request Words     Major response Words     Major "operation renamed";
    RequestLineChanged  Operation  request Breaking  Patch response Breaking  Patch "method or path changed";
    PlaceholderRenamed  Operation  request Words     Major response Words     Major "placeholder of the path renamed";
    AliasAdded          Operation  request Additive  Patch response Additive  Patch "additional path added";
    AliasRemoved        Operation  request Behaviour Patch response Behaviour Patch "additional path removed";
    OperationDeprecated Operation  request Behaviour Patch response Behaviour Patch "operation deprecated";
    OperationReinstated Operation  request Additive  Patch response Additive  Patch "operation no longer deprecated";
    PagesTold           Operation  request Words     Minor response Words     Minor "pagination added";
    PagesChanged        Operation  request Words     Major response Words     Major "pagination changed or removed";
    EnvelopeChanged     Operation  request Behaviour Patch response Behaviour Patch "response envelope changed";
    RequiredInputAdded  Parameter  request Breaking  Major response Additive  Minor "required parameter added";
    OptionalInputAdded  Parameter  request Additive  Minor response Additive  Minor "optional parameter added";
    InputRemoved        Parameter  request Breaking  Major response Breaking  Major "parameter removed";
    InputRenamed        Parameter  request Breaking  Major response Breaking  Major "parameter renamed";
    InputRetyped        Parameter  request Breaking  Major response Breaking  Major "parameter's type changed";
    InputRequired       Parameter  request Breaking  Major response Additive  Patch "parameter became required";
    InputOptional       Parameter  request Additive  Major response Behaviour Patch "parameter became optional";
    InputsReordered     Parameter  request Words     Major response Words     Patch "required parameters reordered";
    InputFilled         Parameter  request Behaviour Major response Behaviour Patch "who fills in the parameter changed";
    HeaderAdded         Parameter  request Additive  Minor response Additive  Minor "response header added";
    HeaderRemoved       Parameter  request Breaking  Major response Breaking  Major "response header removed";
    HeaderRetyped       Parameter  request Breaking  Major response Breaking  Major "response header's type changed";
    RequiredBodyAdded   Type       request Breaking  Major response Additive  Major "body added";
    OptionalBodyAdded   Type       request Additive  Minor response Additive  Major "optional body added";
    BodyRemoved         Type       request Breaking  Major response Breaking  Major "body removed";
    BodyRetyped         Type       request Breaking  Major response Breaking  Major "body's type changed";
    BodyRequired        Type       request Breaking  Major response Additive  Patch "body became required";
    BodyOptional        Type       request Additive  Major response Behaviour Patch "body became optional";
    BodyCasesChanged    Type       request Behaviour Patch response Behaviour Patch "cases of the body changed";
    MediaChanged        Type       request Breaking  Major response Breaking  Major "media type changed";
    TypeRenamed         Type       request Words     Major response Words     Major "type renamed";
    RequiredFieldAdded  Type       request Breaking  Major response Additive  Minor "required field added";
    OptionalFieldAdded  Type       request Additive  Minor response Additive  Minor "field added";
    FieldRemoved        Type       request Breaking  Major response Breaking  Major "field removed";
    FieldRenamed        Type       request Breaking  Major response Breaking  Major "field renamed";
    FieldRetyped        Type       request Breaking  Major response Breaking  Major "field's type changed";
    FieldRequired       Type       request Breaking  Major response Additive  Patch "field became required";
    FieldOptional       Type       request Additive  Major response Behaviour Patch "field became optional";
    FieldsReordered     Type       request Words     Major response Words     Patch "required fields reordered";
    EnumerationAdded    Enum       request Behaviour Major response Words     Major "values enumerated";
    EnumerationRemoved  Enum       request Additive  Major response Behaviour Major "values no longer enumerated";
    ValueAdded          Enum       request Additive  Minor response Additive  Minor "value added";
    ValueRemoved        Enum       request Breaking  Major response Words     Major "value removed";
    ConstraintAdded     Constraint request Breaking  Major response Words     Patch "constraint added";
    ConstraintRemoved   Constraint request Additive  Minor response Behaviour Patch "constraint removed";
    ConstraintTightened Constraint request Breaking  Major response Words     Patch "constraint tightened";
    ConstraintLoosened  Constraint request Additive  Minor response Behaviour Patch "constraint loosened";
    ConstraintChanged   Constraint request Behaviour Major response Behaviour Patch "constraint changed";
    DefaultChanged      Constraint request Behaviour Patch response Words     Patch "default changed";
    ConditionChanged    Constraint request Behaviour Patch response Words     Patch "condition changed";
    NullAllowed         Constraint request Additive  Major response Behaviour Patch "null became allowed";
    NullRefused         Constraint request Breaking  Major response Additive  Patch "null is no longer allowed";
    FieldDeprecated     Constraint request Behaviour Patch response Behaviour Patch "deprecated";
    FieldReinstated     Constraint request Additive  Patch response Additive  Patch "no longer deprecated";
    SecrecyChanged      Constraint request Words     Patch response Words     Patch "secrecy changed";
    AttributeChanged    Type       request Breaking  Patch response Breaking  Patch "element of XML became an attribute, or the other way round";
    StatusAdded         Error      request Additive  Patch response Behaviour Patch "status added";
    StatusRemoved       Error      request Additive  Patch response Behaviour Patch "status removed";
    ErrorCodeAdded      Error      request Additive  Minor response Behaviour Minor "error code added";
    ErrorCodeMoved      Error      request Behaviour Patch response Behaviour Patch "error code's status changed";
    ErrorCodeRemoved    Error      request Additive  Major response Words     Major "error code removed";
    OriginChanged       Doc        request Words     Patch response Words     Patch "source of the fact changed";
    DocChanged          Doc        request Words     Patch response Words     Patch "words changed";
    ExampleChanged      Doc        request Words     Patch response Words     Patch "examples changed";
    PageMoved           Doc        request Words     Patch response Words     Patch "page moved";
}

impl Rule {
    /// What the event means where it travels `direction`: of both ways, the worse of each.
    #[must_use]
    pub fn impact(&self, direction: Direction) -> Impact {
        match direction {
            Direction::Request => self.request,
            Direction::Response => self.response,
            Direction::Both => Impact {
                class: self.request.class.max(self.response.class),
                effect: self.request.effect.max(self.response.effect),
            },
        }
    }
}

macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal)* })*) => { $(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self { $(Self::$variant => $word,)* })
            }
        }
    )* };
}

words! {
    Class { Words "words only" Additive "additive" Behaviour "behaviour" Breaking "breaking" }
    Effect { Patch "patch" Minor "minor" Major "major" }
    Direction { Request "request" Response "response" Both "both" }
    Area { Service "service" Operation "operation" Parameter "parameter" Type "type" Enum "enum" Constraint "constraint" Error "error" Doc "doc" }
}
