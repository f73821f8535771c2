//! What S3 does beyond its model: buckets in the host's name, and bodies in chunks.

use ::http::{HeaderMap, HeaderValue, header};

use super::aws_chunked::{ChunkDecoder, DECODED_LENGTH, is_chunked_coding};
use super::codec::{OperationFacts, RequestView};
use super::customizations::{Customization, Unframed};

/// The customization.
pub(super) static S3: S3Customization = S3Customization;

pub(super) struct S3Customization;

impl Customization for S3Customization {
    fn sdk_id(&self) -> &'static str {
        "S3"
    }

    fn take_bucket(&self, operation: &OperationFacts, target: &mut String) -> Option<String> {
        let is_first = operation.http?.uri.starts_with("/{Bucket}");
        let path = target.strip_prefix('/').filter(|_| is_first)?;
        let length = path.find(['/', '?']).unwrap_or(path.len());
        let (bucket, rest) = path.split_at_checked(length)?;
        if !is_host_label(bucket) {
            return None;
        }
        let (bucket, slash) = (bucket.to_owned(), if rest.starts_with('/') { "" } else { "/" });
        *target = format!("{slash}{rest}");
        Some(bucket)
    }

    fn find_bucket<'r>(&self, host: &'r str, domains: &[String]) -> Option<&'r str> {
        let domain = domains.iter().find_map(|domain| host.strip_suffix(domain.as_str()));
        let before = domain.and_then(|before| before.strip_suffix('.'));
        before.or_else(|| find_aws_bucket(host)).filter(|bucket| !bucket.is_empty())
    }

    fn unframe(&self, request: RequestView<'_>) -> Result<Option<Unframed>, String> {
        if request.body.is_empty() || !ChunkDecoder::is_needed(request.headers) {
            return Ok(None);
        }
        let mut decoder = ChunkDecoder::new();
        let mut body = Vec::with_capacity(request.body.len());
        decoder.decode(request.body, &mut body).map_err(|error| error.to_string())?;
        let trailers = decoder.finish().map_err(|error| error.to_string())?;
        let mut headers = request.headers.clone();
        remove_coding(&mut headers);
        let length = headers.remove(DECODED_LENGTH).unwrap_or_else(|| body.len().into());
        headers.insert(header::CONTENT_LENGTH, length);
        for (name, value) in &trailers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        Ok(Some(Unframed { headers, body }))
    }
}

/// Removes the coding of chunks, which isn't a property of the object.
fn remove_coding(headers: &mut HeaderMap) {
    let values = headers.get_all(header::CONTENT_ENCODING).iter();
    let text: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    let text = text.join(",");
    let codings = text.split(',').map(str::trim).filter(|coding| !is_chunked_coding(coding));
    let rest = codings.filter(|coding| !coding.is_empty()).collect::<Vec<_>>().join(",");
    headers.remove(header::CONTENT_ENCODING);
    if let Some(value) = HeaderValue::from_str(&rest).ok().filter(|value| !value.is_empty()) {
        headers.insert(header::CONTENT_ENCODING, value);
    }
}

/// Returns the bucket in the name of one of AWS's hosts: what is before the last part that names S3, such as `s3` or `s3-fips`.
/// ([AWS: virtual hosting](https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html))
fn find_aws_bucket(host: &str) -> Option<&str> {
    let host = host.split(':').next().unwrap_or(host);
    let domains = [".amazonaws.com", ".amazonaws.com.cn"];
    let name = domains.iter().find_map(|domain| host.strip_suffix(domain))?;
    let is_s3 = |part: &str| part == "s3" || part.starts_with("s3-");
    let mut end = name.len();
    for part in name.rsplit('.') {
        let start = end.saturating_sub(part.len());
        if is_s3(part) {
            return name.get(..start)?.strip_suffix('.');
        }
        end = start.saturating_sub(1);
    }
    None
}

/// Returns whether a bucket can be the first part of a host's name. A name with dots isn't covered by certificates.
fn is_host_label(bucket: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (3..=63).contains(&bucket.len())
        && bucket.bytes().all(is_part)
        && !bucket.starts_with('-')
        && !bucket.ends_with('-')
}
