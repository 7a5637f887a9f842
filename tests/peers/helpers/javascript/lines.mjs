// The adapter protocol for clients in JavaScript: reads questions, asks the client, writes its answers.

import { createInterface } from "node:readline";

// The operations of the suite, each with a plain request for calls whose request does not matter.
export const OPERATIONS = {
  GetIdentityDkimAttributes: { Identities: ["example.com"] },
  VerifyDomainDkim: { Domain: "example.com" },
  SetIdentityDkimEnabled: { Identity: "example.com", DkimEnabled: true },
};

// An empty answer, for calls whose answer does not matter.
export function emptyAnswer(operation) {
  const body = `<${operation}Response><${operation}Result/></${operation}Response>`;
  return { status: 200, headers: {}, body: Buffer.from(body) };
}

// The answer in a question. Header values are trimmed, as every HTTP client does.
export function answerOf({ status, headers, body_b64 }) {
  const trimmed = Object.entries(headers).map(([name, value]) => [name, value.trim()]);
  return { status, headers: Object.fromEntries(trimmed), body: Buffer.from(body_b64, "base64") };
}

// A client can return half a surrogate pair, which JSON Lines cannot carry.
function wellFormed(value) {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, item]) => [wellFormed(name), wellFormed(item)]);
  return Object.fromEntries(members);
}

async function reply(description, ops, question) {
  if (question.op === "start") return { version: 2, ops: Object.keys(ops), ...description };
  if (!Object.hasOwn(ops, question.op)) return { unsupported: true };
  try {
    return await ops[question.op](question);
  } catch (error) {
    // Anything that the client throws is a refusal.
    const code = String(error?.code ?? error?.name ?? "unknown");
    return { reject: { code, message: String(error?.message), offset: null } };
  }
}

// Answers every line of standard input: `ops` has a function for each op.
export async function serve(description, ops) {
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    const answer = { id: question.id, ...wellFormed(await reply(description, ops, question)) };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
