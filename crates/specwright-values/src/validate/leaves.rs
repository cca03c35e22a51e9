//! What models are made from.

use std::collections::BTreeMap;

use serde_core::Serialize;
use serde_json::{Map, Value};

use super::rule::{check_list, check_number, check_size, check_text, each};
use super::{Faults, Rule, Validate};
use crate::{Base64, Base64Url, Date, DateTime, Duration, Maybe, Number, Quoted, Secret, Time, Uuid};

macro_rules! text {
    ($($ty:ty)*) => {
        $(impl Validate for $ty {
            fn check(&self, rules: &[Rule], faults: &mut Faults) {
                if !rules.is_empty() {
                    check_text(&self.to_string(), rules, faults);
                }
            }
        })*
    };
}

text! { Base64 Base64Url Date DateTime Duration Time Uuid }

impl Validate for String {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        check_text(self, rules, faults);
    }
}

impl Validate for Secret {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        check_text(self.expose(), rules, faults);
    }
}

impl<T: std::fmt::Display> Validate for Quoted<T>
where
    Self: Serialize + std::fmt::Display,
{
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        if !rules.is_empty() {
            check_text(&self.to_string(), rules, faults);
        }
    }
}

macro_rules! number {
    ($($ty:ty)*) => {
        $(impl Validate for $ty {
            fn check(&self, rules: &[Rule], faults: &mut Faults) {
                if !rules.is_empty() {
                    check_number(&Number::from(*self), rules, faults);
                }
            }
        })*
    };
}

number! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f64 }

impl Validate for Number {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        check_number(self, rules, faults);
    }
}

impl Validate for bool {
    fn check(&self, _: &[Rule], _: &mut Faults) {}
}

impl Validate for Value {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        match self {
            Self::Null | Self::Bool(_) => {}
            // Read from the text that is written, so that it is the same number.
            Self::Number(number) => {
                if let Ok(number) = number.to_string().parse() {
                    check_number(&number, rules, faults);
                }
            }
            Self::String(text) => check_text(text, rules, faults),
            Self::Array(elements) => elements.check(rules, faults),
            Self::Object(members) => members.check(rules, faults),
        }
    }
}

impl Validate for Map<String, Value> {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        check_size(|| Some(self.len()), rules, faults);
        let rules = each(rules);
        if !rules.is_empty() {
            for (name, value) in self {
                faults.property(name, |faults| value.check(&rules, faults));
            }
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        check_size(|| Some(self.len()), rules, faults);
        let rules = each(rules);
        for (name, value) in self {
            faults.property(name, |faults| value.check(&rules, faults));
        }
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        check_list(self, rules, faults);
        let rules = each(rules);
        for (index, element) in self.iter().enumerate() {
            faults.element(index, |faults| element.check(&rules, faults));
        }
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        if let Some(value) = self {
            value.check(rules, faults);
        }
    }
}

impl<T: Validate> Validate for Maybe<T> {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        if let Some(value) = self.value() {
            value.check(rules, faults);
        }
    }
}

impl<T: Validate> Validate for Box<T> {
    fn check(&self, rules: &[Rule], faults: &mut Faults) {
        T::check(self, rules, faults);
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:tt)+))*) => {
        $(impl<$($name: Validate),+> Validate for ($($name,)+) {
            fn check(&self, rules: &[Rule], faults: &mut Faults) {
                let rules = each(rules);
                $(faults.element($index, |faults| self.$index.check(&rules, faults));)+
            }
        })*
    };
}

tuples! {
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11)
}
