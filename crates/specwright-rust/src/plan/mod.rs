//! IR to plan: every name, type, box, derive, module, file and dependency is decided here.

mod boxes;
mod client;
mod directions;
mod docs;
mod formats;
mod models;
mod operation;
mod outcome;
mod package;
mod record;
mod sizes;
mod traits;
mod type_expr;
mod type_names;

use specwright_ir::{Api, Diagnostics};

pub(crate) use client::{ClientPlan, CredentialCall, CredentialPlan, Example};
pub(crate) use models::{EnumPlan, EnumValues, ModelsPlan, ModulePlan, RecordPlan, TypePlan, VariantPlan};
pub(crate) use operation::{BodyPlan, Encode, OperationPlan, OptionPlan, ParameterPlan};
pub(crate) use outcome::{AnswerPlan, Decode, ErrorPlan, OutputPlan, StatusArm, VariantOf};
pub(crate) use package::{Dependency, Package};
pub use package::{FormatType, Location, Options, TypePath};
pub(crate) use record::{Accepts, FieldPlan, Setter, Wire};
pub(crate) use traits::Traits;
pub(crate) use type_expr::{Import, Imports, TypeExpr};

/// Both crates of one API, decided to the last name.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) models: ModelsPlan,
    pub(crate) client: ClientPlan,
}

/// Decides how an API becomes two crates. Total: what has to be renamed is reported.
pub fn plan(api: &Api, options: &Options, diagnostics: &mut Diagnostics) -> Plan {
    let names = type_names::TypeNames::mint(api, &options.formats, diagnostics);
    formats::report_unused(api, &options.formats, diagnostics);
    let models = models::plan(api, options, &names);
    let client = client::plan(api, options, &names, diagnostics);
    Plan { models, client }
}
