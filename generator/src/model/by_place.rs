//! Alternatives of unions that are called by their places, because nothing else tells them apart.

use std::collections::BTreeSet;

use super::{Ty, TypeFile, TypeKind, UnionArm};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::names::ident::Ident;
use crate::names::reason::{ArmBy, NameSource};

/// Reports the alternatives of unions that are called by their places.
pub(crate) fn report(files: &[TypeFile], report: &mut Report) {
    let by_place = |ident: &Ident| {
        ident.why().is_numbered() || ident.why().source() == NameSource::Alternative(ArmBy::Index)
    };
    let items = || files.iter().flat_map(|file| &file.items);
    let placed: BTreeSet<&Ident> = items().map(|item| &item.ident).filter(|ident| by_place(ident)).collect();
    for item in items() {
        let TypeKind::Union(union) = &item.kind else { continue };
        let is_placed = |arm: &&UnionArm| {
            by_place(&arm.ident) || matches!(&arm.ty, Ty::Named(ident) if placed.contains(ident))
        };
        let called = union.arms.iter().filter(is_placed);
        let called: Vec<String> =
            called.map(|arm| format!("`{}::{}`", item.ident.as_str(), arm.ident.as_str())).collect();
        if !called.is_empty() {
            let help = "give each a `title`: in another order these names would mean other alternatives";
            let message = format!("alternatives differ by nothing but their places: {}", called.join(", "));
            report.warning(Code::NameCollision, Place::Node(item.node), message, help);
        }
    }
}
