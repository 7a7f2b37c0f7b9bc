import type { UserId } from '../../kernel/ids.ts';
import type { Written } from '../../report/concern.ts';
import type {
  Author,
  Looked,
  ParentStep,
  Platform,
  PoliceGround,
  SupportAnswer,
} from '../../report/record/case-codes.ts';
import type { NotDone } from '../../report/triage/act.ts';

/** One step of a case as someone records it. `words` go into the sealed record as they are. */
export type CaseAct = { readonly words: Written } & (
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
const NO_STEP = {
  'no-case': 'There is no case for this kind of report.',
  'no-evidence': 'Please fill in what is required.',
  'not-asked': 'Nobody has asked the platform yet. Record that first.',
  'no-consent':
    'There is no record that the member of staff has agreed. If a child is affected or someone is in danger, choose that instead: then no consent is needed.',
  'cannot-be-affected':
    'This person cannot be shown the case: they already have it, must not see it, or are not a member of staff.',
};
export type NoStep = keyof typeof NO_STEP | 'no-time';

export const noStep = (why: NoStep): NotDone | 'no-time' => (why === 'no-time' ? why : { why, says: NO_STEP[why] });
