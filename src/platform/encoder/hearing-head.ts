import { HEAD_ROUTES } from '../../hear/message-head.ts';
import { type Evidence, HEARD_AS, type HeardAs, type Weighed } from '../../hear/weighing/heard-as.ts';
import { LEARNT_WISHES } from '../../hear/wishes/wishes.ts';
import type { MessageReading } from '../../kernel/understanding.ts';

/**
 * What the hearing's layers tell apart, in the order of their numbers: each thing that a message may be, danger whatever else it is, the
 * routes of a report, and of wishes none and each.
 */
const PARTS = {
  kinds: HEARD_AS.length,
  danger: 1,
  routes: HEAD_ROUTES.length,
  wishes: 1 + LEARNT_WISHES.length,
} as const;
export const HEARING_SUMS = Object.values(PARTS).reduce((sum, one) => sum + one, 0);

/** What the rules that stay may see: signs in the same sum. */
export const SEEN = ['strain', 'crisis', 'danger', 'foreign'] as const;
export type Seen = (typeof SEEN)[number];

/** What is learnt from writers whom the layers never met: how sure their numbers are, and how much each sign counts beside them. */
export interface Measure {
  /** The numbers count so many times. */
  readonly scale: number;
  /** What a sign adds, in log-odds. */
  readonly adds: Readonly<
    Record<Seen, { readonly distress: number; readonly report: number; readonly danger: number }>
  >;
}

export const seenIn = ({ own, isDanger, isForeign }: Evidence): readonly Seen[] => [
  ...(own === 'none' ? [] : (['strain'] as const)),
  ...(own === 'crisis' ? (['crisis'] as const) : []),
  ...(isDanger ? (['danger'] as const) : []),
  ...(isForeign ? (['foreign'] as const) : []),
];

/** The numbers of a message by what they tell. @throws RangeError for those of other layers */
export function apart(sums: Float32Array): Readonly<Record<keyof typeof PARTS, Float32Array>> {
  if (sums.length !== HEARING_SUMS) throw new RangeError('these are not the numbers of this hearing');
  let from = 0;
  const next = (many: number) => {
    from += many;
    return sums.subarray(from - many, from);
  };
  return {
    kinds: next(PARTS.kinds),
    danger: next(PARTS.danger),
    routes: next(PARTS.routes),
    wishes: next(PARTS.wishes),
  };
}

/** What a message is, by what the layers say and the rules see. */
export function weighBy({ scale, adds }: Measure, reading: MessageReading, evidence: Evidence): Weighed {
  const { kinds, danger, routes } = apart(reading.sums);
  const seen = seenIn(evidence);
  const added = (of: 'distress' | 'report' | 'danger') => seen.reduce((sum, sign) => sum + adds[sign][of], 0);
  const shares = sharesOf(
    kinds.map((sum, at) => {
      const is = HEARD_AS[at];
      return scale * sum + (is === 'distress' || is === 'report' ? added(is) : 0);
    }),
  );
  const chances = Object.fromEntries(HEARD_AS.map((is, at) => [is, shares[at] ?? 0])) as Record<HeardAs, number>;
  const ofRoutes = sharesOf(routes);
  return {
    chances,
    danger: 1 / (1 + Math.exp(-(scale * (danger[0] ?? 0) + added('danger')))),
    routes: HEAD_ROUTES.map((route, at) => [route, ofRoutes[at] ?? 0] as const).sort((one, other) => other[1] - one[1]),
  };
}

/** Numbers as shares of one, each the greater the higher it is. */
export function sharesOf(numbers: Float32Array): Float32Array {
  const highest = Math.max(...numbers);
  const raised = numbers.map((number) => Math.exp(number - highest));
  const all = raised.reduce((sum, one) => sum + one, 0);
  return raised.map((one) => one / all);
}
