//! What is written in a Rust file: what it defines and imports, and every path that its code names.
//!
//! Comments and what is under `#[cfg(test)]` are not read. A method that is called names no module, so an
//! `impl` block may stand in another file than its type.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};

/// The words of attributes whose texts are paths.
const PATH_KEYS: [&str; 5] = ["default", "deserialize_with", "serialize_with", "skip_serializing_if", "with"];

/// A module as it is written: a file, or a `mod name { … }` within one.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The names of what it defines.
    pub(crate) items: BTreeSet<String>,
    /// What it imports, each under the name that it has here, re-exports included.
    pub(crate) imports: Vec<(String, Vec<String>)>,
    /// That of which it imports every name.
    pub(crate) globs: Vec<Vec<String>>,
    /// What it names. A re-export is a door and not a use: what it leads to is not among these.
    pub(crate) named: Vec<Named>,
    /// Its modules that have a file of their own.
    pub(crate) files: Vec<String>,
    /// Its modules that stand in the same file.
    pub(crate) inline: Vec<(String, Written)>,
}

/// A path as it is named.
#[derive(Debug)]
pub(crate) struct Named {
    /// Its segments.
    pub(crate) path: Vec<String>,
    /// The line that it stands on.
    pub(crate) line: usize,
    /// By what it is named.
    pub(crate) by: By,
}

/// By what a path is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// By a `use` that is seen in its own module alone.
    Import,
    /// By code.
    Code,
    /// By the text of an attribute.
    Attribute,
}

/// Reads the text of a file.
pub(crate) fn read(text: &str) -> syn::Result<Written> {
    let mut reader = Reader(Written::default());
    reader.visit_file(&syn::parse_file(text)?);
    Ok(reader.0)
}

struct Reader(Written);

impl Reader {
    fn name(&mut self, path: Vec<String>, line: usize, by: By) {
        self.0.named.push(Named { path, line, by });
    }

    /// Paths among the tokens of a macro or an attribute: words joined by `::`, and the texts that serde reads
    /// as paths. A word after a dot is a field or a method.
    fn tokens(&mut self, tokens: TokenStream) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut at = 0;
        while at < trees.len() {
            match &trees[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) if at > 1 && is(at - 1, '=') => {
                    let key = trees[at - 2].to_string();
                    if PATH_KEYS.contains(&key.as_str()) {
                        let text = literal.to_string();
                        let path = text.trim_matches('"').split("::").map(str::to_owned).collect();
                        self.name(path, literal.span().start().line, By::Attribute);
                    }
                }
                TokenTree::Ident(first) => {
                    let after_dot = at > 0 && is(at - 1, '.');
                    let mut path = vec![first.to_string()];
                    while is(at + 1, ':') && is(at + 2, ':') {
                        let Some(TokenTree::Ident(next)) = trees.get(at + 3) else { break };
                        path.push(next.to_string());
                        at += 3;
                    }
                    if !after_dot {
                        self.name(path, first.span().start().line, By::Code);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    /// Each name of a `use`, with the path before it.
    fn import(&mut self, tree: &syn::UseTree, before: &[String], seen: &syn::Visibility) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        let (name, ident) = match tree {
            syn::UseTree::Path(path) => return self.import(&path.tree, &with(&path.ident), seen),
            syn::UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.import(tree, before, seen));
            }
            syn::UseTree::Glob(glob) => {
                if matches!(seen, syn::Visibility::Inherited) {
                    self.name(before.to_vec(), glob.star_token.spans[0].start().line, By::Import);
                }
                return self.0.globs.push(before.to_vec());
            }
            syn::UseTree::Name(name) => (&name.ident, &name.ident),
            syn::UseTree::Rename(rename) => (&rename.rename, &rename.ident),
        };
        let path = if ident == "self" { before.to_vec() } else { with(ident) };
        let name = if name == "self" { before.last().cloned().unwrap_or_default() } else { name.to_string() };
        if matches!(seen, syn::Visibility::Inherited) {
            self.name(path.clone(), ident.span().start().line, By::Import);
        }
        self.0.imports.push((name, path));
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let (attributes, name) = about(item);
        if attributes.iter().any(is_for_tests) {
            return;
        }
        self.0.items.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let Some((_, items)) = &item.content else {
            return self.0.files.push(item.ident.to_string());
        };
        let mut inner = Self(Written::default());
        for item in items {
            inner.visit_item(item);
        }
        self.0.inline.push((item.ident.to_string(), inner.0));
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if item.leading_colon.is_none() {
            self.import(&item.tree, &[], &item.vis);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !item.attrs.iter().any(is_for_tests) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first()
        {
            let line = first.ident.span().start().line;
            self.name(
                path.segments.iter().map(|segment| segment.ident.to_string()).collect(),
                line,
                By::Code,
            );
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    /// Who may see a thing is no use of a module.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

fn is_for_tests(attribute: &syn::Attribute) -> bool {
    match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    }
}

/// The attributes of an item, and its name where paths may name it.
fn about(item: &syn::Item) -> (&[syn::Attribute], Option<&syn::Ident>) {
    match item {
        syn::Item::Const(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Enum(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
        syn::Item::Impl(item) => (&item.attrs, None),
        syn::Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
        syn::Item::Mod(item) => (&item.attrs, None),
        syn::Item::Static(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Struct(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Trait(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Type(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Union(item) => (&item.attrs, Some(&item.ident)),
        syn::Item::Use(item) => (&item.attrs, None),
        _ => (&[], None),
    }
}
