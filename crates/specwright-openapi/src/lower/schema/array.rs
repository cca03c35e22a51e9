//! Arrays.

use specwright_ir::Ty;

use super::{Site, alternatives::Alternative, parts::Parts, view::View};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// The longest tuple; what is longer is a list.
const MAX_TUPLE: usize = 12;

impl<'d> Lower<'d> {
    pub(super) fn list_type(&mut self, parts: &Parts<'d>, site: &Site) -> Ty {
        let items: Vec<At<'d>> =
            parts.all("items").filter(|items| !matches!(items.node.value, Value::Array(_))).collect();
        let mut first = Vec::new();
        for part in &parts.objects {
            // Before draft 2020-12, `items` with an array was what `prefixItems` is now.
            let key = if matches!(part.node.get("items").map(|node| &node.value), Some(Value::Array(_))) {
                "items"
            } else {
                "prefixItems"
            };
            first = self.list(part, key);
            if !first.is_empty() {
                break;
            }
        }
        if first.is_empty() {
            return Ty::List(Box::new(if items.is_empty() {
                Ty::Any
            } else {
                self.use_of_view(&View::all(&items), &site.inside("item"))
            }));
        }
        let closed = items
            .iter()
            .chain(&parts.first("additionalItems"))
            .any(|rest| matches!(rest.node.value, Value::Bool(false)));
        let count = |key: &str| parts.all(key).filter_map(|at| at.node.as_number()?.as_u64()).collect::<Vec<_>>();
        let length = first.len() as u64;
        let at_least = count("minItems").into_iter().max().is_some_and(|least| least >= length);
        let at_most = closed || count("maxItems").into_iter().min().is_some_and(|most| most <= length);
        if at_least && at_most && (2..=MAX_TUPLE).contains(&first.len()) {
            let elements = first.iter().enumerate();
            return Ty::Tuple(
                elements.map(|(index, at)| self.use_of(at, &site.inside(&format!("item {}", index + 1)))).collect(),
            );
        }
        let rest: Vec<At<'d>> =
            if at_most { Vec::new() } else { items.iter().chain(&parts.first("additionalItems")).cloned().collect() };
        let free = !at_most && rest.is_empty();
        let all: Vec<Alternative<'d>> = first.iter().chain(&rest).map(Alternative::of_schema).collect();
        Ty::List(Box::new(self.one_of(&all, free, &site.inside("item"))))
    }
}
