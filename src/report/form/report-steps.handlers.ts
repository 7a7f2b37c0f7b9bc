import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import { holdsVisible, withoutBlank } from '../../kernel/visible.ts';
import { sentFields } from '../../platform/teams/sent-fields.ts';
import { KINDS, RECIPIENTS, URGENCIES, type Written } from '../concern.ts';
import type { Draft } from '../draft/draft.ts';
import type { NamesTyped } from '../draft/name-subject.ts';
import { fieldsOn, isTyped, mostOf, type TypedOn } from '../fields/boxes.ts';
import type { Page } from '../fields/field.ts';
import { picksIn } from '../handlers/picked.ts';
import { regionsIn } from '../record/regions.ts';
import type { Subject } from '../routing/routing.ts';
import { CHILD_TOLD, PUPIL_CONTACT, REPLIED } from './contact.ts';

const draftId = z.guid();
const line = (most: number) => z.string().max(most).default('').transform(withoutBlank);
/** The same where it makes a difference whether the page has such a line at all. */
const lineIfAny = (most: number) => z.string().max(most).transform(withoutBlank).optional();
/** What is typed on a page, by the list of fields. */
const typedOn = <P extends Page, Box>(page: P, box: (most: number) => Box): { readonly [Id in TypedOn<P>]: Box } =>
  Object.fromEntries(fieldsOn(page).flatMap((one) => (isTyped(one) ? [[one.id, box(one.most)]] : []))) as {
    readonly [Id in TypedOn<P>]: Box;
  };
export const begun = z.object({
  choice: z.enum(['open', 'resume', 'again', 'school', 'beside', 'words']),
  draft: draftId.optional(),
  school: z.string().max(60).optional(),
  of: z
    .guid()
    .transform((id) => id.toLowerCase() as ConcernId)
    .optional(),
});
const broughtWords = z.looseObject({ from: z.array(z.string().max(60)).max(20) });
/** What was written elsewhere and held back there, whole; `from` names its boxes. */
export function wordsBroughtBy(data: unknown): string {
  const { from, ...typed } = broughtWords.safeParse(data).data ?? {};
  return (from ?? [])
    .map((name) => (Object.hasOwn(typed, name) ? Object(typed)[name] : undefined))
    .filter((text): text is string => typeof text === 'string' && holdsVisible(text))
    .join('\n');
}

const subjectFields = z.object({
  draft: draftId,
  /** Only on the first page of an older card. */
  toldInPerson: z.enum(['yes', 'no']).optional(),
  about: z.enum([...KINDS, PUPIL_CONTACT, 'own-distress']),
  /** On the page that asks for both; absent from an older card, which asks for them on a page of its own. */
  who: lineIfAny(mostOf('who')),
  /** Someone picked from the roll; absent where the school gave none. */
  pupil: lineIfAny(60),
  people: lineIfAny(2_000),
  name: lineIfAny(mostOf('named')),
});
/** What it is about, as it was chosen. */
export const aboutChosen = subjectFields.pick({ about: true });
const nothingChosen = z.looseObject({
  about: z.literal('').optional(),
  who: z.string().optional(),
  pupil: z.string().optional(),
});
/** Who fills in the boxes for a child has said what it is about, where nothing else is chosen. */
export const subjectStep = z.preprocess((sent) => {
  const { data } = nothingChosen.safeParse(sent);
  return data && (holdsVisible(data.who) || holdsVisible(data.pupil)) ? { ...data, about: 'child' } : sent;
}, subjectFields);
export const namedStep = z.object({
  draft: draftId,
  people: line(2_000),
  name: line(mostOf('named')),
  /** Of a report about a child: whether it is about what the adult named here did. */
  conduct: z.enum(['yes', 'no', '']).default(''),
  /** Of a child in a report that is not about a child. */
  atRisk: z.enum(['yes', 'no', '']).default(''),
  /** They know that someone they named has a role at another school. */
  isHere: z.boolean().default(false),
});
export const factsStep = z.object({
  draft: draftId,
  ...typedOn('facts', line),
  /** Ids of regions, comma-joined: anything else is not kept. */
  body: line(3_000).transform((ids) =>
    regionsIn(ids)
      .map(({ id }) => id)
      .join(' '),
  ),
});
export const sendStep = z.object({
  draft: draftId,
  toldInPerson: z.enum(['yes', 'no']).optional().catch(undefined),
  ...typedOn('send', line),
  urgent: z.enum(URGENCIES),
  to: z.enum(RECIPIENTS).optional(),
  shutOut: z.coerce.number().int().optional(),
});
/** The page that asks for what was seen and whether it can wait, and for nothing else. */
export const accountStep = sendStep.pick({ draft: true, urgent: true, to: true, shutOut: true }).extend({
  // Where a pupil has contacted its writer; absent from the page of every other report.
  ...typedOn('contact', lineIfAny),
  ...typedOn('account', line),
  /** The question who the words mean, where it was shown before this. */
  whomKey: z.string().max(64).optional(),
  replied: z.enum(REPLIED).optional().catch(undefined),
  childTold: z.enum(CHILD_TOLD).optional().catch(undefined),
});
const account = z.object({ seen: z.string() });
export const isAccount = (data: unknown): boolean => account.safeParse(data).success;
/** Who is meant, by their places in the lists that were shown. */
const places = z
  .string()
  .max(200)
  .regex(/^[\d, ]*(none)?[\d, ]*$/)
  .default('');
export const whomSaid = z.object({
  key: z.string().max(64),
  typed: places,
  mentioned: places,
  adult: z.enum(['', 'no', 'yes', 'unsure']).default(''),
  adultPeople: line(2_000).transform(picksIn),
  adultName: line(mostOf('named')),
});
export const meantStep = whomSaid.extend({ draft: draftId, after: z.enum(['facts', 'send']) });
export const backStep = z.object({ draft: draftId, to: z.enum(['subject', 'named', 'account', 'facts', 'chat']) });
/** What was typed on the page that is gone back from. Each box on its own: one that is too long costs no other. */
export const typedBefore = (data: unknown): Written => {
  const boxes = { ...accountStep.shape, ...factsStep.shape, ...sendStep.shape };
  return Object.fromEntries(
    Object.entries(typedIn(data)).filter(([field, text]) => {
      if (field === 'safeTonight') return sendStep.shape.urgent.safeParse(text).success;
      return Object.entries(boxes).some(([name, box]) => name === field && box.safeParse(text).success);
    }),
  );
};
const names = z.object({ people: line(2_000), name: line(mostOf('named')) });
/** Who is on the page that is gone back from. `undefined` where that page is another. */
export function namesTyped(data: unknown): NamesTyped | undefined {
  const { data: typed } = names.safeParse(data);
  if (!typed || (typed.people === '' && typed.name === '')) return undefined;
  return { people: picksIn(typed.people), name: typed.name };
}

/** The page of names as it was sent, shown again. */
export const withSubject = (draft: Draft, typed: Pick<Subject, 'people' | 'name'>): Draft => ({
  ...draft,
  ...(draft.subject && { subject: { ...draft.subject, ...typed } }),
});

export const ofDraft = z.object({ draft: draftId });

/** What came along, shown again as it was typed, so that a refused step loses nothing. */
export const withWords = (draft: Draft, data: unknown): Draft => ({
  ...draft,
  words: { ...draft.words, ...typedIn(data) },
});

export function typedIn(data: unknown): Written {
  const words: Record<string, string> = {};
  for (const [field, text] of Object.entries(sentFields(data)))
    if (typeof text === 'string' && !['draft', 'verb', 'to', 'shutOut', 'whomKey'].includes(field))
      words[field === 'urgent' ? 'safeTonight' : field] = text;
  return words;
}
