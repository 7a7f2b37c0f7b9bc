import type { Author, CaseStep, Looked, ParentStep, Platform, PoliceGround, SupportAnswer } from './steps.ts';

/** What a step is called where a record tells what happened. */
export const STEP_WORDING: Readonly<Record<CaseStep, string>> = {
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
};

export const PLATFORM_WORDING: Readonly<Record<Platform, string>> = {
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
};

export const LOOKED_WORDING: Readonly<Record<Looked, string>> = {
  gone: 'It is gone',
  changed: 'It has been changed, and is harmless now',
  there: 'It is still there',
};

export const GROUND_WORDING: Readonly<Record<PoliceGround, string>> = {
  consent: 'With the consent of the member of staff, on record here',
  child: 'A child is affected: no consent is needed',
  danger: 'Someone is in danger: no consent is needed',
};

export const SUPPORT_WORDING: Readonly<Record<SupportAnswer, string>> = {
  offered: 'Offered, no answer yet',
  accepted: 'Accepted',
  declined: 'Declined',
  later: 'Not now, perhaps later',
};

export const AUTHOR_WORDING: Readonly<Record<Author, string>> = {
  pupil: 'A pupil',
  parent: 'A parent or carer',
  colleague: 'A colleague',
  outside: 'Someone from outside',
  unknown: 'Nobody knows',
};

export const PARENT_WORDING: Readonly<Record<ParentStep, string>> = {
  asked: 'Asked to remove it',
  invited: 'Invited to talk in person',
  complaints: 'Referred to the complaints procedure',
};

/** Those codes of a step that have words, by name. */
export const STEP_CODES: readonly (readonly [string, ReadonlyMap<string, string>])[] = [
  ['platform', new Map(Object.entries(PLATFORM_WORDING))],
  ['found', new Map(Object.entries(LOOKED_WORDING))],
  ['ground', new Map(Object.entries(GROUND_WORDING))],
  ['answer', new Map(Object.entries(SUPPORT_WORDING))],
  ['author', new Map(Object.entries(AUTHOR_WORDING))],
  ['how', new Map(Object.entries(PARENT_WORDING))],
  [
    'given',
    new Map([
      ['true', 'yes'],
      ['false', 'no'],
    ]),
  ],
];
