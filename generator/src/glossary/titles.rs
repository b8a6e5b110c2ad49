//! Titles of operations as orders: what is asked for, and of which thing. A title enters in any language that
//! `titles.toml` knows; English words leave. How a name is made of them is not decided here.

mod romance;
mod spaced;
mod unspaced;

use super::{Glossary, merge::merged};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

const FILE: &str = include_str!("titles.toml");

/// What an operation does to a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It reads one thing or many.
    Read,
    /// It makes a new one.
    Create,
    Update,
    Delete,
    /// Something that only its own verb says: `attach`, `reset`.
    Other(String),
}

impl Action {
    /// The verb that names have for it, of one thing.
    pub(crate) fn verb(&self) -> &str {
        match self {
            Self::Read => "show",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Other(verb) => verb,
        }
    }
}

/// How many things a title speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// One: the noun is a singular, or the title asks for details.
    One,
    /// Several: the noun is a plural.
    Several,
    /// All there are: the title asks for a list.
    All,
}

/// A title as an order. What the title does not tell is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// What is asked for.
    pub(crate) action: Option<Action>,
    /// The order that says so: `add`, where the action is to create. Empty if the title joins several.
    pub(crate) verb: String,
    /// Whether it is asked for many things at once.
    pub(crate) batch: bool,
    /// How many things are meant.
    pub(crate) count: Option<Count>,
    /// The words for the thing; then, for each thing around it, those for that: `version`, `function`.
    pub(crate) things: Vec<Vec<String>>,
    /// The word between the thing and the next one if it says that the thing goes there or comes from there: `to`.
    pub(crate) towards: String,
    /// What the thing is found by.
    pub(crate) by: Vec<String>,
}

/// The words of titles.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Titles {
    spaced: spaced::Words,
    unspaced: unspaced::Words,
    romance: romance::Words,
    /// By the word of titles, what paths may say.
    synonyms: BTreeMap<String, String>,
    paths: Paths,
    actions: Actions,
    verbs: Verbs,
}

/// English verbs as orders.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    orders: BTreeSet<String>,
    /// Verbs that are nouns as well.
    nouns: BTreeSet<String>,
    endings: Vec<(String, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paths {
    idle: HashSet<String>,
    prefixes: Vec<String>,
    by: BTreeMap<String, String>,
    formats: Vec<String>,
    ids: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Actions {
    read: HashSet<String>,
    create: HashSet<String>,
    update: HashSet<String>,
    delete: HashSet<String>,
    /// Orders of these that say more than their action where the path says them, too.
    own: HashSet<String>,
    /// By an order, the one that names have for it.
    alike: BTreeMap<String, String>,
}

impl Glossary {
    /// A title as an order: `Querying the Quota` and `查询配额` both ask to read a quota.
    pub(crate) fn order(&self, title: &str) -> Order {
        self.order_of_call(title, "")
    }

    /// The same, where the path ends in a word that is a verb if the title opens with it: `Shelving a Book` at
    /// `/books/{book_id}/shelve`.
    pub(crate) fn order_of_call(&self, title: &str, path_verb: &str) -> Order {
        let title = title.split(['(', '（']).next().unwrap_or_default().trim();
        if let Some(order) = self.titles.romance_order(title) {
            order
        } else if title.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
            self.titles.unspaced_order(title)
        } else {
            self.titles.spaced_order(title, path_verb, &self.plurals)
        }
    }

    /// What a verb asks for, as titles or paths have it.
    pub(crate) fn action(&self, verb: &str) -> Option<Action> {
        self.titles.action(verb)
    }

    /// Whether an order says more than its action where the path says it, too: `change`, which is to update.
    pub(crate) fn is_own_verb(&self, order: &str) -> bool {
        self.titles.actions.own.contains(order)
    }

    /// The words that a path may use for a word of a title.
    pub(crate) fn synonym(&self, word: &str) -> Option<&str> {
        self.titles.synonyms.get(word).map(String::as_str)
    }

    /// By what things are found that a part of a path asks for.
    pub(crate) fn found_by(&self, part: &str) -> Option<&str> {
        self.titles.paths.by.get(part).map(String::as_str)
    }

    /// A part of a path without the format of the answer: `pets.json`.
    pub(crate) fn without_format<'p>(&self, part: &'p str) -> &'p str {
        self.titles.paths.formats.iter().find_map(|format| part.strip_suffix(format.as_str())).unwrap_or(part)
    }

    /// The thing that a placeholder tells from others: `boat` for `boat_id`.
    pub(crate) fn without_id<'p>(&self, placeholder: &'p str) -> Option<&'p str> {
        self.titles.paths.ids.iter().find_map(|id| placeholder.strip_suffix(id.as_str()))
    }

    /// A part of a path without the prefix of extensions: `os-servers`.
    pub(crate) fn without_prefix<'p>(&self, part: &'p str) -> &'p str {
        let prefixes = &self.titles.paths.prefixes;
        prefixes.iter().find_map(|prefix| part.strip_prefix(prefix.as_str())).unwrap_or(part)
    }

    /// The part of a path that names a thing; `None` for one that names none.
    pub(crate) fn path_noun<'p>(&self, part: &'p str) -> Option<&'p str> {
        let paths = &self.titles.paths;
        let part = self.without_prefix(part);
        (!paths.idle.contains(part) && self.titles.order_of(part).is_none()).then_some(part)
    }
}

impl Titles {
    /// The words that come with the program, and those of a project.
    pub(super) fn load(own: Option<&toml::Value>) -> Result<Self, toml::de::Error> {
        merged(FILE, own)
    }

    /// A verb as an order.
    fn order_of(&self, word: &str) -> Option<&str> {
        self.verbs.order_of(word).or_else(|| self.actions.known(word).map(|(order, _)| order))
    }

    fn action(&self, verb: &str) -> Option<Action> {
        self.order_of(verb).map(|order| self.actions.of(order))
    }
}

impl Verbs {
    fn order_of(&self, word: &str) -> Option<&str> {
        let known = |order: String| self.orders.get(&order).or_else(|| self.nouns.get(&order));
        let order = self.orders.get(word).or_else(|| self.unended(word).find_map(known));
        order.map(String::as_str)
    }

    /// What a verb may be as an order: `shelv`, `shelve` for `shelving`.
    fn unended<'w>(&'w self, word: &'w str) -> impl Iterator<Item = String> + 'w {
        let ended = |(ending, order): &(String, String)| Some(word.strip_suffix(ending.as_str())?.to_owned() + order);
        self.endings.iter().filter_map(ended)
    }
}

impl Actions {
    fn of(&self, order: &str) -> Action {
        let other = || Action::Other(self.alike.get(order).map_or(order, String::as_str).to_owned());
        self.known(order).map_or_else(other, |(_, action)| action)
    }

    fn known(&self, word: &str) -> Option<(&str, Action)> {
        let by_action = [
            (&self.read, Action::Read),
            (&self.create, Action::Create),
            (&self.update, Action::Update),
            (&self.delete, Action::Delete),
        ];
        by_action.into_iter().find_map(|(orders, action)| Some((orders.get(word)?.as_str(), action)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        toml::from_str::<Titles>(FILE).unwrap();
    }

    /// An order on one line: action, how many, the things from the inner to the outer.
    fn shown(order: &Order) -> String {
        let batch = if order.batch { "batch " } else { "" };
        let action = order.action.as_ref().map_or("-".to_owned(), |action| match action {
            Action::Other(verb) => verb.clone(),
            action => format!("{action:?}").to_lowercase(),
        });
        let count = order.count.map_or("-".to_owned(), |count| format!("{count:?}").to_lowercase());
        let things = order.things.iter().map(|thing| thing.join(" ")).collect::<Vec<_>>().join(" of ");
        let by = if order.by.is_empty() { String::new() } else { format!(" by {}", order.by.join(" ")) };
        format!("{batch}{action} {count} {things}{by}").trim_end().to_owned()
    }

    #[test]
    fn the_end_of_a_path_tells_a_verb() {
        for (title, verb, expected) in [
            ("Mooring Boats", "moor", "moor several boats"),
            ("Shelving Books", "shelve", "shelve several books"),
            ("Flag boat", "flag", "flag one boat"),
            ("Flag of a boat", "flag", "- one flag of boat"),
            ("Mooring Boats", "", "- -"),
        ] {
            assert_eq!(shown(&Glossary::builtin().order_of_call(title, verb)), expected, "{title}");
        }
    }

    #[test]
    fn titles_are_orders() {
        for (title, expected) in [
            ("Querying the Quota", "read one quota"),
            ("Querying Quotas", "read several quotas"),
            ("Querying All Quotas", "read all quotas"),
            ("Querying a Quota List", "read all quota"),
            ("Querying Details About a Specified Quota", "read one quota"),
            ("Querying Servers by Tag", "read several servers by tag"),
            ("Adding a Label (1.1.6)", "create one label"),
            ("Batch Deleting Tags", "batch delete several tags"),
            ("Querying Nodes in Batches", "batch read several nodes"),
            ("Batch Adding or Deleting Tags", "batch create_or_delete several tags"),
            ("Adding or Deleting Tags to or from a Rack", "create_or_delete several tags of rack"),
            ("Querying the Versions of a Function", "read several versions of function"),
            ("Scaling Out a Cluster", "scale_out one cluster"),
            ("Attaching a Disk to a Server", "attach one disk of server"),
            ("Status of an Orchard", "- one status of orchard"),
            ("Releasing a Floating IP Address of a Server", "delete one floating ip of server"),
            ("Listing Quotas", "read all quotas"),
            ("Listing a Quota", "read one quota"),
            ("Querying Details of Shards", "read several shards"),
            ("Consultar temas", "read several"),
            ("Consulta de la lista de temas", "read all"),
            ("Criação de um banco", "create one"),
            ("Exclusão de tags em lote", "batch delete several"),
            ("Redefinir a senha", "reset one"),
            ("Lister les réseaux", "read all"),
            ("Suppression d'un réseau", "- -"),
            ("Supprimer un réseau", "delete one"),
            ("Creazione di una rete", "create one"),
            ("Создание сети", "create one"),
            ("ネットワークの一覧取得", "read all"),
            ("ネットワークの削除", "delete -"),
            ("네트워크 목록 조회", "read all"),
            ("네트워크 수정", "update -"),
            ("查询配额", "read - quota"),
            ("查询指定主题的订阅列表", "read all topic subscription"),
            ("查询集群详情", "read one cluster"),
            ("批量删除标签", "batch delete - tag"),
            ("按标签查询实例", "read - instance by tag"),
            ("重置密码", "reset - password"),
            ("创建Redis实例", "create - redis instance"),
            ("查询鸭嘴兽", "read -"),
            ("Moor a Boat", "moor one boat"),
            ("Moors a boat", "moor one boat"),
            ("Returns the list of boats", "read all boats"),
            ("Creates or replaces a boat", "create_or_replace one boat"),
            ("Mooring the Boats", "moor several boats"),
            ("Renting a Boat", "rent one boat"),
            ("Hiring a Boat", "hire one boat"),
            ("Tugging a Boat", "tug one boat"),
            ("Rowing the Boat", "row one boat"),
            ("Carving a Boat", "carve one boat"),
            ("Rotating a Key", "rotate one key"),
            ("Unsetting a Label", "unset one label"),
            ("Trigger Details", "- -"),
            ("All Boats", "- all boats"),
            ("Triggering a Build", "trigger one build"),
            ("Starting, Pausing, or Stopping a Pump", "start_pause_or_stop one pump"),
            ("Force Delete a Boat", "force_delete one boat"),
            ("Forcibly Deleting Boats", "force_delete several boats"),
            ("Launching a Boat Asynchronously", "async_launch one boat"),
            ("Launching a Boat Synchronously", "launch one boat"),
            ("异步执行函数", "async_execute - function"),
            ("同步执行函数", "execute - function"),
            ("同步函数", "sync - function"),
            ("Binding a Key", "associate one key"),
            ("Querying the Plan Configured for New Boats", "read one plan"),
            ("Querying Configured Plans", "read several configured plans"),
            ("Check whether a boat is moored", "check -"),
            ("Querying Policy and Instance Quotas", "read several policy and instance quotas"),
            ("Querying a Policy and Its Quotas", "read one policy"),
            ("创建和删除标签", "create_and_delete - tag"),
            ("添加删除标签", "create_or_delete - tag"),
            ("强制删除集群", "force_delete - cluster"),
            ("", "- -"),
        ] {
            assert_eq!(shown(&Glossary::builtin().order(title)), expected, "{title}");
        }
    }
}
