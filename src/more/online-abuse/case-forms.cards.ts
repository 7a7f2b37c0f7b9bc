import { actions, plain, section, text, toggle } from '../../platform/teams/card.ts';
import type { Written } from '../../report/concern.ts';
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
import { type FeatureForm, featureAct } from '../../report/triage/act.ts';
import { type Asked, box, day, type FormOf, line, oneOf, people, time, written } from '../../report/triage/asked.ts';
import type { DeskVerbs } from '../../report/triage/triage.cards.ts';
import { CASE, CASE_ACT } from '../../report/verbs.cards.ts';
import { capital } from '../../report/wording.ts';
import { caseAct } from './case-plan.ts';
import { typedInstant } from './case-state.ts';
import { HELPLINE, HOW_TO_ASK } from './platforms.ts';

export const CASE_DESK: DeskVerbs = {
  ...{ page: CASE, act: CASE_ACT, named: 'step' },
  ...{ back: 'Back to the case', send: 'Record it' },
};

/** Eleven platforms would push the button that records it off the screen. */
const HOW = 'how-to-ask';
const howToAsk = [
  actions([toggle('How to ask each platform', [HOW])]),
  section(
    { style: 'emphasis', id: HOW, hidden: true },
    ...Object.entries(PLATFORM_WORDING).map(([platform, name]) =>
      plain(`${capital(name)}: ${HOW_TO_ASK[platform as keyof typeof HOW_TO_ASK]}`, { small: true }),
    ),
    text(HELPLINE, { small: true }),
  ),
];

const short = (label: string): Asked<string> => line(label, 400);
const long = (label: string): Asked<string> => box(label, 2_000);
const whoAsked = (whom: string): Asked<string> => short(`Who asked ${whom}, and how (required)`);
const whichPlatform = oneOf('Which platform? (required)', PLATFORM_WORDING);

const filled = (texts: Readonly<Record<string, string>>): Written =>
  Object.fromEntries(Object.entries(texts).filter(([, typed]) => typed !== ''));

/** Who sent it by the shared address is nobody in Teams, so only someone picked can be shown the case. */
const whose = {
  ...oneOf('Who is it about?', { reporter: 'The person who reported it', other: 'Someone else, picked below' }),
  choices: ({ concern: { isByLink } }: FormOf) => [
    ...(isByLink ? [] : [{ title: 'The person who reported it', value: 'reporter' }]),
    { title: isByLink ? 'The person picked below' : 'Someone else, picked below', value: 'other' },
  ],
};

/** The form of each step. */
export const CASE_ACTS: Readonly<Record<CaseStep, FeatureForm>> = {
  affected: featureAct({
    title: 'Who it is about',
    asks: [
      'They can see its progress, and are asked about the police and support. They are not told who reported it.',
      { whose: { ...whose, read: whose.read.optional() }, people: people('Find them by name', false) },
    ],
    wants: ({ whose: said, people: [picked] }) => {
      const person = said === 'reporter' ? said : picked;
      return person && caseAct({ step: 'affected', person, words: {} });
    },
  }),
  evidence: featureAct({
    title: 'Add evidence',
    asks: [
      '**Words only: no picture goes in here.**',
      { shows: [imageRule()] },
      {
        address: short('Address of the page or post, or the app and the account (required)'),
        userName: short('User name of the account'),
        seenAt: short('Date and time when it was seen (required)'),
        kept: short('Where the screenshot is kept, and who can open it'),
        text: long('What it shows, in words. Leave other children out'),
      },
    ],
    wants: (texts) => caseAct({ step: 'evidence', words: filled(texts) }),
  }),
  'asked-host': featureAct({
    title: 'The platform was asked',
    asks: [
      {
        platform: whichPlatform,
        who: whoAsked('it'),
        askedOn: { ...day('On what day? (leave empty if just now)'), read: written(10) },
        askedAt: { ...time('What time?'), read: written(5) },
        ref: short('Their reference for it'),
      },
      { shows: howToAsk },
    ],
    wants: ({ platform, askedOn, askedAt, ...texts }, now) =>
      caseAct({ step: 'asked-host', platform, at: typedInstant(askedOn, askedAt, now), words: filled(texts) }),
  }),
  looked: featureAct({
    title: 'I have looked',
    asks: [
      'Look once, and only at what was recorded. Nobody needs to search for more.',
      { found: oneOf('What did you find? (required)', LOOKED_WORDING), text: long('Anything to add') },
    ],
    wants: ({ found, ...texts }) => caseAct({ step: 'looked', found, words: filled(texts) }),
  }),
  'asked-provider': featureAct({
    title: 'The internet provider was asked',
    asks: [
      'The internet service provider can block a site and, rarely, close it. Ask once the platform has not acted.',
      { who: whoAsked('which provider'), ref: short('Their reference for it') },
    ],
    wants: (texts) => caseAct({ step: 'asked-provider', words: filled(texts) }),
  }),
  'own-complaint': featureAct({
    title: 'They must complain themselves',
    asks: [
      'They get wording that they can send, and your help. For a fake account, many platforms ask for proof of who they are.',
      { platform: whichPlatform, text: long('What you will do to help them') },
    ],
    wants: ({ platform, ...texts }) => caseAct({ step: 'own-complaint', platform, words: filled(texts) }),
  }),
  consent: featureAct({
    title: 'Consent for the police',
    asks: [
      'Use this if they told you in person. They can also say it themselves, in their own chat.',
      {
        given: oneOf('Do they agree to the police being told? (required)', { yes: 'Yes', no: 'No' }),
        text: long('When and how they said so (required)'),
      },
    ],
    wants: ({ given, ...texts }) => caseAct({ step: 'consent', given: given === 'yes', words: filled(texts) }),
  }),
  police: featureAct({
    title: 'The police were told',
    asks: [
      {
        ground: oneOf('On what grounds? (required)', GROUND_WORDING),
        who: short('Who told whom, and when (required)'),
        ref: short('Their reference for it'),
      },
    ],
    wants: ({ ground, ...texts }) => caseAct({ step: 'police', ground, words: filled(texts) }),
  }),
  support: featureAct({
    title: 'Support',
    asks: [
      {
        answer: oneOf('Support and counselling (required)', SUPPORT_WORDING),
        text: long('What was offered, by whom'),
      },
    ],
    wants: ({ answer, ...texts }) => caseAct({ step: 'support', answer, words: filled(texts) }),
  }),
  author: featureAct({
    title: 'Who posted it',
    asks: [
      { author: oneOf('Who posted it, as far as you know? (required)', AUTHOR_WORDING) },
      { says: 'If it was a colleague, HR is told that you would like to talk, and nothing else.', as: 'small' },
      { text: long('How you know (required). Write no name here that is not needed') },
    ],
    wants: ({ author, ...texts }) => caseAct({ step: 'author', author, words: filled(texts) }),
  }),
  parent: featureAct({
    title: 'What was done with the parent',
    asks: [
      {
        how: oneOf('What was done? (required)', PARENT_WORDING),
        text: long('When, by whom, and what they said (required)'),
      },
    ],
    wants: ({ how, ...texts }) => caseAct({ step: 'parent', how, words: filled(texts) }),
  }),
};
