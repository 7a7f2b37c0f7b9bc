// The codes of an entry of a case, which is kept for ever, and what each is called where a record tells what happened.

/** What is done about something online that abuses, impersonates or misrepresents a member of staff. */
export const STEP_WORDING = {
  affected: 'who it is about',
  evidence: 'evidence',
  'asked-host': 'asked the platform to remove it',
  looked: 'checked whether it has gone',
  'asked-provider': 'asked the internet provider',
  'own-complaint': 'the member of staff has to complain themselves',
  consent: 'whether the police may be told',
  police: 'told the police',
  support: 'support',
  author: 'who posted it',
  parent: 'what was done with the parent',
} as const;
export type CaseStep = keyof typeof STEP_WORDING;

/** Where it was posted. How to ask each platform is for the cards to say. */
export const PLATFORM_WORDING = {
  facebook: 'Facebook',
  instagram: 'Instagram or Threads',
  tiktok: 'TikTok',
  snapchat: 'Snapchat',
  x: 'X (Twitter)',
  youtube: 'YouTube',
  whatsapp: 'WhatsApp',
  google: 'Google reviews or search',
  discord: 'Discord',
  linkedin: 'LinkedIn',
  other: 'another site or app',
} as const;
export type Platform = keyof typeof PLATFORM_WORDING;

export const LOOKED_WORDING = {
  gone: 'It is gone',
  changed: 'It has been changed, and is harmless now',
  there: 'It is still there',
} as const;
export type Looked = keyof typeof LOOKED_WORDING;

/** Why the police may be told: with the victim’s consent on record; or without, where a child or a danger is concerned. */
export const GROUND_WORDING = {
  consent: 'With the consent of the member of staff, on record here',
  child: 'A child is affected: no consent is needed',
  danger: 'Someone is in danger: no consent is needed',
} as const;
export type PoliceGround = keyof typeof GROUND_WORDING;

export const SUPPORT_WORDING = {
  offered: 'Offered, no answer yet',
  accepted: 'Accepted',
  declined: 'Declined',
  later: 'Not now, perhaps later',
} as const;
export type SupportAnswer = keyof typeof SUPPORT_WORDING;

export const AUTHOR_WORDING = {
  pupil: 'A pupil',
  parent: 'A parent or carer',
  colleague: 'A colleague',
  outside: 'Someone from outside',
  unknown: 'Nobody knows',
} as const;
export type Author = keyof typeof AUTHOR_WORDING;

/** What is done with a parent who posted it, in this order. */
export const PARENT_WORDING = {
  asked: 'Asked to remove it',
  invited: 'Invited to talk in person',
  complaints: 'Referred to the complaints procedure',
} as const;
export type ParentStep = keyof typeof PARENT_WORDING;

/** Those codes of a step that have words, by name. */
export const STEP_CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  platform: PLATFORM_WORDING,
  found: LOOKED_WORDING,
  ground: GROUND_WORDING,
  answer: SUPPORT_WORDING,
  author: AUTHOR_WORDING,
  how: PARENT_WORDING,
  given: { true: 'yes', false: 'no' },
};
