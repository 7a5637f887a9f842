// Serves the AWS SDK for JavaScript to the conformance runner: a real client, its answer handed
// in where the HTTP call would be; what is reported is what a user of the client sees.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import {
  GetIdentityDkimAttributesCommand,
  SESClient,
  SESServiceException,
} from "@aws-sdk/client-ses";
import { HttpResponse } from "@smithy/core/protocols";
import { isClockSkewError, isThrottlingError, isTransientError } from "@smithy/core/retry";

const MINIMAL = `<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes/>
</GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>`;

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

function call(identities, statusCode, headers, body) {
  answer = { statusCode, headers, body: Readable.from([body]) };
  return client.send(new GetIdentityDkimAttributesCommand({ Identities: identities }));
}

// The client takes the request id from the header alone, where SES sends it beside the one in the
// body. For a vector without headers the transport does what SES does, if the document is an ordinary
// one: an id in another place, or in a document that is damaged, stays out of the client's sight.
const RESULT = /<[\w:]*Result\b[^]*Result>/;
const ID = String.raw`<(?:\w+:)?RequestId>\s*([^<\s][^<]*?)\s*</`;
const AFTER = String.raw`(?:\w+:)?RequestId>[^<]*<(?:/(?:\w+:)?ResponseMetadata|[\w!?])`;
const IN_SUCCESS = new RegExp(String.raw`ResponseMetadata\b[^<>]*>[^]*?${ID}${AFTER}`);
const IN_ERROR = new RegExp(String.raw`(?:</(?:\w+:)?Error|<Error/)>\s*${ID}`);
const DAMAGED = /<!DOCTYPE|& (?!.*\]\]>)|[^\x00-\x7f]/;

function requestId(header, status, body) {
  if (header !== null) return header.trim();
  const text = body.toString("latin1").replace(/^\xef\xbb\xbf/, "");
  if (status >= 300 && DAMAGED.test(text)) return undefined;
  const found = status < 300 ? IN_SUCCESS.exec(text.replace(RESULT, "")) : IN_ERROR.exec(text);
  return found?.[1].replaceAll("&amp;", "&");
}

function start(request) {
  if (request.version !== 1) return { unsupported: true };
  const { version } = createRequire(import.meta.url)("@aws-sdk/client-ses/package.json");
  return {
    implementation: { name: "@aws-sdk/client-ses", version, language: "JavaScript" },
    ops: ["encode_request", "decode_response"],
  };
}

async function encodeRequest({ identities }) {
  await call(identities, 200, {}, Buffer.from(MINIMAL));
  return { ok: { body: sent.body } };
}

async function decodeResponse({ status, request_id_header: header, body_b64 }) {
  const body = Buffer.from(body_b64, "base64");
  const id = requestId(header, status, body);
  const headers = id === undefined ? {} : { "x-amzn-requestid": id };
  try {
    const { $metadata, DkimAttributes = {} } = await call(["example.com"], status, headers, body);
    // The client leaves out a map that the document leaves out; the protocol has no absent map.
    return { ok: { DkimAttributes, ResponseMetadata: { RequestId: $metadata.requestId } } };
  } catch (error) {
    if (error instanceof SESServiceException) return { error_response: errorShape(error) };
    throw error;
  }
}

function errorShape(error) {
  const { name, message, $metadata, Type, Code, Detail } = error;
  return {
    status: $metadata.httpStatusCode,
    // "Unknown" is what the client says for no code, then without `Code`, and for no message.
    Error: {
      Type,
      Code: Code === undefined ? undefined : name,
      Message: message === "Unknown" ? undefined : message,
      Detail,
    },
    RequestId: $metadata.requestId,
    retry: retryClass(error),
  };
}

function retryClass(error) {
  if (isThrottlingError(error)) return "throttling";
  if (isClockSkewError(error)) return "clock-skew";
  return isTransientError(error) ? "transient" : undefined;
}

// Half a surrogate pair, which the client can return, is no text that a line of JSON may carry.
function carried(value) {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(carried);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [carried(name), carried(item)]));
}

const OPERATIONS = {
  start,
  encode_request: encodeRequest,
  decode_response: decodeResponse,
};

async function reply(request) {
  if (!Object.hasOwn(OPERATIONS, request.op)) return { unsupported: true };
  try {
    return carried(await OPERATIONS[request.op](request));
  } catch (error) {
    const code = error?.name ?? "unknown";
    return carried({ reject: { code, message: String(error?.message), offset: null } });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ id: request.id, ...(await reply(request)) })}\n`);
}
