//! `payload/xml`.

use crate::scenario::scenarios;

scenarios! {}
