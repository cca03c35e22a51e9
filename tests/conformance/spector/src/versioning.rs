//! `versioning/*`.

use crate::scenario::scenarios;

scenarios! {}
