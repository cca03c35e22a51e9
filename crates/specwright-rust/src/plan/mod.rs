//! IR to plan: every name, type, box, derive, module, file and dependency is decided here.

mod accept;
mod aliases;
mod body;
mod boxes;
mod checks;
mod circles;
mod client;
mod constraints;
mod credentials;
mod defaults;
mod directions;
mod docs;
mod ecma;
mod enumeration;
mod events;
mod features;
mod formats;
mod headers;
mod links;
mod listing;
mod models;
mod operation;
mod outcome;
mod package;
mod paging;
mod payload;
mod readme;
mod record;
mod sections;
mod servers;
mod sizes;
mod status;
mod traits;
mod trial;
mod type_expr;
mod type_names;
mod union;
mod variants;
mod xml;

use specwright_ir::{Api, Diagnostics};

pub(crate) use body::{BodyPlan, Encode, PartPlan, PartsPlan, WritePart};
pub(crate) use checks::{CheckPlan, FieldCheck};
pub(crate) use client::ClientPlan;
pub(crate) use constraints::{Rule, Rules};
pub(crate) use credentials::{CredentialCall, CredentialPlan};
pub(crate) use enumeration::{EnumPlan, EnumValues, VariantPlan};
pub(crate) use events::{EventEnum, EventRead, EventVariant, EventsPlan};
pub(crate) use features::RUNTIME as RUNTIME_FEATURES;
pub(crate) use headers::{HeaderField, HeaderStruct, HeadersPlan};
pub use listing::type_names;
pub(crate) use models::{ModelsPlan, ModulePlan, TypePlan};
pub(crate) use operation::{OperationPlan, OptionPlan, ParameterPlan, Plain};
pub(crate) use outcome::{AnswerPlan, Decode, ErrorPlan, OutputPlan, VariantOf};
pub(crate) use package::{Dependency, Package};
pub use package::{FormatType, Location, Options, TypePath};
pub(crate) use paging::{CursorPlan, Hop, PagingPlan, Step, TotalPlan, TurnPlan, Wrap};
pub(crate) use readme::Example;
pub(crate) use record::{Accepts, FieldPlan, Initial, RecordKind, RecordPlan, Setter, Wire};
pub(crate) use sections::SectionPlan;
pub(crate) use servers::{ServerPlan, VariablePlan};
pub(crate) use status::StatusArm;
pub(crate) use traits::Traits;
pub(crate) use trial::{Condition, Kind};
pub(crate) use type_expr::{Import, Imports, TypeExpr, has_models};
pub(crate) use union::{EntryPlan, TagPlan, UnionPlan, UnionVariant};
pub(crate) use xml::{XmlPlan, XmlRoot};

/// Both crates of one API, decided to the last name.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) models: ModelsPlan,
    pub(crate) client: ClientPlan,
}

/// Decides how an API becomes two crates. Total: what has to be renamed is reported.
pub fn plan(api: &Api, options: &Options, diagnostics: &mut Diagnostics) -> Plan {
    let api = circles::without_circles(api);
    let api = api.as_ref();
    let names = type_names::TypeNames::mint(api, options, diagnostics);
    formats::report_unused(api, &options.formats, diagnostics);
    let models = models::plan(api, options, &names, diagnostics);
    let client = client::plan(api, options, &names, &models, diagnostics);
    Plan { models, client }
}
