import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import { createPaper, type Paper } from '../../platform/pdf/paper.ts';
import { createPrintOut } from '../../platform/pdf/print-out.ts';
import { EXCLUSION_WORDING } from '../audience/exclusion.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Person, PersonId } from '../register/person.ts';
import type { Signature } from '../request/signature.ts';
import type { CampaignStore } from '../store-ports.ts';
import { named } from '../text/confirmation.ts';
import { METHOD_WORDING, STATE_WORDING } from '../wording.ts';
import { readRegister, type WholeRegister } from './csv.ts';

const SHARES = { name: 0.3, job: 0.3, answer: 0.4 };
const SMALL = { size: 9, gap: 2 };
const TITLE = { size: 13, isBold: true, gap: 14, keepsWithNext: true };

/** The register of a campaign as `registerPdf` has it. @param school its name */
export const campaignRegister = async (
  campaigns: CampaignStore,
  campaign: Campaign,
  school: string,
  now: Date,
): Promise<Uint8Array> => registerPdf(campaign, school, await readRegister(campaigns, campaign), now);

/**
 * The register to be read and shown: by staff group each person, when and how they signed and which versions, or where they are. It has names,
 * so it goes to no one who may not have them.
 */
async function registerPdf(
  campaign: Campaign,
  school: string,
  register: WholeRegister,
  now: Date,
): Promise<Uint8Array> {
  const paper = createPaper(await createPrintOut(campaign.title, now));
  const asOf = `As of ${formatInstant(now)}`;
  paper.write(`${campaign.title}: register`, { size: 18, isBold: true });
  paper.write(
    `${school}. ${asOf}. Due ${formatDay(campaign.dueDay)}. It has names: show it only to those who may see them.`,
  );
  paper.write(`To read: ${campaign.policies.map(named).join('; ')}.`, SMALL);

  const signed = new Map<PersonId, Signature>(register.signatures.map((signature) => [signature.person, signature]));
  const here = register.people.filter(({ state }) => state !== 'left');
  const groups = [...Map.groupBy(here, ({ staffGroup }) => staffGroup)].sort(([one], [other]) =>
    one.localeCompare(other),
  );
  for (const [group, people] of groups) writePeople(paper, group, people, signed);
  const left = register.people.filter(({ state }) => state === 'left');
  if (left.length > 0) writePeople(paper, 'No longer on the list', left, signed);

  if (register.exclusions.length > 0) {
    paper.write('Not asked', TITLE);
    for (const { name, reason } of register.exclusions) writeRow(paper, [name, '', EXCLUSION_WORDING[reason]]);
  }
  return paper.finish({
    head: `${school}: ${campaign.title}`,
    foot: (page, pages) => `${asOf}. Page ${page} of ${pages}`,
  });
}

function writePeople(
  paper: Paper,
  title: string,
  people: readonly Person[],
  signed: ReadonlyMap<PersonId, Signature>,
): void {
  const done = people.filter(({ id }) => signed.has(id)).length;
  paper.write(`${title}: ${done} of ${people.length} signed`, TITLE);
  for (const person of people.toSorted((one, other) => byLastName(one.name, other.name)))
    writeRow(paper, [person.name, person.jobTitle ?? '', answerWords(person, signed.get(person.id))]);
}

/** As registers are kept: by the last name. */
const byLastName = (one: string, other: string): number =>
  lastOf(one).localeCompare(lastOf(other)) || one.localeCompare(other);
const lastOf = (name: string): string => name.trim().split(/\s+/).at(-1) ?? '';

function answerWords(person: Person, signature: Signature | undefined): string {
  if (!signature) return `${STATE_WORDING[person.state].label}, due ${formatDay(person.dueDay)}`;
  const { at, method, witness, signedOn, policies } = signature;
  const how =
    signedOn && witness
      ? `on paper on ${formatDay(signedOn)}, seen by ${witness}`
      : `${formatDay(dayOf(at))}, ${METHOD_WORDING[method]}`;
  return `Signed ${how}: ${policies.map(named).join('; ')}`;
}

const writeRow = (paper: Paper, [name, job, answer]: readonly [string, string, string]): void =>
  paper.row(
    [
      { text: name, share: SHARES.name },
      { text: job, share: SHARES.job },
      { text: answer, share: SHARES.answer },
    ],
    SMALL,
  );
