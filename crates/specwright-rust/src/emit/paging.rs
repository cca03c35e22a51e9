//! How an operation turns its pages.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{Within, ty};
use crate::{
    names::Name,
    plan::{CursorPlan, Hop, PagingPlan, Step, TotalPlan, TurnPlan, Wrap},
};

/// `impl Paged` for an operation.
pub(super) fn emit(name: &Name, paging: &PagingPlan) -> TokenStream {
    let item = ty(&paging.item, Within::Client);
    let items = place(&paging.items);
    let take = paging
        .variant
        .as_ref()
        .map(|(output, variant)| quote!(let #output::#variant(page) = page else { return None; };));
    let turn = turn(paging);
    let reads = reads_page(paging);
    let page = if reads { quote!(page) } else { quote!(_page) };
    let see = paging
        .variant
        .as_ref()
        .filter(|_| reads)
        .map(|(output, variant)| quote!(let #output::#variant(page) = page else { return NextPage::END; };));
    quote! {
        impl Paged for #name {
            type Item = #item;

            fn items(page: &mut Self::Output) -> Option<&mut Vec<Self::Item>> { #take #items }

            fn turn(&mut self, #page: &Self::Output, turn: PageTurn<'_>) -> NextPage { #see #turn }
        }
    }
}

/// Whether more of a page is read than its headers and the number of its items.
fn reads_page(PagingPlan { turn, more, .. }: &PagingPlan) -> bool {
    let by_turn = match turn {
        TurnPlan::Page { total, .. } => total.is_some(),
        TurnPlan::Offset { total, .. } => total.is_some(),
        TurnPlan::Cursor { from, .. } => !matches!(from, CursorPlan::Header(_)),
        TurnPlan::Link(_) => true,
        TurnPlan::LinkHeader => false,
    };
    by_turn || more.is_some()
}

fn turn(PagingPlan { turn, more, items, .. }: &PagingPlan) -> TokenStream {
    let more = more.as_ref().map(|way| {
        let more = value(way);
        quote!(.more(#more))
    });
    let end = match turn {
        TurnPlan::Page { argument, first, total } => {
            let argument = place_of_argument(argument);
            let total = total.as_ref().map(|total| match total {
                TotalPlan::Pages(way) => {
                    let pages = value(way);
                    quote!(.pages(#pages))
                }
                TotalPlan::Items(way) => self::total(way),
            });
            let first = Literal::i64_unsuffixed(*first);
            quote!(#total.page(#argument, #first))
        }
        TurnPlan::Offset { argument, first, total } => {
            let argument = place_of_argument(argument);
            let total = total.as_deref().map(self::total);
            let first = Literal::i64_unsuffixed(*first);
            quote!(#total.offset(#argument, #first))
        }
        TurnPlan::Cursor { argument, from: CursorPlan::Header(name) } => {
            let argument = place_of_argument(argument);
            quote!(.cursor_header(#argument, #name))
        }
        TurnPlan::Cursor { argument, from: CursorPlan::Body(way) } => {
            let argument = place_of_argument(argument);
            let cursor = value(way);
            quote!(.cursor(#argument, #cursor))
        }
        TurnPlan::Cursor { argument, from: CursorPlan::LastItem(way) } => {
            let argument = place_of_argument(argument);
            let cursor = last_item(items, way);
            quote!(.cursor(#argument, #cursor))
        }
        TurnPlan::Link(way) => {
            let link = value(way);
            quote!(.link(#link))
        }
        TurnPlan::LinkHeader => quote!(.link_header()),
    };
    quote!(turn #more #end)
}

/// Where the number or the cursor of a page goes.
fn place_of_argument(hops: &[Hop]) -> TokenStream {
    let hops = hops.iter().map(|Hop { field, is_made }| {
        let made = is_made.then(|| quote!(.get_or_insert_default()));
        quote!(.#field #made)
    });
    quote!(&mut self #(#hops)*)
}

fn total(way: &[Step]) -> TokenStream {
    let total = value(way);
    quote!(.total(#total))
}

/// The place of the items, in a function that returns an option of it.
fn place(way: &[Step]) -> TokenStream {
    let Some((last, before)) = way.split_last() else { return quote!(Some(page)) };
    let mut place = quote!(page);
    for Step { field, wrap } in before {
        place = match wrap {
            Wrap::Bare => quote!(#place.#field),
            Wrap::Option => quote!(#place.#field.as_mut()?),
            Wrap::Maybe => quote!(#place.#field.value_mut()?),
        };
    }
    let Step { field, wrap } = last;
    match wrap {
        Wrap::Bare => quote!(Some(&mut #place.#field)),
        Wrap::Option => quote!(#place.#field.as_mut()),
        Wrap::Maybe => quote!(#place.#field.value_mut()),
    }
}

/// A reference to a value of a page, or to an option of one.
fn value(way: &[Step]) -> TokenStream {
    match is_direct(way) {
        true => {
            let fields = way.iter().map(|step| &step.field);
            quote!(&page #(.#fields)*)
        }
        false => {
            let option = chain(&quote!(page), way);
            quote!(&#option)
        }
    }
}

/// Whether nothing on the way to a field is an option.
fn is_direct(way: &[Step]) -> bool {
    way.split_last().is_none_or(|(_, before)| before.iter().all(|step| step.wrap == Wrap::Bare))
}

/// An option of a reference to what stands at the end of a way with an option in it.
fn chain(from: &TokenStream, way: &[Step]) -> TokenStream {
    let direct = way.iter().take_while(|step| step.wrap == Wrap::Bare).count();
    let fields = way.iter().take(direct + 1).map(|step| &step.field);
    let place = quote!(#from #(.#fields)*);
    let option = match way.get(direct).map(|step| step.wrap) {
        None | Some(Wrap::Bare) => return quote!(Some(&#place)),
        Some(Wrap::Option) => quote!(#place.as_ref()),
        Some(Wrap::Maybe) => quote!(#place.value()),
    };
    let rest = way.get(direct + 1..).unwrap_or_default();
    if rest.is_empty() {
        return option;
    }
    if rest.iter().all(|step| step.wrap == Wrap::Bare) {
        let fields = rest.iter().map(|step| &step.field);
        return quote!(#option.map(|inner| &inner #(.#fields)*));
    }
    let inner = chain(&quote!(inner), rest);
    quote!(#option.and_then(|inner| #inner))
}

/// A value of the last item of a page.
fn last_item(items: &[Step], way: &[Step]) -> TokenStream {
    let last = match items.iter().all(|step| step.wrap == Wrap::Bare) {
        true => {
            let fields = items.iter().map(|step| &step.field);
            quote!(page #(.#fields)*.last())
        }
        false => {
            let list = chain(&quote!(page), items);
            quote!(#list.and_then(|items| items.last()))
        }
    };
    if is_direct(way) {
        let fields = way.iter().map(|step| &step.field);
        return quote!(&#last.map(|item| &item #(.#fields)*));
    }
    let inner = chain(&quote!(item), way);
    quote!(&#last.and_then(|item| #inner))
}
