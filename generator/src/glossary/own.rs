//! A glossary of a project's own words and those that come with the program. In go the texts of files, out comes a
//! [`Glossary`], or what is wrong with which file.

use super::{Glossary, load, merge::add};
use toml::Table;

impl Glossary {
    /// The built-in words and those of files, each with its name and its text.
    pub fn with(files: &[(String, String)]) -> Result<Self, String> {
        Self::with_words(load::vendor(), files)
    }

    /// The same for a vendor of its own: without the words of the one that is built in.
    pub fn of_vendor(files: &[(String, String)]) -> Result<Self, String> {
        Self::with_words(Table::new(), files)
    }

    fn with_words(mut own: Table, files: &[(String, String)]) -> Result<Self, String> {
        for (name, text) in files {
            let table: Table = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
            if let Some(key) = table.keys().find(|key| !load::FILES.contains(&key.as_str())) {
                return Err(format!(
                    "{name}: no file of the glossary is called `{key}`; there are {}",
                    load::FILES.join(", ")
                ));
            }
            add(&mut own, &table);
        }
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        load::load(&own).map_err(|error| format!("{}: {}", names.join(", "), error.message()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        call::{FilledBy, Place},
        glossary::{Caption, Column, Paging, Section},
    };

    fn with(text: &str) -> Result<Glossary, String> {
        Glossary::with(&[("own.toml".to_owned(), text.to_owned())])
    }

    #[test]
    fn words_are_added_and_those_of_the_project_win() {
        let own = with(
            "[language.columns]\nname = ['handle', 'size']\n[language.sections]\nuri = ['wherefrom']\n\
             [[language.captions]]\nkind = 'response'\npatterns = ['request body']\n\
             [[types.word]]\nmeans = 'integer'\nwords = ['string', 'tally']\n[types.grammar]\nlist_of = ['row of']\n",
        )
        .unwrap();
        assert_eq!((own.column("Handle"), own.column("Name")), (Some(Column::Name), Some(Column::Name)));
        assert_eq!((own.column("size"), Glossary::builtin().column("size")), (Some(Column::Name), Some(Column::Range)));
        assert_eq!((own.section("Wherefrom"), own.section("URI")), (Some(Section::Uri), Some(Section::Uri)));
        assert_eq!(own.caption("Request body"), Some(Caption::Of(Section::Response)));
        assert_eq!(own.types().word("string").map(|word| word.means), own.types().word("tally").map(|word| word.means));
    }

    #[test]
    fn words_of_every_language_can_be_given_another_meaning_or_two() {
        let own = with(
            "[language.columns]\nname = ['取值范围']\n[language.headings]\nuri = ['Where To *']\n\
             [http.paging.names]\nmarker = ['cursor']\nnext = ['cursor']\n[http.headers]\nprefixes = ['X-Shop-']\n",
        )
        .unwrap();
        assert_eq!(
            (own.column("取值范围"), Glossary::builtin().column("取值范围")),
            (Some(Column::Name), Some(Column::Range))
        );
        assert_eq!(own.heading("Where to send it"), Some(Section::Uri));
        assert!(own.is_paging(Paging::Marker, "cursor") && own.is_paging(Paging::Next, "cursor"));
        assert!(own.is_header("x-shop-id"));
        assert_eq!(own.named_success("The answer is 204 no content."), Some(204));
    }

    #[test]
    fn a_vendor_has_none_of_the_words_of_another() {
        let files = [("own.toml".to_owned(), "[language.columns]\nname = ['handle']\n".to_owned())];
        let own = Glossary::of_vendor(&files).unwrap();
        assert_eq!(own.column("Handle"), Some(Column::Name));
        assert_eq!(own.client(Place::Header, "X-Auth-Token"), None);
        assert_eq!(own.client(Place::Header, "Authorization"), Some(FilledBy::Credential));
        assert_eq!(Glossary::builtin().client(Place::Header, "X-Auth-Token"), Some(FilledBy::Credential));
    }

    #[test]
    fn a_file_that_is_wrong_is_refused() {
        let rows = [
            ("[colums]\n", "no file of the glossary is called `colums`"),
            ("[language.colums]\nname = ['x']\n", "unknown field `colums`"),
            ("[language.columns]\nnom = ['x']\n", "unknown variant `nom`"),
            ("[language\n", "own.toml: "),
        ];
        for (text, words) in rows {
            let error = with(text).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
