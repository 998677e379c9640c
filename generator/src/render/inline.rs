//! `#[inline]` on what is generated: the compiler makes machine code of such a function where it is called, and none
//! where it is not. A program uses a few operations of many; without the mark a build compiles all of them.

use syn::{Attribute, GenericParam, Generics, ImplItem, Item, Signature, Type, parse_quote};

/// Marks each function of the file that the compiler would make machine code of although nobody calls it.
pub(crate) fn mark(file: &mut syn::File) {
    let inline: Attribute = parse_quote!(#[inline]);
    for item in &mut file.items {
        match item {
            Item::Impl(block) if !generic(&block.generics) => {
                for member in &mut block.items {
                    if let ImplItem::Fn(function) = member
                        && eager(&function.sig)
                        && !marked(&function.attrs)
                    {
                        function.attrs.push(inline.clone());
                    }
                }
            }
            Item::Fn(function) if eager(&function.sig) && !marked(&function.attrs) => {
                function.attrs.push(inline.clone());
            }
            _ => {}
        }
    }
}

/// A function with type parameters is compiled where it is called without being told.
fn eager(signature: &Signature) -> bool {
    let argument_is_generic = signature.inputs.iter().any(
        |input| matches!(input, syn::FnArg::Typed(argument) if matches!(*argument.ty, Type::ImplTrait(_))),
    );
    !argument_is_generic && !generic(&signature.generics)
}

fn generic(generics: &Generics) -> bool {
    generics.params.iter().any(|parameter| !matches!(parameter, GenericParam::Lifetime(_)))
}

fn marked(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("inline") || attribute.path().is_ident("test"))
}
