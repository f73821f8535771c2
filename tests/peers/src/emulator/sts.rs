//! Identities of the emulated STS.

use http::Response;

use super::answer_operation;
use crate::api::sts::errors::Error;
use crate::api::sts::operations as ops;
use crate::api::sts::{
    AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser, Credentials, GetCallerIdentityResponse,
    MalformedPolicyDocumentException,
};
use crate::api::support::Timestamp;
use crate::api::support::http::Call;

const ACCOUNT: &str = "123456789012";

/// Answers a call of STS; `None` if it is for another service.
pub fn answer(call: &Call<'_>) -> Option<Response<Vec<u8>>> {
    answer_operation::<ops::GetCallerIdentity, _>(call, |_| get_caller())
        .or_else(|| answer_operation::<ops::AssumeRole, _>(call, |input| assume_role(&input)))
}

fn get_caller() -> Result<GetCallerIdentityResponse, Error> {
    let mut output = GetCallerIdentityResponse::default();
    output.account = Some(ACCOUNT.to_owned());
    output.arn = Some(format!("arn:aws:iam::{ACCOUNT}:user/sea & <land>"));
    output.user_id = Some("AIDAEXAMPLE".to_owned());
    Ok(output)
}

fn assume_role(input: &AssumeRoleRequest) -> Result<AssumeRoleResponse, Error> {
    if input.policy.as_deref().is_some_and(|policy| !policy.starts_with('{')) {
        let mut error = MalformedPolicyDocumentException::default();
        error.message = Some("The policy is not JSON".to_owned());
        return Err(Error::MalformedPolicyDocumentException(error));
    }
    let name = &input.role_session_name;
    let tags = input.tags.iter().flatten().map(|tag| format!("{}={}", tag.key, tag.value));
    let mut user = AssumedRoleUser::default();
    user.arn = Some(format!("{}/{name}", input.role_arn));
    user.assumed_role_id = Some(tags.collect::<Vec<_>>().join(","));
    let mut credentials = Credentials::default();
    credentials.access_key_id = Some("ASIAEXAMPLE".to_owned());
    credentials.secret_access_key = Some("secret".to_owned());
    credentials.session_token = Some(format!("token of {name}"));
    credentials.expiration = Timestamp::new(1_767_326_645, 0).ok();
    let mut output = AssumeRoleResponse::default();
    (output.assumed_role_user, output.credentials) = (Some(user), Some(credentials));
    Ok(output)
}
