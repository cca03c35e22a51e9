//! `type/model/*`.

use crate::scenario::scenarios;

scenarios! {}
