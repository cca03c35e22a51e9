//! Whether values satisfy what a document asks of them besides their type.

mod count;
mod faults;
mod leaves;
mod pattern;
mod rule;
mod table;

use serde_core::Serialize;

pub use faults::{Fault, Faults, Invalid};
pub use pattern::Pattern;
pub use rule::{Amount, Rule};
pub use table::{check_record, check_rest};

/// A value that can be held against the constraints of a document: lengths, bounds, patterns and counts, in it and in
/// everything inside it.
///
/// Generated models implement it when they are asked to, and so does everything that they are made from. Values that an
/// open enum or a union does not know satisfy everything. The constraints say nothing about how a value was written, so
/// what a reader has passed over is not counted.
pub trait Validate: Serialize {
    /// Whether the value and everything in it is what the document allows.
    ///
    /// # Errors
    /// Everything that is not: where it is and what is asked for, never what is there.
    fn validate(&self) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        self.check(&[], &mut faults);
        faults.finish()
    }

    /// Adds what is wrong under rules of the place that the value stands in.
    #[doc(hidden)]
    fn check(&self, rules: &[Rule], faults: &mut Faults);
}
