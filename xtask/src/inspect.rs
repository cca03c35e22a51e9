//! `ir` and `bundle`: looking at a stage.

use std::process::ExitCode;

use specwright_ir::{Diagnostics, Sources};
use specwright_openapi::read;

use crate::{
    codegen::Spec,
    output::{self, Failure},
    pipeline,
    project::Project,
};

pub(crate) fn ir(project: &Project, api: &str) -> Result<ExitCode, Failure> {
    show(project, api, |spec, sources, diagnostics| {
        let model = pipeline::model(&spec.input(), &spec.folder(), sources, diagnostics)?;
        Some(model.to_string())
    })
}

pub(crate) fn bundle(project: &Project, api: &str) -> Result<ExitCode, Failure> {
    show(project, api, |spec, sources, diagnostics| read::bundle(&spec.input(), &spec.folder(), sources, diagnostics))
}

fn show(
    project: &Project,
    api: &str,
    stage: impl FnOnce(&Spec, &mut Sources, &mut Diagnostics) -> Option<String>,
) -> Result<ExitCode, Failure> {
    project.api(api)?;
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let text = Spec::read(project, api, &mut sources, &mut diagnostics)
        .and_then(|spec| stage(&spec, &mut sources, &mut diagnostics));
    let fatal = diagnostics.is_fatal();
    let found = diagnostics.into_sorted();
    match text.filter(|_| !fatal) {
        Some(text) => {
            output::result(&text);
            Ok(ExitCode::SUCCESS)
        }
        None => {
            output::diagnostics(&found, &sources);
            Ok(ExitCode::FAILURE)
        }
    }
}
