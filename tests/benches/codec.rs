//! Decode and encode with serde_json: structs with serde's derives against the same structs with
//! `specwright_values::record!`.
//!
//! A body is bytes. What is written by hand gives them to `serde_json::from_slice`; generated clients see first that all of
//! it is UTF-8 and decode the text. `body` compares these two, `text` the codecs alone over one text. What is compared are
//! medians of rounds in which each takes its turn.
//!
//! `cargo bench -p specwright-tests --bench codec`

#![allow(missing_docs, reason = "structs of a benchmark")]
#![allow(clippy::expect_used, reason = "a benchmark has nobody to report to")]
#![allow(clippy::print_stdout, reason = "a program whose output is the point")]

use std::hint::black_box;

use rounds::{ratio, take_turns};
use serde::Serialize;
use serde::de::DeserializeOwned;

mod rounds;

/// Defines every struct twice, in modules `derives` and `records`, from one list of fields by presence.
macro_rules! twice {
    ($($name:ident {
        required { $($required:ident : $required_type:ty = $required_wire:literal,)* }
        optional { $($optional:ident : $optional_type:ty = $optional_wire:literal,)* }
        maybe { $($maybe:ident : $maybe_type:ty = $maybe_wire:literal,)* }
    })*) => {
        mod derives {
            use serde::{Deserialize, Serialize};
            use specwright_values::Maybe;
            $(
                #[derive(Serialize, Deserialize)]
                pub(crate) struct $name {
                    $(#[serde(rename = $required_wire)] pub(crate) $required: $required_type,)*
                    $(
                        #[serde(rename = $optional_wire, default, skip_serializing_if = "Option::is_none")]
                        pub(crate) $optional: Option<$optional_type>,
                    )*
                    $(
                        #[serde(rename = $maybe_wire, default, skip_serializing_if = "Maybe::is_absent")]
                        pub(crate) $maybe: Maybe<$maybe_type>,
                    )*
                }
            )*
        }
        mod records {
            use specwright_values::Maybe;
            $(
                pub(crate) struct $name {
                    $(pub(crate) $required: $required_type,)*
                    $(pub(crate) $optional: Option<$optional_type>,)*
                    $(pub(crate) $maybe: Maybe<$maybe_type>,)*
                }
                specwright_values::record! {
                    $name {
                        $($required: required $required_wire,)*
                        $($optional: optional $optional_wire,)*
                        $($maybe: maybe $maybe_wire,)*
                    }
                }
            )*
        }
    };
}

twice! {
    Org {
        required {
            id: String = "id",
            display_name: String = "displayName",
            created_count: i64 = "createdCount",
            is_active: bool = "isActive",
            members: Vec<Member> = "members",
        }
        optional {
            success_ratio: f64 = "successRatio",
            contact_email: String = "contactEmail",
            tags: Vec<String> = "tags",
        }
        maybe {
            closed_note: String = "closedNote",
            billing_domain: String = "billingDomain",
        }
    }
    Member {
        required {
            id: i64 = "id",
            email: String = "email",
            role: String = "role",
        }
        optional {
            last_seen: i64 = "lastSeen",
        }
        maybe {}
    }
    Track {
        required {
            name: String = "name",
            points: Vec<Point> = "points",
        }
        optional {}
        maybe {}
    }
    Point {
        required {
            x: f64 = "x",
            y: f64 = "y",
        }
        optional {}
        maybe {}
    }
    Charge {
        required {
            id: String = "id",
            amount: i64 = "amount",
        }
        optional {
            amount_captured: i64 = "amount_captured",
            amount_refunded: i64 = "amount_refunded",
            application: String = "application",
            application_fee: String = "application_fee",
            balance: String = "balance",
            captured: bool = "captured",
            created: i64 = "created",
            currency: String = "currency",
            customer: String = "customer",
            description: String = "description",
            disputed: bool = "disputed",
            failure_code: String = "failure_code",
            failure_message: String = "failure_message",
            invoice: String = "invoice",
            livemode: bool = "livemode",
            object: String = "object",
            paid: bool = "paid",
            receipt_email: String = "receipt_email",
            receipt_url: String = "receipt_url",
            refunded: bool = "refunded",
            status: String = "status",
            transfer_group: String = "transfer_group",
        }
        maybe {}
    }
}

/// A record with an enum, a map, integers, a nested record and properties that nobody told us about.
mod kept {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value};

    pub(crate) mod derives {
        use serde::{Deserialize, Serialize};

        use super::{BTreeMap, Map, Value};

        #[derive(Serialize, Deserialize)]
        pub(crate) struct Event {
            pub(crate) id: i64,
            pub(crate) kind: Kind,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(crate) labels: Option<BTreeMap<String, String>>,
            pub(crate) source: Source,
            #[serde(flatten)]
            pub(crate) rest: Map<String, Value>,
        }

        #[derive(Serialize, Deserialize)]
        pub(crate) struct Source {
            pub(crate) host: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(crate) port: Option<i64>,
        }

        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub(crate) enum Kind {
            Created,
            Changed,
            Deleted,
            #[serde(untagged)]
            Unknown(String),
        }
    }

    pub(crate) mod records {
        use super::{BTreeMap, Map, Value};

        pub(crate) struct Event {
            pub(crate) id: i64,
            pub(crate) kind: Kind,
            pub(crate) labels: Option<BTreeMap<String, String>>,
            pub(crate) source: Source,
            pub(crate) rest: Map<String, Value>,
        }
        specwright_values::record! {
            Event {
                id: required "id" as integer,
                kind: required "kind",
                labels: optional "labels",
                source: required "source",
                rest: rest,
            }
        }

        pub(crate) struct Source {
            pub(crate) host: String,
            pub(crate) port: Option<i64>,
        }
        specwright_values::record! { Source { host: required "host", port: optional "port" as integer } }

        pub(crate) enum Kind {
            Created,
            Changed,
            Deleted,
            Unknown(String),
        }
        specwright_values::string_enum! {
            Kind { Created = "created", Changed = "changed", Deleted = "deleted", else Unknown }
        }
    }
}

/// How often each value is decoded and encoded in each way.
const ROUNDS: usize = 2000;

/// Both ways of both codecs over one document: the times of records, with those of derives as 1.
fn both<D, R>(name: &str, document: &str)
where
    D: Serialize + DeserializeOwned,
    R: Serialize + DeserializeOwned,
{
    let bytes = document.as_bytes();
    let (derived, recorded): (D, R) = (text(document), text(document));
    let times = take_turns(
        &[
            &|| drop(black_box(text::<D>(black_box(document)))),
            &|| drop(black_box(text::<R>(black_box(document)))),
            &|| drop(black_box(serde_json::from_slice::<D>(black_box(bytes)).expect("the document fits"))),
            &|| drop(black_box(text::<R>(str::from_utf8(black_box(bytes)).expect("a text")))),
            &|| drop(black_box(serde_json::to_vec(black_box(&derived)).expect("a buffer takes all"))),
            &|| drop(black_box(serde_json::to_vec(black_box(&recorded)).expect("a buffer takes all"))),
        ],
        ROUNDS,
    );
    if let [text_derived, text_recorded, body_derived, body_recorded, encode_derived, encode_recorded] =
        times.as_slice()
    {
        println!(
            "{name:17} body {:.2}  text {:.2}  encode {:.2}",
            ratio(body_recorded.median(), body_derived.median()),
            ratio(text_recorded.median(), text_derived.median()),
            ratio(encode_recorded.median(), encode_derived.median()),
        );
    }
}

fn text<T: DeserializeOwned>(document: &str) -> T {
    serde_json::from_str(document).expect("the document fits")
}

/// Fifty organisations in the order of the struct, with a property left out here and there.
fn orgs() -> String {
    let members = list(4, |id| {
        format!(r#"{{"id":{id},"email":"user-{id}@acme.test","role":"cloud_rep","lastSeen":17220000{id:02}}}"#)
    });
    list(50, |id| {
        format!(
            r#"{{"id":"org-{id}","displayName":"Acme \"{id}\"","createdCount":{id},"isActive":true,"members":{members},
            "contactEmail":"ops@acme.test","tags":["a","b"],"closedNote":null,"billingDomain":"acme.test"}}"#
        )
    })
}

/// Many tiny objects.
fn track() -> String {
    format!(r#"{{"name":"way","points":{}}}"#, list(500, |step| format!(r#"{{"x":{step}.25,"y":-{step}.5}}"#)))
}

/// Wide objects in nearly the order of the struct, with properties that it does not know.
fn charges() -> String {
    list(50, |_| {
        r#"{"id":"ch_3MmlLrLkdIwHu7ix0snN0B15","object":"charge","amount":1099,"amount_captured":1099,
        "amount_refunded":0,"application":null,"application_fee":null,"balance_transaction":"txn_3MmlLrLkdIwHu7ix0u",
        "captured":true,"created":1679090539,"currency":"usd","customer":null,"description":null,"disputed":false,
        "failure_code":null,"failure_message":null,"fraud_details":{},"invoice":null,"livemode":false,"metadata":{},
        "paid":true,"receipt_email":null,"receipt_url":"https://pay.example.test/x","refunded":false,"status":"paid"}"#
            .to_owned()
    })
}

/// Wide objects in another order.
fn shuffled() -> String {
    list(50, |_| {
        r#"{"currency":"usd","id":"ch_3MmlLrLkdIwHu7ix0snN0B15","refunded":false,"amount_captured":1099,"paid":true,
        "amount":1099,"captured":true,"livemode":false,"status":"paid","amount_refunded":0,"created":1679090539,
        "receipt_url":"https://pay.example.test/x","disputed":false}"#
            .to_owned()
    })
}

/// Objects with an enum, a map and properties that the record does not know.
fn events() -> String {
    list(50, |id| {
        format!(
            r#"{{"id":{id},"kind":"changed","labels":{{"team":"billing","zone":"eu-1"}},"source":{{"host":"a.test","port":443}},
            "trace":"4bf92f3577b34da6","depth":3}}"#
        )
    })
}

fn list(length: usize, item: impl FnMut(usize) -> String) -> String {
    format!("[{}]", (0..length).map(item).collect::<Vec<_>>().join(","))
}

fn main() {
    both::<Vec<derives::Org>, Vec<records::Org>>("orgs", &orgs());
    both::<derives::Track, records::Track>("points", &track());
    both::<Vec<derives::Charge>, Vec<records::Charge>>("charges", &charges());
    both::<Vec<derives::Charge>, Vec<records::Charge>>("charges, shuffled", &shuffled());
    both::<Vec<kept::derives::Event>, Vec<kept::records::Event>>("events", &events());
}
