/** Ids are branded strings, so that a person's id cannot be passed where a group's is wanted. */
type Brand<Name extends string> = string & { readonly __brand: Name };

/** Entra object id of a person: a lower-case GUID, taken from the validated activity or from Graph, never from a card. */
export type UserId = Brand<'UserId'>;
/** Entra object id of a group. */
export type GroupId = Brand<'GroupId'>;
/** Entra tenant id. */
export type TenantId = Brand<'TenantId'>;
/** A school's short name in lanyard.yml, e.g. `oakfield`. */
export type SchoolId = Brand<'SchoolId'>;
export type CampaignId = Brand<'CampaignId'>;
export type ConcernId = Brand<'ConcernId'>;
export type PolicyId = Brand<'PolicyId'>;
/** One published version of one policy; what a signature is bound to. */
export type PolicyVersionId = Brand<'PolicyVersionId'>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a GUID in either case; Entra compares them without case. */
export const isGuid = (text: string): boolean => GUID.test(text.toLowerCase());

/** A GUID from outside as an id, lower-cased, or `undefined` when it is not one. */
export function parseGuid<Id extends UserId | GroupId | TenantId>(text: unknown): Id | undefined {
  if (typeof text !== 'string') return undefined;
  const lower = text.toLowerCase();
  return GUID.test(lower) ? (lower as Id) : undefined;
}

/** Makes new ids and secrets; a parameter so that tests can foresee them. */
export interface Ids {
  /** A fresh UUID. */
  uuid(): string;
  /** `length` characters of the alphabet used for references read out over the phone: no 0/O, 1/I/L, no vowels. */
  reference(length: number): string;
}
