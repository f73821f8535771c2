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

/// Returns what botocore's format calls a protocol.
pub fn to_botocore_name(protocol: &str) -> &str {
    const NAMES: [&str; 6] =
        ["json", "rest-json", "query", "ec2", "rest-xml", "smithy-rpc-v2-cbor"];
    let is_it = |name: &&str| protocol.starts_with(to_protocol_prefix(name));
    NAMES.into_iter().find(is_it).unwrap_or(protocol)
}
