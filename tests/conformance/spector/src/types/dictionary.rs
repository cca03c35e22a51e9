//! `type/dictionary/*`.

use crate::scenario::scenarios;

scenarios! {}
