//! `payload/media`.

use crate::scenario::scenarios;

scenarios! {}
