//! What is read off the syntax of a generated crate.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::Expr;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use crate::client::Wire;

/// String fields of a struct literal.
pub(crate) struct Facts(pub(crate) BTreeMap<String, String>);

impl Visit<'_> for Facts {
    fn visit_field_value(&mut self, field: &syn::FieldValue) {
        if let Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &field.expr {
            self.0.insert(field.member.to_token_stream().to_string(), text.value());
        }
    }
}

/// Argument to field, of the struct literal that an operation is made with.
pub(crate) struct Made(pub(crate) BTreeMap<String, String>);

impl Visit<'_> for Made {
    fn visit_field_value(&mut self, field: &syn::FieldValue) {
        let mut expression = &field.expr;
        while let Expr::MethodCall(call) = expression {
            expression = &call.receiver;
        }
        self.0.insert(expression.to_token_stream().to_string(), field.member.to_token_stream().to_string());
    }
}

/// The fields that a setter sets: it calls `Settable::set(&mut ..field, value)`.
pub(crate) struct Assigned(pub(crate) Vec<String>);

impl Visit<'_> for Assigned {
    fn visit_expr_reference(&mut self, reference: &syn::ExprReference) {
        if let (Some(_), Expr::Field(field)) = (reference.mutability, &*reference.expr) {
            self.0.push(field.member.to_token_stream().to_string());
        }
    }
}

/// The calls of the request's writer.
pub(crate) struct Wires(pub(crate) Vec<Wire>);

impl Visit<'_> for Wires {
    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        syn::visit::visit_expr_method_call(self, call);
        let kind = call.method.to_string();
        let name = match call.args.first() {
            Some(Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. })) => text.value(),
            _ => String::new(),
        };
        let mut last = call.args.last();
        while let Some(Expr::Reference(syn::ExprReference { expr, .. })) = last {
            last = Some(expr);
        }
        while let Some(Expr::MethodCall(inner)) = last {
            last = Some(&inner.receiver);
        }
        let field = match last {
            Some(Expr::Field(field)) => field.member.to_token_stream().to_string(),
            Some(Expr::Path(path)) => path.to_token_stream().to_string(),
            _ => return,
        };
        if call.receiver.to_token_stream().to_string() == "request" && kind != "path" {
            let style = call.args.to_token_stream().to_string();
            let delimiter = if style.contains("SPACE") || style.contains("Space") {
                ' '
            } else if style.contains("PIPE") || style.contains("Pipe") {
                '|'
            } else {
                ','
            };
            self.0.push(Wire { kind, name, field, delimiter });
        }
    }
}

/// Makes the paths of a type absolute.
pub(crate) struct Qualify<'a> {
    pub(crate) krate: &'a str,
    pub(crate) module: &'a str,
    pub(crate) local: &'a [String],
}

impl VisitMut for Qualify<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        syn::visit_mut::visit_path_mut(self, path);
        let text = path.to_token_stream().to_string().replace(' ', "");
        let whole = match text.split_once("::") {
            Some(("crate", rest)) => format!("{}::{rest}", self.krate),
            Some(("models" | "runtime", _)) => format!("{}::{text}", self.krate),
            None if self.local.contains(&text) => {
                format!("{}::operations::{}::{text}", self.krate, self.module)
            }
            _ => return,
        };
        if let Ok(whole) = syn::parse_str(&whole) {
            *path = whole;
        }
    }
}
