//! What is recorded is what `docs/src/drift.md` describes; the generator's tests read the same lines.

use specwright_runtime::emitted::{Reader, Service, Writer};
use specwright_runtime::transport::MemoryTransport;
use specwright_runtime::{Client, Config, DriftRecorder, Keys, Operation, Value};

const DOCUMENT: &str = include_str!("../../../docs/src/drift.md");

static SERVICE: Service = Service { id: "kilns", ..Service::BASE };
static SHOW: Operation = Operation::get("kilns", "show_kiln", "/v1/kilns/1");

model!(Kiln { heat: i64, size: i64, state: State, shelves: Vec<Shelf> });
model!(Shelf { number: i64 });

#[derive(Clone, Debug, PartialEq)]
struct State;

impl Value for State {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text()?;
        if text != "hot" {
            reader.unknown_value(&text);
        }
        Some(Self)
    }
    fn write(&self, writer: &mut Writer) {
        writer.text("hot");
    }
}

/// The differences of a record, added up.
fn sorted(lines: &str) -> Vec<String> {
    let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn the_record_is_the_documented_one() {
    let path = std::env::temp_dir().join(format!("specwright-drift-{}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let documented = DOCUMENT.split_once("```json\n").unwrap().1.split_once("```").unwrap().0;
    let responses = [
        r#"{"heat":"900","size":{"w":1},"state":"cooling","shelves":[{"glaze":"a"},{"glaze":"b"},{"glaze":"c"}]}"#,
        "{\"heat\":\"1000\",\"state\":\"hot\"}",
    ];
    let transport = MemoryTransport::replies(responses.map(|response| (200, response)));
    let recorder = DriftRecorder::append(&path).unwrap();
    let config = Config::builder()
        .endpoint("http://127.0.0.1")
        .credentials(Keys::new("AK", "SK"))
        .transport(transport)
        .record_drift(&recorder)
        .build()
        .unwrap();
    let client = Client::new(&config, &SERVICE);
    for _ in responses {
        client.call(&SHOW).send::<Kiln>().await.unwrap();
    }
    let first_sights = std::fs::read_to_string(&path).unwrap();
    assert_eq!(first_sights.lines().count(), 4, "each is written when it is first seen: {first_sights}");
    drop((client, config, recorder));
    let record = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(record.lines().count(), 5, "the second `heat` was counted and written in the end");
    let added_up = record.replace(
        "\"path\":\"heat\",\"kind\":\"coerced\",\"expected\":\"integer\",\"found\":\"string\",\"count\":1",
        "\"path\":\"heat\",\"kind\":\"coerced\",\"expected\":\"integer\",\"found\":\"string\",\"count\":2",
    );
    let mut added_up = sorted(&added_up);
    added_up.dedup();
    let mut wanted = sorted(documented);
    wanted.retain(|line| !line.contains("not_utf8"));
    assert_eq!(added_up, wanted);
}
