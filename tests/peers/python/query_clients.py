"""boto3's clients of services with query protocols against the emulator at AWS_ENDPOINT_URL."""

import unittest

import boto3
import botocore.exceptions


class StsTest(unittest.TestCase):
    def setUp(self):
        self.client = boto3.client("sts")

    def test_identities(self):
        identity = self.client.get_caller_identity()
        self.assertEqual((identity["Account"], identity["UserId"]), ("123456789012", "AIDAEXAMPLE"))
        self.assertEqual(identity["Arn"], "arn:aws:iam::123456789012:user/sea & <land>")
        self.assertRegex(identity["ResponseMetadata"]["RequestId"], "^[0-9a-f]{8}-")
        assumed = self.client.assume_role(
            RoleArn="arn:aws:iam::123456789012:role/worker", RoleSessionName="one",
            Tags=[{"Key": "a", "Value": "ä = b"}, {"Key": "c", "Value": "+"}])
        self.assertEqual(assumed["Credentials"]["SessionToken"], "token of one")
        self.assertEqual(assumed["Credentials"]["Expiration"].year, 2026)
        self.assertEqual(assumed["AssumedRoleUser"]["AssumedRoleId"], "a=ä = b,c=+")

    def test_errors(self):
        with self.assertRaises(self.client.exceptions.MalformedPolicyDocumentException) as raised:
            self.client.assume_role(
                RoleArn="arn:aws:iam::123456789012:role/worker", RoleSessionName="one", Policy="no")
        error = raised.exception.response
        self.assertEqual(error["Error"]["Message"], "The policy is not JSON")
        self.assertEqual((error["Error"]["Type"], error["Error"]["Code"]), ("Sender", "MalformedPolicyDocument"))
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.get_federation_token(Name="one")
        self.assertEqual(raised.exception.response["Error"]["Code"], "NotImplementedException")


class Ec2Test(unittest.TestCase):
    def setUp(self):
        self.client = boto3.client("ec2")

    def test_instances(self):
        tags = [{"Key": "Name", "Value": "<one> & ä"}]
        run = self.client.run_instances(
            ImageId="ami-1", InstanceType="t3.micro", MinCount=1, MaxCount=5,
            TagSpecifications=[{"ResourceType": "instance", "Tags": tags}])
        self.assertEqual([len(run["Instances"]), run["ReservationId"]], [5, "r-1"])
        first = run["Instances"][0]
        self.assertEqual((first["State"], first["Tags"]), ({"Code": 16, "Name": "running"}, tags))
        self.assertEqual(first["LaunchTime"].year, 2026)
        ids = [instance["InstanceId"] for instance in run["Instances"]]
        pages = list(self.client.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 2}))
        found = [it["InstanceId"] for page in pages for group in page["Reservations"] for it in group["Instances"]]
        self.assertEqual((found, len(pages)), (ids, 3))
        self.client.create_tags(Resources=ids[:2], Tags=[{"Key": "team", "Value": "sea"}])
        self.client.get_waiter("instance_running").wait(InstanceIds=ids)
        ended = self.client.terminate_instances(InstanceIds=[ids[0]])["TerminatingInstances"][0]
        self.assertEqual((ended["PreviousState"]["Name"], ended["CurrentState"]["Name"]), ("running", "terminated"))
        filters = [{"Name": "tag:team", "Values": ["sea"]}, {"Name": "instance-state-name", "Values": ["running"]}]
        left = self.client.describe_instances(Filters=filters)["Reservations"][0]["Instances"]
        self.assertEqual([it["InstanceId"] for it in left], [ids[1]])

    def test_errors(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.describe_instances(InstanceIds=["i-none"])
        error = raised.exception.response
        self.assertEqual(error["Error"]["Code"], "InvalidInstanceID.NotFound")
        self.assertEqual(error["Error"]["Message"], "The instance ID 'i-none' does not exist")
        self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], 400)


if __name__ == "__main__":
    unittest.main()
