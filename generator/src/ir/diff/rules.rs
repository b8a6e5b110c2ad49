//! The classes of change: one row an event. What an event means to those who call the service is
//! stated for each direction, since a request and a response take a change differently; what it
//! means to those who compile the emitted crate is stated beside it.

use std::fmt;

/// How bad a change is for a program that calls the service. Later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Only words changed.
    Words,
    /// More can be said or heard than before.
    Additive,
    /// The same call may now do or mean something else.
    Behaviour,
    /// A call or its answer that was right is right no longer.
    Breaking,
}

/// What the emitted crate's version has to do. Later is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The same items, other docs or bodies.
    Patch,
    /// New items beside the old.
    Minor,
    /// An item is gone or has another signature.
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
    /// Title, endpoints, credentials.
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

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What happened.
    pub event: Event,
    /// What it is about.
    pub area: Area,
    /// Its class in a request.
    pub request: Class,
    /// Its class in a response.
    pub response: Class,
    /// What it does to the emitted crate.
    pub effect: Effect,
    /// The event in words.
    pub words: &'static str,
}

macro_rules! rules {
    ($($event:ident $area:ident request $request:ident response $response:ident crate $effect:ident $words:literal;)*) => {
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
                    event: Self::$event, area: Area::$area, request: Class::$request, response: Class::$response,
                    effect: Effect::$effect, words: $words,
                },)* }
            }
        }
    };
}

rules! {
    TitleChanged           Service    request Words     response Words     crate Patch "title changed";
    EndpointAdded          Service    request Additive  response Additive  crate Patch "endpoint added";
    EndpointRemoved        Service    request Breaking  response Breaking  crate Patch "endpoint removed";
    EndpointMoved          Service    request Behaviour response Behaviour crate Patch "endpoint moved";
    CredentialAdded        Service    request Additive  response Additive  crate Patch "kind of credential added";
    CredentialRemoved      Service    request Breaking  response Breaking  crate Patch "kind of credential removed";
    OperationAdded         Operation  request Additive  response Additive  crate Minor "operation added";
    OperationRemoved       Operation  request Breaking  response Breaking  crate Major "operation removed";
    OperationRenamed       Operation  request Words     response Words     crate Major "operation renamed";
    RequestLineChanged     Operation  request Breaking  response Breaking  crate Patch "method or path changed";
    AliasAdded             Operation  request Additive  response Additive  crate Patch "further path added";
    AliasRemoved           Operation  request Behaviour response Behaviour crate Patch "further path removed";
    OperationDeprecated    Operation  request Behaviour response Behaviour crate Patch "operation deprecated";
    OperationReinstated    Operation  request Additive  response Additive  crate Patch "operation no longer deprecated";
    RequiredInputAdded     Parameter  request Breaking  response Additive  crate Major "required parameter added";
    OptionalInputAdded     Parameter  request Additive  response Additive  crate Minor "optional parameter added";
    InputRemoved           Parameter  request Breaking  response Breaking  crate Major "parameter removed";
    InputRetyped           Parameter  request Breaking  response Breaking  crate Major "parameter's type changed";
    InputRequired          Parameter  request Breaking  response Additive  crate Major "parameter became required";
    InputOptional          Parameter  request Additive  response Behaviour crate Major "parameter became optional";
    InputFilled            Parameter  request Behaviour response Behaviour crate Major "who fills the parameter changed";
    HeaderAdded            Parameter  request Additive  response Additive  crate Minor "response header added";
    HeaderRemoved          Parameter  request Breaking  response Breaking  crate Major "response header removed";
    RequiredBodyAdded      Type       request Breaking  response Additive  crate Major "body added";
    OptionalBodyAdded      Type       request Additive  response Additive  crate Minor "optional body added";
    BodyRemoved            Type       request Breaking  response Breaking  crate Major "body removed";
    BodyRetyped            Type       request Breaking  response Breaking  crate Major "body's type changed";
    BodyRequired           Type       request Breaking  response Additive  crate Major "body became required";
    BodyOptional           Type       request Additive  response Behaviour crate Major "body became optional";
    MediaChanged           Type       request Breaking  response Breaking  crate Patch "media type changed";
    TypeRenamed            Type       request Words     response Words     crate Major "type renamed";
    RequiredFieldAdded     Type       request Breaking  response Additive  crate Major "required field added";
    OptionalFieldAdded     Type       request Additive  response Additive  crate Minor "field added";
    FieldRemoved           Type       request Breaking  response Breaking  crate Major "field removed";
    FieldRetyped           Type       request Breaking  response Breaking  crate Major "field's type changed";
    FieldRequired          Type       request Breaking  response Additive  crate Major "field became required";
    FieldOptional          Type       request Additive  response Behaviour crate Major "field became optional";
    EnumerationAdded       Enum       request Behaviour response Words     crate Major "values enumerated";
    EnumerationRemoved     Enum       request Additive  response Behaviour crate Major "values no longer enumerated";
    ValueAdded             Enum       request Additive  response Additive  crate Minor "value added";
    ValueRemoved           Enum       request Breaking  response Words     crate Major "value removed";
    ConstraintAdded        Constraint request Breaking  response Words     crate Patch "constraint added";
    ConstraintRemoved      Constraint request Additive  response Behaviour crate Patch "constraint removed";
    ConstraintTightened    Constraint request Breaking  response Words     crate Patch "constraint tightened";
    ConstraintLoosened     Constraint request Additive  response Behaviour crate Patch "constraint loosened";
    ConstraintChanged      Constraint request Behaviour response Behaviour crate Patch "constraint changed";
    DefaultChanged         Constraint request Behaviour response Words     crate Patch "default changed";
    ConditionChanged       Constraint request Behaviour response Words     crate Patch "condition changed";
    NullAllowed            Constraint request Additive  response Behaviour crate Patch "null became allowed";
    NullRefused            Constraint request Breaking  response Additive  crate Patch "null is no longer allowed";
    FieldDeprecated        Constraint request Behaviour response Behaviour crate Patch "deprecated";
    FieldReinstated        Constraint request Additive  response Additive  crate Patch "no longer deprecated";
    SecrecyChanged         Constraint request Words     response Words     crate Patch "secrecy changed";
    OriginChanged          Doc        request Words     response Words     crate Patch "source of the fact changed";
    StatusAdded            Error      request Additive  response Behaviour crate Patch "status added";
    StatusRemoved          Error      request Additive  response Behaviour crate Patch "status removed";
    ErrorCodeAdded         Error      request Additive  response Behaviour crate Minor "error code added";
    ErrorCodeRemoved       Error      request Additive  response Words     crate Major "error code removed";
    DocChanged             Doc        request Words     response Words     crate Patch "words changed";
    ExampleChanged         Doc        request Words     response Words     crate Patch "examples changed";
    PageMoved              Doc        request Words     response Words     crate Patch "page moved";
}

impl Rule {
    /// The class of the event where it travels `direction`.
    #[must_use]
    pub fn class(&self, direction: Direction) -> Class {
        match direction {
            Direction::Request => self.request,
            Direction::Response => self.response,
            Direction::Both => self.request.max(self.response),
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
