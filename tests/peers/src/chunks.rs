//! Bodies that are sent in chunks.

use std::io::{self, Read};

use shapesmith_test_support::CommandOutput;

use crate::api::s3::operations::{CreateBucket, PutObject};
use crate::api::s3::{CreateBucketRequest, PutObjectRequest};
use crate::api::support::http::{ChecksumAlgorithm, ChunkEncoder};
use crate::client::Client;
use crate::python::Python;

/// A reader of a body in chunks, which has a part of the body in memory at a time.
pub(crate) struct Chunks<R> {
    body: R,
    /// `None` behind the end of the body.
    encoder: Option<ChunkEncoder>,
    part: Vec<u8>,
    encoded: Vec<u8>,
    /// The number of encoded bytes that have been read.
    position: usize,
}

impl<R: Read> Chunks<R> {
    /// Creates the reader.
    pub(crate) fn new(encoder: ChunkEncoder, body: R) -> Self {
        let part = vec![0; 10_000];
        Self { body, encoder: Some(encoder), part, encoded: Vec::new(), position: 0 }
    }

    /// Encodes the next part of the body.
    fn encode_part(&mut self) -> io::Result<()> {
        let Some(mut encoder) = self.encoder.take() else { return Ok(()) };
        (self.encoded, self.position) = (Vec::new(), 0);
        let encoded = match self.body.read(&mut self.part)? {
            0 => encoder.finish(&mut self.encoded),
            length => {
                let encoded = encoder.encode(&self.part[..length], &mut self.encoded);
                self.encoder = Some(encoder);
                encoded
            }
        };
        encoded.map_err(io::Error::other)
    }
}

impl<R: Read> Read for Chunks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position == self.encoded.len() {
            self.encode_part()?;
        }
        let length = (&self.encoded[self.position..]).read(buffer)?;
        self.position += length;
        Ok(length)
    }
}

/// Reads an object and prints its length, its content coding and the checksum that was verified.
const READ_OBJECT: &str = "
import boto3
got = boto3.client('s3').get_object(Bucket='sea-streams', Key='object', ChecksumMode='ENABLED')
length = len(got['Body'].read())
[checksum] = [got[name] for name in got if name.startswith('Checksum') and name != 'ChecksumType']
print(length, got['ContentEncoding'], checksum)
";

/// The length of the object: some chunks and a part of one.
const LENGTH: u32 = 300_001;

/// Streams an object to S3 at `url`, and lets boto3 read it and verify its checksum.
#[track_caller]
pub fn check_streamed_object(python: &Python, url: &str, algorithm: ChecksumAlgorithm) {
    let client = Client::new(url);
    client.call::<CreateBucket>(&CreateBucketRequest::new("sea-streams")).unwrap();
    let mut input = PutObjectRequest::new("sea-streams", "object");
    input.content_encoding = Some("br".to_owned());
    let body: Vec<u8> = (0..LENGTH).map(|index| (index % 251) as u8).collect();
    let checksum = algorithm.compute(&body);
    let body = io::Cursor::new(body);
    client.call_in_chunks::<PutObject>(&input, algorithm, LENGTH.into(), body).unwrap();
    let output = python.command(url).args(["-c", READ_OBJECT]).output().unwrap();
    let output = CommandOutput::from(output).expect_code(0);
    assert_eq!(output.out.trim(), format!("{LENGTH} br {checksum}"));
}
