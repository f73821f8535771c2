// What errors have in common, but for their names.

/// What makes a structure an error.
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

/// The errors of an operation or a service: place, variant, and the codes that it is known by.
macro_rules! errors {
    ($name:ident { $($place:literal $variant:ident $code:literal $(| $alias:literal)?,)* }) => {
        impl support::ErrorSet for super::errors::$name {
            const CODES: &'static [(&'static str, usize)] = &[$(($code, $place), $(($alias, $place),)?)*];
            fn get(&self) -> &dyn support::AnyException {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unknown(error) => error,
                }
            }
            fn make(place: usize, maker: support::Maker<'_>) -> Self {
                match place {
                    $($place => Self::$variant(maker.make()),)*
                    _ => Self::Unknown(maker.make()),
                }
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
