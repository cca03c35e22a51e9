//! The stable text form of [`Api`]: what `cargo xtask ir` prints and snapshots hold.

use std::fmt::{self, Write};

use crate::{
    Access, Api, Constraint, Content, CredentialKind, Encoding, EnumWire, EventAlternative, EventData, EventKind,
    Events, Facts, Flow, Format, NameHint, NumberFormat, Operation, Parameter, PartKind, Presence, Provenance,
    Response, Rest, ServerVariable, Shape, StatusPattern, Tag, Ty, TypeDef, TypeId, Union, Webhook, Xml,
};

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        write_api(self, &mut out)?;
        f.write_str(&out)
    }
}

fn write_api(api: &Api, out: &mut String) -> fmt::Result {
    writeln!(out, "api {:?} version {:?}", api.info.title, api.info.version)?;
    write_text(out, 1, "description", api.info.description.as_deref())?;
    write_text(out, 1, "see", api.info.see.as_deref())?;
    match &api.server {
        Some(server) => writeln!(out, "server {:?}", server.url)?,
        None => writeln!(out, "server none")?,
    }
    for server in &api.servers {
        writeln!(out, "server template {:?}", server.template)?;
        write_text(out, 1, "name", server.name.as_deref())?;
        write_text(out, 1, "description", server.description.as_deref())?;
        for ServerVariable { name, default, values, description } in &server.variables {
            writeln!(out, "    variable {name:?} default {default:?} of {values:?}")?;
            write_text(out, 2, "description", description.as_deref())?;
        }
    }
    for credential in &api.credentials {
        writeln!(out, "credential {:?} {}", credential.name, credential_text(&credential.kind))?;
        write_text(out, 1, "description", credential.description.as_deref())?;
        if let CredentialKind::OAuth2(flows) = &credential.kind {
            flows.iter().try_for_each(|flow| write_flow(flow, out))?;
        }
    }
    for tag in &api.tags {
        writeln!(out, "tag {:?}", tag.name)?;
        write_text(out, 1, "description", tag.description.as_deref())?;
        write_text(out, 1, "see", tag.see.as_deref())?;
    }
    for operation in &api.operations {
        write_operation(api, operation, out)?;
    }
    for webhook in &api.webhooks {
        write_webhook(api, webhook, out)?;
    }
    for (id, definition) in api.types.iter() {
        write_definition(api, id, definition, out)?;
    }
    Ok(())
}

fn credential_text(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Header(name) => format!("header {name:?}"),
        CredentialKind::Query(name) => format!("query {name:?}"),
        CredentialKind::Cookie(name) => format!("cookie {name:?}"),
        CredentialKind::Bearer => "bearer".to_owned(),
        CredentialKind::OAuth2(_) => "oauth2".to_owned(),
        CredentialKind::OpenIdConnect(None) => "openid".to_owned(),
        CredentialKind::OpenIdConnect(Some(url)) => format!("openid {url:?}"),
        CredentialKind::MutualTls => "mutual tls".to_owned(),
        CredentialKind::Basic => "basic".to_owned(),
        CredentialKind::Http(scheme) => format!("http {scheme:?}"),
    }
}

fn write_flow(flow: &Flow, out: &mut String) -> fmt::Result {
    writeln!(out, "    flow {:?}", flow.kind)?;
    write_text(out, 2, "token", flow.token_url.as_deref())?;
    write_text(out, 2, "refresh", flow.refresh_url.as_deref())?;
    for (name, description) in &flow.scopes {
        writeln!(out, "        scope {name:?} {:?}", description.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

fn write_operation(api: &Api, operation: &Operation, out: &mut String) -> fmt::Result {
    writeln!(out, "\noperation {:?} {} {:?}", operation.id, operation.method, operation.path)?;
    write_text(out, 1, "summary", operation.summary.as_deref())?;
    write_text(out, 1, "description", operation.description.as_deref())?;
    write_text(out, 1, "see", operation.see.as_deref())?;
    if !operation.tags.is_empty() {
        writeln!(out, "    tags {:?}", operation.tags)?;
    }
    if operation.deprecated {
        writeln!(out, "    deprecated")?;
    }
    for parameter in &operation.parameters {
        write_parameter(api, parameter, out)?;
    }
    if let Some(body) = &operation.body {
        let required = if body.required { "" } else { "optional " };
        for (index, content) in body.contents.iter().enumerate() {
            let word = if index == 0 { "body" } else { "or" };
            writeln!(out, "    {word} {required}{}", content_text(api, content))?;
            write_parts(api, content, out)?;
        }
        write_text(out, 2, "description", body.description.as_deref())?;
    }
    write_responses(api, &operation.responses, out)?;
    for set in &operation.security {
        writeln!(out, "    security {set:?}")?;
    }
    write_text(out, 1, "server", operation.server.as_deref())?;
    write_text(out, 1, "idempotency key", operation.idempotency_key.as_deref())?;
    if let Some(pagination) = &operation.pagination {
        writeln!(out, "    {pagination}")?;
    }
    for scopes in &operation.scopes {
        writeln!(out, "    scopes of {:?} {:?}", scopes.credential, scopes.names)?;
    }
    Ok(())
}

fn write_responses(api: &Api, responses: &[Response], out: &mut String) -> fmt::Result {
    for response in responses {
        let status = match response.status {
            StatusPattern::Exact(status) => status.to_string(),
            StatusPattern::Range(hundred) => format!("{hundred}XX"),
            StatusPattern::Default => "default".to_owned(),
        };
        let content =
            response.content.as_ref().map_or_else(|| "empty".to_owned(), |content| content_text(api, content));
        writeln!(out, "    response {status} {content} {:?}", response.description)?;
        response.content.iter().try_for_each(|content| write_events(api, content, out))?;
        for other in response.others.iter().chain(&response.streams) {
            writeln!(out, "        or {}", content_text(api, other))?;
            write_events(api, other, out)?;
        }
        for link in &response.links {
            writeln!(out, "        link {:?} to {:?} {:?}", link.name, link.operation, link.parameters)?;
        }
        for header in &response.headers {
            let presence = if header.required { "required" } else { "optional" };
            let (wire, ty, style) = (&header.wire, ty_text(api, &header.ty), header.style);
            writeln!(out, "        header {wire:?} {presence} {ty} in {style:?}")?;
            write_facts(&header.facts, 3, out)?;
        }
    }
    Ok(())
}

fn write_webhook(api: &Api, webhook: &Webhook, out: &mut String) -> fmt::Result {
    writeln!(out, "\nwebhook {:?} {}", webhook.id, webhook.method)?;
    write_text(out, 1, "of", webhook.operation.as_deref())?;
    write_text(out, 1, "summary", webhook.summary.as_deref())?;
    write_text(out, 1, "description", webhook.description.as_deref())?;
    if webhook.deprecated {
        writeln!(out, "    deprecated")?;
    }
    for (index, content) in webhook.body.iter().enumerate() {
        let word = if index == 0 { "body" } else { "or" };
        writeln!(out, "    {word} {}", content_text(api, content))?;
    }
    write_responses(api, &webhook.responses, out)
}

fn write_parameter(api: &Api, parameter: &Parameter, out: &mut String) -> fmt::Result {
    let presence = if parameter.required { "required" } else { "optional" };
    let style = format!("{:?}", parameter.style);
    let reserved = if parameter.allow_reserved { " with reserved characters" } else { "" };
    writeln!(
        out,
        "    parameter {:?} {presence} {} in {style}{reserved}",
        parameter.wire,
        ty_text(api, &parameter.ty)
    )?;
    write_facts(&parameter.facts, 2, out)
}

fn write_parts(api: &Api, content: &Content, out: &mut String) -> fmt::Result {
    match &content.format {
        Format::Multipart(parts) => {
            for part in &parts.named {
                let presence = if part.required { "required" } else { "optional" };
                writeln!(out, "        part {:?} {presence} {}", part.wire, part_text(api, &part.kind))?;
                write_facts(&part.facts, 3, out)?;
            }
            if let Some(kind) = &parts.rest {
                writeln!(out, "        other parts {}", part_text(api, kind))?;
            }
        }
        Format::Form(form) => {
            for Encoding { wire, style, allow_reserved } in &form.encodings {
                let style = style.map_or_else(String::new, |style| format!(" {style:?}"));
                let reserved = if *allow_reserved { " with reserved characters" } else { "" };
                writeln!(out, "        property {wire:?}{style}{reserved}")?;
            }
        }
        Format::Xml(body) => write_xml(body.xml.as_deref(), 2, out)?,
        Format::Json(_) | Format::Lines(_) | Format::Events(_) | Format::Text | Format::Bytes | Format::Raw => {}
    }
    Ok(())
}

fn part_text(api: &Api, kind: &PartKind) -> String {
    let text = |media_type: &Option<String>| {
        media_type.as_ref().map_or_else(String::new, |media_type| format!(" as {media_type:?}"))
    };
    match kind {
        PartKind::File { several: false, media_type } => format!("file{}", text(media_type)),
        PartKind::File { several: true, media_type } => format!("files{}", text(media_type)),
        PartKind::Value { ty, media_type } => format!("{}{}", ty_text(api, ty), text(media_type)),
        PartKind::Styled { ty, style } => format!("{} in {style:?}", ty_text(api, ty)),
    }
}

fn content_text(api: &Api, content: &Content) -> String {
    let format = match &content.format {
        Format::Json(ty) => format!("json {}", ty_text(api, ty)),
        Format::Xml(body) => format!("xml {}", ty_text(api, &body.ty)),
        Format::Form(form) => format!("form {}", ty_text(api, &form.ty)),
        Format::Multipart(_) => "parts".to_owned(),
        Format::Lines(ty) => format!("lines of {}", ty_text(api, ty)),
        Format::Events(events) => events_text(api, events),
        Format::Text => "text".to_owned(),
        Format::Bytes => "bytes".to_owned(),
        Format::Raw => "raw".to_owned(),
    };
    format!("{format} as {:?}", content.media_type)
}

fn events_text(api: &Api, Events { kind, terminal }: &Events) -> String {
    let kind = match kind {
        EventKind::Alike(EventData::Json(ty) | EventData::Text(ty)) => format!("events of {}", ty_text(api, ty)),
        EventKind::Named(named) => match &named.hint {
            NameHint::Component(name) => format!("events {name:?}"),
            NameHint::Operation { operation, role } => format!("events {operation:?}.{}", role.join(".")),
            NameHint::Member { role, .. } => format!("events {}", role.join(".")),
        },
    };
    terminal.iter().fold(kind, |text, terminal| format!("{text} until {terminal:?}"))
}

fn write_events(api: &Api, content: &Content, out: &mut String) -> fmt::Result {
    let Format::Events(Events { kind: EventKind::Named(named), .. }) = &content.format else { return Ok(()) };
    write_facts(&named.facts, 2, out)?;
    for EventAlternative { names, data, description } in &named.alternatives {
        let data = match data {
            EventData::Json(ty) => format!("json {}", ty_text(api, ty)),
            EventData::Text(ty) => format!("text {}", ty_text(api, ty)),
        };
        let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        writeln!(out, "        event {} {data}", names.join(" | "))?;
        write_text(out, 3, "description", description.as_deref())?;
    }
    Ok(())
}

fn write_definition(api: &Api, id: TypeId, definition: &TypeDef, out: &mut String) -> fmt::Result {
    let shared = if definition.shared { " shared" } else { "" };
    let name = type_text(api, id) + shared;
    match &definition.shape {
        Shape::Alias(ty) => {
            writeln!(out, "\nalias {name} = {}", ty_text(api, ty))?;
            write_facts(&definition.facts, 1, out)?;
        }
        Shape::Enum(enumeration) => {
            writeln!(out, "\nenum {name}")?;
            write_facts(&definition.facts, 1, out)?;
            for value in &enumeration.values {
                write!(out, "    {}", wire_text(&value.wire))?;
                match &value.name {
                    Some(name) => writeln!(out, " named {name:?}")?,
                    None => writeln!(out)?,
                }
                write_text(out, 2, "description", value.description.as_deref())?;
            }
        }
        Shape::Union(union) => {
            writeln!(out, "\nunion {name}")?;
            write_facts(&definition.facts, 1, out)?;
            write_union(api, union, out)?;
        }
        Shape::Record(record) => {
            writeln!(out, "\nrecord {name}")?;
            write_facts(&definition.facts, 1, out)?;
            for field in &record.fields {
                let presence = match field.presence {
                    Presence::Required => "required",
                    Presence::Optional => "optional",
                };
                writeln!(out, "    {:?} {presence} {}", field.wire, ty_text(api, &field.ty))?;
                write_facts(&field.facts, 2, out)?;
            }
            match &record.rest {
                Rest::Ignored => {}
                Rest::Closed => writeln!(out, "    rest closed")?,
                Rest::Kept(ty) => writeln!(out, "    rest kept {}", ty_text(api, ty))?,
            }
        }
    }
    Ok(())
}

fn write_union(api: &Api, union: &Union, out: &mut String) -> fmt::Result {
    if let Some(Tag { property, fallback }) = &union.tag {
        writeln!(out, "    tag {property:?}")?;
        if let Some(variant) = fallback.and_then(|index| union.variants.get(index)) {
            writeln!(out, "    fallback {}", variant.hint.join("."))?;
        }
    }
    for variant in &union.variants {
        write!(out, "    {} {}", variant.hint.join("."), ty_text(api, &variant.ty))?;
        for tag in &variant.tags {
            write!(out, " tag {}", wire_text(tag))?;
        }
        writeln!(out, "{}", if variant.adds_tag { " added" } else { "" })?;
        write_text(out, 2, "description", variant.description.as_deref())?;
    }
    Ok(())
}

fn wire_text(wire: &EnumWire) -> String {
    match wire {
        EnumWire::String(text) => format!("{text:?}"),
        EnumWire::Integer(number) => number.to_string(),
        EnumWire::Json(value) => value.to_string(),
    }
}

fn type_text(api: &Api, id: TypeId) -> String {
    // Owners are reserved before their members, so the chain of owners ends.
    match api.types.get(id).map(|definition| &definition.hint) {
        Some(NameHint::Component(name)) => format!("{name:?}"),
        Some(NameHint::Member { owner, role }) if owner.index() < id.index() => {
            format!("{}.{}", type_text(api, *owner), role.join("."))
        }
        Some(NameHint::Operation { operation, role }) => format!("{operation:?}.{}", role.join(".")),
        _ => format!("#{}", id.index()),
    }
}

fn ty_text(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::Any => "any".to_owned(),
        Ty::Boolean => "boolean".to_owned(),
        Ty::Integer(width) => format!("{width:?}").to_lowercase(),
        Ty::Number(NumberFormat::Double) => "double".to_owned(),
        Ty::Number(NumberFormat::Exact) => "number".to_owned(),
        Ty::Quoted(inner) => format!("quoted({})", ty_text(api, inner)),
        Ty::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| ty_text(api, element)).collect();
            format!("tuple<{}>", elements.join(", "))
        }
        Ty::String(format) => format!("string({format:?})"),
        Ty::List(element) => format!("list<{}>", ty_text(api, element)),
        Ty::Map(value) => format!("map<{}>", ty_text(api, value)),
        Ty::Nullable(inner) => format!("{} | null", ty_text(api, inner)),
        Ty::Named(id) => type_text(api, *id),
    }
}

fn write_facts(facts: &Facts, depth: usize, out: &mut String) -> fmt::Result {
    write_text(out, depth, "title", facts.title.as_deref())?;
    write_text(out, depth, "description", facts.description.as_deref())?;
    write_text(out, depth, "see", facts.see.as_deref())?;
    let indent = "    ".repeat(depth);
    if facts.deprecated {
        writeln!(out, "{indent}deprecated")?;
    }
    match facts.access {
        Access::Both => {}
        Access::Read => writeln!(out, "{indent}access read")?,
        Access::Write => writeln!(out, "{indent}access write")?,
    }
    match facts.provenance {
        Provenance::Documented => {}
        Provenance::Example => writeln!(out, "{indent}provenance example")?,
        Provenance::Inferred => writeln!(out, "{indent}provenance inferred")?,
    }
    if let Some(default) = &facts.default {
        writeln!(out, "{indent}default {default}")?;
    }
    for constraint in &facts.constraints {
        writeln!(out, "{indent}constraint {}", constraint_text(constraint))?;
    }
    for example in &facts.examples {
        writeln!(out, "{indent}example {example}")?;
    }
    write_xml(facts.xml.as_deref(), depth, out)
}

fn write_xml(xml: Option<&Xml>, depth: usize, out: &mut String) -> fmt::Result {
    let (mut xml, mut label) = (xml, "xml".to_owned());
    while let Some(Xml { node, name, namespace, prefix, inner }) = xml {
        let node = node.map_or_else(String::new, |node| format!(" {node:?}").to_lowercase());
        write!(out, "{}{label}{node}", "    ".repeat(depth))?;
        for (word, text) in [("named", name), ("in", namespace), ("as", prefix)] {
            if let Some(text) = text {
                write!(out, " {word} {text:?}")?;
            }
        }
        writeln!(out)?;
        xml = inner.as_deref();
        label.push_str(" of each");
    }
    Ok(())
}

fn constraint_text(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Each(inner) => {
            let inner: Vec<String> = inner.iter().map(constraint_text).collect();
            format!("each ({})", inner.join(", "))
        }
        other => format!("{other:?}"),
    }
}

fn write_text(out: &mut String, depth: usize, label: &str, text: Option<&str>) -> fmt::Result {
    match text {
        Some(text) => writeln!(out, "{}{label} {text:?}", "    ".repeat(depth)),
        None => Ok(()),
    }
}
