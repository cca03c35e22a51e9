//! Operations, and what their bodies hold.

use std::fmt::{self, Write};

use super::{ty_text, write_facts, write_text, write_xml};
use crate::{
    Api, Content, Encoding, EventAlternative, EventData, EventKind, Events, Format, NameHint, Operation, Parameter,
    PartKind, Response, StatusPattern, Webhook,
};

pub(super) fn write_operation(api: &Api, operation: &Operation, out: &mut String) -> fmt::Result {
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

pub(super) fn write_webhook(api: &Api, webhook: &Webhook, out: &mut String) -> fmt::Result {
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
