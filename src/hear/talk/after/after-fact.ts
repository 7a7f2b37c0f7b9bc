import type { Fact } from '../../../ask/conversation/ask-after.ts';
import { addDays, dayOf } from '../../../kernel/time.ts';
import { ROLES, type Role, type School } from '../../../school/school.ts';
import type { Recogniser, Wished } from '../../wishes/recognise.ts';
import { WISHES, type WishId } from '../../wishes/wishes.ts';
import { daysTold } from '../dates/day-told.ts';
import { readDays, type Span } from '../dates/read-day.ts';
import type { Told } from '../told.ts';
import { tellContact, tellStandIn } from './people.ts';
import type { ReadSense, Sense } from './senses.ts';
import { firstFrom, isSequence, sequenceOf, tellEnd, tellNext } from './sequences.ts';

/** More words than these say what they are about. */
const MOST_WORDS = 10;
/** So few are nothing by themselves. */
const FEW_WORDS = 4;
/** A question of what is allowed is one of its own, however short. */
const MAY_I = /^(?:can|could|may|should|must|am|do|does|is|are|will) /i;
/** It goes on with what was told. */
const GOES_ON =
  /^(?:(?:ok|okay|right|great|thanks|ta|so|and|but|or|also|then|what about|how about|same for)\b[ ,.…-]*)+/i;
/** It points at someone or something that was told. */
const POINTS =
  /\b(?:he|hes|she|shes|they|theyre|him|her|hers|his|their|them|it|its|that|this|one|either|neither|nobody|else|instead|then)\b/i;

/** What is asked after a fact. `wish`: the same asked of another, or what its own words say. */
export type AfterFact =
  | { readonly kind: Sense }
  | { readonly kind: 'days'; readonly spans: readonly Span[] }
  | { readonly kind: 'wish'; readonly wished: Wished };

/** Whether a message may be nothing without what came before it. */
export function mayFollow(text: string): boolean {
  const said = text.trim().replace(/['’‘`´]/g, '');
  const words = said.split(/\s+/).length;
  const isFew = words <= FEW_WORDS && !MAY_I.test(said);
  return said !== '' && words <= MOST_WORDS && (isFew || GOES_ON.test(said) || POINTS.test(said));
}

/** How the same is asked of another: `*` is what the message names. */
const FRAMES: readonly (readonly [of: RegExp, frame: string])[] = [
  [/^holder\./, 'who is *'],
  [/^dates\.(?:break-up|inset|back)/, 'when is *'],
  [/^number\./, '* number'],
  [/^policy\.review/, 'when is * reviewed'],
  [/^policy\.changed/, 'what changed in *'],
  [/^own\.signed/, 'have i signed *'],
];

/** How what goes on with a campaign is said by itself; a name in it would swallow the words behind. */
const OF_A_CAMPAIGN = [' to staff', ' have signed'];

interface Reading {
  readonly recogniser: Pick<Recogniser, 'recognise' | 'exactly'>;
  /** Absent without an encoder: then only what a line or a date says is understood. */
  readonly senseOf: ((of: readonly Sense[]) => Promise<Sense | undefined>) | undefined;
  readonly now: Date;
}

/** Reads what is asked after a fact; `undefined` where it is a question of its own. */
export async function readAfterFact(text: string, fact: Fact, reading: Reading): Promise<AfterFact | undefined> {
  const { recogniser, senseOf, now } = reading;
  const wish = wishOf(fact);
  if (!wish || !mayFollow(text)) return undefined;
  if (wish.startsWith('dates.')) {
    const days = daysAfter(text, fact, now);
    if (days) return days;
  }
  const sense = await senseOf?.(sensesOf(wish, fact));
  if (sense) return { kind: sense };
  const rest = text.trim().replace(GOES_ON, '');
  if (rest === '') return undefined;
  const frame = FRAMES.find(([of]) => of.test(wish))?.[1];
  // Only by lines that fit whole: what is put together here was said by nobody.
  const wished = wish.startsWith('campaigns')
    ? OF_A_CAMPAIGN.map((behind) => recogniser.exactly(rest + behind)).find((one) => one !== undefined)
    : frame && recogniser.recognise(frame.replace('*', rest));
  return wished ? { kind: 'wish', wished } : undefined;
}

function daysAfter(text: string, { day }: Fact, now: Date): AfterFact | undefined {
  const beside = /\b(day|week) (after|before)\b/i.exec(text);
  if (day && beside) {
    const days = (beside[1]?.toLowerCase() === 'week' ? 7 : 1) * (beside[2]?.toLowerCase() === 'before' ? -1 : 1);
    const other = addDays(day, days);
    return { kind: 'days', spans: [{ from: other, to: other }] };
  }
  const said = readDays(text, now);
  return said.kind === 'days' ? { kind: 'days', spans: said.spans } : undefined;
}

const wishOf = ({ fact }: Fact): WishId | undefined => WISHES.find((wish) => wish === fact);
const roleOf = (wish: WishId): Role | undefined => ROLES.find((role) => wish === `holder.${role}`);

function sensesOf(wish: WishId, { of }: Fact): readonly Sense[] {
  if (roleOf(wish)) return ['stand-in', 'contact'];
  return isSequence(of) ? ['next', 'end'] : [];
}

const REMEMBERED =
  /^(?:holder|number|dates|policy)\.|^own\.(?:signed|to-read)$|^campaigns(?:\.(?:missing|remind|due))?$/;

/** What is remembered of a fact that was told; `undefined` for what is no fact, or nobody's but its asker's. */
export function factOf(wish: WishId, about: string | undefined, school: School, now: Date): Fact | undefined {
  if (!REMEMBERED.test(wish)) return undefined;
  const said = wish.startsWith('dates.') ? readDays(about ?? '', now) : undefined;
  if (said?.kind === 'days') return { fact: 'dates.all', day: said.spans[0]?.from };
  const of = sequenceOf(wish, about);
  const day = of && firstFrom(of, school, dayOf(now))?.from;
  return { fact: wish, ...(of && { of }), ...(day && { day }) };
}

/** Tells it, and what is remembered then. `undefined` where there is nothing to tell it of. */
export function tellAfterFact(
  after: Exclude<AfterFact, { kind: 'wish' }>,
  fact: Fact,
  school: School,
  now: Date,
): { readonly told: Told; readonly fact: Fact } | undefined {
  const wish = wishOf(fact);
  const role = wish && roleOf(wish);
  const { of, day = dayOf(now) } = fact;
  switch (after.kind) {
    case 'days':
      return {
        told: daysTold(after.spans, school),
        fact: { fact: 'dates.all', day: after.spans[0]?.from },
      };
    case 'stand-in': {
      if (!role) return undefined;
      const standIn = tellStandIn(role, school);
      return { told: standIn.told, fact: { fact: `holder.${standIn.role}` } };
    }
    case 'contact':
      return role && { told: tellContact(role, school), fact };
    case 'next': {
      if (!isSequence(of)) return undefined;
      const next = tellNext(of, school, day);
      return { told: next.told, fact: { ...fact, day: next.day } };
    }
    case 'end': {
      const told = isSequence(of) ? tellEnd(of, school, day) : undefined;
      return told && { told, fact };
    }
    default:
      return after satisfies never;
  }
}

/** What a message means after a fact, where the encoder has read it. */
export const sensing = (read: ReadSense | undefined, vector: Float32Array | undefined): Reading['senseOf'] =>
  read && vector && ((of) => read(vector, of));
