import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  input,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import type { Concern } from '../../report/concern.ts';
import { imageRule } from '../../report/form/before.cards.ts';
import {
  AUTHOR_WORDING,
  type CaseStep,
  GROUND_WORDING,
  LOOKED_WORDING,
  PARENT_WORDING,
  PLATFORM_WORDING,
  SUPPORT_WORDING,
} from '../../report/record/case-codes.ts';
import { CASE, CASE_ACT } from '../../report/verbs.cards.ts';
import { capital } from '../../report/wording.ts';
import { howToAsk, STEP_TITLES } from './case.cards.ts';
import { HELPLINE } from './platforms.ts';

const MOST = 2_000;
/** Eleven platforms would push the button that records it off the screen. */
const HOW = 'how-to-ask';
const line = (id: string, label: string): Element => input.text({ id, label, maxLength: 400 });
const box = (id: string, label: string): Element => input.text({ id, label, multiline: true, maxLength: MOST });
const choice = (id: string, label: string, wording: Readonly<Record<string, string>>): Element =>
  input.choice({
    id,
    label,
    choices: Object.entries(wording).map(([value, title]) => ({ title: capital(title), value })),
  });
/** Asked for by the handler that takes it in: a box that Teams insists on would stand in the way of going back. */
const whoAsked = (whom: string): Element => line('who', `Who asked ${whom}, and how (required)`);

/** The form of one step. What was typed is kept when something is missing. */
export function stepCard(
  step: CaseStep,
  { id, version, reference, isByLink }: Concern,
  { complaint, isLeaving = false }: { readonly complaint?: string | undefined; readonly isLeaving?: boolean } = {},
): Card {
  return card({
    body: [
      heading(`${STEP_TITLES[step]}: report ${reference}`),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      ...fieldsOf(step, isByLink),
      actions([
        submitDialog('Record it', CASE_ACT, { concern: id, seen: version, step }, { primary: true }),
        isLeaving
          ? submitDialog('Leave without saving', CASE, { concern: id }, { withInputs: false })
          : submitDialog('Back to the case', CASE, { concern: id, leaving: step }),
      ]),
    ],
  });
}

/** Who sent it by the shared address is nobody in Teams, so only someone picked can be shown the case. */
const affectedFields = (isByLink: boolean): readonly Element[] => [
  text('They can see its progress, and are asked about the police and support. They are not told who reported it.'),
  choice('whose', 'Who is it about?', {
    ...(!isByLink && { reporter: 'The person who reported it' }),
    other: isByLink ? 'The person picked below' : 'Someone else, picked below',
  }),
  input.people({ id: 'people', label: 'Find them by name' }),
];

function fieldsOf(step: CaseStep, isByLink: boolean): readonly Element[] {
  switch (step) {
    case 'affected':
      return affectedFields(isByLink);
    case 'evidence':
      return [
        text('**Words only: no picture goes in here.**'),
        imageRule(),
        line('address', 'Address of the page or post, or the app and the account (required)'),
        line('userName', 'User name of the account'),
        line('seenAt', 'Date and time when it was seen (required)'),
        line('kept', 'Where the screenshot is kept, and who can open it'),
        box('text', 'What it shows, in words. Leave other children out'),
      ];
    case 'asked-host':
      return [
        choice('platform', 'Which platform? (required)', PLATFORM_WORDING),
        whoAsked('it'),
        input.date({ id: 'askedOn', label: 'On what day? (leave empty if just now)' }),
        input.time({ id: 'askedAt', label: 'What time?' }),
        line('ref', 'Their reference for it'),
        actions([toggle('How to ask each platform', [HOW])]),
        section([...howToAsk(), text(HELPLINE, { small: true })], { style: 'emphasis', id: HOW, hidden: true }),
      ];
    case 'looked':
      return [
        text('Look once, and only at what was recorded. Nobody needs to search for more.'),
        choice('found', 'What did you find? (required)', LOOKED_WORDING),
        box('text', 'Anything to add'),
      ];
    case 'asked-provider':
      return [
        text(
          'The internet service provider can block a site and, rarely, close it. Ask once the platform has not acted.',
        ),
        whoAsked('which provider'),
        line('ref', 'Their reference for it'),
      ];
    case 'own-complaint':
      return [
        text(
          'They get wording that they can send, and your help. For a fake account, many platforms ask for proof of who they are.',
        ),
        choice('platform', 'Which platform? (required)', PLATFORM_WORDING),
        box('text', 'What you will do to help them'),
      ];
    case 'consent':
      return [
        text('Use this if they told you in person. They can also say it themselves, in their own chat.'),
        choice('given', 'Do they agree to the police being told? (required)', { yes: 'Yes', no: 'No' }),
        box('text', 'When and how they said so (required)'),
      ];
    case 'police':
      return [
        choice('ground', 'On what grounds? (required)', GROUND_WORDING),
        line('who', 'Who told whom, and when (required)'),
        line('ref', 'Their reference for it'),
      ];
    case 'support':
      return [
        choice('answer', 'Support and counselling (required)', SUPPORT_WORDING),
        box('text', 'What was offered, by whom'),
      ];
    case 'author':
      return [
        choice('author', 'Who posted it, as far as you know? (required)', AUTHOR_WORDING),
        text('If it was a colleague, HR is told that you would like to talk, and nothing else.', { small: true }),
        box('text', 'How you know (required). Write no name here that is not needed'),
      ];
    case 'parent':
      return [
        choice('how', 'What was done? (required)', PARENT_WORDING),
        box('text', 'When, by whom, and what they said (required)'),
      ];
    default:
      return step satisfies never;
  }
}
