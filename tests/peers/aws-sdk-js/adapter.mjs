// Serves the AWS SDK for JavaScript v3 to the conformance suite: a real client that gets its answer in
// place of the HTTP call. The adapter reports what a caller sees.

import { createRequire } from "node:module";
import { Readable } from "node:stream";
import {
  GetIdentityDkimAttributesCommand,
  SESClient,
  SESServiceException,
  SetIdentityDkimEnabledCommand,
  VerifyDomainDkimCommand,
} from "@aws-sdk/client-ses";
import { HttpResponse } from "@smithy/core/protocols";
import { isClockSkewError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import { answerOf, emptyAnswer, OPERATIONS, serve } from "../helpers/javascript/lines.mjs";

const { version } = createRequire(import.meta.url)("@aws-sdk/client-ses/package.json");
const DESCRIPTION = {
  implementation: { name: "@aws-sdk/client-ses", version, language: "JavaScript" },
  operations: Object.keys(OPERATIONS),
  omits: ["body", "RequestId"],
  folds: ['absent-code="Unknown"', 'absent-message="Unknown"'],
};
const COMMANDS = {
  GetIdentityDkimAttributes: GetIdentityDkimAttributesCommand,
  VerifyDomainDkim: VerifyDomainDkimCommand,
  SetIdentityDkimEnabled: SetIdentityDkimEnabledCommand,
};

let answer; // The next answer of the transport.
let sent; // The last request to the transport.

const client = new SESClient({
  region: "us-east-1",
  credentials: { accessKeyId: "none", secretAccessKey: "none" },
  maxAttempts: 1,
  requestHandler: {
    handle: async (request) => {
      sent = request;
      return { response: new HttpResponse(answer) };
    },
  },
});

function call(operation, request, { status, headers, body }) {
  answer = { statusCode: status, headers, body: Readable.from([body]) };
  return client.send(new COMMANDS[operation](request));
}

async function encodeRequest({ operation, request }) {
  await call(operation, request, emptyAnswer(operation));
  return { ok: { body: sent.body, content_type: sent.headers["content-type"] } };
}

async function decodeResponse(question) {
  const { operation } = question;
  try {
    const output = await call(operation, OPERATIONS[operation], answerOf(question));
    const { $metadata, ...value } = output;
    return { ok: { ...value, ResponseMetadata: { RequestId: $metadata.requestId } } };
  } catch (error) {
    if (error instanceof SESServiceException) return { error_response: errorShape(error) };
    throw error;
  }
}

function errorShape({ name, message, $metadata, Type, Detail }) {
  return {
    status: $metadata.httpStatusCode,
    Error: { Type, Code: name, Message: message, Detail },
    RequestId: $metadata.requestId,
  };
}

function classify({ status, code }) {
  const $metadata = { httpStatusCode: status ?? undefined };
  const error = new SESServiceException({ name: code ?? "Unknown", $fault: "client", $metadata });
  return { ok: { retry: retryClass(error) } };
}

function retryClass(error) {
  if (isThrottlingError(error)) return "throttling";
  if (isClockSkewError(error)) return "clock-skew";
  return isTransientError(error) ? "transient" : null;
}

await serve(DESCRIPTION, {
  encode_request: encodeRequest,
  decode_response: decodeResponse,
  classify,
});
