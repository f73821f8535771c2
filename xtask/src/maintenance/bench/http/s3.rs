//! Calls of S3, whose protocol is restXml.

use aws_sdk_s3::primitives::ByteStream;
use aws_shapes::s3::operations::{GetObject, ListObjectsV2, OPERATIONS, PutObject};
use aws_shapes::s3::{GetObjectRequest, ListObjectsV2Request, PutObjectRequest};
use aws_shapes::support::http::response;
use http::Response;
use std::hint::black_box;
use tokio::runtime::Runtime;

use crate::{define_client, measure, measure_messages, measure_sdk, print, quick_xml};

/// The number of keys in a page.
const KEYS: u32 = 1000;

define_client!(aws_sdk_s3);

pub fn measure_calls(runtime: &Runtime) {
    measure_list_objects(runtime);
    measure_put_object(runtime);
    measure_get_object(runtime);
}

fn measure_list_objects(runtime: &Runtime) {
    let name = "ListObjectsV2, 1,000 keys";
    let mut input = ListObjectsV2Request::new("my-bucket");
    input.prefix = Some("photos/".to_owned());
    let body = format_page();
    let canned = Response::new(body.as_bytes());
    measure_messages::<ListObjectsV2>(name, OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk(name, runtime, || async {
        let output = sdk.list_objects_v2().bucket("my-bucket").prefix("photos/").send().await;
        let output = output.expect("an output");
        assert_eq!(output.contents().len(), KEYS as usize);
        output
    });
    let ours = measure(|| {
        drop(black_box(response::<ListObjectsV2>(black_box(&canned)).ok().expect("an output")))
    });
    print(&format!("{name}, reading"), ours);
    let derived = measure(|| drop(black_box(quick_xml::read_page(black_box(&body)))));
    print(&format!("{name}, quick-xml"), derived);
    let output = response::<ListObjectsV2>(&canned).ok().expect("an output");
    quick_xml::assert_same_page(&output, &quick_xml::read_page(&body));
}

/// Returns a page of keys as S3 writes it.
pub fn format_page() -> String {
    let mut page = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        "\n",
        r#"<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>my-bucket</Name>"#,
        "<Prefix>photos/</Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
    ));
    for index in 0..KEYS {
        page.push_str(&format!(
            "<Contents><Key>photos/2026/11/{index:05} summer &amp; autumn.jpg</Key>\
             <LastModified>2026-11-27T12:34:56.000Z</LastModified>\
             <ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm>\
             <Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            100_000 + index
        ));
    }
    page + "</ListBucketResult>"
}

fn measure_put_object(runtime: &Runtime) {
    let mut input = PutObjectRequest::new("my-bucket", "photos/2026/a cat.jpg");
    input.content_type = Some("image/jpeg".to_owned());
    input.metadata = Some([("camera".to_owned(), "old".to_owned())].into());
    let canned = Response::builder().header("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
    let canned = canned.body(&b""[..]).expect("a response");
    measure_messages::<PutObject>("PutObject, head", OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk("PutObject, head", runtime, || async {
        sdk.put_object()
            .bucket("my-bucket")
            .key("photos/2026/a cat.jpg")
            .content_type("image/jpeg")
            .metadata("camera", "old")
            .body(ByteStream::from_static(b""))
            .send()
            .await
            .expect("an output")
    });
}

fn measure_get_object(runtime: &Runtime) {
    let input = GetObjectRequest::new("my-bucket", "photos/2026/a cat.jpg");
    let canned = Response::builder()
        .header("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"")
        .header("last-modified", "Fri, 27 Nov 2026 12:34:56 GMT")
        .header("content-type", "image/jpeg")
        .header("x-amz-meta-camera", "old")
        .header("accept-ranges", "bytes")
        .body(&b""[..])
        .expect("a response");
    measure_messages::<GetObject>("GetObject, head", OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk("GetObject, head", runtime, || async {
        sdk.get_object()
            .bucket("my-bucket")
            .key("photos/2026/a cat.jpg")
            .send()
            .await
            .expect("an output")
    });
}
