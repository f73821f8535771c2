//! Exchanges of messages between both sides, without the type parameter of the operation, so that tests can loop over all
//! operations.

use std::marker::PhantomData;

use aws_shapes::support as shipped;
use serde_json::{Value, json};

use crate::support as own;

/// The idempotency token that clients fill in.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// What was sent, and what was received.
pub type Exchanged = [Value; 2];

/// An operation whose messages are written on one side and read on the other. Values are in their JSON form.
pub trait Exchange: Sync {
    /// Returns the name in the model.
    fn name(&self) -> &'static str;

    /// Returns an input, and the one that a server reads from the client's request for it.
    ///
    /// # Errors
    /// It is refused by either side, or routed to another operation.
    fn send(&self, input: &Value) -> Result<Exchanged, String>;

    /// Returns an output, and the one that a client reads from the server's response with it.
    ///
    /// # Errors
    /// It is refused by either side.
    fn respond(&self, output: &Value) -> Result<Exchanged, String>;

    /// Returns the error of a code, and the one that a client reads from the server's response with it: the code, the members in
    /// the body, and the text with all members.
    ///
    /// # Errors
    /// It is refused by either side.
    fn fail(&self, code: &str, members: &Value) -> Result<Exchanged, String>;
}

macro_rules! exchange {
    ($($(#[$docs:meta])* $name:ident, $module:ident;)*) => {$(
        $(#[$docs])*
        pub(crate) struct $name<O> {
            operations: &'static [&'static dyn $module::AnyOperation],
            operation: PhantomData<fn() -> O>,
        }

        impl<O: $module::Operation> $name<O> {
            pub(crate) const fn new(
                operations: &'static [&'static dyn $module::AnyOperation],
            ) -> Self {
                Self { operations, operation: PhantomData }
            }

            fn call(&self) -> $module::http::Call<'static> {
                let operation = self.operations.iter().find(|it| it.name() == O::NAME).unwrap();
                let mut protocols = O::SERVICE.protocols.iter();
                let protocol = protocols.find_map(|name| $module::http::Protocol::from_name(name));
                $module::http::Call::of(*operation, protocol.unwrap()).unwrap()
            }
        }

        impl<O: $module::Operation> Exchange for $name<O> {
            fn name(&self) -> &'static str {
                O::NAME
            }

            fn send(&self, input: &Value) -> Result<Exchanged, String> {
                let sent: O::Input = read(input)?;
                let endpoint = $module::http::Endpoint::relative();
                let endpoint = endpoint.with_token_source(|| TOKEN.to_owned());
                let request = endpoint.request::<O>(&sent).map_err(|it| it.to_string())?;
                let router = $module::http::Router::new(self.operations);
                let call = router.route(&request);
                let call = call.map_err(|it| format!("{}: {it}", request.uri()))?;
                if !call.is::<O>() {
                    return Err(format!("it is routed to {}", call.operation().name()));
                }
                let received = call.input::<O>($module::http::Reading::Lenient);
                Ok([json!(sent), json!(received.map_err(|it| it.to_string())?)])
            }

            fn respond(&self, output: &Value) -> Result<Exchanged, String> {
                let sent: O::Output = read(output)?;
                let received = $module::http::response::<O>(&self.call().output::<O>(&sent));
                Ok([json!(sent), json!(received.map_err(|it| it.to_string())?)])
            }

            fn fail(&self, code: &str, members: &Value) -> Result<Exchanged, String> {
                use $module::ErrorSet;
                let describe = |error: &O::Error| {
                    json!([error.code(), error.body(), format!("{error:?}")])
                };
                let sent = O::Error::read(code, members).map_err(|it| it.to_string())?;
                match $module::http::response::<O>(&self.call().error(&sent)) {
                    Err($module::http::ResponseError::Service(received)) => {
                        Ok([describe(&sent), describe(&received)])
                    }
                    Err(error) => Err(error.to_string()),
                    Ok(_) => Err("it is read as an output".to_owned()),
                }
            }
        }
    )*};
}
exchange! {
    /// An operation of the modules that `build.rs` generates.
    Fixtures, own;
    /// An operation of the committed crate `aws-shapes`.
    Shipped, shipped;
}

fn read<T: serde_core::de::DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| format!("{value}: {error}"))
}
