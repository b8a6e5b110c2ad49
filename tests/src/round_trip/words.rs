//! The operation that is written, row by row, and the words in which pages of each language write it.

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

pub(super) const PARTS: [(Part, &[Row]); 9] = [
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

/// The words of a language, as its pages write them.
pub(super) struct Words {
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    pub(super) date: &'static str,
    pub(super) function: (&'static str, &'static str),
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
        title: "Flying a Kite",
        date: "Updated on 2031-05-21 GMT+08:00",
        function: ("Function", "Lets a kite fly."),
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
        title: "放飞风筝",
        date: "更新时间:2031-05-21 GMT+08:00",
        function: ("功能介绍", "放飞风筝。"),
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
        title: "Lançamento de uma pipa",
        date: "Atualizado em 2031-05-21 GMT+08:00",
        function: ("Função", "Lança uma pipa."),
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
        title: "Lanzamiento de una cometa",
        date: "Actualización más reciente 2031-05-21 GMT+08:00",
        function: ("Función", "Lanza una cometa."),
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
