//! What a service's module states of how its calls show who calls, and the function that makes its credentials, in the
//! vendor's words.

use super::super::{docs::Docs, literal, view::ServiceView};
use crate::ir::{
    Authentication, AuthenticationPlace, Scheme, SignatureAddition, SignatureEncoding, SignatureHash, SignatureRecipe,
    SignatureSigner,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The statics and the function; nothing where the vendor has no way of its own.
pub(super) fn items(service: &ServiceView<'_>) -> Option<TokenStream> {
    let authentication = service.authentication?;
    let value = match authentication.scheme {
        Scheme::None => quote!(Authentication::None),
        Scheme::Basic => quote!(Authentication::Basic),
        Scheme::Token => token(authentication),
        Scheme::Signature => quote!(Authentication::Signature(&RECIPE)),
    };
    let signed = authentication.scheme == Scheme::Signature;
    let recipe = authentication.signature.clone().filter(|_| signed);
    let recipe = recipe.or_else(|| signed.then(SignatureRecipe::default)).map(|recipe| recipe_static(&recipe));
    let credentials = credentials(authentication);
    Some(quote! {
        #credentials

        static AUTHENTICATION: Authentication = #value;

        #recipe
    })
}

fn token(authentication: &Authentication) -> TokenStream {
    let part = part(authentication.place);
    let name = literal::text(authentication.name.as_deref().unwrap_or("Authorization"));
    let prefix = literal::text(&authentication.prefix);
    quote!(Authentication::Token { part: #part, name: #name, prefix: #prefix })
}

/// The function that makes credentials, with arguments that are called as the vendor calls them.
fn credentials(authentication: &Authentication) -> TokenStream {
    let words = &authentication.words;
    let (key_id, secret) = match authentication.scheme {
        Scheme::None => return none(),
        Scheme::Basic => {
            (Some(argument(words.key_id.as_deref(), "user")), argument(words.secret.as_deref(), "password"))
        }
        Scheme::Token => (None, argument(words.secret.as_deref(), "token")),
        Scheme::Signature => {
            (Some(argument(words.key_id.as_deref(), "key_id")), argument(words.secret.as_deref(), "secret"))
        }
    };
    let shown = |name: &Ident| name.to_string().replace('_', " ");
    let Some(key_id) = key_id else {
        let docs = Docs::own(&format!("The caller's credentials: a {}.", shown(&secret))).outer();
        return quote! {
            #docs
            #[must_use]
            pub fn credentials(#secret: impl Into<runtime::Secret>) -> runtime::Credentials {
                runtime::Token::new(#secret).into()
            }
        };
    };
    let docs = Docs::own(&format!("The caller's credentials: a {} and a {}.", shown(&key_id), shown(&secret))).outer();
    quote! {
        #docs
        #[must_use]
        pub fn credentials(#key_id: impl Into<String>, #secret: impl Into<runtime::Secret>) -> runtime::Credentials {
            runtime::Keys::new(#key_id, #secret).into()
        }
    }
}

fn none() -> TokenStream {
    quote! {
        /// No credentials: the service requires none.
        #[must_use]
        pub fn credentials() -> runtime::Credentials {
            runtime::Credentials::anonymous()
        }
    }
}

/// The vendor's word as an argument's name; the usual word where it has none that can be one.
fn argument(word: Option<&str>, usual: &str) -> Ident {
    let is_name = |word: &&str| {
        word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !word.starts_with('_')
            && syn::parse_str::<Ident>(word).is_ok()
    };
    let word = word.filter(is_name).unwrap_or(usual);
    Ident::new(word, Span::call_site())
}

fn recipe_static(recipe: &SignatureRecipe) -> TokenStream {
    let hash = match recipe.hash {
        SignatureHash::Sha1 => quote!(hash: Hash::Sha1,),
        SignatureHash::Sha256 => TokenStream::new(),
        SignatureHash::Sha512 => quote!(hash: Hash::Sha512,),
    };
    let signer = (recipe.signer == SignatureSigner::Hash).then(|| quote!(signer: Signer::Hash,));
    let key = texts("key", &recipe.key);
    let hex_key = recipe.hex_key.then(|| quote!(hex_key: true,));
    let encoding = (recipe.encoding == SignatureEncoding::Base64).then(|| quote!(encoding: Encoding::Base64,));
    let headers = texts("signed_headers", &recipe.headers);
    let payload = recipe.payload_header.as_deref().map(literal::text).map(|name| quote!(payload_header: Some(#name),));
    let before = additions("before", &recipe.before);
    let made = recipe.texts.iter().map(|(name, template)| {
        let (name, template) = (literal::text(name), literal::text(template));
        quote!((#name, #template))
    });
    let after = additions("after", &recipe.after);
    quote! {
        static RECIPE: Recipe<'static> = Recipe {
            #hash
            #signer
            #key
            #hex_key
            #encoding
            #headers
            #payload
            #before
            texts: &[#(#made),*],
            #after
            ..Recipe::BASE
        };
    }
}

fn texts(field: &str, texts: &[String]) -> Option<TokenStream> {
    let field = Ident::new(field, Span::call_site());
    let values = texts.iter().map(|text| literal::text(text));
    (!texts.is_empty()).then(|| quote!(#field: &[#(#values),*],))
}

fn additions(field: &str, additions: &[SignatureAddition]) -> Option<TokenStream> {
    let field = Ident::new(field, Span::call_site());
    let values = additions.iter().map(|addition| {
        let (name, value) = (literal::text(&addition.name), literal::text(&addition.value));
        match addition.place {
            AuthenticationPlace::Header => quote!(Addition::header(#name, #value)),
            AuthenticationPlace::Query => quote!(Addition::query(#name, #value)),
        }
    });
    (!additions.is_empty()).then(|| quote!(#field: &[#(#values),*],))
}

fn part(place: AuthenticationPlace) -> TokenStream {
    match place {
        AuthenticationPlace::Header => quote!(Part::Header),
        AuthenticationPlace::Query => quote!(Part::Query),
    }
}
