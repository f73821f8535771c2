// The impls that differ only in the name of the type.

/// The JSON form.
macro_rules! json {
    ($name:ident) => {
        impl ::serde_core::Serialize for super::$name {
            fn serialize<S: ::serde_core::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                support::write(self, to)
            }
        }
        impl<'de> ::serde_core::Deserialize<'de> for super::$name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                support::read(from)
            }
        }
    };
}

/// JSON form, `Debug` and equality of structures and unions.
macro_rules! members {
    ($name:ident) => {
        json!($name);
        impl ::core::fmt::Debug for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                support::debug(self, f)
            }
        }
        impl ::core::cmp::PartialEq for super::$name {
            fn eq(&self, other: &Self) -> bool {
                support::equal(self, other)
            }
        }
    };
}

/// The impls of unions that don't depend on their members.
macro_rules! union {
    ($name:ident) => {
        members!($name);
        impl support::value::Value for super::$name {
            fn view(&self) -> support::value::View<'_> {
                support::value::View::Union(self)
            }
            fn slot(&mut self) -> support::value::Slot<'_> {
                support::value::Slot::Union(self)
            }
            fn placeholder() -> Self {
                Self::Unknown(support::UnknownVariant::placeholder())
            }
        }
    };
}

/// The impls of open enums over text, except `Debug`.
macro_rules! text {
    ($name:ident, [$($internal:ident),*] $($sensitive:item)?) => {
        json!($name);
        impl ::core::fmt::Display for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::core::hash::Hash for super::$name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }
        impl ::core::cmp::PartialOrd for super::$name {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }
        impl ::core::cmp::Ord for super::$name {
            /// Compares the text of the values.
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(self.as_str(), other.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for super::$name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::str::FromStr for super::$name {
            type Err = support::ParseEnumError;
            fn from_str(value: &str) -> ::core::result::Result<Self, support::ParseEnumError> {
                support::parse_known(Self::VALUES, Self::ORDER, Self::as_str, value, stringify!($name))
            }
        }
        impl ::core::convert::From<&str> for super::$name {
            /// Returns the known value with this text, or else an unknown one.
            fn from(value: &str) -> Self {
                support::parse_open(Self::VALUES, Self::ORDER, Self::as_str, value, Self::Unknown)
            }
        }
        impl support::value::Value for super::$name {
            // An enum without known values has only unknown ones.
            #[allow(unreachable_patterns)]
            fn view(&self) -> support::value::View<'_> {
                match self {
                    Self::Unknown(value) => support::value::View::Unrecognized(value.as_str()),
                    _ => support::value::View::String(self.as_str()),
                }
            }
            fn slot(&mut self) -> support::value::Slot<'_> {
                support::value::Slot::Enum(self)
            }
            fn visit_values(to: support::rule::EnumValueVisitor<'_>) {
                to.visit_texts(Self::VALUES, Self::as_str, &[$(Self::$internal),*]);
            }
            $($sensitive)?
            fn placeholder() -> Self {
                Self::Unknown(support::UnknownValue::new(""))
            }
        }
    };
}

/// The impls of open enums over integers, except `Debug`.
macro_rules! integer {
    ($name:ident, [$($internal:ident),*] $($sensitive:item)?) => {
        json!($name);
        impl ::core::fmt::Display for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i32(), f)
            }
        }
        impl ::core::convert::TryFrom<i32> for super::$name {
            type Error = support::ParseEnumError;
            fn try_from(value: i32) -> ::core::result::Result<Self, support::ParseEnumError> {
                support::find_integer(Self::VALUES, Self::as_i32, value)
                    .ok_or(support::ParseEnumError::new(stringify!($name)))
            }
        }
        impl support::value::OpenIntEnum for super::$name {
            fn set(&mut self, value: i32) {
                *self = support::find_integer(Self::VALUES, Self::as_i32, value)
                    .unwrap_or_else(|| Self::Unknown(support::UnknownInteger::new(value)));
            }
        }
        impl support::value::Value for super::$name {
            // An enum without known values has only unknown ones.
            #[allow(unreachable_patterns)]
            fn view(&self) -> support::value::View<'_> {
                match self {
                    Self::Unknown(value) => support::value::View::UnrecognizedInteger(value.get()),
                    _ => support::value::View::Integer(i64::from(self.as_i32())),
                }
            }
            fn slot(&mut self) -> support::value::Slot<'_> {
                support::value::Slot::IntEnum(self)
            }
            fn visit_values(to: support::rule::EnumValueVisitor<'_>) {
                to.visit_integers(Self::VALUES, Self::as_i32, &[$(Self::$internal),*]);
            }
            $($sensitive)?
            fn placeholder() -> Self {
                Self::Unknown(support::UnknownInteger::new(0))
            }
        }
    };
}

/// An open enum over text, and those of its values that messages don't tell.
macro_rules! open_enum {
    ($name:ident $(, $internal:ident)*) => {
        text!($name, [$($internal),*]);
        impl ::core::fmt::Debug for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }
    };
}

/// A sensitive open enum over text, and those of its values that messages don't tell.
macro_rules! sensitive_enum {
    ($name:ident $(, $internal:ident)*) => {
        text!($name, [$($internal),*] fn sensitive() -> bool { true });
        impl ::core::fmt::Debug for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("[redacted]")
            }
        }
    };
}

/// An open enum over integers, and those of its values that messages don't tell.
macro_rules! int_enum {
    ($name:ident $(, $internal:ident)*) => {
        integer!($name, [$($internal),*]);
        impl ::core::fmt::Debug for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.as_i32(), f)
            }
        }
    };
}

/// A sensitive open enum over integers, and those of its values that messages don't tell.
macro_rules! sensitive_int_enum {
    ($name:ident $(, $internal:ident)*) => {
        integer!($name, [$($internal),*] fn sensitive() -> bool { true });
        impl ::core::fmt::Debug for super::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("[redacted]")
            }
        }
    };
}
