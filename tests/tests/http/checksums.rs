//! Checksums of the bodies of messages, and chunks with checksums behind them.

use http::{HeaderMap, HeaderValue, Request, Response};
use shapesmith_tests::checksums::operations::{
    AuditThings, GetThing, OPERATIONS, PutTags, PutThing,
};
use shapesmith_tests::checksums::{
    Algorithm, AuditThingsRequest, GetThingOutput, GetThingRequest, PutTagsRequest,
    PutThingRequest, Tags,
};
use shapesmith_tests::support::http::{
    ChecksumAlgorithm, ChecksumHasher, Endpoint, Reading, RequestError, ResponseError, Router,
    request, response,
};
use shapesmith_tests::support::{Blob, Operation, With};

/// The checksums of `123456789` and of no bytes, in base64. Those of the first are the check values of the catalogue of parametrised
/// CRC algorithms and of FIPS 180; those of MD5 and XXHash are what botocore's and Python's implementations compute (`hashlib`,
/// `awscrt`, `xxhash`).
const VECTORS: [(&str, &str, &str); 10] = [
    ("XXHASH3", "ctyxi2ehff8=", "LQaABTjTlMI="),
    ("XXHASH128", "MxGUd+3l3NXpcWQnaB1YYA==", "maoG0wFHmNhgAcMkRo1Jfw=="),
    ("XXHASH64", "jLhB20DmroM=", "70bbN1HY6Zk="),
    ("CRC64NVME", "rosUhgp5mIg=", "AAAAAAAAAAA="),
    ("CRC32C", "4waSgw==", "AAAAAA=="),
    ("CRC32", "y/Q5Jg==", "AAAAAA=="),
    ("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE=", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
    (
        "SHA256",
        "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ),
    (
        "SHA512",
        "2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rSf81YEbMT1oH35V7ALXPUmclUVba1u1A6z1dPuo/+hQ==",
        "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
    ),
    ("MD5", "JfnnlDI7RTiF9RgfG2JNCw==", "1B2M2Y8AsgTpgAmY7PhCfg=="),
];

#[test]
fn known_checksums() {
    for (name, expected, empty) in VECTORS {
        let algorithm = ChecksumAlgorithm::from_name(&name.to_lowercase()).unwrap();
        assert_eq!(algorithm.name(), name);
        assert_eq!(algorithm.header().as_str(), format!("x-amz-checksum-{}", name.to_lowercase()));
        assert_eq!(algorithm.compute(b"123456789"), expected, "{name}");
        assert_eq!(algorithm.compute(b""), empty, "{name}");
    }
    let names: Vec<_> = ChecksumAlgorithm::all().map(ChecksumAlgorithm::name).collect();
    assert_eq!(names, VECTORS.map(|(name, ..)| name));
    assert_eq!(ChecksumAlgorithm::from_name("XXHASH32"), None);
}

/// The algorithms of the family XXHash have other branches for other lengths.
#[test]
fn known_checksums_of_longer_bodies() {
    let bytes: Vec<u8> = (0..1250).map(|index| (index % 250) as u8).collect();
    for (name, body, expected) in [
        ("XXHASH64", &b"hello world"[..], "RatnNLIeaWg="),
        ("XXHASH64", &bytes, "qSQyuyH9f5c="),
        ("XXHASH3", &bytes, "/cMAXcouDrE="),
        ("XXHASH128", &bytes, "n7NfbVPw0ij9wwBdyi4OsQ=="),
        ("MD5", &bytes, "fJyXmopzVyKNcrb3d5WGYA=="),
    ] {
        assert_eq!(ChecksumAlgorithm::from_name(name).unwrap().compute(body), expected, "{name}");
    }
}

/// Bytes are processed in words; a part may end in each place of one.
#[test]
fn parts_of_any_length_have_the_checksum_of_the_whole() {
    let bytes: Vec<u8> = (0..200_u8).collect();
    for algorithm in ChecksumAlgorithm::all() {
        for length in 1..=20 {
            let mut hasher = ChecksumHasher::new(algorithm);
            bytes.chunks(length).for_each(|part| hasher.update(part));
            assert_eq!(hasher.finish(), algorithm.compute(&bytes), "{algorithm:?}, {length}");
        }
    }
}

fn thing(body: Option<&str>) -> PutThingRequest {
    PutThingRequest::new("bucket", "key").with(|it| it.body = body.map(Blob::from))
}

/// Returns the header of a request with this name, or an empty text.
fn header<'m>(headers: &'m HeaderMap, name: &str) -> &'m str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// Returns the names of the headers with checksums and algorithms, and `content-md5`.
fn checksum_headers(headers: &HeaderMap) -> Vec<&str> {
    let is_checksum = |name: &&str| name.contains("checksum") || *name == "content-md5";
    let mut names: Vec<_> = headers.keys().map(|name| name.as_str()).filter(is_checksum).collect();
    names.sort_unstable();
    names
}

#[test]
fn clients_add_the_checksum_that_the_input_names() {
    for (name, expected, empty) in VECTORS {
        for (body, expected) in [("123456789", expected), ("", empty)] {
            let input = thing(Some(body)).with(|it| it.checksum_algorithm = Some(name.into()));
            let sent = request::<PutThing>(&input).unwrap();
            let added = format!("x-amz-checksum-{}", name.to_lowercase());
            assert_eq!(header(sent.headers(), &added), expected);
            assert_eq!(checksum_headers(sent.headers()), [&added, "x-amz-sdk-checksum-algorithm"]);
            assert_eq!(header(sent.headers(), "x-amz-sdk-checksum-algorithm"), name);
        }
    }
    let input = thing(Some("a")).with(|it| it.checksum_algorithm = Some("XXHASH32".into()));
    let error = request::<PutThing>(&input).unwrap_err();
    assert_eq!(error, RequestError::UnsupportedChecksum("ChecksumAlgorithm"));
}

#[test]
fn clients_add_no_checksum_that_nobody_wants() {
    let headers =
        |input: &PutThingRequest| request::<PutThing>(input).unwrap().into_parts().0.headers;
    assert!(checksum_headers(&headers(&thing(Some("a")))).is_empty());
    // The body is the caller's, and so is its checksum.
    let streamed = thing(None).with(|it| it.checksum_algorithm = Some(Algorithm::Crc32));
    assert_eq!(checksum_headers(&headers(&streamed)), ["x-amz-sdk-checksum-algorithm"]);
    let mut hasher = ChecksumHasher::new(ChecksumAlgorithm::CRC32);
    hasher.update(b"123456789");
    let streamed = streamed.with(|it| it.checksum_crc32 = Some(hasher.finish()));
    assert_eq!(header(&headers(&streamed), "x-amz-checksum-crc32"), "y/Q5Jg==");
    // One that the caller has set stays, whatever the algorithm.
    let set = thing(Some("a")).with(|it| {
        it.checksum_algorithm = Some(Algorithm::Crc32);
        it.checksum_sha256 = Some("mine".to_owned());
    });
    let headers = headers(&set);
    assert_eq!(header(&headers, "x-amz-checksum-sha256"), "mine");
    assert_eq!(header(&headers, "x-amz-checksum-crc32"), "");
}

#[test]
fn clients_add_the_checksum_that_the_service_requires() {
    let tags = || PutTagsRequest::new("bucket", Tags::default());
    let sent = request::<PutTags>(&tags()).unwrap();
    let expected = ChecksumAlgorithm::CRC32.compute(sent.body());
    assert_eq!(header(sent.headers(), "x-amz-checksum-crc32"), expected);
    assert_eq!(header(sent.headers(), "x-amz-sdk-checksum-algorithm"), "CRC32");
    let named = tags().with(|it| it.checksum_algorithm = Some(Algorithm::Sha1));
    let sent = request::<PutTags>(&named).unwrap();
    let names = ["x-amz-checksum-sha1", "x-amz-sdk-checksum-algorithm"];
    assert_eq!(checksum_headers(sent.headers()), names);
    // An MD5 suffices, too.
    let md5 = tags().with(|it| it.content_md5 = Some("mine".to_owned()));
    assert_eq!(checksum_headers(request::<PutTags>(&md5).unwrap().headers()), ["content-md5"]);
    // Without a member that names an algorithm, it is an MD5.
    let sent = request::<AuditThings>(&AuditThingsRequest::new("bucket")).unwrap();
    assert_eq!(checksum_headers(sent.headers()), ["content-md5"]);
}

#[test]
fn clients_add_optional_checksums_if_they_are_told_to() {
    let endpoint = Endpoint::relative().with_optional_checksums(true);
    let headers = |input: &PutThingRequest| {
        endpoint.request::<PutThing>(input).unwrap().into_parts().0.headers
    };
    for body in ["123456789", ""] {
        let headers = headers(&thing(Some(body)));
        let names = ["x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm"];
        assert_eq!(checksum_headers(&headers), names);
        let expected = ChecksumAlgorithm::CRC32.compute(body.as_bytes());
        assert_eq!(header(&headers, "x-amz-checksum-crc32"), expected);
        assert_eq!(header(&headers, "x-amz-sdk-checksum-algorithm"), "CRC32");
    }
    // The body is the caller's, or the input has a checksum or names the algorithm of another.
    assert!(checksum_headers(&headers(&thing(None))).is_empty());
    let with_md5 = thing(Some("a")).with(|it| it.content_md5 = Some("mine".to_owned()));
    assert_eq!(checksum_headers(&headers(&with_md5)), ["content-md5"]);
    let with_sha256 = thing(Some("a")).with(|it| it.checksum_sha256 = Some("mine".to_owned()));
    assert_eq!(checksum_headers(&headers(&with_sha256)), ["x-amz-checksum-sha256"]);
    let named = thing(Some("a")).with(|it| it.checksum_algorithm = Some(Algorithm::Crc64nvme));
    let names = ["x-amz-checksum-crc64nvme", "x-amz-sdk-checksum-algorithm"];
    assert_eq!(checksum_headers(&headers(&named)), names);
    // Operations whose requests have no checksum of any algorithm have none, and those that require one have it as before.
    let get = endpoint.request::<GetThing>(&GetThingRequest::new("bucket", "key")).unwrap();
    assert!(checksum_headers(get.headers()).is_empty());
    let audit = endpoint.request::<AuditThings>(&AuditThingsRequest::new("bucket")).unwrap();
    assert_eq!(checksum_headers(audit.headers()), ["content-md5"]);
    let tags = PutTagsRequest::new("bucket", Tags::default());
    let sent = endpoint.request::<PutTags>(&tags).unwrap();
    assert_eq!(sent.headers(), request::<PutTags>(&tags).unwrap().headers());
}

/// Returns the code and the status of a request's rejection; `None` if it is accepted.
fn reject<O: Operation>(request: &Request<Vec<u8>>) -> Option<(String, u16)> {
    let router = Router::new(OPERATIONS).with_verified_checksums(true);
    let call = router.route(request).unwrap();
    let rejection = call.input::<O>(Reading::Validated).err()?;
    let answer = rejection.response();
    let text = String::from_utf8(answer.body().clone()).unwrap();
    assert!(text.contains(&format!("<Code>{}</Code>", rejection.code())), "{text}");
    Some((rejection.code().to_owned(), answer.status().as_u16()))
}

#[track_caller]
fn assert_rejected<O: Operation>(request: &Request<Vec<u8>>, code: &str) {
    assert_eq!(reject::<O>(request), Some((code.to_owned(), 400)));
}

#[test]
fn servers_verify_each_algorithm() {
    for (name, ..) in VECTORS {
        let input = thing(Some("body")).with(|it| it.checksum_algorithm = Some(name.into()));
        let sent = request::<PutThing>(&input).unwrap();
        assert_eq!(reject::<PutThing>(&sent), None, "{name}");
        let corrupted = sent.clone().map(|_| b"b0dy".to_vec());
        assert_rejected::<PutThing>(&corrupted, "BadDigest");
        // A router that doesn't verify reads it.
        let call = Router::new(OPERATIONS);
        let call = call.route(&corrupted).unwrap();
        assert!(call.input::<PutThing>(Reading::Validated).is_ok());
        for value in ["", "AAAA", "!", "y/Q5Jg==y/Q5Jg==y/Q5Jg==y/Q5Jg=="] {
            let mut malformed = sent.clone();
            let header = ChecksumAlgorithm::from_name(name).unwrap().header();
            malformed.headers_mut().insert(header, HeaderValue::from_static(value));
            assert_rejected::<PutThing>(&malformed, "InvalidRequest");
        }
    }
}

#[test]
fn servers_refuse_heads_with_contradictions() {
    let put = |headers: &[(&'static str, &str)], body: &str| {
        let mut request = Request::put("/bucket/key");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body.as_bytes().to_vec()).unwrap()
    };
    let (crc, algorithm) = (("x-amz-checksum-crc32", "y/Q5Jg=="), "x-amz-sdk-checksum-algorithm");
    let sha = ("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=");
    for (headers, code) in [
        (&[crc][..], ""),
        (&[crc, (algorithm, "CRC32")], ""),
        (&[("content-md5", "JfnnlDI7RTiF9RgfG2JNCw==")], ""),
        (&[("content-md5", "JfnnlDI7RTiF9RgfG2JN")], "InvalidDigest"),
        (&[("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")], "BadDigest"),
        (&[crc, sha], "InvalidRequest"),
        (&[(algorithm, "CRC32")], "InvalidRequest"),
        (&[crc, (algorithm, "SHA1")], "InvalidRequest"),
        (&[crc, ("x-amz-trailer", "x-amz-checksum-sha256")], "MalformedTrailerError"),
        // Nobody can say whether it is right.
        (&[("x-amz-checksum-xxhash32", "AAAA")], ""),
        // It is another header than `Content-MD5`.
        (&[("x-amz-checksum-md5", "JfnnlDI7RTiF9RgfG2JNCw==")], ""),
        (&[("x-amz-checksum-md5", "JfnnlDI7RTiF9RgfG2JN")], "InvalidRequest"),
        (&[("x-amz-checksum-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")], "BadDigest"),
        (&[("x-amz-checksum-md5", "JfnnlDI7RTiF9RgfG2JNCw=="), (algorithm, "MD5")], ""),
        (&[("x-amz-checksum-type", "COMPOSITE")], ""),
    ] {
        let expected = (!code.is_empty()).then(|| (code.to_owned(), 400));
        assert_eq!(reject::<PutThing>(&put(headers, "123456789")), expected, "{headers:?}");
    }
    // The body of a streamed member is the server's to read.
    assert_eq!(reject::<PutThing>(&put(&[crc], "")), None);
}

#[test]
fn servers_require_checksums() {
    let tags = request::<PutTags>(&PutTagsRequest::new("bucket", Tags::default())).unwrap();
    let audit = request::<AuditThings>(&AuditThingsRequest::new("bucket").with(|it| {
        it.reason = Some("a".to_owned());
    }));
    let audit = audit.unwrap();
    assert_eq!(reject::<PutTags>(&tags), None);
    assert_eq!(reject::<AuditThings>(&audit), None);
    let strip = |mut request: Request<Vec<u8>>| {
        for name in ["x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm", "content-md5"] {
            request.headers_mut().remove(name);
        }
        request
    };
    assert_rejected::<PutTags>(&strip(tags), "InvalidRequest");
    assert_rejected::<AuditThings>(&strip(audit), "InvalidRequest");
}

/// Returns an upload in chunks with these lines of headers behind them.
fn chunked(trailers: &str) -> Request<Vec<u8>> {
    let request = Request::put("/bucket/key")
        .header("content-encoding", "aws-chunked")
        .header("x-amz-sdk-checksum-algorithm", "CRC32")
        .header("x-amz-decoded-content-length", "9")
        .header("x-amz-trailer", "x-amz-checksum-crc32")
        .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    let body = format!("5\r\n12345\r\n4\r\n6789\r\n0\r\n{trailers}\r\n");
    request.body(body.into_bytes()).unwrap()
}

#[test]
fn servers_verify_checksums_behind_chunks() {
    let good = chunked("x-amz-checksum-crc32:y/Q5Jg==\r\n");
    assert_eq!(reject::<PutThing>(&good), None);
    let router = Router::new(OPERATIONS).with_verified_checksums(true);
    let input = router.route(&good).unwrap().input::<PutThing>(Reading::Validated).unwrap();
    assert_eq!(input.body, Some(Blob::from("123456789")));
    assert_eq!(input.checksum_crc32.as_deref(), Some("y/Q5Jg=="));
    assert_rejected::<PutThing>(&chunked("x-amz-checksum-crc32:AAAAAA==\r\n"), "BadDigest");
    assert_rejected::<PutThing>(&chunked("x-amz-checksum-crc32:AAAA\r\n"), "InvalidRequest");
    assert_rejected::<PutThing>(&chunked(""), "MalformedTrailerError");
    assert_rejected::<PutThing>(
        &chunked("x-amz-checksum-sha1:98O8HYCOBHMq32eZZczDTKeuNEE=\r\n"),
        "MalformedTrailerError",
    );
}

/// Returns the response to a request for `body`.
fn answer(body: &str, headers: &[(&'static str, &str)]) -> Response<Vec<u8>> {
    let sent = Request::get("/bucket/key").body(Vec::new()).unwrap();
    let router = Router::new(OPERATIONS);
    let call = router.route(&sent).unwrap();
    let output = GetThingOutput::default().with(|it| it.body = Some(Blob::from(body)));
    let mut answer = call.output::<GetThing>(&output);
    for (name, value) in headers {
        answer.headers_mut().insert(*name, value.parse().unwrap());
    }
    answer
}

#[test]
fn clients_verify_the_checksums_of_responses() {
    for (name, expected, _) in VECTORS {
        let header = ChecksumAlgorithm::from_name(name).unwrap().header();
        let headers = [(header.as_str().to_owned().leak() as &'static str, expected)];
        let output = response::<GetThing>(&answer("123456789", &headers)).unwrap();
        assert_eq!(output.body, Some(Blob::from("123456789")));
        let Err(ResponseError::Malformed(error)) =
            response::<GetThing>(&answer("12345678", &headers))
        else {
            panic!("{name} isn't verified");
        };
        let reason = format!("the {name} of the body isn't {expected}, as its header has it");
        assert_eq!(error.reason(), reason);
        assert_eq!(error.body(), b"12345678");
    }
    for headers in [
        // Of the checksums of parts; of an algorithm that isn't known; none.
        &[("x-amz-checksum-crc32", "y/Q5Jg==-2")][..],
        &[("x-amz-checksum-xxhash32", "AAAA"), ("x-amz-checksum-type", "FULL_OBJECT")],
        &[],
    ] {
        assert!(response::<GetThing>(&answer("other", headers)).is_ok(), "{headers:?}");
    }
    // The body of a streamed member is the caller's to read.
    let left = answer("", &[("x-amz-checksum-crc32", "y/Q5Jg==")]);
    assert!(response::<GetThing>(&left).is_ok());
    let found = ChecksumAlgorithm::find(left.headers());
    assert_eq!(found, Some((ChecksumAlgorithm::CRC32, "y/Q5Jg==")));
}

/// The checksum of an object in the response to its upload isn't that of the response's body.
#[test]
fn checksums_of_other_operations_are_only_members() {
    let headers = [("x-amz-checksum-crc32", "AAAA")];
    let mut answer = answer("<a/>", &headers);
    answer.headers_mut().insert("content-type", "application/xml".parse().unwrap());
    let output = response::<PutThing>(&answer).unwrap();
    assert_eq!(output.checksum_crc32.as_deref(), Some("AAAA"));
}

#[test]
fn s3_has_identifiers_of_its_own() {
    let sent = Request::get("/bucket/key").body(Vec::new()).unwrap();
    let router = Router::new(OPERATIONS);
    let call = router.route(&sent).unwrap().with_request_id("4442587FB7D0A2F9");
    let answers =
        [call.output::<GetThing>(&GetThingOutput::default()), call.not_implemented().response()];
    for answer in answers {
        assert_eq!(header(answer.headers(), "x-amz-request-id"), "4442587FB7D0A2F9");
        assert_eq!(
            header(answer.headers(), "x-amz-id-2"),
            Blob::from("4442587FB7D0A2F9").to_base64()
        );
        assert!(!answer.headers().contains_key("x-amzn-requestid"));
    }
    let refused = call.not_implemented().response();
    let body = String::from_utf8(refused.into_body()).unwrap();
    let identifiers =
        "<RequestId>4442587FB7D0A2F9</RequestId><HostId>NDQ0MjU4N0ZCN0QwQTJGOQ==</HostId>";
    assert!(body.contains(identifiers), "{body}");
}
