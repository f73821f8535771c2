//! Buckets and objects of the emulated S3.

use std::collections::{BTreeMap, BTreeSet};

use http::Response;

use super::answer_operation;
use crate::api::s3::errors::Error;
use crate::api::s3::operations as ops;
use crate::api::s3::{
    AbortMultipartUploadOutput, AbortMultipartUploadRequest, Bucket, BucketAlreadyOwnedByYou,
    BucketLocationConstraint, CommonPrefix, CompleteMultipartUploadOutput,
    CompleteMultipartUploadRequest, ContinuationEvent, CopyObjectOutput, CopyObjectRequest,
    CopyObjectResult, CreateBucketOutput, CreateBucketRequest, CreateMultipartUploadOutput,
    CreateMultipartUploadRequest, DeleteBucketRequest, DeleteObjectOutput, DeleteObjectRequest,
    DeleteObjectsOutput, DeleteObjectsRequest, DeletedObject, EndEvent, GetBucketLocationOutput,
    GetBucketLocationRequest, GetObjectOutput, GetObjectRequest, HeadBucketOutput,
    HeadBucketRequest, HeadObjectOutput, HeadObjectRequest, ListBucketsOutput, ListObjectsV2Output,
    ListObjectsV2Request, NoSuchBucket, NoSuchKey, NoSuchUpload, Object, Progress, ProgressEvent,
    PutObjectOutput, PutObjectRequest, RecordsEvent, SelectObjectContentEventStream as Event,
    SelectObjectContentOutput, Stats, StatsEvent, UploadPartOutput, UploadPartRequest,
};
use crate::api::support::http::{Call, Reading};
use crate::api::support::{Blob, Empty, Timestamp, UnknownError};

/// The number of keys in a page unless the request has one.
const PAGE: i32 = 1000;

/// The number of bytes of an object in an event.
const PIECE: usize = 70;

/// The buckets by their names, and the uploads in parts by their ids.
#[derive(Default)]
pub struct Storage {
    buckets: BTreeMap<String, Contents>,
    uploads: BTreeMap<String, BTreeMap<i32, Vec<u8>>>,
    /// The number of uploads that have been created.
    created_uploads: usize,
}

#[derive(Default)]
struct Contents {
    region: Option<BucketLocationConstraint>,
    objects: BTreeMap<String, Stored>,
}

#[derive(Clone, Default)]
struct Stored {
    bytes: Vec<u8>,
    content_type: Option<String>,
    content_encoding: Option<String>,
    metadata: Option<BTreeMap<String, String>>,
    checksums: Checksums,
}

/// The checksums that a client sent with an object.
#[derive(Clone, Default)]
struct Checksums {
    crc32: Option<String>,
    crc32c: Option<String>,
    crc64nvme: Option<String>,
    md5: Option<String>,
    sha1: Option<String>,
    sha256: Option<String>,
    sha512: Option<String>,
    xxhash3: Option<String>,
    xxhash64: Option<String>,
    xxhash128: Option<String>,
}

impl Stored {
    fn tag(&self) -> String {
        format!("\"{:x}\"", md5::compute(&self.bytes))
    }

    fn size(&self) -> i64 {
        i64::try_from(self.bytes.len()).unwrap()
    }
}

impl Checksums {
    /// Sets the checksums of a response.
    fn fill(self, output: &mut GetObjectOutput) {
        (output.checksum_crc32, output.checksum_crc32c) = (self.crc32, self.crc32c);
        (output.checksum_crc64nvme, output.checksum_md5) = (self.crc64nvme, self.md5);
        (output.checksum_sha1, output.checksum_sha256) = (self.sha1, self.sha256);
        (output.checksum_sha512, output.checksum_xxhash3) = (self.sha512, self.xxhash3);
        (output.checksum_xxhash64, output.checksum_xxhash128) = (self.xxhash64, self.xxhash128);
    }
}

fn modified() -> Option<Timestamp> {
    Timestamp::new(1_767_323_045, 0).ok()
}

fn missing_bucket(name: &str) -> Error {
    let mut error = NoSuchBucket::default();
    error.message = Some(format!("The bucket {name} does not exist"));
    Error::NoSuchBucket(error)
}

impl Storage {
    /// Answers a call of S3; `None` if it is for another service.
    pub fn answer(&mut self, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        answer_operation::<ops::CreateBucket, _>(call, |input| self.create_bucket(input))
            .or_else(|| answer_operation::<ops::DeleteBucket, _>(call, |i| self.delete_bucket(&i)))
            .or_else(|| answer_operation::<ops::HeadBucket, _>(call, |i| self.head_bucket(&i)))
            .or_else(|| answer_operation::<ops::GetBucketLocation, _>(call, |i| self.locate(&i)))
            .or_else(|| answer_operation::<ops::ListBuckets, _>(call, |_| self.list_buckets()))
            .or_else(|| answer_operation::<ops::PutObject, _>(call, |input| self.put(input)))
            .or_else(|| answer_operation::<ops::GetObject, _>(call, |input| self.get(&input)))
            .or_else(|| answer_operation::<ops::HeadObject, _>(call, |input| self.head(&input)))
            .or_else(|| answer_operation::<ops::CopyObject, _>(call, |input| self.copy(&input)))
            .or_else(|| answer_operation::<ops::DeleteObject, _>(call, |i| self.delete(&i)))
            .or_else(|| answer_operation::<ops::DeleteObjects, _>(call, |i| self.delete_all(i)))
            .or_else(|| answer_operation::<ops::ListObjectsV2, _>(call, |i| self.list(i)))
            .or_else(|| {
                answer_operation::<ops::CreateMultipartUpload, _>(call, |i| self.create_upload(i))
            })
            .or_else(|| answer_operation::<ops::UploadPart, _>(call, |i| self.upload_part(i)))
            .or_else(|| {
                answer_operation::<ops::CompleteMultipartUpload, _>(call, |i| self.complete(i))
            })
            .or_else(|| answer_operation::<ops::AbortMultipartUpload, _>(call, |i| self.abort(&i)))
            .or_else(|| self.select(call))
    }

    fn bucket(&mut self, name: &str) -> Result<&mut Contents, Error> {
        self.buckets.get_mut(name).ok_or_else(|| missing_bucket(name))
    }

    fn object(&mut self, bucket: &str, key: &str) -> Result<&Stored, Error> {
        self.bucket(bucket)?.objects.get(key).ok_or_else(|| {
            let mut error = NoSuchKey::default();
            error.message = Some("The specified key does not exist.".to_owned());
            Error::NoSuchKey(error)
        })
    }

    fn create_bucket(&mut self, input: CreateBucketRequest) -> Result<CreateBucketOutput, Error> {
        if self.buckets.contains_key(&input.bucket) {
            return Err(Error::BucketAlreadyOwnedByYou(BucketAlreadyOwnedByYou::default()));
        }
        let region = input.create_bucket_configuration.and_then(|it| it.location_constraint);
        let mut output = CreateBucketOutput::default();
        output.location = Some(format!("/{}", input.bucket));
        self.buckets.insert(input.bucket, Contents { region, objects: BTreeMap::new() });
        Ok(output)
    }

    fn delete_bucket(&mut self, input: &DeleteBucketRequest) -> Result<Empty, Error> {
        if !self.bucket(&input.bucket)?.objects.is_empty() {
            let error = UnknownError::new("BucketNotEmpty").with_status(409);
            return Err(Error::Unknown(error.with_message("The bucket is not empty")));
        }
        self.buckets.remove(&input.bucket);
        Ok(Empty {})
    }

    fn head_bucket(&mut self, input: &HeadBucketRequest) -> Result<HeadBucketOutput, Error> {
        self.bucket(&input.bucket)?;
        Ok(HeadBucketOutput::default())
    }

    fn locate(
        &mut self,
        input: &GetBucketLocationRequest,
    ) -> Result<GetBucketLocationOutput, Error> {
        let mut output = GetBucketLocationOutput::default();
        output.location_constraint = self.bucket(&input.bucket)?.region.clone();
        Ok(output)
    }

    fn list_buckets(&self) -> Result<ListBucketsOutput, Error> {
        let buckets = self.buckets.keys().map(|name| {
            let mut bucket = Bucket::default();
            (bucket.name, bucket.creation_date) = (Some(name.clone()), modified());
            bucket
        });
        let mut output = ListBucketsOutput::default();
        output.buckets = Some(buckets.collect());
        Ok(output)
    }

    fn put(&mut self, input: PutObjectRequest) -> Result<PutObjectOutput, Error> {
        let stored = Stored {
            bytes: input.body.map(Blob::into_inner).unwrap_or_default(),
            content_type: input.content_type,
            content_encoding: input.content_encoding,
            metadata: input.metadata,
            checksums: Checksums {
                crc32: input.checksum_crc32,
                crc32c: input.checksum_crc32c,
                crc64nvme: input.checksum_crc64nvme,
                md5: input.checksum_md5,
                sha1: input.checksum_sha1,
                sha256: input.checksum_sha256,
                sha512: input.checksum_sha512,
                xxhash3: input.checksum_xxhash3,
                xxhash64: input.checksum_xxhash64,
                xxhash128: input.checksum_xxhash128,
            },
        };
        let mut output = PutObjectOutput::default();
        output.e_tag = Some(stored.tag());
        self.bucket(&input.bucket)?.objects.insert(input.key, stored);
        Ok(output)
    }

    fn get(&mut self, input: &GetObjectRequest) -> Result<GetObjectOutput, Error> {
        let stored = self.object(&input.bucket, &input.key)?;
        let mut output = GetObjectOutput::default();
        let bytes = match input.range.as_deref().and_then(|range| parse_range(range, stored)) {
            Some((first, last)) => {
                output.content_range = Some(format!("bytes {first}-{last}/{}", stored.bytes.len()));
                stored.bytes[first..=last].to_vec()
            }
            None => {
                if input.checksum_mode.is_some() {
                    stored.checksums.clone().fill(&mut output);
                }
                stored.bytes.clone()
            }
        };
        output.content_length = i64::try_from(bytes.len()).ok();
        output.body = Some(bytes.into());
        output.e_tag = Some(stored.tag());
        output.last_modified = modified();
        output.content_type.clone_from(&stored.content_type);
        output.content_encoding.clone_from(&stored.content_encoding);
        output.metadata.clone_from(&stored.metadata);
        Ok(output)
    }

    fn head(&mut self, input: &HeadObjectRequest) -> Result<HeadObjectOutput, Error> {
        let stored = self.object(&input.bucket, &input.key)?;
        let mut output = HeadObjectOutput::default();
        output.content_length = Some(stored.size());
        output.e_tag = Some(stored.tag());
        output.last_modified = modified();
        output.content_type.clone_from(&stored.content_type);
        output.metadata.clone_from(&stored.metadata);
        Ok(output)
    }

    fn copy(&mut self, input: &CopyObjectRequest) -> Result<CopyObjectOutput, Error> {
        let source = percent_encoding::percent_decode_str(&input.copy_source).decode_utf8_lossy();
        let source = source.trim_start_matches('/').to_owned();
        let (bucket, key) = source.split_once('/').unwrap();
        let stored = self.object(bucket, key)?.clone();
        let mut result = CopyObjectResult::default();
        (result.e_tag, result.last_modified) = (Some(stored.tag()), modified());
        self.bucket(&input.bucket)?.objects.insert(input.key.clone(), stored);
        let mut output = CopyObjectOutput::default();
        output.copy_object_result = Some(result);
        Ok(output)
    }

    fn delete(&mut self, input: &DeleteObjectRequest) -> Result<DeleteObjectOutput, Error> {
        self.bucket(&input.bucket)?.objects.remove(&input.key);
        Ok(DeleteObjectOutput::default())
    }

    fn delete_all(&mut self, input: DeleteObjectsRequest) -> Result<DeleteObjectsOutput, Error> {
        let contents = self.bucket(&input.bucket)?;
        let deleted = input.delete.objects.into_iter().map(|object| {
            contents.objects.remove(&object.key);
            let mut deleted = DeletedObject::default();
            deleted.key = Some(object.key);
            deleted
        });
        let mut output = DeleteObjectsOutput::default();
        output.deleted = Some(deleted.collect());
        Ok(output)
    }

    fn list(&mut self, input: ListObjectsV2Request) -> Result<ListObjectsV2Output, Error> {
        let contents = self.bucket(&input.bucket)?;
        let prefix = input.prefix.clone().unwrap_or_default();
        let after = input.continuation_token.clone().or(input.start_after);
        let limit = usize::try_from(input.max_keys.unwrap_or(PAGE)).unwrap();
        let (mut objects, mut prefixes) = (Vec::new(), BTreeSet::new());
        let mut output = ListObjectsV2Output::default();
        let keys = contents.objects.iter().filter(|(key, _)| key.starts_with(&prefix));
        let mut last = None;
        for (key, stored) in keys.filter(|(key, _)| Some(*key) > after.as_ref()) {
            let common = input.delimiter.as_deref().and_then(|delimiter| {
                let length = key[prefix.len()..].find(delimiter)? + delimiter.len();
                Some(&key[..prefix.len() + length])
            });
            if common.is_some_and(|common| prefixes.contains(common)) {
                last = Some(key.clone());
                continue;
            }
            if objects.len() + prefixes.len() == limit {
                output.next_continuation_token = last;
                output.is_truncated = Some(true);
                break;
            }
            match common {
                Some(common) => drop(prefixes.insert(common.to_owned())),
                None => objects.push(describe(key, stored)),
            }
            last = Some(key.clone());
        }
        output.is_truncated = output.is_truncated.or(Some(false));
        output.key_count = i32::try_from(objects.len() + prefixes.len()).ok();
        output.contents = Some(objects);
        output.common_prefixes = Some(prefixes.into_iter().map(to_common_prefix).collect());
        (output.name, output.prefix) = (Some(input.bucket), input.prefix);
        (output.delimiter, output.max_keys) = (input.delimiter, input.max_keys);
        output.encoding_type = None;
        Ok(output)
    }

    fn create_upload(
        &mut self,
        input: CreateMultipartUploadRequest,
    ) -> Result<CreateMultipartUploadOutput, Error> {
        self.bucket(&input.bucket)?;
        self.created_uploads += 1;
        let id = format!("upload-{}", self.created_uploads);
        self.uploads.insert(id.clone(), BTreeMap::new());
        let mut output = CreateMultipartUploadOutput::default();
        (output.bucket, output.key) = (Some(input.bucket), Some(input.key));
        output.upload_id = Some(id);
        Ok(output)
    }

    fn upload(&mut self, id: &str) -> Result<&mut BTreeMap<i32, Vec<u8>>, Error> {
        let missing = || Error::NoSuchUpload(NoSuchUpload::default());
        self.uploads.get_mut(id).ok_or_else(missing)
    }

    fn upload_part(&mut self, input: UploadPartRequest) -> Result<UploadPartOutput, Error> {
        let bytes = input.body.map(Blob::into_inner).unwrap_or_default();
        let mut output = UploadPartOutput::default();
        output.e_tag = Some(format!("\"{:x}\"", md5::compute(&bytes)));
        self.upload(&input.upload_id)?.insert(input.part_number, bytes);
        Ok(output)
    }

    fn complete(
        &mut self,
        input: CompleteMultipartUploadRequest,
    ) -> Result<CompleteMultipartUploadOutput, Error> {
        let parts = self.upload(&input.upload_id)?;
        let named = input.multipart_upload.and_then(|upload| upload.parts).unwrap_or_default();
        let numbers = named.iter().filter_map(|part| part.part_number);
        let bytes = numbers.flat_map(|number| parts[&number].clone()).collect();
        self.uploads.remove(&input.upload_id);
        let stored = Stored { bytes, ..Stored::default() };
        let mut output = CompleteMultipartUploadOutput::default();
        output.e_tag = Some(format!("{}-{}\"", stored.tag().trim_end_matches('"'), named.len()));
        self.bucket(&input.bucket)?.objects.insert(input.key.clone(), stored);
        (output.bucket, output.key) = (Some(input.bucket), Some(input.key));
        Ok(output)
    }

    /// Answers a selection from an object, which is all of it, with a stream of events. An expression that has the word `broken` ends
    /// the stream with an error.
    fn select(&mut self, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        if !call.is::<ops::SelectObjectContent>() {
            return None;
        }
        let input = match call.input::<ops::SelectObjectContent>(Reading::Validated) {
            Ok(input) => input,
            Err(rejection) => return Some(rejection.response()),
        };
        let stored = match self.object(&input.bucket, &input.key) {
            Ok(stored) => stored,
            Err(error) => return Some(call.error(&error)),
        };
        let output = SelectObjectContentOutput::default();
        let mut response = call.output::<ops::SelectObjectContent>(&output);
        let mut writer = call.output_events::<ops::SelectObjectContent>();
        let body = response.body_mut();
        let mut write = |event| body.extend(writer.write(&event).unwrap());
        write(Event::Cont(ContinuationEvent::default()));
        let mut progress = ProgressEvent::default();
        progress.details = Some(to_progress(stored.size()));
        write(Event::Progress(progress));
        if input.expression.contains("broken") {
            let error = UnknownError::new("MissingHeaders");
            let error = Error::Unknown(error.with_message("no column is named broken"));
            body.extend(writer.write_error(&error).unwrap());
            return Some(response);
        }
        for piece in stored.bytes.chunks(PIECE) {
            let mut records = RecordsEvent::default();
            records.payload = Some(Blob::new(piece));
            write(Event::Records(records));
        }
        let mut stats = StatsEvent::default();
        stats.details = Some(to_stats(stored.size()));
        write(Event::Stats(stats));
        write(Event::End(EndEvent::default()));
        Some(response)
    }

    fn abort(
        &mut self,
        input: &AbortMultipartUploadRequest,
    ) -> Result<AbortMultipartUploadOutput, Error> {
        self.upload(&input.upload_id)?;
        self.uploads.remove(&input.upload_id);
        Ok(AbortMultipartUploadOutput::default())
    }
}

/// Returns the progress of a selection that has begun.
fn to_progress(size: i64) -> Progress {
    let mut progress = Progress::default();
    progress.bytes_scanned = Some(size);
    (progress.bytes_processed, progress.bytes_returned) = (Some(0), Some(0));
    progress
}

/// Returns the figures of a selection that has ended.
fn to_stats(size: i64) -> Stats {
    let mut stats = Stats::default();
    stats.bytes_scanned = Some(size);
    (stats.bytes_processed, stats.bytes_returned) = (Some(size), Some(size));
    stats
}

fn describe(key: &str, stored: &Stored) -> Object {
    let mut object = Object::default();
    (object.key, object.e_tag) = (Some(key.to_owned()), Some(stored.tag()));
    (object.size, object.last_modified) = (Some(stored.size()), modified());
    object
}

fn to_common_prefix(prefix: String) -> CommonPrefix {
    let mut common = CommonPrefix::default();
    common.prefix = Some(prefix);
    common
}

/// Returns the first and last place of a range of bytes such as `bytes=1-3`.
fn parse_range(range: &str, stored: &Stored) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = last.parse().unwrap_or(usize::MAX).min(stored.bytes.len().checked_sub(1)?);
    Some((first.parse().ok()?, last))
}
