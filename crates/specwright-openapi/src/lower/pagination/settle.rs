//! Holding what is said about pages against parameters and answers.

use specwright_ir::{
    Cursor, Field, Operation, PageArgument, Pagination, Parameter, Place, Presence, Response, Total, Turn, Ty, Types,
};

use super::{
    Draft,
    names::{is_companion, is_list_of_items, plain},
    shapes::{bodies, element, fields, follow, is_boolean, is_nullable, is_number, is_scalar, is_text, request},
};

/// The pagination, if the operation has all that it needs; otherwise what is missing.
pub(super) fn settle(draft: Draft, operation: &Operation, types: &Types) -> Result<Pagination, String> {
    let argument = match &draft.turn {
        Turn::Page { argument, .. } | Turn::Offset { argument, .. } => Some((argument, true)),
        Turn::Cursor { argument, .. } => Some((argument, false)),
        Turn::Link(_) | Turn::LinkHeader => None,
    };
    if let Some((argument, is_counted)) = argument {
        check_argument(argument, is_counted, operation, types)?;
    }
    let mut found: Vec<(&Response, Vec<String>)> = Vec::new();
    let mut why = "no success has a body of one value".to_owned();
    for (response, body) in bodies(types, operation) {
        match items_of(&draft, body, types) {
            Ok(items) => found.push((response, items)),
            Err(missing) => why = missing,
        }
    }
    match found.as_slice() {
        [] => Err(why),
        [(response, items)] => {
            Ok(Pagination { page: response.status, items: items.clone(), turn: draft.turn, more: draft.more })
        }
        _ => Err("several successes have what a page has".to_owned()),
    }
}

/// The way to the items of a body that has everything that a page needs.
fn items_of(draft: &Draft, body: &Ty, types: &Types) -> Result<Vec<String>, String> {
    let items = match &draft.items {
        Some(way) => way.clone(),
        None => only_list(body, types).ok_or("it is not clear which list of the answer has the items")?,
    };
    let Some(item) = follow(types, body, &items).and_then(|list| element(types, list)) else {
        return Err(format!("{} is no list of the answer", shown(&items)));
    };
    let check = |way: &Vec<String>, what: &str, fits: fn(&Types, &Ty) -> bool| match follow(types, body, way) {
        Some(ty) if fits(types, ty) => Ok(()),
        Some(_) => Err(format!("{} of the answer is not {what}", shown(way))),
        None => Err(format!("the answer has no {}", shown(way))),
    };
    if let Some(more) = &draft.more {
        check(more, "true or false", is_boolean)?;
    }
    match &draft.turn {
        Turn::Page { total: Some(Total::Pages(way) | Total::Items(way)), .. }
        | Turn::Offset { total: Some(way), .. } => check(way, "a number", is_number)?,
        Turn::Cursor { from: Cursor::Body(way), .. } => check(way, "a string or a number", is_scalar)?,
        Turn::Cursor { from: Cursor::LastItem(way), .. } => match follow(types, item, way) {
            Some(ty) if is_scalar(types, ty) && !is_nullable(types, item) => {}
            _ => return Err(format!("the items have no {} that is a string or a number", shown(way))),
        },
        Turn::Link(way) => check(way, "a string", is_text)?,
        Turn::Page { .. } | Turn::Offset { .. } | Turn::Cursor { .. } | Turn::LinkHeader => {}
    }
    Ok(items)
}

/// The only list of a body: itself, a property, or a property of a property. Lists that often stand beside that of the
/// items do not count, and none that stand further in than one that is called `items` or the like.
pub(super) fn only_list(body: &Ty, types: &Types) -> Option<Vec<String>> {
    if element(types, body).is_some() {
        return Some(Vec::new());
    }
    let is_list = |field: &&Field| element(types, &field.ty).is_some() && !is_companion(&plain(&field.wire));
    let lists: Vec<&Field> = fields(types, body).iter().filter(is_list).collect();
    let mut inner = fields(types, body).iter().filter(|outer| !is_companion(&plain(&outer.wire))).flat_map(|outer| {
        let lists = fields(types, &outer.ty).iter().filter(is_list);
        lists.map(|list| vec![outer.wire.clone(), list.wire.clone()])
    });
    match lists.as_slice() {
        [] => inner.next().filter(|_| inner.next().is_none()),
        [list] if is_list_of_items(&plain(&list.wire)) || inner.next().is_none() => Some(vec![list.wire.clone()]),
        _ => None,
    }
}

fn check_argument(
    argument: &PageArgument,
    is_counted: bool,
    operation: &Operation,
    types: &Types,
) -> Result<(), String> {
    let (what, ty) = match argument {
        PageArgument::Parameter(place, name) => {
            let parameter = parameter(operation, *place, name).ok_or_else(|| format!("there is no {argument}"))?;
            (argument.to_string(), &parameter.ty)
        }
        PageArgument::Property(place, name, way) => {
            let parameter = parameter(operation, *place, name).ok_or_else(|| format!("there is no {argument}"))?;
            let ty = follow(types, &parameter.ty, way).ok_or_else(|| format!("there is no {argument}"))?;
            (argument.to_string(), ty)
        }
        PageArgument::Body(way) => {
            let body = request(operation).ok_or("there is no required body of one value")?;
            let (last, before) = way.split_last().ok_or("the body as a whole is no cursor")?;
            let owner = before.iter().try_fold(body, |ty, step| {
                let field = fields(types, ty).iter().find(|field| field.wire == *step)?;
                Some(&field.ty).filter(|ty| field.presence == Presence::Required && !matches!(ty, Ty::Nullable(_)))
            });
            let owner = owner.ok_or_else(|| format!("{} of the body may be absent", shown(before)))?;
            let field = fields(types, owner).iter().find(|field| field.wire == *last);
            (argument.to_string(), &field.ok_or_else(|| format!("the body has no {}", shown(way)))?.ty)
        }
    };
    match (is_counted, is_number(types, ty), is_scalar(types, ty)) {
        (true, true, _) | (false, _, true) => Ok(()),
        (true, false, _) => Err(format!("{what} is no number")),
        (false, _, false) => Err(format!("{what} is neither a string nor a number")),
    }
}

pub(super) fn parameter<'o>(operation: &'o Operation, place: Place, name: &str) -> Option<&'o Parameter> {
    let is_meant = |wire: &str| match place {
        Place::Header => wire.eq_ignore_ascii_case(name),
        Place::Path | Place::Query | Place::Cookie => wire == name,
    };
    operation.parameters.iter().find(|parameter| parameter.style.place() == place && is_meant(&parameter.wire))
}

fn shown(way: &[String]) -> String {
    match way {
        [] => "the body itself".to_owned(),
        way => format!("`{}`", way.join(".")),
    }
}
