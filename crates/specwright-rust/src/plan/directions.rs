//! Which definitions travel in requests, which in responses.

use specwright_ir::{Access, Api, Content, Field, Presence, Response, Rest, Shape, Ty, TypeId};

/// The directions a definition travels in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) request: bool,
    pub(super) response: bool,
}

impl Directions {
    /// Whether it travels both ways, or no operation says.
    pub(super) fn is_open(self) -> bool {
        self.request == self.response
    }

    /// Whether a property must be there in every direction: what only the server sets is in no request, and what only
    /// the caller sets in no response.
    pub(super) fn presence(self, field: &Field) -> Presence {
        let is_missing = match field.facts.access {
            Access::Both => false,
            Access::Read => self.request,
            Access::Write => self.response,
        };
        if is_missing { Presence::Optional } else { field.presence }
    }
}

/// The directions of every definition, by reachability from the operations.
pub(super) fn find(api: &Api) -> Vec<Directions> {
    let mut found = vec![Directions::default(); api.types.len()];
    let mut request = Vec::new();
    let mut response = Vec::new();
    for operation in &api.operations {
        operation.parameters.iter().for_each(|parameter| named(&parameter.ty, &mut request));
        operation.body.iter().flat_map(|body| &body.contents).for_each(|one| content(one, &mut request));
        for one in &operation.responses {
            one.contents().for_each(|one| content(one, &mut response));
            one.headers.iter().for_each(|header| named(&header.ty, &mut response));
        }
    }
    for webhook in &api.webhooks {
        // The server asks and the caller answers.
        webhook.body.iter().for_each(|body| content(body, &mut response));
        webhook.responses.iter().flat_map(Response::contents).for_each(|one| content(one, &mut request));
    }
    spread(api, request, &mut found, |directions| &mut directions.request);
    spread(api, response, &mut found, |directions| &mut directions.response);
    found
}

fn spread(api: &Api, mut open: Vec<TypeId>, found: &mut [Directions], flag: fn(&mut Directions) -> &mut bool) {
    while let Some(id) = open.pop() {
        let Some(directions) = found.get_mut(id.index()) else { continue };
        if std::mem::replace(flag(directions), true) {
            continue;
        }
        match api.types.get(id).map(|definition| &definition.shape) {
            Some(Shape::Record(record)) => {
                record.fields.iter().for_each(|field| named(&field.ty, &mut open));
                if let Rest::Kept(ty) = &record.rest {
                    named(ty, &mut open);
                }
            }
            Some(Shape::Alias(ty)) => named(ty, &mut open),
            Some(Shape::Union(union)) => union.variants.iter().for_each(|variant| named(&variant.ty, &mut open)),
            Some(Shape::Enum(_)) | None => {}
        }
    }
}

fn content(content: &Content, out: &mut Vec<TypeId>) {
    content.format.for_each_ty(&mut |ty| named(ty, out));
}

fn named(ty: &Ty, out: &mut Vec<TypeId>) {
    ty.walk(&mut |ty| {
        if let Ty::Named(id) = ty {
            out.push(*id);
        }
    });
}
