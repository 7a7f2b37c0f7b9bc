import type { LeftOutReason } from './audience/exclusion.ts';
import type { Sign } from './audience/no-person.ts';
import type { Campaign, Problem } from './campaign/campaign.ts';
import type { PersonState, Reason } from './register/person.ts';
import type { Method, QuizTaken } from './request/signature.ts';

/** What a state is called, and what happens next by itself or by whom. */
export const STATE_WORDING: Readonly<Record<PersonState, { readonly label: string; readonly next: string }>> = {
  waiting: { label: 'Waiting to be sent', next: 'Lanyard sends the card as soon as it can.' },
  sending: { label: 'Being sent', next: 'The card is on its way.' },
  asked: { label: 'Asked', next: 'Reminders go out until there is an answer.' },
  queried: {
    label: 'Has a question',
    next: 'HR or the policy owner answers. HR then notes it under Update a person.',
  },
  acknowledged: { label: 'Acknowledged', next: 'Nothing more to do.' },
  paused: { label: 'Paused', next: 'Nothing is sent until HR says the person is back.' },
  unreachable: { label: 'Could not be reached', next: 'See the reason; Lanyard keeps trying.' },
  paper: {
    label: 'To sign on paper',
    next: 'HR prints a personal link or a list to sign, under People without Teams.',
  },
  left: { label: 'No longer on the list', next: 'The record is kept as it was.' },
};

/** Why, and what mends it. */
export const REASON_WORDING: Readonly<Record<Reason, { readonly label: string; readonly mend: string }>> = {
  'app-not-allowed': {
    label: 'a Teams policy blocks the app for them',
    mend: 'Ask the IT lead to allow Lanyard for them: Teams admin centre, app permission policies.',
  },
  'never-used-teams': {
    label: 'they have never signed in to Teams',
    mend: 'Ask them to open Teams once. Lanyard tries again every day.',
  },
  'blocked-the-app': {
    label: 'they or an administrator blocked Lanyard',
    mend: 'Ask them to unblock Lanyard in Teams, or put them on paper.',
  },
  'keeps-failing': { label: 'Teams keeps refusing the message', mend: 'Lanyard tries again in a few hours.' },
  'no-permission': {
    label: 'Lanyard lacks a permission in Microsoft 365',
    mend: 'Ask the IT lead to run “lanyard doctor” and grant what is missing. Lanyard tries again every half hour.',
  },
  'service-busy': { label: 'Microsoft 365 is busy or not answering', mend: 'Lanyard will try again automatically.' },
  'no-teams-licence': {
    label: 'the account has no Teams licence',
    mend: 'Print them a personal link or a list to sign, under People without Teams. Take rooms and shared mailboxes off the list under Update a person.',
  },
  'no-account': {
    label: 'they have no account',
    mend: 'Print them a personal link or a list to sign, under People without Teams.',
  },
  'by-hr': { label: 'HR put them there', mend: '' },
  'not-staff': { label: 'has left, or is not staff', mend: '' },
  'no-longer-in-staff-group': { label: 'no longer in a staff group', mend: '' },
  'account-disabled': { label: 'the account was disabled', mend: '' },
  pupil: { label: 'also in a pupil group', mend: 'Take them out of one of the two groups.' },
  guest: { label: 'a guest account', mend: '' },
  'another-format': {
    label: 'they need another format',
    mend: 'Larger print, read aloud, another language: ask which.',
  },
  'added-by-mistake': { label: 'added by mistake', mend: '' },
};

/** Who a policy is for that is not for some only. */
export const EVERYONE_ASKED = 'everyone who is asked';
/** The same where another campaign asks some of them for it, or HR chose otherwise for someone. */
export const ASKED_FOR_IT = 'the people this campaign asks for it';

/** Said to an answer to what is no longer what its writer is asked. */
export const ASKED_OTHER = 'What you are asked to read has changed. Please look at it again, then answer.';

/** Said to an answer on a card that does not say what it shows. */
export const OLD_CARD =
  'Your card was an old one, so no answer was kept. It is up to date now. Please look at it, then answer.';

/** Said where HR adds someone and chooses none of the policies. */
export const NOTHING_TO_READ = 'Choose at least one policy for them to read.';

export const METHOD_WORDING: Readonly<Record<Method, string>> = {
  teams: 'in Teams',
  link: 'through a personal link',
  witnessed: 'on paper, witnessed',
};

/** Of the questions by a policy's owner, in the register. */
export const QUIZ_WORDING: Readonly<Record<QuizTaken, string>> = {
  answered: 'answered',
  none: 'none to answer',
  'not-asked': 'not asked: on paper',
};

/** Why a campaign was refused, and what mends it. */
export function problemWording(problem: Problem): string {
  switch (problem.kind) {
    case 'cannot-read':
      return `The ${problem.what === 'pupils' ? 'pupil' : 'staff'} group ${problem.group} could not be read (${problem.why}). ${
        problem.what === 'pupils' ? 'Without it I cannot tell who is a pupil, so nobody is asked. ' : ''
      }Ask the IT lead to run “lanyard doctor”, then prepare the campaign again.`;
    case 'cannot-read-person':
      return `Someone who was added by name could not be looked up (${problem.why}). Nothing was changed.`;
    case 'empty':
      return `The ${problem.what === 'pupils' ? 'pupil' : 'staff'} group ${problem.group} shows no members. It may be the wrong group, or its membership is hidden. Ask the IT lead to check it in lanyard.yml.`;
    case 'no-group':
      return `lanyard.yml names no ${problem.what === 'pupils' ? 'pupil' : 'staff'} group.`;
    case 'nobody-to-ask':
      return 'Nobody is left to ask: everyone in the staff groups is excluded.';
    case 'no-policy':
      return 'A chosen policy is no longer in force.';
    default:
      return problem satisfies never;
  }
}

/** What HR is told about an account that looks like no person's. */
export const SIGN_WORDING: Readonly<Record<Sign, string>> = {
  'name-of-thing': 'its name looks like a place or a thing',
  'address-of-thing': 'so does its address',
  'no-names': 'it has no first or last name, as the others have',
  'no-role': 'it has no job title and no department',
  'no-licence': 'it has no licence at all',
  'no-number': 'it has no staff number',
};

export const LEFT_OUT_WORDING: Readonly<Record<LeftOutReason, string>> = {
  'leaves-soon': 'They leave soon',
  'another-employer': 'Another employer asks them',
  'not-their-work': 'It is not part of their work',
  'hr-knows': 'Another reason, which HR knows',
};

/** Which rule will be in force, before anyone is asked. */
export const READING_AHEAD: Readonly<Record<Campaign['reading'], string>> = {
  opened: 'people have to open each policy',
  all: 'people have to open every page',
};

/** Which rule was in force when someone answered. */
export const READING_WORDING: Readonly<Record<Campaign['reading'], string>> = {
  opened: 'people had to open each policy',
  all: 'people had to open every page',
};
