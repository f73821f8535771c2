//! s3s-fs, a server of S3 in Rust that verifies signatures and keeps objects in files.

use std::process::Command;
use std::{fs, io};

use shapesmith_peers::api::s3::operations as ops;
use shapesmith_peers::api::s3::{
    AbortMultipartUploadRequest, CompleteMultipartUploadRequest, CompletedMultipartUpload,
    CompletedPart, CopyObjectRequest, CreateBucketRequest, CreateMultipartUploadRequest, Delete,
    DeleteBucketRequest, DeleteObjectRequest, DeleteObjectsRequest, GetBucketLocationRequest,
    GetObjectRequest, HeadBucketRequest, HeadObjectRequest, ListBucketsRequest,
    ListObjectsV2Request, ObjectIdentifier, PutObjectRequest, UploadPartRequest,
};
use shapesmith_peers::api::support::ErrorSet;
use shapesmith_peers::api::support::http::ChecksumAlgorithm;
use shapesmith_peers::client::Client;
use shapesmith_peers::process::ServerProcess;
use shapesmith_test_support::{CommandOutput, TestFolder, workspace};

/// The newest version that the compiler of this workspace compiles.
const VERSION: &str = "0.14.1";
const BUCKET: &str = "sea-bucket";
/// The least size of a part, except the last one.
const PART: usize = 5 << 20;

#[test]
#[ignore = "compiles a server for minutes"]
fn s3s_has_buckets_and_objects() {
    let folder = workspace().join("target/peers-s3s");
    let mut cargo = Command::new("cargo");
    cargo.args(["install", "s3s-fs", "--version", VERSION, "--locked", "--features", "binary"]);
    CommandOutput::from(cargo.arg("--root").arg(&folder).output().unwrap()).expect_code(0);
    let objects = TestFolder::new();
    fs::create_dir_all(objects.path("buckets")).unwrap();
    let server = ServerProcess::start("/", |_, port| {
        let mut program = Command::new(folder.join("bin/s3s-fs"));
        program.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
        program.args(["--access-key", "AKIDEXAMPLE", "--secret-key", "secret"]);
        program.arg(objects.path("buckets"));
        program
    });
    let client = Client::new(server.url());
    use_buckets(&client);
    use_objects(&client);
    use_streams(&client);
    use_lists(&client);
    use_uploads(&client);
    remove_all(&client);
    let used = client.used();
    println!("{used:#?}");
    assert_eq!(used.len(), 16);
    assert!(used.values().filter(|count| count.errors > 0).count() >= 4);
}

fn use_buckets(client: &Client) {
    client.call::<ops::CreateBucket>(&CreateBucketRequest::new(BUCKET)).unwrap();
    client.call::<ops::HeadBucket>(&HeadBucketRequest::new(BUCKET)).unwrap();
    let listed = client.call::<ops::ListBuckets>(&ListBucketsRequest::default()).unwrap();
    let names: Vec<_> = listed.buckets.unwrap().into_iter().map(|bucket| bucket.name).collect();
    assert_eq!(names, [Some(BUCKET.to_owned())]);
    let location = client.call::<ops::GetBucketLocation>(&GetBucketLocationRequest::new(BUCKET));
    assert_eq!(location.unwrap().location_constraint, None);
    client.fail::<ops::ListObjectsV2>(&ListObjectsV2Request::new("missing"), "NoSuchBucket");
    let head = client.call::<ops::HeadBucket>(&HeadBucketRequest::new("missing"));
    // The response to a request with this method has no document, so the status is all that is known.
    assert_eq!(head.unwrap_err().status(), Some(400));
}

fn use_objects(client: &Client) {
    let keys = ["a b+c", "dir/ä/ü", "percent%25%", "x=1&y", "'<&>\"", "😀", "dot."];
    for key in keys {
        let mut put = PutObjectRequest::new(BUCKET, key);
        put.body = Some(format!("\0{key}").as_str().into());
        put.metadata = Some([("team".to_owned(), "sea".to_owned())].into());
        put.content_type = Some("text/x-key".to_owned());
        client.call::<ops::PutObject>(&put).unwrap();
        let read = client.call::<ops::GetObject>(&GetObjectRequest::new(BUCKET, key)).unwrap();
        assert_eq!(read.body.unwrap().as_ref(), format!("\0{key}").as_bytes(), "{key}");
        assert_eq!(read.metadata.unwrap()["team"], "sea", "{key}");
    }
    let mut range = GetObjectRequest::new(BUCKET, "dir/ä/ü");
    range.range = Some("bytes=1-3".to_owned());
    let part = client.call::<ops::GetObject>(&range).unwrap();
    assert_eq!(part.body.unwrap().as_ref(), b"dir");
    assert_eq!(part.content_range.as_deref(), Some("bytes 1-3/10"));
    let copy = CopyObjectRequest::new(BUCKET, format!("{BUCKET}/dir/%C3%A4/%C3%BC"), "copy");
    let copied = client.call::<ops::CopyObject>(&copy).unwrap().copy_object_result.unwrap();
    assert!(copied.e_tag.is_some());
    let head = client.call::<ops::HeadObject>(&HeadObjectRequest::new(BUCKET, "copy")).unwrap();
    assert_eq!(head.content_length, Some(10));
    client.call::<ops::DeleteObject>(&DeleteObjectRequest::new(BUCKET, "copy")).unwrap();
    client.fail::<ops::GetObject>(&GetObjectRequest::new(BUCKET, "copy"), "NoSuchKey");
    let objects = keys.map(ObjectIdentifier::new).to_vec();
    let delete = DeleteObjectsRequest::new(BUCKET, Delete::new(objects));
    let deleted = client.call::<ops::DeleteObjects>(&delete).unwrap().deleted.unwrap();
    assert_eq!(deleted.len(), keys.len());
}

/// Streams objects in chunks, with checksums behind them.
fn use_streams(client: &Client) {
    for algorithm in [ChecksumAlgorithm::CRC32, ChecksumAlgorithm::SHA256] {
        for length in [0, 9, 200_000] {
            let body: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let put = PutObjectRequest::new(BUCKET, "stream");
            let (size, source) = (body.len() as u64, io::Cursor::new(body.clone()));
            client.call_in_chunks::<ops::PutObject>(&put, algorithm, size, source).unwrap();
            let get = GetObjectRequest::new(BUCKET, "stream");
            let read = client.call::<ops::GetObject>(&get).unwrap();
            let received = read.body.unwrap_or_default();
            assert!(received.as_ref() == body, "{algorithm:?}, {length}");
        }
    }
    client.call::<ops::DeleteObject>(&DeleteObjectRequest::new(BUCKET, "stream")).unwrap();
}

fn use_lists(client: &Client) {
    let keys: Vec<String> = (0..12).map(|index| format!("logs/{}/{index:02}", index % 3)).collect();
    for key in &keys {
        let mut put = PutObjectRequest::new(BUCKET, key);
        put.body = Some("text".into());
        client.call::<ops::PutObject>(&put).unwrap();
    }
    let mut list = ListObjectsV2Request::new(BUCKET);
    list.prefix = Some("logs/".to_owned());
    list.max_keys = Some(5);
    let (mut found, mut pages) = (Vec::new(), 0);
    loop {
        let output = client.call::<ops::ListObjectsV2>(&list).unwrap();
        found.extend(output.contents.unwrap_or_default().into_iter().filter_map(|it| it.key));
        pages += 1;
        list.continuation_token = output.next_continuation_token;
        if list.continuation_token.is_none() {
            break;
        }
    }
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!((found, pages), (sorted, 3));
    let mut list = ListObjectsV2Request::new(BUCKET);
    (list.prefix, list.delimiter) = (Some("logs/".to_owned()), Some("/".to_owned()));
    let output = client.call::<ops::ListObjectsV2>(&list).unwrap();
    let prefixes = output.common_prefixes.unwrap().into_iter().filter_map(|it| it.prefix);
    assert_eq!(prefixes.collect::<Vec<_>>(), ["logs/0/", "logs/1/", "logs/2/"]);
    assert_eq!(output.contents.unwrap_or_default(), []);
}

fn use_uploads(client: &Client) {
    let create = CreateMultipartUploadRequest::new(BUCKET, "large");
    let start = || client.call::<ops::CreateMultipartUpload>(&create).unwrap().upload_id.unwrap();
    let upload = start();
    let mut parts = Vec::new();
    for (number, size) in [(1, PART), (2, 3)] {
        let mut part = UploadPartRequest::new(BUCKET, "large", number, &upload);
        part.body = Some(vec![b'0' + number as u8; size].into());
        let mut completed = CompletedPart::default();
        completed.e_tag = client.call::<ops::UploadPart>(&part).unwrap().e_tag;
        completed.part_number = Some(number);
        parts.push(completed);
    }
    let mut complete = CompleteMultipartUploadRequest::new(BUCKET, "large", upload);
    let mut completed = CompletedMultipartUpload::default();
    completed.parts = Some(parts);
    complete.multipart_upload = Some(completed);
    client.call::<ops::CompleteMultipartUpload>(&complete).unwrap();
    let read = client.call::<ops::GetObject>(&GetObjectRequest::new(BUCKET, "large")).unwrap();
    let body = read.body.unwrap();
    assert_eq!((body.as_ref().len(), &body.as_ref()[PART - 1..]), (PART + 3, &b"1222"[..]));
    let upload = start();
    let abort = AbortMultipartUploadRequest::new(BUCKET, "large", &upload);
    client.call::<ops::AbortMultipartUpload>(&abort).unwrap();
    let part = UploadPartRequest::new(BUCKET, "large", 1, upload);
    assert!(client.call::<ops::UploadPart>(&part).is_err());
}

/// Deletes what is left, and the bucket.
fn remove_all(client: &Client) {
    let listed = client.call::<ops::ListObjectsV2>(&ListObjectsV2Request::new(BUCKET)).unwrap();
    for object in listed.contents.unwrap() {
        let delete = DeleteObjectRequest::new(BUCKET, object.key.unwrap());
        client.call::<ops::DeleteObject>(&delete).unwrap();
    }
    client.call::<ops::DeleteBucket>(&DeleteBucketRequest::new(BUCKET)).unwrap();
}
