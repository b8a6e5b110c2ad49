//! How long a megabyte of JSON takes: the lenient reader beside serde's derive over `serde_json`.
//!
//! `cargo bench -p specwright-runtime`: prints the best of many rounds and the ratio, which issues hold to 1.5.

use std::time::{Duration, Instant};

use serde::Deserialize;
use specwright_runtime::{Extra, Model, Reader, Writer, json};

macro_rules! model {
    ($name:ident { $($field:ident: $type:ty),* }) => {
        #[derive(Clone, Debug, Default, PartialEq, Deserialize)]
        #[serde(default)]
        struct $name {
            $($field: Option<$type>,)*
            #[serde(skip)]
            extra: Extra,
        }

        impl Model for $name {
            fn set(&mut self, key: &str, reader: &mut Reader<'_>) -> bool {
                match key {
                    $(stringify!($field) => reader.read(&mut self.$field),)*
                    _ => false,
                }
            }
            fn put(&self, writer: &mut Writer) {
                $(writer.field(stringify!($field), &self.$field);)*
            }
            fn extra(&self) -> &Extra {
                &self.extra
            }
            fn extra_mut(&mut self) -> &mut Extra {
                &mut self.extra
            }
        }
    };
}

model!(List { instances: Vec<Instance>, total: i64 });
model!(Instance {
    id: String, name: String, status: String, engine: String, capacity: i64, price: f64, created_at: i64, public: bool,
    addresses: Vec<String>, tags: Vec<Tag>
});
model!(Tag { key: String, value: String });

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
    let ours = json::decode::<List>(text.as_bytes()).ok().and_then(|decoded| decoded.value);
    let theirs = serde_json::from_str::<List>(&text).ok();
    assert!(ours.is_some() && ours == theirs, "both read the same");
    let lenient = best(|| drop(std::hint::black_box(json::decode::<List>(text.as_bytes()))));
    let derived = best(|| drop(std::hint::black_box(serde_json::from_str::<List>(&text))));
    let written = best(|| drop(std::hint::black_box(ours.as_ref().map(|list| json::encode(list)))));
    println!("bytes          {:8}", text.len());
    println!("lenient reader {:8} us", lenient.as_micros());
    println!("serde derive   {:8} us", derived.as_micros());
    println!("writer         {:8} us", written.as_micros());
    println!("ratio          {:8.2}", lenient.as_secs_f64() / derived.as_secs_f64());
}
