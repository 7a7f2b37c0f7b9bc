import type { UserId } from '../../kernel/ids.ts';
import type { Kind, Written } from '../../report/concern.ts';

/** What is done about something online that abuses, impersonates or misrepresents a member of staff. */
export const CASE_STEPS = [
  'affected',
  'evidence',
  'asked-host',
  'looked',
  'asked-provider',
  'own-complaint',
  'consent',
  'police',
  'support',
  'author',
  'parent',
] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

/** Where it was posted. How to ask each platform is for the cards to say. */
export const PLATFORMS = [
  'facebook',
  'instagram',
  'tiktok',
  'snapchat',
  'x',
  'youtube',
  'whatsapp',
  'google',
  'discord',
  'linkedin',
  'other',
] as const;
export type Platform = (typeof PLATFORMS)[number];

export const LOOKED = ['gone', 'changed', 'there'] as const;
export type Looked = (typeof LOOKED)[number];

/** Why the police may be told: with the victim's consent on record; or without, where a child or a danger is concerned. */
export const POLICE_GROUNDS = ['consent', 'child', 'danger'] as const;
export type PoliceGround = (typeof POLICE_GROUNDS)[number];

export const SUPPORT_ANSWERS = ['offered', 'accepted', 'declined', 'later'] as const;
export type SupportAnswer = (typeof SUPPORT_ANSWERS)[number];

export const AUTHORS = ['pupil', 'parent', 'colleague', 'outside', 'unknown'] as const;
export type Author = (typeof AUTHORS)[number];

/** What is done with a parent who posted it, in this order. */
export const PARENT_STEPS = ['asked', 'invited', 'complaints'] as const;
export type ParentStep = (typeof PARENT_STEPS)[number];

/** One step of a case as someone records it. `words` go into the sealed record as they are. */
export type CaseAct = { readonly kind: 'case'; readonly words: Written } & (
  | { readonly step: 'affected'; readonly person: UserId | 'reporter' }
  | { readonly step: 'evidence' }
  /** `at`: when they were asked, from which the day for removal is counted; `undefined`: that is no time. */
  | { readonly step: 'asked-host'; readonly platform: Platform; readonly at: Date | undefined }
  | { readonly step: 'looked'; readonly found: Looked }
  | { readonly step: 'asked-provider' }
  | { readonly step: 'own-complaint'; readonly platform: Platform }
  | { readonly step: 'consent'; readonly given: boolean }
  | { readonly step: 'police'; readonly ground: PoliceGround }
  | { readonly step: 'support'; readonly answer: SupportAnswer }
  | { readonly step: 'author'; readonly author: Author }
  | { readonly step: 'parent'; readonly how: ParentStep }
);

/** Why a step of a case cannot be recorded as things are. */
export type NoStep = 'no-case' | 'no-evidence' | 'no-time' | 'not-asked' | 'no-consent' | 'cannot-be-affected';

/** A case belongs to what is said about staff online, and to nothing that is said about a child. */
export const hasCase = (kind: Kind): boolean => kind === 'online-abuse';
