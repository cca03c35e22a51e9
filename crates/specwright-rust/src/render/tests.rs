use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{item, parsed, render_items};

#[track_caller]
fn render(items: &[TokenStream]) -> String {
    let text = render_items(items.to_vec()).unwrap();
    assert_eq!(
        text,
        item::join(items.iter().flat_map(|tokens| parsed(tokens.clone()).unwrap()).collect()),
        "the ways differ"
    );
    let printed = syn::parse_file(&text).unwrap();
    let mut given = syn::parse_file("").unwrap();
    for tokens in items {
        let file: syn::File = syn::parse2(tokens.clone()).unwrap();
        given.attrs.extend(file.attrs);
        given.items.extend(file.items);
    }
    assert_eq!(prettyplease::unparse(&printed), prettyplease::unparse(&given), "the text says something else");
    assert!(text.lines().all(|line| line.trim_end() == line), "a line ends in a space");
    text
}

#[track_caller]
fn check(items: &[TokenStream], expected: &str) {
    assert_eq!(render(items), expected);
}

/// A macro call comes out as written, whatever its tokens looked like when they went in.
#[track_caller]
fn check_call(text: &str) {
    let tokens: TokenStream = text.parse().unwrap();
    let made_by_quote = quote!(#tokens);
    check(&[made_by_quote], text);
}

#[track_caller]
fn check_error(tokens: TokenStream, expected: &str) {
    let error = render_items(vec![
        quote!(
            struct Before;
        ),
        tokens,
    ])
    .unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn no_items_are_no_text() {
    check(&[], "");
    check(&[quote!()], "");
}

#[test]
fn tables_have_one_entry_a_line() {
    let fields = [quote!(name: required "name"), quote!(labra_subscription_id: optional "labra_subscription_id")];
    check(
        &[quote!(specwright_values::record! { RegisterOrg { #(#fields,)* additional_properties: rest, } })],
        "\
specwright_values::record! {
    RegisterOrg {
        name: required \"name\",
        labra_subscription_id: optional \"labra_subscription_id\",
        additional_properties: rest,
    }
}
",
    );
    check(
        &[
            quote!(specwright_values::string_enum! { Role { User = "user", CloudRep = "cloud_rep", else Unknown, } }),
            quote!(specwright_runtime::client_methods!(Client, ClientBuilder);),
            quote!(specwright_runtime::call_type!();),
            quote!(specwright_values::record! { Nothing {} }),
        ],
        "\
specwright_values::string_enum! {
    Role {
        User = \"user\",
        CloudRep = \"cloud_rep\",
        else Unknown,
    }
}

specwright_runtime::client_methods!(Client, ClientBuilder);

specwright_runtime::call_type!();

specwright_values::record! {
    Nothing {}
}
",
    );
}

#[test]
fn calls_come_out_as_a_person_writes_them() {
    check_call("table! {}\n");
    check_call("table![a, b];\n");
    check_call(
        "\
#[cfg(test)]
table! {
    #[rest]
    A {
        low = -1,
        high = 2.5,
        /// A doc with \"quotes\".
        text(codec): required(with::codec) \"text\",
        list: Vec<Option<crate::models::Pet>>,
        reference: &'static str,
        function: fn(&self, u8) -> Result<(), Error>,
        range: 0..10,
        path: ::std::mem::take::<T>,
        call: vec![1, 2],
        not: !flag && other,
        sum: a + b - c,
    },
    B;
    GET \"/pets/{id}\" => get_pet {
        id
    }
    <T as Trait>::Name,
}
",
    );
}

#[test]
fn long_calls_are_broken_at_their_commas() {
    check_call(
        "\
specwright_runtime::a_macro_with_quite_a_long_name!(
    FirstArgumentWithAName,
    SecondArgumentWithAName,
    f(a, b)
);
",
    );
    check_call(
        "\
table! {
    an_operation_with_a_long_name(
        first_parameter: FirstParameterType,
        second_parameter: SecondParameterType,
        third: u8
    ) -> Result,
}
",
    );
}

#[test]
fn imports_of_one_origin_and_declarations_stand_together() {
    let items = quote! {
        #![doc = " The pets."]
        #![doc = ""]
        #![doc = " All of them."]
        #![forbid(unsafe_code)]
        use std::fmt;
        use crate::{a::A, b};
        pub use c::C;
        mod a;
        pub mod b;
        #[doc = " Cats."]
        mod c;
        const A: u8 = 1;
        const B: u8 = 2;
        #[doc = " A pet."]
        #[derive(Clone)]
        pub struct Pet {
            #[doc = " Its name."]
            pub name: String,
            pub age: Option<i64>,
        }
        type X = Pet;
        type Y = Pet;
    };
    insta::assert_snapshot!(render(&[items]), @r"
    //! The pets.
    //!
    //! All of them.
    #![forbid(unsafe_code)]

    use std::fmt;

    use crate::{a::A, b};

    pub use c::C;

    mod a;
    pub mod b;

    /// Cats.
    mod c;

    const A: u8 = 1;
    const B: u8 = 2;

    /// A pet.
    #[derive(Clone)]
    pub struct Pet {
        /// Its name.
        pub name: String,
        pub age: Option<i64>,
    }

    type X = Pet;
    type Y = Pet;
    ");
}

#[test]
fn methods_are_apart_and_short_constants_together() {
    let items = [
        quote! {
            #[doc = " Ways to make one."]
            impl<T> Operation for ListPets<T> where T: Clone + Send {
                type Output = Vec<Pet>;
                type Error = Error;
                const METHOD: &'static str = "GET";
                #[doc = " Makes it."]
                fn new(value: impl Into<String>) -> Self { Self { value: value.into() } }
                fn two(&self) {}
            }
        },
        quote! {
            pub trait Operation: Send {
                type Output;
                #[doc = " Its method."]
                const METHOD: &'static str;
                fn one(&self);
                fn two(&self) -> u8 { 2 }
            }
        },
        quote!(impl Copy for Pet {}),
        quote! {
            #[cfg(test)]
            mod inner {
                use super::*;
                record! { Pet { name: required "name", } }
                impl Pet { fn one() { let text = "a\nb"; } fn two() {} }
                mod empty {}
            }
        },
    ];
    insta::assert_snapshot!(render(&items), @r#"
    /// Ways to make one.
    impl<T> Operation for ListPets<T>
    where
        T: Clone + Send,
    {
        type Output = Vec<Pet>;
        type Error = Error;

        const METHOD: &'static str = "GET";

        /// Makes it.
        fn new(value: impl Into<String>) -> Self {
            Self { value: value.into() }
        }

        fn two(&self) {}
    }

    pub trait Operation: Send {
        type Output;

        /// Its method.
        const METHOD: &'static str;

        fn one(&self);

        fn two(&self) -> u8 {
            2
        }
    }

    impl Copy for Pet {}

    #[cfg(test)]
    mod inner {
        use super::*;

        record! {
            Pet {
                name: required "name",
            }
        }

        impl Pet {
            fn one() {
                let text = "a\nb";
            }

            fn two() {}
        }

        mod empty {}
    }
    "#);
}

/// What emitters make, with names of every length, comes out the same with a syntax tree and without.
#[test]
fn both_ways_break_the_same_lines() {
    for length in 1..80 {
        let name = Ident::new(&format!("n{}", "a".repeat(length)), Span::call_site());
        let ty = Ident::new(&format!("T{}", "b".repeat(length)), Span::call_site());
        let text = "c".repeat(length);
        render(&[
            quote!(use specwright_values::{Maybe, #ty, Secret, #name};),
            quote!(pub type #ty = Vec<#ty>;),
            quote! {
                #[derive(Clone, Debug)]
                pub struct #ty { pub #name: #ty, pub b: Option<models::#ty>, #[doc = #text] pub c: (u8, #ty) }
            },
            quote!(pub enum #ty { #name, B(#ty), C(Box<models::#ty>) }),
            quote! {
                impl<M: Mode> Call<#ty, M> {
                    const ID: &'static str = #text;
                    const PARTS: &[&[&str]] = &[&[#text], &["b"]];
                    type Output = Vec<#ty>;
                    #[expect(clippy::#name, reason = #text)]
                    pub fn new(#name: impl Into<#ty>, b: u8) -> Self { Self { #name: #name.into(), b } }
                    pub fn empty() -> Self { #ty {} }
                    pub fn one(mut self, value: impl Into<Option<models::#ty>>) -> Result<(), #ty> {
                        self.operation_mut().#name = Some(Into::<#ty>::into(value).map(Box::new));
                        self
                    }
                    pub fn two(&self, #name: u8) -> Call<#ty, M> { Call::new(&self.inner, #ty { #name, b: None }) }
                    pub fn three(&self) -> Call<#ty, M> { Call::new(&self.inner, #ty {}) }
                    fn read(answer: &Answer) -> Result<Self::Output, Failure<Self::Error>> {
                        match answer.status() {
                            200 => answer.json().map(|()| #ty::A),
                            400..=499 => answer.error(#ty::ClientError),
                            _ => answer.undeclared(),
                        }
                    }
                    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
                        request.query(#text, &self.#name, Query::Form { explode: true })?;
                        match &self.#name {
                            Some(body) => request.form(body),
                            None => Ok(()),
                        }
                    }
                }
            },
            quote!(impl From<#ty> for #name { fn from(value: #ty) -> Self { Self::#name(value) } }),
            quote!(specwright_values::record! { #ty { #name: required #text, } }),
        ]);
    }
}

#[test]
fn literals_that_span_lines_are_kept() {
    let items = syn::parse_file("mod a { const TEXT: &str = \"one\n  two\"; fn b() {} }").unwrap();
    assert!(render(&[quote!(#items)]).contains("\"one\n  two\""));
}

#[test]
fn docs_are_comments_even_where_they_look_like_code() {
    let docs = [" */ fn x() {} /*", "", " \"] #[path]", " \\ \\n {}"];
    check(
        &[quote!(#(#[doc = #docs])* pub struct A;)],
        "/// */ fn x() {} /*\n///\n/// \"] #[path]\n/// \\ \\n {}\npub struct A;\n",
    );
}

#[test]
fn what_is_not_rust_is_an_error_that_names_the_item() {
    check_error(quote!(#[doc = " x"] pub struct A { a b }), "item `pub struct A`: expected `:`");
    check_error(
        quote!(
            pub fn a() -> u8;
        ),
        "item `pub fn a () -> u8 ;`: this kind of item cannot be printed",
    );
    check_error(
        quote!(
            macro_rules! a {
                () => {};
            }
        ),
        "item `macro_rules ! a`: the definition of a macro cannot be printed",
    );
    check_error(quote!(struct), "item `struct`: unexpected end of input, expected identifier");
}
