import { mayRun } from '../../acknowledge/campaign/campaign-commands.ts';
import {
  askedForMoreOn,
  type EntryDeps,
  enterFor,
  type Outcome,
  wrongSource,
} from '../../acknowledge/register/entries.ts';
import type { PersonId } from '../../acknowledge/register/person.ts';
import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';

export interface SignedSheet {
  readonly people: readonly PersonId[];
  /** Who saw them sign. */
  readonly witness: Harmless;
  /** The day on the paper. */
  readonly signedOn: IsoDay;
}

export type Entered =
  /** Names of those it was entered for. `already` had answered before, or are no longer on the list: nothing changes for them. */
  | { readonly kind: 'entered'; readonly names: readonly string[]; readonly already: number }
  | Extract<Outcome, { readonly kind: 'bad-day' | 'own-witness' }>
  | { readonly kind: 'not-allowed' };

/** Signatures from a sheet of paper, entered into the same register by someone who runs the campaign: an entry for each person. */
export async function enterSheet(
  deps: EntryDeps,
  by: UserId,
  id: CampaignId,
  { people, witness, signedOn }: SignedSheet,
): Promise<Entered> {
  const allowed = await mayRun(deps, by, id);
  if (!allowed?.campaign.startedAt) return { kind: 'not-allowed' };
  const source = { who: witness.words, day: signedOn };
  const wanted = new Set(people);
  const found = (await deps.campaigns.people(id)).filter((person) => wanted.has(person.id));
  // Before any of them: a sheet with something wrong on it is entered for nobody.
  for (const person of found) {
    const grownOn = await askedForMoreOn(deps.campaigns, person);
    const wrong = wrongSource('witnessed', allowed.campaign, person, source, deps.clock(), grownOn);
    if (wrong) return wrong;
  }
  const names: string[] = [];
  for (const { id: person, name } of found) {
    const outcome = await enterFor(deps, allowed, by, { person, kind: 'witnessed', source });
    if (outcome.kind === 'entered') names.push(name);
  }
  return { kind: 'entered', names, already: wanted.size - names.length };
}
