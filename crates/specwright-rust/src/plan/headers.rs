//! The declared headers of answers: one struct for each set of them.

use std::collections::BTreeMap;

use specwright_ir::{Api, Code, Diagnostics, HeaderStyle, Operation, Response, ResponseHeader, StatusPattern};

use super::{
    docs,
    operation::OperationPlan,
    type_expr::{Import, Imports, TypeExpr, contains, imports},
    type_names::{IMPORTED, TypeNames},
};
use crate::names::{Name, Scope, words};

/// The module of the client crate that has the headers of answers. No Cargo feature switches it off.
#[derive(Clone, Debug)]
pub(crate) struct HeadersPlan {
    pub(crate) structs: Vec<HeaderStruct>,
    pub(crate) imports: Imports,
    pub(crate) uses_models: bool,
}

/// The headers that some answers of one or more operations have.
#[derive(Clone, Debug)]
pub(crate) struct HeaderStruct {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) fields: Vec<HeaderField>,
}

/// One header.
#[derive(Clone, Debug)]
pub(crate) struct HeaderField {
    pub(crate) field: Name,
    pub(crate) docs: Vec<String>,
    /// What the header is read as when it is there.
    pub(crate) ty: TypeExpr,
    pub(crate) wire: String,
    pub(crate) style: HeaderStyle,
}

impl HeadersPlan {
    /// Every type that is written in the module.
    pub(super) fn types(&self) -> impl Iterator<Item = &TypeExpr> {
        self.structs.iter().flat_map(|one| one.fields.iter().map(|field| &field.ty))
    }
}

/// The answers that a struct is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answers {
    Successes,
    Errors,
}

/// What a header says in every operation whose headers are the same struct.
type Said = (String, HeaderStyle, TypeExpr, Vec<String>);

/// The headers of a struct.
struct Set {
    answers: Answers,
    said: Vec<Said>,
    /// The method of the first operation that has it.
    first: Name,
    /// Whether others have it too.
    shared: bool,
}

/// A struct for each set of headers, and a line about it in the docs of the operations that have it. Operations with the
/// same headers share the struct, which is called after the first of them: documents repeat what they say about rate
/// limits in hundreds of operations.
pub(super) fn plan(
    api: &Api,
    operations: &mut [OperationPlan],
    names: &TypeNames,
    diagnostics: &mut Diagnostics,
) -> HeadersPlan {
    const IN_SCOPE: &[&str] = &["HasHeaders", "HeaderError", "HeaderStyle"];
    let (sets, users) = sets(api, operations, names, diagnostics);
    let mut scope = Scope::types().reserve(IMPORTED).reserve(IN_SCOPE);
    let structs: Vec<HeaderStruct> = sets.iter().map(|set| header_struct(set, &mut scope)).collect();
    for operation in operations {
        for index in users.get(&operation.id).into_iter().flatten() {
            let Some((set, HeaderStruct { name, .. })) = sets.get(*index).zip(structs.get(*index)) else { continue };
            let what = match set.answers {
                Answers::Successes => "Headers of the answer",
                Answers::Errors => "Headers of error answers",
            };
            let line = format!(" {what}: [`{name}`](crate::headers::{name}).");
            operation.method_docs.extend([String::new(), line]);
        }
    }
    let types = || structs.iter().flat_map(|one| one.fields.iter().map(|field| &field.ty));
    let uses_models = types().any(|ty| contains(ty, |ty| matches!(ty, TypeExpr::Model(_))));
    let imports = imports(types(), &[]).into_iter().filter(|import| !matches!(import, Import::Model(_))).collect();
    HeadersPlan { structs, imports, uses_models }
}

/// Every set of headers, and the indices of those of an operation by its id.
fn sets(
    api: &Api,
    operations: &[OperationPlan],
    names: &TypeNames,
    diagnostics: &mut Diagnostics,
) -> (Vec<Set>, BTreeMap<String, Vec<usize>>) {
    let mut methods: BTreeMap<&str, &Name> = BTreeMap::new();
    for operation in operations {
        methods.entry(&operation.id).or_insert(&operation.method);
    }
    let mut sets: Vec<Set> = Vec::new();
    let mut known: BTreeMap<(Answers, Vec<Said>), usize> = BTreeMap::new();
    let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for operation in &api.operations {
        let Some(first) = methods.get(operation.id.as_str()) else { continue };
        for answers in [Answers::Successes, Answers::Errors] {
            let said = said(operation, answers, names, diagnostics);
            if said.is_empty() {
                continue;
            }
            let next = sets.len();
            let index = *known.entry((answers, said.clone())).or_insert(next);
            match sets.get_mut(index) {
                Some(set) => set.shared = true,
                None => sets.push(Set { answers, said, first: (*first).clone(), shared: false }),
            }
            users.entry(operation.id.clone()).or_default().push(index);
        }
    }
    (sets, users)
}

/// What an operation says about the headers of its answers. Of headers with one name the first counts.
fn said(operation: &Operation, answers: Answers, names: &TypeNames, diagnostics: &mut Diagnostics) -> Vec<Said> {
    let mut found: Vec<&ResponseHeader> = Vec::new();
    for header in responses(operation, answers).flat_map(|response| &response.headers) {
        match found.iter().find(|other| other.wire.eq_ignore_ascii_case(&header.wire)) {
            None => found.push(header),
            Some(other) if (&other.ty, other.style) == (&header.ty, header.style) => {}
            Some(_) => {
                let message = format!(
                    "response header `{}` of `{}` is of another type in another answer; that one is taken",
                    header.wire, operation.id
                );
                diagnostics.report(Code::ResponseHeaderUntyped, &header.origin, message);
            }
        }
    }
    let said = |header: &ResponseHeader| {
        let docs = docs::of_member(&header.facts, &header.wire);
        (header.wire.clone(), header.style, names.expr(&header.ty), docs)
    };
    found.into_iter().map(said).collect()
}

/// The answers that a struct is for. With no success declared, the default stands for successes and errors.
fn responses(operation: &Operation, answers: Answers) -> impl Iterator<Item = &Response> {
    let declares_success = operation.responses.iter().any(|response| response.status.is_success());
    operation.responses.iter().filter(move |response| match answers {
        Answers::Errors => !response.status.is_success(),
        Answers::Successes if declares_success => response.status.is_success(),
        Answers::Successes => response.status == StatusPattern::Default,
    })
}

fn header_struct(Set { answers, said, first, shared }: &Set, scope: &mut Scope) -> HeaderStruct {
    let mut words = words(first.plain());
    let what = match answers {
        Answers::Successes => "the answer",
        Answers::Errors => {
            words.push("error".to_owned());
            "error answers"
        }
    };
    words.push("headers".to_owned());
    let others = if *shared { " and of others" } else { "" };
    let mut fields = Scope::fields();
    HeaderStruct {
        name: scope.mint(&words, "").name,
        docs: vec![format!(" The headers of {what} of [`{0}`](crate::Client::{0}){others}.", first.plain())],
        fields: said.iter().map(|said| header_field(said, &mut fields)).collect(),
    }
}

fn header_field((wire, style, ty, docs): &Said, fields: &mut Scope) -> HeaderField {
    HeaderField {
        field: fields.mint(&words(wire), "").name,
        docs: docs.clone(),
        ty: ty.clone(),
        wire: wire.clone(),
        style: *style,
    }
}
