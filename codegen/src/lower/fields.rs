//! The members of structures and unions as fields and variants.

use shapesmith_model::{Member, Shape, ShapeKind};

use super::keys::{KeySource, structure_keys};
use super::{ConstraintUses, Findings, Lowering, deprecation};
use crate::names::{Scope, UNKNOWN};
use crate::policy::{Required, Strictness};
use crate::rust::{Field, Location, Skipped, Type};

/// The name and key of the member with the message of an error.
const MESSAGE: &str = "message";

/// Whether a value of a member is required, and where this is enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It may be absent.
    Optional,
    /// Validation checks that it is there.
    Checked,
    /// The type has no room for an absent value.
    Plain,
}

/// A member that has a type.
struct TypedMember<'a> {
    member: &'a Member,
    name: String,
    ty: Type,
}

impl<'a> Lowering<'a> {
    /// Returns the fields of a structure, without the members that have no type.
    pub fn fields(&self, owner: &'a Shape, members: &'a [Member]) -> (Vec<Field>, Findings<'a>) {
        let renames = &self.policy.renames;
        let mut scope = renames.reserve_in(Scope::default(), owner);
        let (members, skipped) = self.typed_members(owner, members, |member| {
            let given = renames.of_part(&owner.id, &member.name);
            given.cloned().unwrap_or_else(|| scope.field(&member.name))
        });
        let adds_message = self.exception(owner).is_some()
            && !members.iter().any(|it| is_error_message(&it.member.name));
        let sources = members.iter().map(|it| KeySource {
            name: &it.member.name,
            wire_key: self.wire_key(it.member),
            location: self.location(owner, it.member),
        });
        let message = KeySource { name: MESSAGE, wire_key: MESSAGE, location: Location::Body };
        let sources: Vec<KeySource<'_>> = sources.chain(adds_message.then_some(message)).collect();
        let mut keys = structure_keys(&sources).into_iter();

        let mut constraints = ConstraintUses::default();
        let mut fields = Vec::with_capacity(sources.len());
        for (TypedMember { member, name, ty }, key) in members.into_iter().zip(&mut keys) {
            let presence = self.presence(owner, member);
            let ty = if presence == Presence::Plain { ty } else { ty.optional() };
            let (field, uses) = self.field(owner, TypedMember { member, name, ty }, key, presence);
            fields.push(field);
            constraints.extend(uses);
        }
        fields.extend(keys.map(|key| self.message_field(owner, scope.field(MESSAGE), key)));
        (fields, Findings { skipped, constraints })
    }

    /// Returns the variants of a union, without the members that have no type.
    pub fn union_variants(
        &self,
        owner: &'a Shape,
        members: &'a [Member],
    ) -> (Vec<Field>, Findings<'a>) {
        let mut scope = self.policy.renames.reserve_in(Scope::with(&[UNKNOWN]), owner);
        let (members, skipped) = self.typed_members(owner, members, |member| {
            self.variant_name(&mut scope, owner, &member.name)
        });
        let mut constraints = ConstraintUses::default();
        let mut variants = Vec::with_capacity(members.len());
        for typed in members {
            let presence = match typed.member.traits.is_required() {
                true => Presence::Plain,
                false => Presence::Optional,
            };
            let key = self.wire_key(typed.member).to_owned();
            let (variant, uses) = self.field(owner, typed, key, presence);
            variants.push(variant);
            constraints.extend(uses);
        }
        (variants, Findings { skipped, constraints })
    }

    /// Returns the members that have a type, with names. Members that are left out claim a name, too, so that the others
    /// keep theirs once they get a type.
    fn typed_members(
        &self,
        owner: &Shape,
        members: &'a [Member],
        mut name: impl FnMut(&Member) -> String,
    ) -> (Vec<TypedMember<'a>>, Vec<Skipped>) {
        let (mut typed, mut skipped) = (Vec::with_capacity(members.len()), Vec::new());
        for member in members {
            let name = name(member);
            // The type of a stream of events is one of the operation's.
            if self.is_event_stream(member) && self.is_message(&owner.id) {
                continue;
            }
            match self.member_type(owner, member) {
                Ok(ty) => typed.push(TypedMember { member, name, ty }),
                Err(reason) => skipped.push(Skipped::new(member.id(&owner.id), reason)),
            }
        }
        (typed, skipped)
    }

    /// Returns the type of the member's values.
    ///
    /// # Errors
    /// Why the member is left out.
    fn member_type(&self, owner: &Shape, member: &Member) -> Result<Type, &'static str> {
        if self.is_event_stream(member) {
            return Err("only inputs and outputs of operations have streams of events");
        }
        let ty = self.value_type(&member.target, 0);
        let ty = ty.ok_or("lists and maps are nested too deeply")?;
        Ok(if self.recursion.needs_box(owner, member) { Type::Boxed(Box::new(ty)) } else { ty })
    }

    /// Returns whether a value of a structure's member has to be there.
    pub fn presence(&self, owner: &Shape, member: &Member) -> Presence {
        if !member.traits.is_required() {
            return Presence::Optional;
        }
        let is_plain = match self.policy.required(owner) {
            Required::Auto => self.is_only_sent(owner),
            Required::Plain => true,
            Required::Option => false,
        };
        let is_infinite = || self.recursion.is_infinite_if_required(owner, member);
        if is_plain && !is_infinite() { Presence::Plain } else { Presence::Checked }
    }

    fn field(
        &self,
        owner: &'a Shape,
        typed: TypedMember<'a>,
        key: String,
        presence: Presence,
    ) -> (Field, ConstraintUses<'a>) {
        let TypedMember { member, name, ty } = typed;
        let target = self.model.shape(&member.target);
        let is_streaming = |shape: &Shape| shape.traits.is_streaming();
        // A default of `null` removes the default of the target.
        let default = self.model.effective(member, |traits| traits.default_value().cloned());
        let default = default.filter(|default| !default.is_null());
        let constraints = self.constraints(owner, member, presence);
        let field = Field {
            name,
            origin: member.id(&owner.id),
            key,
            presence: constraints.presence,
            location: self.location(owner, member),
            wire_name: self.wire_name(owner, member),
            timestamp: self.timestamp_format(member),
            has_text_digits: self.has_text_digits(&ty),
            required: member.traits.is_required(),
            rules: constraints.rules,
            sensitive: self.is_sensitive(member),
            streaming: member.traits.is_streaming() || target.is_some_and(is_streaming),
            idempotency_token: member.traits.is_idempotency_token(),
            host_label: self.host_labels.contains(&member.id(&owner.id)),
            xml_flattened: self.has_xml_names && member.traits.is_xml_flattened(),
            xml_attribute: self.has_xml_names && member.traits.is_xml_attribute(),
            facts: self.facts(owner, member),
            is_structure: target.is_some_and(|shape| matches!(shape.kind, ShapeKind::Structure(_))),
            docs: self.member_docs(member),
            default,
            deprecated: deprecation(&member.traits),
            member: member.name.clone(),
            ty,
        };
        (field, constraints.uses)
    }

    /// Returns whether the type has big numbers that are text in JSON.
    fn has_text_digits(&self, ty: &Type) -> bool {
        let is_big = |ty: &Type| matches!(ty, Type::BigInteger | Type::BigDecimal);
        self.protocol.has_big_numbers_as_text() && ty.parts().any(is_big)
    }

    /// Returns the documentation, with the notes on corrections of shapes that have no page of their own: lists, maps and
    /// simple shapes.
    fn member_docs(&self, member: &'a Member) -> Vec<String> {
        if self.is_for_comparison() {
            return Vec::new();
        }
        let mut lines = self.prose.of_named(&member.traits, &member.name);
        for (depth, part) in self.nested_members(member).into_iter().enumerate() {
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

    /// Returns the key of a member in the body of a message.
    fn wire_key(&self, member: &'a Member) -> &'a str {
        let json_name = member.traits.json_name().filter(|_| self.protocol.has_http_bindings());
        json_name.unwrap_or(&member.name)
    }

    /// Returns where the member is in an HTTP message. Labels and queries are parts of requests, status codes of responses: in
    /// other messages such a member is in the body.
    /// ([Smithy: HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html))
    pub fn location(&self, owner: &Shape, member: &Member) -> Location {
        let Some(messages) = self.bound.get(&owner.id) else {
            return self.event_location(owner, member);
        };
        let location = member.traits.http_binding().into();
        let is_bound = match location {
            Location::Label | Location::Query | Location::QueryParams => messages.is_request,
            Location::ResponseCode => messages.is_response,
            _ => true,
        };
        if is_bound { location } else { Location::Body }
    }

    /// Returns where the member of an event is in the event. A structure that is a message, too, has the locations of the message,
    /// and as an event it is a document of all members.
    /// ([Smithy: event message serialization](https://smithy.io/2.0/spec/streaming.html#event-message-serialization))
    fn event_location(&self, owner: &Shape, member: &Member) -> Location {
        let traits = &member.traits;
        match self.events.contains(&owner.id) {
            true if traits.has("smithy.api#eventHeader") => Location::EventHeader,
            true if traits.has("smithy.api#eventPayload") => Location::EventPayload,
            _ => Location::Body,
        }
    }

    /// Returns the field for the message that services send with every error, for errors without a member for it.
    fn message_field(&self, owner: &Shape, name: String, key: String) -> Field {
        let docs = "What the service says about the error; the model has no member for it.";
        Field {
            name,
            origin: owner.id.with_member(MESSAGE),
            member: MESSAGE.to_owned(),
            key,
            ty: Type::String.optional(),
            location: Location::Body,
            wire_name: None,
            timestamp: None,
            has_text_digits: false,
            required: false,
            presence: Strictness::Off,
            rules: Vec::new(),
            sensitive: false,
            streaming: false,
            idempotency_token: false,
            host_label: false,
            xml_flattened: false,
            xml_attribute: false,
            facts: Vec::new(),
            is_structure: false,
            default: None,
            docs: if self.is_for_comparison() { Vec::new() } else { vec![docs.to_owned()] },
            deprecated: None,
        }
    }

    fn is_only_sent(&self, owner: &Shape) -> bool {
        self.usage.get(&owner.id).is_some_and(|usage| usage.sent && !usage.received)
    }
}

/// Returns whether a member of an error has its message.
fn is_error_message(member: &str) -> bool {
    ["message", "errorMessage"].iter().any(|name| member.eq_ignore_ascii_case(name))
}
