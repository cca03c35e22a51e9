//! Decode and encode with serde_json: structs with serde's derives against the same structs with `specwright_values::record!`.

#![allow(missing_docs, reason = "structs of a benchmark")]
#![allow(clippy::expect_used, reason = "a benchmark has nobody to report to")]

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hint::black_box;

/// Defines every struct twice, in modules `derives` and `records`, from one list of fields.
macro_rules! twice {
    ($($name:ident { $($field:ident : $ty:ty = $presence:ident $wire:literal $(, #[$attribute:meta])?;)* })*) => {
        mod derives {
            use serde::{Deserialize, Serialize};
            use specwright_values::Maybe;
            $(
                #[derive(Serialize, Deserialize)]
                pub struct $name { $(#[serde(rename = $wire)] $(#[$attribute])? pub $field: $ty,)* }
            )*
        }
        mod records {
            use specwright_values::Maybe;
            $(
                pub struct $name { $(pub $field: $ty,)* }
                specwright_values::record! { $name { $($field: $presence $wire,)* } }
            )*
        }
    };
}

twice! {
    Org {
        id: String = required "id";
        display_name: String = required "displayName";
        created_count: i64 = required "createdCount";
        is_active: bool = required "isActive";
        success_ratio: Option<f64> = optional "successRatio", #[serde(default, skip_serializing_if = "Option::is_none")];
        contact_email: Option<String> = optional "contactEmail", #[serde(default, skip_serializing_if = "Option::is_none")];
        tags: Option<Vec<String>> = optional "tags", #[serde(default, skip_serializing_if = "Option::is_none")];
        closed_note: Option<String> = nullable "closedNote";
        billing_domain: Maybe<String> = maybe "billingDomain", #[serde(default, skip_serializing_if = "Maybe::is_absent")];
        members: Vec<Member> = required "members";
    }
    Member {
        id: i64 = required "id";
        email: String = required "email";
        role: String = required "role";
        last_seen: Option<i64> = optional "lastSeen", #[serde(default, skip_serializing_if = "Option::is_none")];
    }
    Point {
        x: f64 = required "x";
        y: f64 = required "y";
    }
    Track {
        name: String = required "name";
        points: Vec<Point> = required "points";
    }
    Charge {
        id: String = required "id";
        amount: i64 = required "amount";
        amount_captured: Option<i64> = optional "amount_captured", #[serde(default, skip_serializing_if = "Option::is_none")];
        amount_refunded: Option<i64> = optional "amount_refunded", #[serde(default, skip_serializing_if = "Option::is_none")];
        application: Option<String> = optional "application", #[serde(default, skip_serializing_if = "Option::is_none")];
        application_fee: Option<String> = optional "application_fee", #[serde(default, skip_serializing_if = "Option::is_none")];
        balance: Option<String> = optional "balance", #[serde(default, skip_serializing_if = "Option::is_none")];
        captured: Option<bool> = optional "captured", #[serde(default, skip_serializing_if = "Option::is_none")];
        created: Option<i64> = optional "created", #[serde(default, skip_serializing_if = "Option::is_none")];
        currency: Option<String> = optional "currency", #[serde(default, skip_serializing_if = "Option::is_none")];
        customer: Option<String> = optional "customer", #[serde(default, skip_serializing_if = "Option::is_none")];
        description: Option<String> = optional "description", #[serde(default, skip_serializing_if = "Option::is_none")];
        disputed: Option<bool> = optional "disputed", #[serde(default, skip_serializing_if = "Option::is_none")];
        failure_code: Option<String> = optional "failure_code", #[serde(default, skip_serializing_if = "Option::is_none")];
        failure_message: Option<String> = optional "failure_message", #[serde(default, skip_serializing_if = "Option::is_none")];
        invoice: Option<String> = optional "invoice", #[serde(default, skip_serializing_if = "Option::is_none")];
        livemode: Option<bool> = optional "livemode", #[serde(default, skip_serializing_if = "Option::is_none")];
        object: Option<String> = optional "object", #[serde(default, skip_serializing_if = "Option::is_none")];
        paid: Option<bool> = optional "paid", #[serde(default, skip_serializing_if = "Option::is_none")];
        receipt_email: Option<String> = optional "receipt_email", #[serde(default, skip_serializing_if = "Option::is_none")];
        receipt_url: Option<String> = optional "receipt_url", #[serde(default, skip_serializing_if = "Option::is_none")];
        refunded: Option<bool> = optional "refunded", #[serde(default, skip_serializing_if = "Option::is_none")];
        status: Option<String> = optional "status", #[serde(default, skip_serializing_if = "Option::is_none")];
        transfer_group: Option<String> = optional "transfer_group", #[serde(default, skip_serializing_if = "Option::is_none")];
    }
}

/// Both ways of both codecs over one document.
fn both<D, R>(criterion: &mut Criterion, name: &str, document: &str)
where
    D: Serialize + DeserializeOwned,
    R: Serialize + DeserializeOwned,
{
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(document.len() as u64));
    one::<D>(&mut group, "derives", document);
    one::<R>(&mut group, "record", document);
    group.finish();
}

fn one<T: Serialize + DeserializeOwned>(group: &mut BenchmarkGroup<'_, WallTime>, codec: &str, document: &str) {
    let value: T = serde_json::from_str(document).expect("the document fits");
    group.bench_function(format!("decode/{codec}"), |bencher| {
        bencher.iter(|| serde_json::from_str::<T>(black_box(document)).expect("the document fits"));
    });
    let mut buffer = Vec::with_capacity(document.len() * 2);
    group.bench_function(format!("encode/{codec}"), |bencher| {
        bencher.iter(|| {
            buffer.clear();
            serde_json::to_writer(&mut buffer, black_box(&value)).expect("a buffer takes all");
            buffer.len()
        });
    });
}

fn orgs() -> String {
    let member = |id: usize| format!(r#"{{"id":{id},"email":"user-{id}@acme.test","role":"cloud_rep","lastSeen":17220000{id:02}}}"#);
    let members: Vec<String> = (0..4).map(member).collect();
    let org = |id: usize| {
        format!(
            r#"{{"id":"org-{id}","displayName":"Acme \"{id}\"","createdCount":{id},"isActive":true,"contactEmail":"ops@acme.test","tags":["a","b"],"closedNote":null,"billingDomain":"acme.test","members":[{}]}}"#,
            members.join(",")
        )
    };
    format!("[{}]", (0..50).map(org).collect::<Vec<_>>().join(","))
}

fn tracks() -> String {
    let points: Vec<String> = (0..500).map(|step| format!(r#"{{"x":{step}.25,"y":-{step}.5}}"#)).collect();
    format!(r#"{{"name":"way","points":[{}]}}"#, points.join(","))
}

fn charges() -> String {
    let charge = r#"{"id":"ch_3MmlLrLkdIwHu7ix0snN0B15","object":"charge","amount":1099,"amount_captured":1099,"amount_refunded":0,"application":null,"application_fee":null,"balance_transaction":"txn_3MmlLrLkdIwHu7ix0uke3Ezy","captured":true,"created":1679090539,"currency":"usd","customer":null,"description":null,"disputed":false,"failure_code":null,"failure_message":null,"fraud_details":{},"invoice":null,"livemode":false,"metadata":{},"paid":true,"receipt_email":null,"receipt_url":"https://pay.example.test/receipts/x","refunded":false,"status":"succeeded"}"#;
    format!("[{}]", vec![charge; 50].join(","))
}

/// The same properties, last first: the worst order for a reader that expects the document's.
fn reversed() -> String {
    let charge = r#"{"status":"succeeded","refunded":false,"receipt_url":"https://pay.example.test/receipts/x","paid":true,"livemode":false,"disputed":false,"currency":"usd","created":1679090539,"captured":true,"amount_refunded":0,"amount_captured":1099,"amount":1099,"id":"ch_3MmlLrLkdIwHu7ix0snN0B15"}"#;
    format!("[{}]", vec![charge; 50].join(","))
}

fn codecs(criterion: &mut Criterion) {
    both::<Vec<derives::Org>, Vec<records::Org>>(criterion, "orgs", &orgs());
    both::<derives::Track, records::Track>(criterion, "points", &tracks());
    both::<Vec<derives::Charge>, Vec<records::Charge>>(criterion, "charges", &charges());
    both::<Vec<derives::Charge>, Vec<records::Charge>>(criterion, "charges reversed", &reversed());
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).without_plots();
    targets = codecs
}
criterion_main!(benches);
