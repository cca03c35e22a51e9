//! Anchors and aliases, with a limit on what they may grow to.

use std::collections::BTreeMap;

use specwright_ir::{Code, Span};

use super::{MAX_DEPTH, Stop};
use crate::tree::Node;

/// What one node costs beside its text.
const NODE_COST: usize = 64;

/// What all copies made for the anchors and aliases of one file may cost together.
const BUDGET: usize = 32 << 20;

/// How large a node is, with everything in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    height: usize,
    cost: usize,
}

impl Measure {
    /// A scalar with a text of this length.
    pub(super) fn scalar(length: usize) -> Self {
        Self { height: 0, cost: NODE_COST + length }
    }

    /// An array or an object with nothing in it.
    pub(super) fn container() -> Self {
        Self { height: 1, cost: NODE_COST }
    }

    /// Puts a node with a key of this length (0 in an array) into this container.
    pub(super) fn add(&mut self, inner: Self, key_length: usize) {
        self.height = self.height.max(inner.height + 1);
        self.cost = self.cost.saturating_add(inner.cost).saturating_add(key_length);
    }
}

/// The anchored nodes of one file that are complete.
#[derive(Default)]
pub(super) struct Anchors {
    nodes: BTreeMap<usize, (Node, Measure)>,
    spent: usize,
}

impl Anchors {
    /// Keeps a copy of a node under its anchor; 0 stands for none.
    pub(super) fn remember(&mut self, anchor: usize, node: &Node, measure: Measure) -> Result<(), Stop> {
        if anchor != 0 {
            spend(&mut self.spent, measure, node.span)?;
            self.nodes.insert(anchor, (node.clone(), measure));
        }
        Ok(())
    }

    /// A copy of an anchored node for an alias that stands `depth` containers deep.
    pub(super) fn expand(&mut self, anchor: usize, depth: usize, at: Span) -> Result<(Node, Measure), Stop> {
        let Some((node, measure)) = self.nodes.get(&anchor) else {
            return Err(Stop::new(Code::Limit, "an alias stands inside of the node that it repeats", at));
        };
        let measure = *measure;
        if depth + measure.height > MAX_DEPTH {
            let message = format!("with this alias, arrays and objects stand in each other more than {MAX_DEPTH} deep");
            return Err(Stop::new(Code::Limit, message, at));
        }
        spend(&mut self.spent, measure, at)?;
        Ok((node.clone(), measure))
    }
}

fn spend(spent: &mut usize, measure: Measure, at: Span) -> Result<(), Stop> {
    *spent = spent.saturating_add(measure.cost);
    if *spent > BUDGET {
        return Err(Stop::new(Code::Limit, "anchors and aliases repeat more than 32 MiB of values", at));
    }
    Ok(())
}
