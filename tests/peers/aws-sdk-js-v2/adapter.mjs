// Serves the AWS SDK for JavaScript v2 to the conformance suite: a real client that gets its answer in
// place of the HTTP call. The adapter reports what a caller sees.

import { PassThrough } from "node:stream";
import AWS from "aws-sdk";
import { answerOf, emptyAnswer, OPERATIONS, serve } from "../helpers/javascript/lines.mjs";

const DESCRIPTION = {
  implementation: { name: "aws-sdk (JavaScript v2)", version: AWS.VERSION, language: "JavaScript" },
  operations: Object.keys(OPERATIONS),
  omits: ["Type", "Detail", "body"],
  folds: ["absent-tokens=[]", "absent-code=status", 'absent-message="null"'],
};
const METHODS = {
  GetIdentityDkimAttributes: "getIdentityDkimAttributes",
  VerifyDomainDkim: "verifyDomainDkim",
  SetIdentityDkimEnabled: "setIdentityDkimEnabled",
};

let answer; // The next answer of the transport.
let sent; // The last request to the transport.

AWS.HttpClient.getInstance().handleRequest = (request, _options, onResponse) => {
  sent = request;
  const { status, headers, body } = answer;
  const stream = Object.assign(new PassThrough(), { statusCode: status, headers });
  setImmediate(() => {
    onResponse(stream);
    stream.emit("headers", status, headers, "");
    stream.end(body);
  });
  return new PassThrough();
};

const client = new AWS.SES({
  region: "us-east-1",
  accessKeyId: "none",
  secretAccessKey: "none",
  maxRetries: 0,
});

function call(operation, request, meets) {
  answer = meets;
  return client[METHODS[operation]](request).promise();
}

async function encodeRequest({ operation, request }) {
  await call(operation, request, emptyAnswer(operation));
  return { ok: { body: String(sent.body), content_type: sent.headers["Content-Type"] } };
}

async function decodeResponse(question) {
  const { operation, status } = question;
  try {
    const { $response, ...value } = await call(operation, OPERATIONS[operation], answerOf(question));
    return { ok: { ...value, ResponseMetadata: metadata(value, $response) } };
  } catch (error) {
    // Under a status of 2xx it is the client's own error about an answer that it could not read.
    if (status >= 300 && error.statusCode === status) return { error_response: errorShape(error) };
    throw error;
  }
}

function metadata({ ResponseMetadata }, response) {
  return { RequestId: ResponseMetadata?.RequestId ?? response?.requestId };
}

function errorShape({ statusCode, code, message, requestId }) {
  const text = (value) => (value === undefined || value === null ? value : String(value));
  return {
    status: statusCode,
    Error: { Code: text(code), Message: text(message) },
    RequestId: requestId,
  };
}

function classify({ status, code }) {
  const error = Object.assign(new Error(), { code, statusCode: status ?? undefined });
  return { ok: { retry: retryClass(error) } };
}

function retryClass(error) {
  if (client.throttledError(error)) return "throttling";
  if (client.expiredCredentialsError(error)) return "expired-credentials";
  if (client.clockSkewError(error)) return "clock-skew";
  return client.retryableError(error) ? "transient" : null;
}

await serve(DESCRIPTION, {
  encode_request: encodeRequest,
  decode_response: decodeResponse,
  classify,
});
