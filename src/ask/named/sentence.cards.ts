import { z } from 'zod/v4';
import type { SchoolId } from '../../kernel/ids.ts';
import { type Action, actions, type Card, card, heading, submitDialog } from '../../platform/teams/card.ts';
import { chosen, id } from '../../platform/teams/entrances.ts';
import { input } from '../../platform/teams/input.ts';
import type { Policy } from '../policy.ts';
import { clausesOf, type Found, placesIn } from './sentences.ts';

/*
 * What is read in a policy may be the wrong sentence, and only a person can tell. They choose another from its section: nothing is
 * typed, so nothing can come in. What was chosen travels in the buttons of their dialog until they confirm it.
 */

/** Which sentence was chosen for which matter, by its key. */
export type Picks = ReadonlyMap<string, string>;

/** `press=1a2b3c4d5e6f,settings=…`: too short for a word of anyone's. */
export const picksIn = () =>
  id<string & { readonly isPicks: true }>(600)
    .optional()
    .transform(
      (all): Picks =>
        new Map(
          (all ?? '').split(',').flatMap((one) => {
            const [matter = '', key = ''] = one.split('=');
            return key === '' ? [] : [[matter, key] as const];
          }),
        ),
    );

export const writtenPicks = (picks: Picks): string => [...picks].map(([matter, key]) => `${matter}=${key}`).join(',');

/** The sentences that were picked, of those that are in what is in force. */
export function pickedFrom<Matter extends string>(
  policies: readonly Policy[],
  picks: Picks,
  matters: readonly Matter[],
): ReadonlyMap<Matter, Found> {
  const all = policies.flatMap(clausesOf);
  return new Map(
    matters.flatMap((matter) => {
      const found = all.find(({ key }) => key === picks.get(matter));
      return found ? [[matter, found] as const] : [];
    }),
  );
}

/** What comes in from `sentenceCard`. */
export const choosing = z.object({
  school: id<SchoolId>(100),
  picks: picksIn(),
  matter: chosen(),
  place: chosen(),
  sentence: chosen(),
  step: z.enum(['begin', 'back', 'list', 'use']).default('begin'),
});

interface Choosing {
  readonly verb: string;
  readonly school: SchoolId;
  readonly picks: Picks;
  /** What a sentence may be chosen for, by what it is called. */
  readonly matters: readonly { readonly matter: string; readonly title: string }[];
}

/** The way to it, on the page that proposes. Unsent boxes of that page stay behind, so it stands above them. */
export const chooseButton = ({ verb, school, picks }: Omit<Choosing, 'matters'>): Action =>
  submitDialog('Choose another sentence', verb, { school, picks: writtenPicks(picks) }, { withInputs: false });

/** First what for and where it stands, then the sentences of that section. */
export function sentenceCard(
  { verb, school, picks, matters }: Choosing,
  policies: readonly Policy[],
  at?: { readonly matter: string; readonly place: string },
): Card {
  const data = { school, picks: writtenPicks(picks) };
  const back = submitDialog('Back', verb, { ...data, step: 'back' }, { withInputs: false });
  const sentences = at ? policies.flatMap(clausesOf).filter(({ place }) => place === at.place) : [];
  if (at && sentences.length > 0)
    return card(
      heading(matters.find(({ matter }) => matter === at.matter)?.title ?? ''),
      input.choice('sentence', 'Which sentence says it?', {
        expanded: true,
        choices: sentences.slice(0, MOST).map(({ key, sentence }) => ({ title: sentence, value: key })),
      }),
      actions([submitDialog('Use this sentence', verb, { ...data, ...at, step: 'use' }, { primary: true }), back]),
    );
  return card(
    'Have I read the wrong sentence, or found none? Choose the right one from your policies.',
    input.choice('matter', 'What for?', {
      choices: matters.map(({ matter, title }) => ({ title, value: matter })),
      value: at?.matter ?? matters[0]?.matter ?? '',
    }),
    input.choice('place', 'Where is it in the policy?', {
      choices: placesIn(policies).map(({ place, title }) => ({ title, value: place })),
      value: placesIn(policies)[0]?.place ?? '',
    }),
    actions([submitDialog('Show its sentences', verb, { ...data, step: 'list' }, { primary: true }), back]),
  );
}

/** No section of a policy that anyone wrote has more. */
const MOST = 60;

/** What a press on `sentenceCard` comes to: another of its pages, or back to the page that proposes, with what was chosen. */
export function chooseIn(
  { picks, matter, place, sentence, step }: Omit<z.output<typeof choosing>, 'school'>,
  policies: readonly Policy[],
  matters: Choosing['matters'],
):
  | { readonly kind: 'ask'; readonly at?: { readonly matter: string; readonly place: string } }
  | { readonly kind: 'done'; readonly picks: Picks } {
  if (step === 'back') return { kind: 'done', picks };
  const what = matter.among(matters.map((one) => one.matter));
  const where = place.among(placesIn(policies).map((one) => one.place));
  if (!what || !where || step === 'begin') return { kind: 'ask' };
  const key = sentence.among(policies.flatMap(clausesOf).map((one) => one.key));
  if (step === 'use' && key) return { kind: 'done', picks: new Map([...picks, [what, key]]) };
  return { kind: 'ask', at: { matter: what, place: where } };
}
