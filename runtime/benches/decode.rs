//! How long a megabyte of JSON takes: the lenient reader beside serde's derive over `serde_json`.
//!
//! `cargo bench -p specwright-runtime`: prints the best of many rounds and the ratio, which issues hold to 1.5.

use std::time::{Duration, Instant};

use specwright_runtime::json;

#[macro_use]
#[path = "../tests/support/model.rs"]
mod model;

/// The same type for the lenient reader and for serde's derive.
macro_rules! both {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        mod lenient {
            $(model!($name { $($field: $type),* });)*
        }
        mod derived {
            $(
                #[derive(serde::Deserialize)]
                #[serde(default)]
                #[derive(Default)]
                #[allow(dead_code, reason = "what is read is thrown away")]
                pub(crate) struct $name { $($field: Option<$type>,)* }
            )*
        }
    };
}

both! {
    List { instances: Vec<Instance>, total: i64 }
    Instance {
        id: String, name: String, status: String, engine: String, capacity: i64, price: f64, created_at: i64,
        public: bool, addresses: Vec<String>, tags: Vec<Tag>,
    }
    Tag { key: String, value: String }
}

fn megabyte() -> String {
    let one = |number: usize| {
        format!(
            concat!(
                r#"{{"id":"0f3c5d2e-{:04}-4b1c-9d3f-2b6f0c9a7e11","name":"instance \"{}\" 测试","status":"RUNNING","engine":"Redis","#,
                r#""capacity":{},"price":{}.25,"created_at":1690000000{:03},"public":{},"addresses":["192.168.0.{}","192.168.1.{}"],"#,
                r#""tags":[{{"key":"env","value":"prod"}},{{"key":"team","value":"core"}}]}}"#
            ),
            number % 10_000,
            number,
            number * 8,
            number,
            number % 1000,
            number.is_multiple_of(2),
            number % 256,
            number % 256
        )
    };
    let mut instances = Vec::new();
    let mut length = 0;
    while length < 1_000_000 {
        let instance = one(instances.len());
        length += instance.len() + 1;
        instances.push(instance);
    }
    format!(r#"{{"instances":[{}],"total":{}}}"#, instances.join(","), instances.len())
}

fn best(mut round: impl FnMut()) -> Duration {
    let time = |round: &mut dyn FnMut()| {
        let started = Instant::now();
        round();
        started.elapsed()
    };
    (0..60).map(|_| time(&mut round)).min().unwrap_or_default()
}

fn main() {
    let text = megabyte();
    let ours = json::decode::<lenient::List>(text.as_bytes()).ok().and_then(|decoded| decoded.value);
    assert!(ours.as_ref().is_some_and(|list| json::encode(list) == text), "all of it is read, and written again");
    assert!(serde_json::from_str::<derived::List>(&text).is_ok());
    let lenient = best(|| drop(std::hint::black_box(json::decode::<lenient::List>(text.as_bytes()))));
    let derived = best(|| drop(std::hint::black_box(serde_json::from_str::<derived::List>(&text))));
    let written = best(|| drop(std::hint::black_box(ours.as_ref().map(|list| json::encode(list)))));
    println!("bytes          {:8}", text.len());
    println!("lenient reader {:8} us", lenient.as_micros());
    println!("serde derive   {:8} us", derived.as_micros());
    println!("writer         {:8} us", written.as_micros());
    println!("ratio          {:8.2}", lenient.as_secs_f64() / derived.as_secs_f64());
}
