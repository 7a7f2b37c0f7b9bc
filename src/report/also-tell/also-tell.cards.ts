import type { ConcernId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
} from '../../platform/teams/card.ts';
import type { NamedByPolicy, PolicyMatter } from '../../school/policy-names.ts';
import { OWN_TELL } from '../verbs.cards.ts';
import type { AlsoNamed } from './also-tell.ts';

/** How a policy's title is called to the person who reports. */
export const NAMED_WORDING: Readonly<Record<NamedByPolicy, string>> = {
  headteacher: 'your headteacher',
  'senior-manager': 'your senior manager',
  dsl: 'your safeguarding lead',
  manager: 'your line manager',
};

const BEFORE: Readonly<Record<PolicyMatter, string>> = {
  'pupil-contact': 'Your policy also says: tell',
  'about-staff': 'Your policy also says: tell',
  'pupil-on-staff': 'If a pupil did it, your policy also says: tell',
};

/** After a report: who the school's policy names beside those who have it, with one press for each. Empty where it names nobody. */
export const alsoNamed = (concern: ConcernId, named: readonly AlsoNamed[]): readonly Element[] =>
  named.map(({ matter, who, name, isTold }) =>
    section(
      { style: 'emphasis' },
      plain(`${BEFORE[matter]} ${NAMED_WORDING[who]}, ${name}.`, { bold: true }),
      isTold
        ? plain(`${name} has been told that you would like to talk.`)
        : 'They see your name, and that there is something to talk about. They do not see anything that you wrote.',
      isTold
        ? undefined
        : actions([submitDialog('Tell them there is something to talk about', OWN_TELL, { concern, matter })]),
    ),
  );

/** The same on a page of its own, from the card of a report. */
export const alsoTellCard = (concern: ConcernId, reference: string, named: readonly AlsoNamed[], said?: string): Card =>
  card(
    heading(`Your report ${reference}`),
    said ? section({ style: 'good' }, plain(said, { bold: true })) : undefined,
    ...alsoNamed(concern, named),
    named.length === 0
      ? 'Your policy names nobody else for this. It is with the people who need to have it.'
      : undefined,
  );

/** What the person a policy names is told. It names no report, so that it stays what it is. */
export const talkCard = (from: string): Card =>
  card(
    heading('Someone would like to talk to you'),
    plain(`${from} would like to talk to you. Your school’s policy says that you should be told.`),
    'That is all I can tell you. Please speak to them in private today, and let them tell you what it is about.',
  );
