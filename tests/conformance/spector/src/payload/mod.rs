//! `payload/*`: bodies of every media type.

use crate::scenario::Scenario;

mod media;
mod multipart;
mod pageable;
mod xml;

pub(crate) const ALL: &[&[Scenario]] = &[media::SCENARIOS, multipart::SCENARIOS, pageable::SCENARIOS, xml::SCENARIOS];
