"""boto3's client of S3 against the emulator at AWS_ENDPOINT_URL."""

import contextlib
import hashlib
import io
import unittest

import boto3
import botocore.exceptions
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

MEGABYTE = 1 << 20


class S3Test(unittest.TestCase):
    def setUp(self):
        self.client = boto3.client("s3", config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}))
        self.bucket = self.id().rsplit(".", 1)[1].replace("_", "-").lower()[:60]
        self.client.create_bucket(Bucket=self.bucket)

    def put(self, key, body=b"text", **arguments):
        return self.client.put_object(Bucket=self.bucket, Key=key, Body=body, **arguments)

    def test_objects(self):
        put = self.put("a", b"\x00\xff", ContentType="image/x", Metadata={"Team": "sea", "b": "2"})
        self.assertEqual(put["ETag"], '"%s"' % hashlib.md5(b"\x00\xff").hexdigest())
        got = self.client.get_object(Bucket=self.bucket, Key="a")
        self.assertEqual(got["Body"].read(), b"\x00\xff")
        self.assertEqual((got["ContentType"], got["ContentLength"]), ("image/x", 2))
        self.assertEqual(got["Metadata"], {"team": "sea", "b": "2"})
        self.assertEqual(got["LastModified"].year, 2026)
        head = self.client.head_object(Bucket=self.bucket, Key="a")
        self.assertEqual((head["ContentLength"], head["ETag"]), (2, put["ETag"]))
        self.client.delete_object(Bucket=self.bucket, Key="a")
        with self.assertRaises(self.client.exceptions.NoSuchKey):
            self.client.get_object(Bucket=self.bucket, Key="a")

    def test_keys_have_any_character(self):
        keys = ["a b+c", "ä/ü/..", "//double//", "percent%25%", "?x=1&y", "<&>'\"", "dir/", "tab\tline", "😀", "."]
        for key in keys:
            self.put(key, key.encode())
        listed = self.client.list_objects_v2(Bucket=self.bucket)["Contents"]
        self.assertEqual(sorted(entry["Key"] for entry in listed), sorted(keys))
        for key in keys:
            got = self.client.get_object(Bucket=self.bucket, Key=key)
            self.assertEqual(got["Body"].read(), key.encode(), key)

    def test_listing_has_pages_and_prefixes(self):
        for index in range(25):
            self.put(f"logs/{index // 10}/{index:02}")
        self.put("readme")
        paginator = self.client.get_paginator("list_objects_v2")
        pages = list(paginator.paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 10}))
        self.assertEqual([len(page["Contents"]) for page in pages], [10, 10, 6])
        listed = self.client.list_objects_v2(Bucket=self.bucket, Delimiter="/", Prefix="logs/")
        self.assertEqual([it["Prefix"] for it in listed["CommonPrefixes"]], ["logs/0/", "logs/1/", "logs/2/"])
        self.assertNotIn("Contents", listed)
        listed = self.client.list_objects_v2(Bucket=self.bucket, Delimiter="/")
        self.assertEqual([it["Key"] for it in listed["Contents"]], ["readme"])

    def test_a_large_object_is_uploaded_in_parts(self):
        body = bytes(range(256)) * (20 * MEGABYTE // 256)
        config = TransferConfig(multipart_threshold=8 * MEGABYTE, multipart_chunksize=8 * MEGABYTE, max_concurrency=2)
        self.client.upload_fileobj(io.BytesIO(body), self.bucket, "large", Config=config)
        head = self.client.head_object(Bucket=self.bucket, Key="large")
        self.assertEqual(head["ContentLength"], len(body))
        self.assertTrue(head["ETag"].endswith('-3"') or len(head["ETag"]) == 34)
        target = io.BytesIO()
        self.client.download_fileobj(self.bucket, "large", target, Config=config)
        self.assertEqual(hashlib.md5(target.getvalue()).digest(), hashlib.md5(body).digest())

    def test_uploads_end_or_are_aborted(self):
        upload = self.client.create_multipart_upload(Bucket=self.bucket, Key="k")["UploadId"]
        self.client.abort_multipart_upload(Bucket=self.bucket, Key="k", UploadId=upload)
        with self.assertRaises(self.client.exceptions.NoSuchUpload):
            self.client.upload_part(Bucket=self.bucket, Key="k", UploadId=upload, PartNumber=1, Body=b"x")

    def test_ranges(self):
        self.put("range", b"0123456789")
        got = self.client.get_object(Bucket=self.bucket, Key="range", Range="bytes=2-4")
        self.assertEqual((got["Body"].read(), got["ContentRange"]), (b"234", "bytes 2-4/10"))

    def test_checksums_are_verified(self):
        bodies = [b"", b"text", bytes(range(256)) * 300]
        hashes = ["SHA1", "SHA256", "SHA512", "XXHASH3", "XXHASH64", "XXHASH128"]
        for algorithm in ["CRC32", "CRC32C", "CRC64NVME", *hashes]:
            for body in bodies:
                put = self.put("sum", body, ChecksumAlgorithm=algorithm)
                self.assertEqual(put["ResponseMetadata"]["HTTPStatusCode"], 200)
                got = self.client.get_object(Bucket=self.bucket, Key="sum", ChecksumMode="ENABLED")
                self.assertEqual(got["Body"].read(), body)
                self.assertIn("Checksum" + algorithm, got)
                self.assertTrue(got["ResponseMetadata"]["RequestId"] and got["ResponseMetadata"]["HostId"])
            with self.corrupted("PutObject"), self.assertRaises(botocore.exceptions.ClientError) as raised:
                self.put("sum", b"text", ChecksumAlgorithm=algorithm)
            error = raised.exception.response["Error"]
            message = f"The {algorithm} you specified did not match the calculated checksum."
            self.assertEqual((error["Code"], error["Message"]), ("BadDigest", message))
        # One that is given, an MD5, and the default of an operation that requires one.
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.put("sum", b"text", ChecksumSHA1="AAAA")
        self.assertEqual(raised.exception.response["Error"]["Code"], "InvalidRequest")
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.put("sum", b"text", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")
        self.assertEqual(raised.exception.response["Error"]["Code"], "BadDigest")
        with self.corrupted("DeleteObjects"), self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.delete_objects(Bucket=self.bucket, Delete={"Objects": [{"Key": "sum"}]})
        self.assertEqual(raised.exception.response["Error"]["Code"], "BadDigest")

    @contextlib.contextmanager
    def corrupted(self, operation):
        """Changes the first byte of the body of each request of an operation after its checksum was computed."""

        def corrupt(request, **_):
            body = request.body if isinstance(request.body, bytes) else request.body.read()
            request.body = bytes([body[0] ^ 1]) + body[1:]

        name = f"before-send.s3.{operation}"
        self.client.meta.events.register(name, corrupt)
        try:
            yield
        finally:
            self.client.meta.events.unregister(name, corrupt)

    def test_checksums_are_in_trailers(self):
        self.put("sum", b"x" * 70000, ChecksumAlgorithm="SHA256", ContentEncoding="br")
        got = self.client.get_object(Bucket=self.bucket, Key="sum")
        self.assertEqual((len(got["Body"].read()), got["ContentEncoding"]), (70000, "br"))

    def test_a_copy(self):
        self.put("from ä", b"copied")
        source = {"Bucket": self.bucket, "Key": "from ä"}
        copy = self.client.copy_object(Bucket=self.bucket, Key="to", CopySource=source)
        self.assertEqual(copy["CopyObjectResult"]["ETag"], '"%s"' % hashlib.md5(b"copied").hexdigest())
        self.assertEqual(self.client.get_object(Bucket=self.bucket, Key="to")["Body"].read(), b"copied")

    def test_many_objects_are_deleted_at_once(self):
        keys = [f"k<{index}>" for index in range(5)]
        for key in keys:
            self.put(key)
        deleted = self.client.delete_objects(Bucket=self.bucket, Delete={"Objects": [{"Key": key} for key in keys]})
        self.assertEqual([it["Key"] for it in deleted["Deleted"]], keys)
        self.assertEqual(self.client.list_objects_v2(Bucket=self.bucket)["KeyCount"], 0)

    def test_buckets(self):
        self.assertIn(self.bucket, [it["Name"] for it in self.client.list_buckets()["Buckets"]])
        self.assertIsNone(self.client.get_bucket_location(Bucket=self.bucket)["LocationConstraint"])
        place = {"LocationConstraint": "eu-west-1"}
        self.client.create_bucket(Bucket="elsewhere", CreateBucketConfiguration=place)
        self.assertEqual(self.client.get_bucket_location(Bucket="elsewhere")["LocationConstraint"], "eu-west-1")
        self.client.get_waiter("bucket_exists").wait(Bucket="elsewhere")
        self.client.delete_bucket(Bucket="elsewhere")
        self.client.get_waiter("bucket_not_exists").wait(Bucket="elsewhere")

    def test_errors(self):
        with self.assertRaises(self.client.exceptions.NoSuchBucket) as raised:
            self.client.list_objects_v2(Bucket="missing-bucket")
        error = raised.exception.response
        self.assertEqual(error["Error"]["Message"], "The bucket missing-bucket does not exist")
        self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], 404)
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.head_object(Bucket=self.bucket, Key="missing")
        self.assertEqual(raised.exception.response["Error"]["Code"], "404")
        self.put("one")
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.delete_bucket(Bucket=self.bucket)
        self.assertEqual(raised.exception.response["Error"]["Code"], "BucketNotEmpty")
        with self.assertRaises(self.client.exceptions.BucketAlreadyOwnedByYou):
            self.client.create_bucket(Bucket=self.bucket)


if __name__ == "__main__":
    unittest.main()
