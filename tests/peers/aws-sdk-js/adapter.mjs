// Serves the AWS SDK for JavaScript to the conformance runner: a real client, its answer handed
// in where the HTTP call would be; what is reported is what a user of the client sees.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
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

// The operations, each with what it is called with when only its answer counts.
const OPERATIONS = {
  GetIdentityDkimAttributes: [GetIdentityDkimAttributesCommand, { Identities: ["example.com"] }],
  VerifyDomainDkim: [VerifyDomainDkimCommand, { Domain: "example.com" }],
  SetIdentityDkimEnabled: [
    SetIdentityDkimEnabledCommand,
    { Identity: "example.com", DkimEnabled: true },
  ],
};

let answer; // What the transport returns next.
let sent; // The request that it was given last.

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

function call(operation, request, statusCode, headers, body) {
  const [Command, plain] = OPERATIONS[operation];
  answer = { statusCode, headers, body: Readable.from([body]) };
  return client.send(new Command(request ?? plain));
}

function start() {
  const { version } = createRequire(import.meta.url)("@aws-sdk/client-ses/package.json");
  return {
    version: 2,
    implementation: { name: "@aws-sdk/client-ses", version, language: "JavaScript" },
    ops: ["encode_request", "decode_response", "classify"],
    operations: Object.keys(OPERATIONS),
    omits: ["body", "RequestId"],
    folds: ['absent-code="Unknown"', 'absent-message="Unknown"'],
  };
}

async function encodeRequest({ operation, request }) {
  const body = Buffer.from(`<${operation}Response><${operation}Result/></${operation}Response>`);
  await call(operation, request, 200, {}, body);
  return { ok: { body: sent.body, content_type: sent.headers["content-type"] } };
}

async function decodeResponse({ operation, status, headers, body_b64 }) {
  const trimmed = Object.entries(headers).map(([name, value]) => [name, value.trim()]);
  const body = Buffer.from(body_b64, "base64");
  try {
    const output = await call(operation, null, status, Object.fromEntries(trimmed), body);
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

// Half a surrogate pair, which the client can return, is no text that a line of JSON may carry.
function carried(value) {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(carried);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [carried(name), carried(item)]));
}

const OPS = {
  start,
  encode_request: encodeRequest,
  decode_response: decodeResponse,
  classify,
};

async function reply(request) {
  if (!Object.hasOwn(OPS, request.op)) return { unsupported: true };
  try {
    return carried(await OPS[request.op](request));
  } catch (error) {
    const code = error?.name ?? "unknown";
    return carried({ reject: { code, message: String(error?.message), offset: null } });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ id: request.id, ...(await reply(request)) })}\n`);
}
