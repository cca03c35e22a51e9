//! `payload/pageable`: lists in pages.

use payload_pageable_client::{
    Client,
    models::{Pet, ServerDrivenPaginationAlternateInitialVerbFilter, XmlPet},
};

use crate::scenario::{Fault, Outcome, client, same, scenarios};

scenarios! {
    Payload_Pageable_ServerDrivenPagination_link => link,
    Payload_Pageable_ServerDrivenPagination_linkString => link_string,
    Payload_Pageable_ServerDrivenPagination_nestedLink => nested_link,
    Payload_Pageable_ServerDrivenPagination_AlternateInitialVerb_post => post_then_get,
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryResponseBody => query_to_body,
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderResponseBody => header_to_body,
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryResponseHeader => query_to_header,
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderResponseHeader => header_to_header,
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryNestedResponseBody => query_to_nested,
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderNestedResponseBody => header_to_nested,
    Payload_Pageable_PageSize_listWithoutContinuation => without_continuation,
    Payload_Pageable_PageSize_listWithPageSize => page_size,
    Payload_Pageable_XmlPagination_listWithContinuation => xml_with_continuation,
    Payload_Pageable_XmlPagination_listWithNextLink => xml_with_next_link,
}

fn client() -> Result<Client, Fault> {
    Ok(client!(payload_pageable_client)?)
}

/// The pets of all pages, which are the suite's four, and as many pages as they come in.
macro_rules! all_pets {
    ($call:expr) => {
        all_pets!($call, Pet)
    };
    ($call:expr, $pet:ident) => {{
        let mut items = $call.items();
        let mut pets: Vec<$pet> = Vec::new();
        while let Some(pet) = items.next().await {
            pets.push(pet?);
        }
        same(pets, FOUR_PETS.map(|(id, name)| $pet::new(id, name)))?;
        let mut pages = $call.pages();
        let mut count = 0;
        while let Some(page) = pages.next().await {
            page?;
            count += 1;
        }
        same(count, 2)
    }};
}

const FOUR_PETS: [(&str, &str); 4] = [("1", "dog"), ("2", "cat"), ("3", "bird"), ("4", "fish")];

fn four_pets() -> [Pet; 4] {
    FOUR_PETS.map(|(id, name)| Pet::new(id, name))
}

async fn link() -> Outcome {
    let client = client()?;
    all_pets!(client.server_driven_pagination_link())
}

async fn link_string() -> Outcome {
    let client = client()?;
    all_pets!(client.server_driven_pagination_link_string())
}

async fn nested_link() -> Outcome {
    let client = client()?;
    all_pets!(client.server_driven_pagination_nested_link())
}

async fn post_then_get() -> Outcome {
    let client = client()?;
    let filter = || ServerDrivenPaginationAlternateInitialVerbFilter::new("foo eq bar");
    all_pets!(client.alternate_initial_verb_post(filter()))
}

/// The scenarios of `ContinuationToken`, whose other parameters have to go along with each page.
macro_rules! continuation_tokens {
    ($($call:ident => $method:ident,)*) => {
        $(
            async fn $call() -> Outcome {
                let client = client()?;
                all_pets!(client.$method().foo_header("foo").bar("bar"))
            }
        )*
    };
}

continuation_tokens! {
    query_to_body => continuation_token_request_query_response_body,
    header_to_body => continuation_token_request_header_response_body,
    query_to_header => continuation_token_request_query_response_header,
    header_to_header => continuation_token_request_header_response_header,
    query_to_nested => continuation_token_request_query_nested_response_body,
    header_to_nested => continuation_token_request_header_nested_response_body,
}

async fn without_continuation() -> Outcome {
    same(client()?.page_size_list_without_continuation().await?.pets, four_pets())
}

async fn page_size() -> Outcome {
    let client = client()?;
    for size in [2, 4] {
        let page = client.page_size_list_with_page_size().page_size(size).await?;
        same(Some(page.pets.as_slice()), four_pets().get(..page.pets.len()))?;
        same(page.pets.len(), usize::try_from(size)?)?;
    }
    Ok(())
}

async fn xml_with_continuation() -> Outcome {
    let client = client()?;
    all_pets!(client.xml_pagination_list_with_continuation(), XmlPet)
}

async fn xml_with_next_link() -> Outcome {
    let client = client()?;
    all_pets!(client.xml_pagination_list_with_next_link(), XmlPet)
}
