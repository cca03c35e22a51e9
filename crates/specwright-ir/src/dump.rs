//! The stable text form of [`Api`]: what `cargo xtask ir` prints and snapshots hold.

use std::fmt::{self, Write};

use crate::{
    Access, Api, Constraint, CredentialKind, EnumWire, Facts, Flow, NameHint, NumberFormat, Presence, Provenance, Rest,
    ServerVariable, Shape, Tag, Ty, TypeDef, TypeId, Union, Xml,
};

mod operation;

use operation::{write_operation, write_webhook};

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
