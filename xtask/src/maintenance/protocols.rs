//! The names of protocols in botocore's format.

/// Returns the start of the names of the protocols that botocore's format calls this.
pub fn to_protocol_prefix(name: &str) -> &str {
    match name {
        "json" => "awsJson1_",
        "rest-json" => "restJson1",
        "query" => "awsQuery",
        "ec2" => "ec2Query",
        "rest-xml" => "restXml",
        "smithy-rpc-v2-cbor" => "rpcv2Cbor",
        other => other,
    }
}
