// The SDK for JavaScript as the client of the emulator at AWS_ENDPOINT_URL.
import assert from "node:assert/strict";
import test from "node:test";
import * as lambda from "@aws-sdk/client-lambda";

const client = new lambda.LambdaClient({});
const Role = "arn:aws:iam::123456789012:role/worker";
const Code = { ZipFile: new Uint8Array([0, 1, 255]) };
const names = ["a", "b", "c"];

test("functions are created, waited for and listed in pages", async () => {
  for (const FunctionName of names) {
    const input = { FunctionName, Role, Code, Handler: "echo", Runtime: "python3.12", Description: "é" };
    const made = await client.send(new lambda.CreateFunctionCommand(input));
    assert.equal(made.$metadata.httpStatusCode, 201);
    assert.match(made.$metadata.requestId, /^[0-9a-f]{8}-/);
    assert.deepEqual([made.FunctionName, made.CodeSize, made.Description], [FunctionName, 3, "é"]);
  }
  const waited = await lambda.waitUntilFunctionActiveV2({ client, maxWaitTime: 20 }, { FunctionName: "a" });
  assert.equal(waited.state, "SUCCESS");
  const pages = [];
  for await (const page of lambda.paginateListFunctions({ client, pageSize: 2 }, {})) {
    pages.push(page.Functions.map((it) => it.FunctionName));
  }
  assert.deepEqual(pages, [["a", "b"], ["c"]]);
  const input = { FunctionName: "a", Timeout: 9 };
  const updated = await client.send(new lambda.UpdateFunctionConfigurationCommand(input));
  assert.equal(updated.Timeout, 9);
});

test("an invocation returns the payload", async () => {
  const Payload = new Uint8Array(1000).map((_, index) => index);
  const input = { FunctionName: "a", Payload, LogType: "Tail" };
  const result = await client.send(new lambda.InvokeCommand(input));
  assert.deepEqual([...result.Payload], [...Payload]);
  assert.deepEqual([result.StatusCode, result.FunctionError], [200, undefined]);
  assert.equal(Buffer.from(result.LogResult, "base64").toString(), "START\nEND\n");
});

test("tags are set, listed and removed", async () => {
  const Resource = "arn:aws:lambda:us-east-1:123456789012:function:b";
  await client.send(new lambda.TagResourceCommand({ Resource, Tags: { one: "1 & ü", two: "2" } }));
  await client.send(new lambda.UntagResourceCommand({ Resource, TagKeys: ["two", "x y"] }));
  const { Tags } = await client.send(new lambda.ListTagsCommand({ Resource }));
  assert.deepEqual(Tags, { one: "1 & ü" });
});

test("errors have types", async () => {
  for (const FunctionName of names) {
    await client.send(new lambda.DeleteFunctionCommand({ FunctionName }));
  }
  await assert.rejects(client.send(new lambda.GetFunctionCommand({ FunctionName: "a" })), (error) => {
    assert.ok(error instanceof lambda.ResourceNotFoundException);
    assert.deepEqual([error.$metadata.httpStatusCode, error.Type], [404, "User"]);
    assert.match(error.message, /function:a$/);
    return true;
  });
  await assert.rejects(client.send(new lambda.GetFunctionCommand({ FunctionName: "not a name" })), (error) => {
    assert.equal(error.name, "ValidationException");
    assert.match(error.message, /^1 validation error detected/);
    return true;
  });
});
