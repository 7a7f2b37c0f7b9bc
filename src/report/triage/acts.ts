import type { ConcernId } from '../../kernel/ids.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { Entry } from '../concern.ts';
import { KEEPING_ACTS } from '../keeping/keeping-acts.ts';
import type { FeatureAct, NotNow, OwnAct } from './act.ts';
import { OPENED_ACTS } from './opened-acts.ts';

const ACTS = { ...OPENED_ACTS, ...KEEPING_ACTS };

type WantedOf<A> = A extends OwnAct<infer Wanted> ? Wanted : never;
/** What a person does with a concern. `words` are what they wrote; a reason is never optional where one is asked for. */
export type Act =
  | { [K in keyof typeof ACTS]: { readonly kind: K } & WantedOf<(typeof ACTS)[K]> }[keyof typeof ACTS]
  | FeatureAct;

type Own = Exclude<Act, FeatureAct>;
const ownAct = ({ kind }: Own): OwnAct<Own> => ACTS[kind] as OwnAct<Own>;

/** An act of report's own as one of a feature is: what comes of it comes with it. */
export interface Doing extends Pick<FeatureAct, 'plan' | 'prepare'>, Pick<OwnAct<Own>, 'inOther'> {
  readonly isForStubs?: boolean;
  isSaid?(entries: readonly Entry[], other: ConcernId): boolean;
}

/** What is done, whether report or a feature declared it. */
export function doingOf(wanted: Act): Doing {
  if (wanted.kind === 'feature') return wanted;
  const own = ownAct(wanted);
  return {
    ...own,
    isSaid: (entries, other) => own.isSaid?.(entries, wanted, other) === true,
    plan: (acting) => own.plan(acting, wanted),
    prepare: async (deps, granted, actor) => async (after) => own.follow?.(deps, granted, after, actor),
  };
}

/** What is still missing of an act, before anyone looks whether it can be done. */
export function incomplete(wanted: Act, now: Date): NotNow | undefined {
  const own = wanted.kind === 'feature' ? undefined : ownAct(wanted);
  const { needsReason } = own ?? (wanted as FeatureAct);
  if ('words' in wanted && needsReason !== false && !holdsVisible(wanted.words.text ?? wanted.words.reason ?? ''))
    return 'no-reason';
  return own?.lacks?.(wanted as Own, now);
}
