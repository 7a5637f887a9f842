// Every decode_response vector as a test of node: VECTORS=FOLDER node --test vectors.test.mjs, with your codec.mjs in the same folder.
// decodeResponse(operation, status, headers, body) returns {ok: …} or {error_response: …}, and throws to refuse.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { isDeepStrictEqual } from "node:util";
import { decodeResponse } from "./codec.mjs";

const folder = process.env.VECTORS;
const whole = new Set(["DkimAttributes", "DkimTokens", "Identities"]);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

const fits = (expected, found, key) =>
  isObject(expected) && isObject(found) && !whole.has(key)
    ? Object.entries(expected).every(([name, value]) => fits(value, found[name], name))
    : isDeepStrictEqual(expected ?? null, found ?? null);

for (const file of fs.readdirSync(folder).filter((name) => /^[A-Z]\d+\.json$/.test(name))) {
  const { vectors } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
  for (const { id, op, operation, level, comment, input, expect } of vectors) {
    if (op !== "decode_response") continue;
    test(id, { todo: level !== "required" && level }, async () => {
      const body = Buffer.from(input.body_b64 ?? input.body, input.body_b64 === undefined ? "utf8" : "base64");
      let found;
      try {
        found = await decodeResponse(operation, input.status, input.headers ?? {}, body);
      } catch {
        found = { reject: {} };
      }
      const right = (outcome) => (outcome.reject ? found.reject !== undefined : fits(outcome, found));
      assert.ok((expect.any ?? [expect]).some(right), comment);
    });
  }
}
