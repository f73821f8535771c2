// The impls of errors.

/// The impl of a structure that is an error.
macro_rules! exception {
    ($name:ident, $code:literal, $fault:ident, $status:literal, $retry:ident) => {
        impl support::Exception for super::$name {
            const INFO: support::ErrorInfo = support::ErrorInfo::new(
                $code,
                support::Fault::$fault,
                $status,
                support::Retry::$retry,
            );
        }
    };
}

/// The impls of the errors of an operation, which has the errors of its service, or of a service: the index, variant and codes of
/// each.
macro_rules! errors {
    ($name:ident of $service:ident $errors:tt) => {
        errors!($name $errors);
        impl support::IntoErrorSet<super::errors::$service> for super::errors::$name {
            fn into_error_set(self) -> super::errors::$service {
                support::convert_set(self)
            }
        }
    };
    ($name:ident { $($place:literal $variant:ident $code:literal $(| $alias:literal)?,)* }) => {
        impl support::ErrorSet for super::errors::$name {
            const CODES: &'static [(&'static str, usize)] = &[$(($code, $place), $(($alias, $place),)?)*];
            fn get(&self) -> &dyn support::AnyException {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unknown(error) => error,
                }
            }
            fn from_index(index: usize, builder: support::VariantBuilder<'_>) -> Self {
                match index {
                    $($place => Self::$variant(builder.build()),)*
                    _ => Self::Unknown(builder.build()),
                }
            }
        }
        impl<E: support::IntoErrorSet<Self>> ::core::convert::From<E> for super::errors::$name {
            fn from(error: E) -> Self {
                error.into_error_set()
            }
        }
        impl ::core::fmt::Debug for super::errors::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                support::debug_error(self, f)
            }
        }
        impl ::core::fmt::Display for super::errors::$name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                support::display_error(self, f)
            }
        }
        impl ::core::error::Error for super::errors::$name {}
    };
}
