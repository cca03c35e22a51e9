//! What syn could only keep as it stood has no layout, and prettyplease panics on some of it.

use syn::visit::{self, Visit};

/// Whether everything in `file` has a syntax tree of its own; the error says what has not.
pub(super) fn check(file: &syn::File) -> Result<(), &'static str> {
    let mut finder = Finder { unknown: None };
    finder.visit_file(file);
    finder.unknown.map_or(Ok(()), Err)
}

struct Finder {
    unknown: Option<&'static str>,
}

macro_rules! find {
    ($($visit:ident: $node:ident, $what:literal;)*) => {
        impl<'ast> Visit<'ast> for Finder {
            fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
                if item.ident.is_some() {
                    self.unknown = Some("the definition of a macro");
                }
            }

            $(
                fn $visit(&mut self, node: &'ast syn::$node) {
                    match node {
                        syn::$node::Verbatim(_) => self.unknown = Some($what),
                        node => visit::$visit(self, node),
                    }
                }
            )*
        }
    };
}

find! {
    visit_item: Item, "this kind of item";
    visit_impl_item: ImplItem, "this kind of associated item";
    visit_trait_item: TraitItem, "this kind of item in a trait";
    visit_foreign_item: ForeignItem, "this kind of foreign item";
    visit_expr: Expr, "an expression in it";
    visit_lit: Lit, "a literal in it";
    visit_pat: Pat, "a pattern in it";
    visit_type: Type, "a type in it";
    visit_type_param_bound: TypeParamBound, "a bound in it";
}
