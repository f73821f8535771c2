//! The members of structures and unions as fields and variants.

use std::collections::BTreeSet;

use shapesmith_model::{Member, Shape, ShapeKind};

use super::{Lowering, deprecation};
use crate::names::{Scope, UNKNOWN};
use crate::policy::{Required, Strictness};
use crate::rust::{Field, Location, Type};

/// The member that has the message of an error.
const MESSAGE: &str = "message";

impl<'a> Lowering<'a> {
    /// The fields of a structure.
    pub fn fields(&self, owner: &'a Shape, members: &'a [Member]) -> Vec<Field> {
        let pins = &self.decided.pins;
        let mut scope = pins.reserve(Scope::default(), owner);
        let fields = members.iter().filter_map(|member| {
            let given = pins.of_part(&owner.id, &member.name);
            let name = given.cloned().unwrap_or_else(|| scope.field(&member.name));
            let ty = self.member_type(owner, member)?;
            let ty = if self.is_plain(owner, member) { ty } else { ty.optional() };
            Some(self.field(owner, member, name, ty))
        });
        let mut fields: Vec<Field> = fields.collect();
        fields.extend(self.message_field(owner, &fields, &mut scope));
        set_bound_apart(&mut fields);
        fields
    }

    /// Returns whether the field of a structure's member has no room for an absent value.
    pub fn is_plain(&self, owner: &Shape, member: &Member) -> bool {
        let is_required = member.traits.required() && !self.recursion.endless(owner, member);
        is_required
            && match self.decided.required(owner) {
                Required::Auto => self.only_sent(owner),
                Required::Plain => true,
                Required::Option => false,
            }
    }

    /// The variants of a union.
    pub fn union_variants(&self, owner: &'a Shape, members: &'a [Member]) -> Vec<Field> {
        let mut scope = self.decided.pins.reserve(Scope::with(&[UNKNOWN]), owner);
        let variants = members.iter().filter_map(|member| {
            let name = self.variant(&mut scope, owner, &member.name);
            let ty = self.member_type(owner, member)?;
            Some(self.field(owner, member, name, ty))
        });
        variants.collect()
    }

    /// The type of the member's value; `None` where the member is left out.
    fn member_type(&self, owner: &Shape, member: &Member) -> Option<Type> {
        let id = member.id(&owner.id);
        if self.is_event_stream(member) {
            self.skip(id, "event streams have no type yet; their events have");
            return None;
        }
        let Some(ty) = self.value_type(&member.target, 0) else {
            self.skip(id, "lists and maps are nested too deeply");
            return None;
        };
        Some(if self.recursion.boxed(owner, member) { Type::Boxed(Box::new(ty)) } else { ty })
    }

    fn field(&self, owner: &'a Shape, member: &'a Member, name: String, ty: Type) -> Field {
        let target = self.model.shape(&member.target);
        let streaming = |shape: &Shape| shape.traits.streaming();
        // A default of `null` takes one away.
        let default = self.model.effective(member, |traits| traits.default_value().cloned());
        let default = default.filter(|default| !default.is_null());
        Field {
            name,
            origin: member.id(&owner.id),
            key: self.key(member),
            presence: self.presence(owner, member, &ty),
            location: self.location(owner, member),
            timestamp: self.timestamp_format(member),
            has_text_digits: self.has_text_digits(&ty),
            required: member.traits.required(),
            rules: self.rules(owner, member),
            sensitive: self.is_sensitive(member),
            streaming: member.traits.streaming() || target.is_some_and(streaming),
            is_structure: target.is_some_and(|shape| matches!(shape.kind, ShapeKind::Structure(_))),
            docs: self.member_docs(member),
            default,
            deprecated: deprecation(&member.traits),
            member: member.name.clone(),
            ty,
        }
    }

    /// Whether the type has big numbers that are text in JSON.
    fn has_text_digits(&self, ty: &Type) -> bool {
        let is_big = |ty: &Type| matches!(ty, Type::BigInteger | Type::BigDecimal);
        self.protocol.has_big_numbers_as_text() && ty.parts().any(is_big)
    }

    /// The documentation, with the corrections of what has no page of its own: lists, maps, simple shapes.
    fn member_docs(&self, member: &'a Member) -> Vec<String> {
        if self.is_for_comparison() {
            return Vec::new();
        }
        let mut lines = self.prose.of_named(&member.traits, &member.name);
        for (depth, part) in self.chain(member).into_iter().enumerate() {
            if depth > 0 {
                lines.extend(self.prose.corrections(&part.traits));
            }
            let target = self.model.shape(&part.target);
            if let Some(shape) = target.filter(|shape| !self.names.contains_key(&shape.id)) {
                lines.extend(self.prose.corrections(&shape.traits));
            }
        }
        lines
    }

    fn key(&self, member: &Member) -> String {
        let renamed = member.traits.json_name().filter(|_| self.protocol.binds_http());
        renamed.unwrap_or(&member.name).to_owned()
    }

    /// Returns where the member travels. Labels and queries are parts of requests, status codes of responses: in the
    /// other messages such a member is in the body.
    /// ([Smithy: HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html))
    pub fn location(&self, owner: &Shape, member: &Member) -> Location {
        let Some(messages) = self.bound.get(&owner.id) else { return Location::Body };
        let location = member.traits.http_binding().into();
        let is_bound = match location {
            Location::Label | Location::Query | Location::QueryParams => messages.requests,
            Location::ResponseCode => messages.responses,
            _ => true,
        };
        if is_bound { location } else { Location::Body }
    }

    /// Returns the field of an error for the message that services send, where the model has no member for it.
    fn message_field(&self, owner: &Shape, fields: &[Field], scope: &mut Scope) -> Option<Field> {
        let is_message = |field: &Field| {
            ["message", "errorMessage"].iter().any(|name| field.member.eq_ignore_ascii_case(name))
        };
        if self.exception(owner).is_none() || fields.iter().any(is_message) {
            return None;
        }
        let docs = "What the service says about the error; the model has no member for it.";
        Some(Field {
            name: scope.field(MESSAGE),
            origin: owner.id.with_member(MESSAGE),
            member: MESSAGE.to_owned(),
            key: MESSAGE.to_owned(),
            ty: Type::String.optional(),
            location: Location::Body,
            timestamp: None,
            has_text_digits: false,
            required: false,
            presence: Strictness::Off,
            rules: Vec::new(),
            sensitive: false,
            streaming: false,
            is_structure: false,
            default: None,
            docs: if self.is_for_comparison() { Vec::new() } else { vec![docs.to_owned()] },
            deprecated: None,
        })
    }

    fn only_sent(&self, owner: &Shape) -> bool {
        self.usage.get(&owner.id).is_some_and(|usage| usage.sent && !usage.received)
    }

    fn is_event_stream(&self, member: &Member) -> bool {
        let target = self.model.shape(&member.target);
        target.is_some_and(|shape| {
            matches!(shape.kind, ShapeKind::Union(_)) && shape.traits.streaming()
        })
    }
}

/// Members outside the body are part of the JSON form, too. One whose key is also that of a member of
/// the body gets a key of its own.
fn set_bound_apart(fields: &mut [Field]) {
    let in_body = fields.iter().filter(|field| field.location.in_body());
    let body: BTreeSet<String> = in_body.map(|field| field.key.clone()).collect();
    for field in fields.iter_mut().filter(|field| !field.location.in_body()) {
        field.key.clone_from(&field.member);
        if body.contains(&field.key) {
            field.key.insert(0, '@');
        }
    }
    let mut taken = BTreeSet::new();
    for field in fields {
        // Nothing but a mistaken `jsonName` makes two keys equal: the first member keeps it.
        while !taken.insert(field.key.clone()) {
            field.key.insert(0, '@');
        }
    }
}
