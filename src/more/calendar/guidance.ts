import { isSendable } from '../../acknowledge/delivery/school-morning.ts';
import type { CampaignParts } from '../../acknowledge/planning/plan.ts';
import type { Courier } from '../../acknowledge/ports.ts';
import type { ChaseStore } from '../../acknowledge/store-ports.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { PolicyId, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Delivery } from '../../kernel/messages.ts';
import { dayOf, daysBetween, type IsoDay } from '../../kernel/time.ts';
import { holdsRole, type School } from '../../school/school.ts';

/** Told to HR and the DSL: a new edition of the statutory guidance is expected, or is expected to be in force. */
export interface GuidancePrompt {
  /** Every school of theirs for which it is due. */
  readonly school: string;
  /** What it is called, without a year. */
  readonly guidance: string;
  /** See `Guidance`. */
  readonly inForceOn: string;
  readonly year: string;
  readonly phase: 'expected' | 'in-force';
}

export interface GuidanceCourier {
  /** That the statutory guidance is due again, to HR or the DSL. */
  prompt(user: UserId, prompt: GuidancePrompt): Promise<Delivery>;
}

/** After this it is old news. */
const LATEST_DAYS = 20;
/** The name under which we record that they were told. */
const GUIDANCE = 'statutory-guidance' as PolicyId;

export interface GuidanceDeps extends Pick<CampaignParts, 'trust' | 'clock'> {
  readonly chases: Pick<ChaseStore, 'takeVersionProposal'>;
  readonly courier: GuidanceCourier & Pick<Courier, 'install'>;
  readonly log: Log;
}

/**
 * Tells HR and the DSL of each school that has such guidance, once for each phase of a year, in school hours; someone who works for
 * several schools hears it once for all of them. It says what to look at, and not what it says.
 */
export async function promptGuidance({ trust, chases, courier, clock, log }: GuidanceDeps): Promise<number> {
  let told = 0;
  const now = clock();
  const due: { readonly school: School; readonly prompt: GuidancePrompt }[] = [];
  for (const school of trust.schools) {
    const prompt = dueIn(school, now);
    if (!prompt) continue;
    const phase = `${prompt.year}-${prompt.phase}` as PolicyVersionId;
    if (await chases.takeVersionProposal(school.id, GUIDANCE, phase)) due.push({ school, prompt });
  }
  const people = new Set(due.flatMap(({ school: { roles } }) => [...roles.hr, ...roles.dsl].map(({ id }) => id)));
  for (const user of people) {
    const theirs = due.filter(({ school }) => holdsRole(school, user, 'hr', 'dsl'));
    for (const alike of Map.groupBy(theirs, ({ prompt }) => `${prompt.guidance} ${prompt.phase}`).values()) {
      const [first] = alike;
      if (!first) continue;
      const prompt = { ...first.prompt, school: alike.map(({ school }) => school.name).join(', ') };
      try {
        let delivery = await courier.prompt(user, prompt);
        if (delivery.kind === 'not-installed') {
          await courier.install(user);
          delivery = await courier.prompt(user, prompt);
        }
        if (delivery.kind === 'sent') told += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // It is in the year ahead as well.
        log.warn('guidance.untold', { school: first.school.id, why: error.code });
      }
    }
  }
  return told;
}

function dueIn({ name, hours, acknowledgement: { guidance } }: School, now: Date): GuidancePrompt | undefined {
  if (!guidance || !isSendable(hours, now)) return undefined;
  const today = dayOf(now);
  const year = today.slice(0, 4);
  const phases = [
    { phase: 'expected', from: guidance.expectedFrom },
    { phase: 'in-force', from: guidance.inForceOn },
  ] as const;
  const found = phases.find(({ from }) => {
    const late = daysBetween(`${year}-${from}` as IsoDay, today);
    return late >= 0 && late <= LATEST_DAYS;
  });
  return found && { school: name, guidance: guidance.name, inForceOn: guidance.inForceOn, year, phase: found.phase };
}
