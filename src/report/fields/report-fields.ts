import { type About, type Chosen, FIELD_CHARACTERS, type Typed } from './field.ts';

const LONG = FIELD_CHARACTERS;
/** A page comes back with all that was typed on it, and Teams shows no card above 28 KB. */
const MIDDLE = 2_000;
/** Most boxes of the form of the shared address take this much. */
const SHORT = 400;

const EVERY = (): boolean => true;
const CHILD = ({ isChild }: About): boolean => isChild;
const CONDUCT = ({ isConduct }: About): boolean => isConduct;
const CONTACT = ({ isContact }: About): boolean => isContact;

const CHOSEN = { names: { unread: 'chosen' }, web: 'not-on-the-web' } as const;
const HAPPENED = { asks: 'what-happened' } as const;

const SAID = ({ isChild }: About): string =>
  isChild ? 'What the child said, in the child’s own words' : 'What was said or written, word for word';

/** The member of staff who writes, as far as they say who they are. */
const GIVEN = { form: 'line', most: SHORT, kinds: EVERY, on: 'not-in-teams', leftOut: 'may-be' } as const;
const OF_THE_WRITER = { unread: 'of-the-writer' } as const;

/**
 * The boxes of a report, in the order of the form. Everything that lists them is made from these: the pages in Teams, what they take
 * in, the form of the shared address, what is read for names, the order of the record.
 */
export const REPORT_FIELDS = [
  {
    id: 'who',
    ...{ label: 'Who it is about', form: 'line', most: 200, kinds: CHILD, leftOut: 'never' },
    on: { facts: 'Name and class of one child (required; write “not known” if you do not know)' },
    names: { asks: 'the-child' },
    web: {
      ...{ page: 'what', label: 'Name and class of one child', most: SHORT, givenBack: 'The child' },
      hint: 'Write “not known” if you do not know. One report for each child.',
      missing: 'Write the child’s name and class, or “not known”.',
    },
  },
  {
    id: 'named',
    ...{ label: 'Adults it is about, or who must not see it', form: 'line', most: 200, kinds: EVERY },
    ...{ on: 'first-page', names: { asks: 'who-must-not-see-it' }, leftOut: 'may-be' },
    web: {
      ...{ page: 'who', sentAs: 'name', label: 'An adult it is about, or who must not see it', most: SHORT },
      hint: 'Their name, as well as you know it. Leave it empty if there is nobody. They don’t get it. Nor does anyone else it may be about.',
      missing: 'Write the name of the adult it is about, or “not known”.',
      givenBack: 'The adult it is about, or who must not see it',
    },
  },
  {
    id: 'atRisk',
    ...{ label: 'Is a child hurt or at risk in this?', form: 'choice', kinds: EVERY },
    ...{ on: 'first-page', printedAfter: 'children', leftOut: 'may-be', ...CHOSEN },
  },
  {
    id: 'contact',
    ...{ label: 'A pupil contacted the reporter in private', form: 'choice', kinds: CONTACT },
    ...{ on: 'first-page', leftOut: 'may-be', ...CHOSEN },
  },
  {
    id: 'replied',
    ...{ label: 'Did the reporter answer the pupil?', form: 'choice', kinds: CONTACT },
    ...{ on: ['contact'], leftOut: 'never', ...CHOSEN },
  },
  {
    id: 'childTold',
    ...{ label: 'Told the child that staff do not answer in private', form: 'choice', kinds: CONTACT },
    ...{ on: ['contact'], leftOut: 'may-be', ...CHOSEN },
  },
  {
    id: 'seen',
    ...{ label: 'What was seen or heard (fact)', form: 'text', most: LONG, kinds: EVERY, leftOut: 'never' },
    on: {
      account: ({ isChild }) =>
        isChild
          ? 'What did you see or hear? Facts; the child’s own words in quotation marks; no pictures'
          : 'What did you see or hear? Facts; what was said or written, word for word; no pictures',
      contact: 'What did they write, as far as you remember? You can leave this out; no pictures',
      facts: 'What you saw or heard: facts only, no pictures (required)',
    },
    names: HAPPENED,
    web: {
      ...{ page: 'what', most: LONG, rows: 8, hint: 'Facts only, in words. No pictures.' },
      label: ({ isContact }) => (isContact ? 'What the pupil wrote, as well as you remember' : 'What you saw or heard'),
      missing: 'Write what you saw or heard, or what was said.',
      givenBack: 'What you saw or heard',
    },
  },
  {
    id: 'said',
    ...{ label: 'Their own words', form: 'text', most: LONG, kinds: EVERY, leftOut: 'asked-for-later' },
    ...{ on: { facts: SAID }, names: HAPPENED },
    web: {
      ...{ page: 'what', label: SAID, most: LONG, rows: 4, givenBack: 'What was said' },
      kinds: ({ isContact }) => !isContact,
    },
  },
  {
    id: 'children',
    ...{ label: 'Children it affects', form: 'line', most: 400, kinds: CONDUCT, leftOut: 'may-be' },
    on: { facts: 'Which children does it affect, if any? Names and classes, as far as you know' },
    names: { asks: 'the-child', readAfter: 'who' },
    printedAfter: 'who',
    web: {
      ...{ page: 'what', label: 'Which children does it affect, if any?', most: SHORT },
      ...{ hint: 'Names and classes, as far as you know.', givenBack: 'Children it affects' },
      kinds: ({ isChild }) => !isChild,
    },
  },
  {
    id: 'asked',
    ...{ label: 'What the reporter asked', form: 'text', most: MIDDLE, kinds: CHILD },
    ...{ on: { facts: 'What you asked, if anything' }, names: HAPPENED, leftOut: 'asked-for-later' },
    web: 'not-on-the-web',
  },
  {
    id: 'seemed',
    ...{ label: 'How they seemed; injuries, in words', form: 'text', most: MIDDLE, kinds: CHILD },
    on: { facts: 'How they seemed, and any injury, in words (never a photograph)' },
    ...{ names: HAPPENED, leftOut: 'asked-for-later', web: 'not-on-the-web' },
  },
  {
    id: 'body',
    ...{ label: 'Where on the body', form: 'marks', kinds: EVERY },
    ...{ on: ['facts'], leftOut: 'may-be', ...CHOSEN },
  },
  {
    id: 'happened',
    ...{ label: 'When it happened', form: 'line', isTime: true, most: 200, kinds: EVERY },
    on: { facts: 'When did it happen? Day and time, as far as you know' },
    ...{ names: { ...HAPPENED, readAfter: 'where' }, leftOut: 'asked-for-later' },
    web: {
      ...{ page: 'what', label: 'When did it happen?', most: SHORT, givenBack: 'When it happened' },
      hint: 'Day and time, as far as you know.',
    },
  },
  {
    id: 'learned',
    ...{ label: 'When the reporter learned of it', form: 'line', isTime: true, most: 200, kinds: EVERY },
    ...{ on: { facts: 'When did you learn of it?' }, names: { ...HAPPENED, readAfter: 'happened' } },
    ...{ leftOut: 'asked-for-later', web: 'not-on-the-web' },
  },
  {
    id: 'toldBy',
    ...{ label: 'Who told the reporter, how and when', form: 'line', most: 400, kinds: EVERY },
    on: { facts: 'Did someone tell you: a parent, the police, a note, a phone call? Who, how and when' },
    ...{ names: { asks: 'who-knows', readAfter: 'learned' }, leftOut: 'may-be', web: 'not-on-the-web' },
  },
  {
    id: 'where',
    ...{ label: 'Where', form: 'line', most: 400, kinds: EVERY, leftOut: 'asked-for-later' },
    on: {
      contact: 'Where did they contact you? The app or game, and their user name (required)',
      facts: 'Where? A place, or the app and the address or user name',
    },
    names: { ...HAPPENED, readAfter: 'opinion' },
    web: {
      ...{ page: 'what', most: SHORT, missing: 'Write where the pupil contacted you.', givenBack: 'Where' },
      label: ({ isContact }) => (isContact ? 'Where did the pupil contact you?' : 'Where?'),
      hint: ({ isContact }) =>
        isContact ? 'The app, and the user name if you know it.' : 'A place, or the app and the address or user name.',
      kinds: ({ isContact }) => !isContact,
    },
  },
  {
    id: 'whereNow',
    ...{ label: 'Where they are now', form: 'line', most: 400, kinds: CHILD },
    ...{ on: { send: 'Where is the child now?' }, names: { asks: 'the-child' }, leftOut: 'asked-for-later' },
    web: { page: 'what', label: 'Where is the child now?', most: SHORT, givenBack: 'Where they are now' },
  },
  {
    id: 'safeTonight',
    ...{ label: 'Does anyone need to act today?', form: 'choice', kinds: EVERY },
    ...{ forSending: true, on: ['account', 'contact', 'send'], leftOut: 'never', ...CHOSEN },
  },
  {
    id: 'toldInPerson',
    ...{ label: 'Told someone in person', form: 'choice', kinds: EVERY },
    ...{ forSending: true, on: ['send'], printedAfter: 'alsoKnow', leftOut: 'may-be', ...CHOSEN },
  },
  {
    id: 'done',
    ...{ label: 'What has been done, who was told', form: 'text', most: LONG, kinds: EVERY },
    on: { send: 'What have you done, and who have you told (including parents)?' },
    ...{ names: { asks: 'who-knows' }, leftOut: 'asked-for-later' },
    web: {
      ...{ page: 'what', label: 'What has been done, and who was told?', most: MIDDLE, rows: 3 },
      givenBack: 'What has been done',
    },
  },
  {
    id: 'alsoKnow',
    ...{ label: 'Who else knows or was there', form: 'text', most: MIDDLE, kinds: EVERY },
    ...{ on: { send: 'Who else was there or knows?' }, names: { asks: 'who-knows' }, leftOut: 'asked-for-later' },
    web: 'not-on-the-web',
  },
  {
    id: 'opinion',
    ...{ label: 'What the reporter thinks (opinion)', form: 'text', most: LONG, kinds: EVERY },
    on: { send: 'What you think about it: your opinion, kept apart from the facts' },
    ...{ names: HAPPENED, printedAfter: 'body', leftOut: 'may-be', web: 'not-on-the-web' },
  },
  {
    id: 'callback',
    ...{ label: 'Reporter’s number', forSending: true, form: 'line', most: 60, kinds: EVERY, leftOut: 'may-be' },
    ...{ on: { send: 'A number to reach you on now' }, names: OF_THE_WRITER, web: 'not-on-the-web' },
  },
  {
    id: 'givenName',
    ...{ label: 'Name that the sender gave (not verified)', ...GIVEN, names: OF_THE_WRITER },
    web: { page: 'you', label: 'Your name', most: SHORT },
  },
  {
    id: 'givenAs',
    ...{ label: 'What the sender is to the school (not verified)', ...GIVEN, names: OF_THE_WRITER },
    web: {
      ...{ page: 'you', label: 'Your role at the school', most: SHORT },
      hint: 'For example: governor, agency teacher, volunteer.',
    },
  },
  {
    id: 'givenNumber',
    ...{ label: 'Number that the sender gave (not verified)', forSending: true, ...GIVEN, names: OF_THE_WRITER },
    web: { page: 'you', label: 'Your phone number', most: SHORT },
  },
  {
    id: 'pupil',
    ...{ label: 'The child on the school’s roll', form: 'id', kinds: CHILD },
    ...{ on: 'first-page', leftOut: 'may-be', ...CHOSEN },
  },
  {
    id: 'pupilPicked',
    ...{ label: 'The child was picked from the roll', form: 'id', kinds: CHILD },
    ...{ on: 'first-page', leftOut: 'may-be', ...CHOSEN },
  },
] as const satisfies readonly (Typed | Chosen)[];
