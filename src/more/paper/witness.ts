import { mayRun } from '../../acknowledge/campaign/campaign-commands.ts';
import type { PersonId } from '../../acknowledge/register/person.ts';
import { acknowledge } from '../../acknowledge/request/answer.ts';
import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import type { LinkDeps } from './links.ts';

export interface SignedSheet {
  readonly people: readonly PersonId[];
  /** Who saw them sign. */
  readonly witness: Harmless;
  /** The day on the paper. */
  readonly signedOn: IsoDay;
}

export type Entered =
  /** `already` had answered before, or are no longer on the list: nothing changes for them. */
  | { readonly kind: 'entered'; readonly count: number; readonly already: number }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'bad-day'; readonly earliest: IsoDay; readonly latest: IsoDay }
  /** Nobody witnesses their own signature. */
  | { readonly kind: 'own-witness'; readonly name: string };

/** Signatures from a sheet of paper, entered into the same register by someone who runs the campaign. */
export async function enterSheet(
  deps: Pick<LinkDeps, 'trust' | 'campaigns' | 'host' | 'clock'>,
  by: UserId,
  id: CampaignId,
  { people, witness, signedOn }: SignedSheet,
): Promise<Entered> {
  const { campaigns, host, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  const startedAt = allowed?.campaign.startedAt;
  if (!startedAt) return { kind: 'not-allowed' };
  const now = clock();
  const [earliest, latest] = [dayOf(startedAt), dayOf(now)];
  if (signedOn < earliest || signedOn > latest) return { kind: 'bad-day', earliest, latest };

  const wanted = new Set(people);
  const found = (await campaigns.people(id)).filter((person) => wanted.has(person.id));
  const own = found.find(({ name }) => sameName(name, witness.words));
  if (own) return { kind: 'own-witness', name: own.name };

  let count = 0;
  for (const { id: who } of found) {
    const answered = await acknowledge(campaigns, id, who, {
      now,
      method: 'witnessed',
      host,
      witness: witness.words,
      signedOn,
      by,
    });
    if (answered.kind === 'recorded') count += 1;
  }
  return { kind: 'entered', count, already: wanted.size - count };
}

const plainly = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('en-GB');
const sameName = (one: string, other: string): boolean => plainly(one) === plainly(other);
