//! Requests to S3, served with the crate `s3s`, whose handlers return what the canned responses have.

use std::hint::black_box;

use aws_shapes::s3::operations::{GetObject, ListObjectsV2, PutObject};
use aws_shapes::s3::{GetObjectRequest, ListObjectsV2Request, PutObjectRequest};
use aws_shapes::support::Operation;
use s3s::dto::{
    self, GetObjectInput, GetObjectOutput, ListObjectsV2Input, ListObjectsV2Output, PutObjectInput,
    PutObjectOutput,
};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, S3, S3Request, S3Response, S3Result};
use tokio::runtime::Runtime;

use crate::{create_endpoint, measure, print};

const ETAG: &str = "d41d8cd98f00b204e9800998ecf8427e";

struct Bucket {
    page: ListObjectsV2Output,
}

#[async_trait::async_trait]
impl S3 for Bucket {
    async fn list_objects_v2(
        &self,
        _: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        Ok(S3Response::new(self.page.clone()))
    }

    async fn put_object(
        &self,
        _: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let e_tag = Some(dto::ETag::Strong(ETAG.to_owned()));
        Ok(S3Response::new(PutObjectOutput { e_tag, ..PutObjectOutput::default() }))
    }

    async fn get_object(
        &self,
        _: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        Ok(S3Response::new(GetObjectOutput {
            e_tag: Some(dto::ETag::Strong(ETAG.to_owned())),
            last_modified: Some(parse_timestamp()),
            content_type: Some("image/jpeg".to_owned()),
            metadata: Some([("camera".to_owned(), "old".to_owned())].into()),
            accept_ranges: Some("bytes".to_owned()),
            ..GetObjectOutput::default()
        }))
    }
}

pub fn measure_calls(runtime: &Runtime) {
    let service = S3ServiceBuilder::new(Bucket { page: create_page() }).build();
    let mut list = ListObjectsV2Request::new("my-bucket");
    list.prefix = Some("photos/".to_owned());
    measure_call::<ListObjectsV2>("ListObjectsV2, 1,000 keys", &list, &service, runtime);
    let mut put = PutObjectRequest::new("my-bucket", "photos/2026/a cat.jpg");
    put.content_type = Some("image/jpeg".to_owned());
    put.metadata = Some([("camera".to_owned(), "old".to_owned())].into());
    measure_call::<PutObject>("PutObject, head", &put, &service, runtime);
    let get = GetObjectRequest::new("my-bucket", "photos/2026/a cat.jpg");
    measure_call::<GetObject>("GetObject, head", &get, &service, runtime);
}

fn measure_call<O: Operation>(
    name: &str,
    input: &O::Input,
    service: &S3Service,
    runtime: &Runtime,
) {
    let (head, body) = create_endpoint().request::<O>(input).expect("a request").into_parts();
    let time = measure(|| {
        let request = http::Request::from_parts(head.clone(), Body::from(body.clone()));
        let response = runtime.block_on(service.call(black_box(request))).expect("a response");
        assert!(response.status().is_success(), "{name}: {response:?}");
        drop(black_box(response));
    });
    print(&format!("{name}, s3s"), time);
}

/// Returns a page with the keys of the canned response.
fn create_page() -> ListObjectsV2Output {
    let objects = (0..1000).map(|index| dto::Object {
        key: Some(format!("photos/2026/11/{index:05} summer & autumn.jpg")),
        last_modified: Some(parse_timestamp()),
        e_tag: Some(dto::ETag::Strong(ETAG.to_owned())),
        checksum_algorithm: Some(vec![dto::ChecksumAlgorithm::from_static(
            dto::ChecksumAlgorithm::CRC32,
        )]),
        size: Some(100_000 + index),
        storage_class: Some(dto::ObjectStorageClass::from_static(
            dto::ObjectStorageClass::STANDARD,
        )),
        ..dto::Object::default()
    });
    ListObjectsV2Output {
        name: Some("my-bucket".to_owned()),
        prefix: Some("photos/".to_owned()),
        key_count: Some(1000),
        max_keys: Some(1000),
        is_truncated: Some(false),
        contents: Some(objects.collect()),
        ..ListObjectsV2Output::default()
    }
}

fn parse_timestamp() -> dto::Timestamp {
    dto::Timestamp::parse(dto::TimestampFormat::DateTime, "2026-11-27T12:34:56.000Z")
        .expect("a timestamp")
}
