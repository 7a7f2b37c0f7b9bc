import type { FaultRule } from '../faults.ts';
import type { Upload, Where } from '../inbound/speaking.ts';
import { isObject, type Json, listAt, objectAt, textAt } from '../json.ts';
import type { TokenKind } from '../tokens.ts';

const numberIn = (value: Json, name: string) =>
  typeof value[name] === 'number' && Number.isFinite(value[name]) ? { [name]: value[name] } : {};
const textIn = (value: Json, name: string) =>
  typeof value[name] === 'string' && value[name] ? { [name]: value[name] } : {};

/** Throws TypeError where a rule could never strike or do anything. */
export function readFaultRule(body: unknown): FaultRule {
  const match = objectAt(body, 'match');
  const fault = objectAt(body, 'fault');
  const rule: FaultRule = {
    match: {
      ...textIn(match, 'surface'),
      ...textIn(match, 'method'),
      ...textIn(match, 'path'),
      ...textIn(match, 'userId'),
      ...textIn(match, 'operation'),
    },
    fault: {
      ...numberIn(fault, 'status'),
      ...textIn(fault, 'code'),
      ...textIn(fault, 'message'),
      ...(fault.body === undefined ? {} : { body: fault.body }),
      ...numberIn(fault, 'retryAfterSeconds'),
      ...numberIn(fault, 'delayMs'),
      ...(fault.afterAcceptance === true ? { afterAcceptance: true } : {}),
      ...(fault.drop === true ? { drop: true } : {}),
    },
    ...numberIn(objectAt(body), 'times'),
    ...numberIn(objectAt(body), 'probability'),
  };
  if (Object.keys(rule.fault).length === 0)
    throw new TypeError('The fault does nothing: give a status, code, delayMs or drop.');
  return rule;
}

export function readWhere(body: unknown): Where | undefined {
  const channelId = textAt(body, 'where', 'channelId');
  if (channelId === undefined) return undefined;
  const threadId = textAt(body, 'where', 'threadId');
  const mention = objectAt(body, 'where').mention !== false;
  return { channelId, mention, ...(threadId === undefined ? {} : { threadId }) };
}

export const readUploads = (body: unknown): Upload[] =>
  listAt(body, 'uploads').map((upload) => ({
    name: textAt(upload, 'name') ?? 'file',
    type: textAt(upload, 'type') ?? 'application/octet-stream',
    ...(textAt(upload, 'base64') === undefined
      ? {}
      : { content: Buffer.from(textAt(upload, 'base64') ?? '', 'base64') }),
  }));

const TOKEN_KINDS = [
  ...([
    'valid',
    'none',
    'wrong-key',
    'wrong-audience',
    'wrong-issuer',
    'wrong-service-url',
    'not-endorsed',
    'expired',
  ] as const),
];

export function readToken(body: unknown): TokenKind {
  const token = objectAt(body).token;
  if (isObject(token) && typeof token.raw === 'string') return { raw: token.raw };
  if (isObject(token) && isObject(token.claims)) return { claims: token.claims };
  return TOKEN_KINDS.find((kind) => kind === token) ?? 'valid';
}
