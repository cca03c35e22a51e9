//! `payload/pageable`.

use crate::scenario::scenarios;

scenarios! {}
