//! Lists that come in pages: declared, or recognised by what parameters and properties are called and typed as.

mod declared;
mod foreign;
mod names;
mod recognise;
mod settle;
mod shapes;

use specwright_ir::{Api, Code, Diagnostics, Operation, Pagination, Turn, Types};

use super::at::At;
use crate::tree::{Node, Value};

/// What is said, or guessed, about the pages of an operation before it is held against its parameters and answers.
struct Draft {
    /// The way to the items; `None` when they are the only list of a page.
    items: Option<Vec<String>>,
    turn: Turn,
    more: Option<Vec<String>>,
}

/// What is said about the pages of an operation.
enum Said {
    Nothing,
    /// That there are none.
    No,
    Draft(Draft),
    /// Something that cannot be followed; reported.
    Faulty,
}

/// Finds out which operations answer in pages. An extension of the operation decides; without one, shapes that cannot be
/// anything else are recognised.
pub(super) fn find(root: &Node, api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut finder = Finder { root, types: &api.types, diagnostics };
    let found: Vec<Option<Pagination>> = api.operations.iter().map(|operation| finder.pagination(operation)).collect();
    for (operation, found) in api.operations.iter_mut().zip(found) {
        operation.pagination = found;
    }
}

struct Finder<'a> {
    root: &'a Node,
    types: &'a Types,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Finder<'a> {
    fn pagination(&mut self, operation: &Operation) -> Option<Pagination> {
        let at = At::find(self.root, &operation.origin.pointer)?;
        match self.said(&at, operation) {
            (at, Said::Draft(draft)) => match settle::settle(draft, operation, self.types) {
                Ok(pagination) => Some(pagination),
                Err(why) => {
                    self.report(&at, format!("{why}; `{}` is not paged", operation.id));
                    None
                }
            },
            (_, Said::No | Said::Faulty) => None,
            (_, Said::Nothing) => self.recognised(&at, operation),
        }
    }

    fn recognised(&mut self, at: &At<'a>, operation: &Operation) -> Option<Pagination> {
        let draft = recognise::recognise(operation, self.types)?;
        let pagination = settle::settle(draft, operation, self.types).ok()?;
        let message = format!("the answers of `{}` are taken for {pagination}", operation.id);
        self.diagnostics.report(Code::PaginationRecognised, &at.origin(), message);
        Some(pagination)
    }

    /// What the extensions of an operation say, and where.
    fn said(&mut self, operation: &At<'a>, lowered: &Operation) -> (At<'a>, Said) {
        type Read = for<'a> fn(&mut Finder<'a>, &At<'a>, &Operation) -> Said;
        const EXTENSIONS: [(&str, Read); 4] = [
            ("x-pagination", |finder, at, operation| finder.declared(at, operation)),
            ("x-ms-pageable", |finder, at, operation| finder.ms_pageable(at, operation)),
            ("x-speakeasy-pagination", |finder, at, operation| finder.speakeasy(at, operation)),
            ("x-fern-pagination", |finder, at, operation| finder.fern(at, operation)),
        ];
        for (key, read) in EXTENSIONS {
            if let Some(at) = operation.get(key) {
                let said = match at.node.value {
                    Value::Bool(false) => Said::No,
                    _ => read(self, &at, lowered),
                };
                return (at, said);
            }
        }
        (operation.clone(), Said::Nothing)
    }

    fn report(&mut self, at: &At<'_>, message: impl Into<String>) {
        self.diagnostics.report(Code::PaginationInvalid, &at.origin(), message);
    }

    /// Something that cannot be followed.
    fn faulty(&mut self, at: &At<'_>, message: impl Into<String>) -> Said {
        self.report(at, message);
        Said::Faulty
    }
}
