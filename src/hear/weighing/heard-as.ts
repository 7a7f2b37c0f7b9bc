import type { HeadRoute } from '../message-head.ts';

/** What no one is to be worried by. `campaign`: about the yearly signing; `about`: Lanyard itself; `nothing`: it says nothing by itself. */
export const HARMLESS_KINDS = ['question', 'follow-up', 'wish', 'social', 'about', 'campaign', 'nothing'] as const;
export type HarmlessKind = (typeof HARMLESS_KINDS)[number];

/** What a message may be. The order is that of the weights. */
export const HEARD_AS = [...HARMLESS_KINDS, 'distress', 'report'] as const;
export type HeardAs = (typeof HEARD_AS)[number];

/** How likely each is, 0 to 1; together they are one. */
export type Chances = Readonly<Record<HeardAs, number>>;

/** How likely each harmless kind is if it is one of them; nothing else is likely then. */
export function ifHarmless(chances: Chances): Chances {
  const all = HARMLESS_KINDS.reduce((sum, kind) => sum + chances[kind], 0);
  const share = (kind: HarmlessKind): number => (all > 0 ? chances[kind] / all : 0);
  const kinds = Object.fromEntries(HARMLESS_KINDS.map((kind) => [kind, share(kind)] as const));
  return { ...chances, ...kinds, distress: 0, report: 0 };
}

/** What was heard in one text. */
export interface Weighed {
  readonly chances: Chances;
  /** That someone is in danger now, 0 to 1, whatever else it is. */
  readonly danger: number;
  /** Routes with their share of the reports, the likeliest first. */
  readonly routes: readonly (readonly [route: HeadRoute, share: number])[];
}

/** Beside what the encoder reads: what the rules that stay know of a text. */
export interface Evidence {
  /** The rules for the writer's own distress: strain, or a life at stake. */
  readonly own: 'none' | 'strain' | 'crisis';
  /** A rule sees a danger of this minute. */
  readonly isDanger: boolean;
  /** It is not in English. */
  readonly isForeign: boolean;
}
