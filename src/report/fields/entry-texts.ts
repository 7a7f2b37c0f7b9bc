import type { Read, Unread } from './field.ts';

interface EntryText {
  readonly id: string;
  /** What it is called in the record. */
  readonly label: string;
  readonly names: Read | Unread;
}

const BY_A_READER = { unread: 'by-a-reader' } as const;
const CHOSEN = { unread: 'chosen' } as const;

/** What is written into a report once it is sent: by its reporter, by those who have it, by the school that it goes to. */
export const ENTRY_TEXTS = [
  // Of what the reporter adds or answers. What those who have it write is under the same name, and is not read.
  { id: 'text', label: 'What was written', names: { asks: 'what-happened' } },
  { id: 'categories', label: 'Categories', names: CHOSEN },
  { id: 'reason', label: 'Reason', names: BY_A_READER },
  { id: 'agency', label: 'Who was told', names: BY_A_READER },
  { id: 'advice', label: 'What the LADO advised', names: BY_A_READER },
  { id: 'context', label: 'Context', names: BY_A_READER },
  { id: 'taken', label: 'What is done about it', names: BY_A_READER },
  { id: 'sharedBy', label: 'Shared by', names: BY_A_READER },
  { id: 'policy', label: 'Policy, and who deals with it', names: BY_A_READER },
  { id: 'contained', label: 'How it was contained', names: BY_A_READER },
  { id: 'icoWhy', label: 'The ICO: their reference, or why not told', names: BY_A_READER },
  { id: 'late', label: 'Why the ICO was told late', names: BY_A_READER },
  { id: 'peopleWhy', label: 'The people whose data it is: how told, or why not', names: BY_A_READER },
  { id: 'handedTo', label: 'Handed on to', names: BY_A_READER },
  { id: 'child', label: 'The right child', names: BY_A_READER },
  { id: 'wrong', label: 'Reported about', names: BY_A_READER },
  { id: 'parents', label: 'Parents or carers', names: BY_A_READER },
  { id: 'receiver', label: 'Who received it', names: BY_A_READER },
  { id: 'reference', label: 'Their reference', names: BY_A_READER },
  { id: 'receivedOn', label: 'Received on', names: BY_A_READER },
  { id: 'receivedBy', label: 'Confirmed by', names: { unread: 'of-the-writer' } },
  { id: 'passedOn', label: 'Why it is passed on, and what now', names: BY_A_READER },
  { id: 'agreed', label: 'Agreed with', names: BY_A_READER },
  { id: 'earlier', label: 'Recorded when it was reduced before', names: BY_A_READER },
  { id: 'born', label: 'Date of birth', names: BY_A_READER },
  { id: 'leftOn', label: 'The person left on', names: BY_A_READER },
  // Typed by who passes it on, because it is about an adult after all.
  { id: 'named', label: 'Who it is about now', names: { asks: 'who-must-not-see-it' } },
  { id: 'address', label: 'Address of the page or post', names: BY_A_READER },
  { id: 'userName', label: 'User name', names: BY_A_READER },
  { id: 'seenAt', label: 'When it was seen', names: BY_A_READER },
  { id: 'kept', label: 'Where the screenshot is kept', names: BY_A_READER },
  { id: 'who', label: 'Who was asked or told, and when', names: BY_A_READER },
  { id: 'ref', label: 'Their reference for it', names: BY_A_READER },
  { id: 'removed', label: 'Names taken out', names: BY_A_READER },
  { id: 'affected', label: 'The member of staff', names: CHOSEN },
] as const satisfies readonly EntryText[];

/** What the texts of an entry are called, by their ids. */
export const TEXT_WORDING: ReadonlyMap<string, string> = new Map(
  ENTRY_TEXTS.flatMap(({ id, label }) => (id === 'affected' ? [] : [[id, label] as const])),
);

/** What is kept among the texts and is an id or a code, which means nothing to a reader. */
export const ID_TEXTS: readonly string[] = ['affected', 'pupil', 'pupilPicked'];
