import { actions, type Card, card, openDialog, plain, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import type { School } from '../../school/school.ts';
import { asReadPart, missedPart } from '../owner/as-read.cards.ts';
import { likelyPolicy, type onShelf, type Upload, type UploadMessages } from './uploads.ts';

export const UPLOAD = { place: 'policy.place-upload', placed: 'policy.placed-upload' } as const;

/** Boxes for what a file states: the box, what it is called, the fact, the most characters. */
export const STATED = [
  ['title', 'Title', 'title', 150],
  ['version', 'Version', 'version', 40],
  ['adopted', 'Adopted', 'adoptedOn', 60],
  ['review', 'Next review', 'reviewOn', 60],
] as const;

/** What a choice in the dialog stands for when the school does not have the policy yet. */
export const NEW_POLICY = '*';

export const readingCard = (name: string, progress?: { readonly done: number; readonly of: number }): Card =>
  card(
    plain(`Reading ${name} …`, { bold: true }),
    progress
      ? plain(`${progress.done} of ${progress.of}`, { subtle: true })
      : text('This takes a few seconds; a long PDF takes up to a minute.', { subtle: true }),
  );

/** What came of the file, for its owner to compare with it. */
export const readyCard = ({ id, name, document }: Upload): Card =>
  card(
    plain(`I have read ${name}.`, { bold: true }),
    document ? asReadPart(document) : undefined,
    document ? missedPart(document) : undefined,
    actions([openDialog('Say which policy this is', UPLOAD.place, { upload: id }, { primary: true })]),
    text('Nothing is in force yet: you will see what changed first.', { subtle: true, small: true }),
  );

const failedCard = (name: string, why: string): Card =>
  card(plain(`${name} could not be used`, { bold: true }), plain(why));

const takenCard = (name: string, as: string): Card =>
  card(plain(`✓ ${name} received as: ${as}`), text('I will show you what changed in this chat.', { subtle: true }));

export function placeDialog(
  upload: Upload,
  schools: readonly { school: School; policies: Awaited<ReturnType<typeof onShelf>> }[],
): Card {
  const several = schools.length > 1;
  const choices = schools.flatMap(({ school, policies }) => [
    ...policies.map(({ policyId, title, isDraft }) => ({
      title: [title, several && `(${school.name})`, isDraft && '(a draft)'].filter(Boolean).join(' '),
      value: `${school.id}/${policyId}`,
    })),
    {
      title: several ? `A policy that ${school.name} does not have yet` : 'A policy that you do not have yet',
      value: `${school.id}/${NEW_POLICY}`,
    },
  ]);
  const guess = schools
    .map(({ school, policies }) => ({ school, policy: likelyPolicy(upload, policies) }))
    .find(({ policy }) => policy !== undefined);
  return card(
    plain(upload.name, { subtle: true }),
    input.choice('policy', 'Which policy is this a new version of?', {
      choices,
      required: true,
      expanded: choices.length <= 8,
      ...(guess?.policy && { value: `${guess.school.id}/${guess.policy.policyId}` }),
    }),
    text('Read from the file. Correct anything that is wrong. Leave a box empty if the file does not say.', {
      subtle: true,
      small: true,
      apart: true,
    }),
    ...STATED.map(([id, label, fact, maxLength]) =>
      input.text(id, label, { maxLength, value: upload.document?.stated[fact]?.slice(0, maxLength) ?? '' }),
    ),
    actions([submitDialog('Compare', UPLOAD.placed, { upload: upload.id }, { primary: true })]),
  );
}

/** The one message in which an owner follows an upload. */
export const createUploadMessages = (messenger: Messenger): UploadMessages => ({
  progress: (ref, name, progress) =>
    messenger.update(ref, { card: readingCard(name, progress), summary: 'Reading your file' }),
  ready: (ref, upload) => messenger.update(ref, { card: readyCard(upload), summary: 'Your file is read' }),
  failed: (ref, name, why) =>
    messenger.update(ref, { card: failedCard(name, why), summary: 'Your file could not be used' }),
  taken: (ref, name, as) =>
    messenger.update(ref, { card: takenCard(name, as), summary: 'Your file has been received' }),
});
