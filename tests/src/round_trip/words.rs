//! The operations that are written, row by row, and the words in which pages of each language write it.

/// The parts of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    Path,
    Query,
    Header,
    Body,
    Tail,
    Hook,
    Answer,
    Pilot,
    Licence,
}

impl Part {
    /// Whether it is answered.
    pub(super) fn is_answered(self) -> bool {
        matches!(self, Self::Answer | Self::Pilot | Self::Licence)
    }

    /// Where its rows are, and the path of what they are members of.
    pub(super) fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::Path => ("path", ""),
            Self::Query => ("query", ""),
            Self::Header => ("header", ""),
            Self::Body => ("body", ""),
            Self::Tail => ("body", "tails[]."),
            Self::Hook => ("body", "tails[].hook."),
            Self::Answer => ("200", ""),
            Self::Pilot => ("200", "pilot."),
            Self::Licence => ("200", "pilot.licences[]."),
        }
    }
}

/// A row: name, mandatory, type, description.
pub(super) type Row = (&'static str, bool, &'static str, &'static str);

/// An operation.
pub(super) struct Sample {
    /// Method and path.
    pub(super) request: &'static str,
    pub(super) parts: &'static [(Part, &'static [Row])],
}

/// The operations in the order in which a page with several has them; most pages have the first alone.
pub(super) const SAMPLES: [Sample; 2] = [
    Sample { request: "POST /v1/{project_id}/kites/{kite_id}/fly", parts: &FLY },
    Sample { request: "GET /v1/{project_id}/kites/{kite_id}", parts: &SHOW },
];

const FLY: [(Part, &[Row]); 9] = [
    (Part::Path, &[("project_id", true, "String", "Of the club."), ("kite_id", true, "String", "What flies.")]),
    (Part::Query, &[("wind", false, "Integer", "How strong."), ("night", false, "Boolean", "With a lamp.")]),
    (Part::Header, &[("X-Auth-Token", true, "String", "Who asks."), ("X-Club", false, "String", "For whom.")]),
    (
        Part::Body,
        &[
            ("height", true, "Integer", "Metres above the ground."),
            ("song", false, "String", "What to sing."),
            ("tails", false, "Array of Tail objects", "What hangs below."),
        ],
    ),
    (
        Part::Tail,
        &[
            ("colour", true, "String", "Of the cloth."),
            ("knots", false, "Integer", "How many."),
            ("hook", false, "Hook object", "What holds it."),
        ],
    ),
    (Part::Hook, &[("metal", true, "String", "What it is made of."), ("weight", false, "Integer", "In grams.")]),
    (Part::Answer, &[("flight_id", false, "String", "The flight."), ("pilot", false, "Pilot object", "Who holds it.")]),
    (
        Part::Pilot,
        &[
            ("name", false, "String", "In full."),
            ("age", false, "Integer", "In years."),
            ("licences", false, "Array of Licence objects", "What allows it."),
        ],
    ),
    (Part::Licence, &[("number", false, "String", "As printed."), ("valid", false, "Boolean", "Whether it holds.")]),
];

const SHOW: [(Part, &[Row]); 5] = [
    (Part::Path, &[("project_id", true, "String", "Of the club."), ("kite_id", true, "String", "What flies.")]),
    (Part::Query, &[("detail", false, "Boolean", "All of it.")]),
    (Part::Header, &[("X-Auth-Token", true, "String", "Who asks.")]),
    (Part::Answer, &[("colour", false, "String", "Of the cloth."), ("pilot", false, "Pilot object", "Who holds it.")]),
    (Part::Pilot, &[("name", false, "String", "In full."), ("club", false, "String", "Where they fly.")]),
];

/// The words of a language, as its pages write them.
pub(super) struct Words {
    pub(super) language: &'static str,
    /// Of each sample.
    pub(super) titles: [&'static str; 2],
    pub(super) date: &'static str,
    pub(super) function: &'static str,
    /// What each sample does.
    pub(super) does: [&'static str; 2],
    pub(super) request: &'static str,
    pub(super) response: &'static str,
    pub(super) status: &'static str,
    pub(super) table: &'static str,
    pub(super) captions: [&'static str; 5],
    pub(super) heads: [&'static str; 4],
    pub(super) yes_no: [&'static str; 2],
}

pub(super) const LANGUAGES: [Words; 4] = [
    Words {
        language: "en",
        titles: ["Flying a Kite", "Showing a Kite"],
        date: "Updated on 2031-05-21 GMT+08:00",
        function: "Function",
        does: ["Lets a kite fly.", "Shows a kite."],
        request: "Request Parameters",
        response: "Response Parameters",
        status: "Status code: 200",
        table: "Table",
        captions: [
            "Path Parameters",
            "Query Parameters",
            "Request header parameters",
            "Request body parameters",
            "Response body parameters",
        ],
        heads: ["Parameter", "Mandatory", "Type", "Description"],
        yes_no: ["Yes", "No"],
    },
    Words {
        language: "zh",
        titles: ["放飞风筝", "查询风筝"],
        date: "更新时间:2031-05-21 GMT+08:00",
        function: "功能介绍",
        does: ["放飞风筝。", "查询风筝。"],
        request: "请求参数",
        response: "响应参数",
        status: "状态码： 200",
        table: "表",
        captions: ["路径参数", "Query参数", "请求Header参数", "请求Body参数", "响应Body参数"],
        heads: ["参数", "是否必选", "参数类型", "描述"],
        yes_no: ["是", "否"],
    },
    Words {
        language: "pt",
        titles: ["Lançamento de uma pipa", "Consulta de uma pipa"],
        date: "Atualizado em 2031-05-21 GMT+08:00",
        function: "Função",
        does: ["Lança uma pipa.", "Consulta uma pipa."],
        request: "Parâmetros de solicitação",
        response: "Parâmetros de resposta",
        status: "Código de status: 200",
        table: "Tabela",
        captions: [
            "Parâmetros de caminho",
            "Parâmetros de consulta",
            "Parâmetros de cabeçalho de solicitação",
            "Parâmetros do corpo de solicitação",
            "Parâmetros do corpo de resposta",
        ],
        heads: ["Parâmetro", "Obrigatório", "Tipo", "Descrição"],
        yes_no: ["Sim", "Não"],
    },
    Words {
        language: "es",
        titles: ["Lanzamiento de una cometa", "Consulta de una cometa"],
        date: "Actualización más reciente 2031-05-21 GMT+08:00",
        function: "Función",
        does: ["Lanza una cometa.", "Consulta una cometa."],
        request: "Parámetros de solicitud",
        response: "Parámetros de respuesta",
        status: "Código de estado: 200",
        table: "Tabla",
        captions: [
            "Parámetros de ruta",
            "Parámetros de consulta",
            "Parámetros de encabezado de solicitud",
            "Parámetros del cuerpo de la solicitud",
            "Parámetros del cuerpo de la respuesta",
        ],
        heads: ["Parámetro", "Obligatorio", "Tipo", "Descripción"],
        yes_no: ["Sí", "No"],
    },
];
