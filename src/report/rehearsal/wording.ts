import type { Wrong } from './rehearsal.ts';

const them = (names: readonly string[]): string => names.join(', ');

/** What is wrong, and what to do about it. */
export const WRONG_WORDING: Readonly<Record<Wrong, (names: readonly string[]) => string>> = {
  'not-begun': () => 'It was not sent. Look at the log, then run it again',
  'no-sender': () => 'There is nobody to send it. Run it with --by and the object id of someone who gets no reports',
  'nobody-may-have-it': () => 'Nobody at the school can have it. Look at the roles in lanyard.yml',
  'no-address': () =>
    'People without Teams have no way to report. Switch sharedAddress on, and have the DSL type “shared address”',
  'nobody-on-duty': () => 'Nobody of the DSL’s team was on duty. Enter in the rota who stands in',
  'wrong-route': () => 'It went to someone else than it must. Look at the names and roles in lanyard.yml',
  'no-card-in-place': () => 'No card came into the DSL’s place. Add Lanyard to it; the doctor says more',
  'not-told': (names) => `Not told: ${them(names)}. The doctor says why, and what they do about it`,
  'subject-told': (names) =>
    `Told, or let in, though it must be kept from them: ${them(names)}. Use Lanyard for no report until this is mended`,
  'could-not-open': (names) => `Tried to open it and could not: ${them(names)}. Run the doctor`,
  'not-opened': () => 'Nobody opened it',
  'not-acknowledged': () => 'Nobody acknowledged it in the time that an urgent report has',
  'key-lost': () => 'It can no longer be opened by anyone: its key is lost. Look at the record key',
};
