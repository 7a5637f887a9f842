// Asks every vector of `serve` with the AWS SDK for JavaScript, and prints the ids of the right answers.
// It uses the modules of the peer, whose folder is the second argument.

import { isDeepStrictEqual } from "node:util";
import { createRequire } from "node:module";

const [url, peer] = process.argv.slice(2);
const sdk = createRequire(`${peer}/package.json`)("@aws-sdk/client-ses");
const ses = new sdk.SESClient({
  endpoint: url,
  region: "us-east-1",
  credentials: { accessKeyId: "none", secretAccessKey: "none" },
  maxAttempts: 1,
});
const inputs = {
  GetIdentityDkimAttributes: (identity) => ({ Identities: [identity] }),
  VerifyDomainDkim: (Domain) => ({ Domain }),
  SetIdentityDkimEnabled: (Identity) => ({ Identity, DkimEnabled: true }),
};

// The result that a user of the client gets, in the shape of an expectation.
async function call({ operation, identity }) {
  try {
    const answer = await ses.send(new sdk[`${operation}Command`](inputs[operation](identity)));
    return { ok: { DkimAttributes: {}, ...answer } };
  } catch (error) {
    if (!(error instanceof sdk.SESServiceException)) return { reject: { code: error.name } };
    const fields = { Type: error.Type, Code: error.name, Message: error.message, Detail: error.Detail };
    return { error_response: { status: error.$metadata.httpStatusCode, Error: fields } };
  }
}

function meets(outcome, found) {
  const [[kind, expected]] = Object.entries(outcome);
  if (!(kind in found)) return false;
  if (kind === "reject") return true;
  if (kind === "ok") {
    const members = Object.keys(expected).filter((name) => name !== "ResponseMetadata");
    return members.every((name) => isDeepStrictEqual(found.ok[name], expected[name]));
  }
  // The client's placeholder for an absent code or message.
  const plain = (text) => (text === "Unknown" ? null : (text ?? null));
  const fields = Object.entries(expected.Error ?? {});
  const same = fields.every(([name, text]) => plain(found[kind].Error[name]) === plain(text));
  return same && found[kind].status === expected.status;
}

const { vectors } = await (await fetch(`${url}/vectors.json`)).json();
for (const vector of vectors) {
  const found = await call(vector);
  if ((vector.expect.any ?? [vector.expect]).some((outcome) => meets(outcome, found))) console.log(vector.id);
}
