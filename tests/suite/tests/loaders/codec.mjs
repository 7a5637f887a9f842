// A codec that knows the answers, to test the loader. With LIE set it loses every identity.
import fs from "node:fs";
import path from "node:path";

const answers = new Map();
const bytes = (input) =>
  input.body_b64 === undefined ? Buffer.from(input.body).toString("base64") : input.body_b64;
const key = (operation, status, headers, body) => JSON.stringify([operation, status, headers, body]);

for (const file of fs.readdirSync(process.env.VECTORS).filter((name) => /^[A-Z]\d+\.json$/.test(name))) {
  const { vectors } = JSON.parse(fs.readFileSync(path.join(process.env.VECTORS, file), "utf8"));
  for (const { op, operation, input, expect } of vectors) {
    if (op !== "decode_response") continue;
    const asked = key(operation, input.status, input.headers ?? {}, bytes(input));
    answers.set(asked, merged(answers.get(asked) ?? {}, (expect.any ?? [expect])[0]));
  }
}

export function decodeResponse(operation, status, headers, body) {
  const answer = structuredClone(answers.get(key(operation, status, headers, body.toString("base64"))));
  if (answer.reject) throw new Error("refused");
  if (process.env.LIE && answer.ok?.DkimAttributes) answer.ok.DkimAttributes = {};
  return answer;
}

function merged(into, other) {
  if (into === null || typeof into !== "object" || Array.isArray(other)) return other;
  const names = Object.entries(other ?? {}).map(([name, value]) => [
    name,
    value !== null && typeof value === "object" ? merged(into[name] ?? {}, value) : value,
  ]);
  return { ...into, ...Object.fromEntries(names) };
}
