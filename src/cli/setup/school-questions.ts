import { heldTogether } from '../../school/file/held-together.ts';
import { ROLES, type Role } from '../../school/school.ts';
import { type Asker, askBy, choose } from './asker.ts';
import { phone, type Rule, troubleOfChannel } from './rules.ts';
import { channelOfLink, type FoundGroup, type FoundPerson, type Tenant } from './tenant.ts';

/** What lanyard.yml says now, as far as it is not the sample's. */
export interface SchoolNow {
  readonly name?: string | undefined;
  readonly staffGroups?: readonly string[] | undefined;
  readonly pupilGroups?: readonly string[] | undefined;
  readonly roles?: Readonly<Partial<Record<Role, readonly Holder[]>>> | undefined;
  readonly dslDestination?: Place | undefined;
  readonly contacts?: Readonly<Record<string, unknown>> | undefined;
  readonly policies?: { readonly files?: readonly string[] | undefined } | undefined;
}

export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly phone?: string | undefined;
}

export type Place =
  | { readonly kind: 'channel'; readonly teamId: string; readonly channelId: string }
  | { readonly kind: 'chat'; readonly chatId: string }
  | { readonly kind: 'people' };

export interface SchoolAnswers {
  readonly name: string;
  readonly staffGroups: readonly string[];
  readonly pupilGroups: readonly string[];
  readonly roles: Readonly<Record<Role, readonly Holder[]>>;
  readonly dslDestination: Place;
  readonly contacts: Readonly<Record<(typeof NUMBERS)[number][0], string>>;
}

const TITLES: Readonly<Record<Role, string>> = {
  dsl: 'Designated safeguarding lead',
  'deputy-dsl': 'Deputy DSLs',
  'senior-manager': 'Senior manager (abuse of staff online, accounts, parents’ posts)',
  headteacher: 'Headteacher',
  'chair-of-governors': 'Chair of governors',
  'governance-officer': 'Governance officer (takes a concern about the chair)',
  hr: 'HR (yearly acknowledgements)',
  'policy-owner': 'Policy owner (puts policies in force, answers what they leave open)',
  dpo: 'Data protection officer',
  'it-lead': 'IT lead',
  'trust-lead': 'Trust safeguarding lead (sees only what a DSL opens to them)',
};
const MAY_BE_NOBODY: ReadonlySet<Role> = new Set(['deputy-dsl', 'it-lead']);
/** A number of theirs is shown to a reporter who needs someone now. */
const PHONED: ReadonlySet<Role> = new Set([
  'dsl',
  'deputy-dsl',
  'headteacher',
  'chair-of-governors',
  'governance-officer',
]);

const phoneOrNone: Rule = (answer) => {
  const trouble = answer === 'none' ? undefined : phone(answer);
  return trouble && `${trouble}, or none`;
};

const NUMBERS = [
  ['office', 'School office'],
  ['childrensSocialCare', 'Children’s social care'],
  ['outOfHours', 'Emergency duty team (out of hours)'],
  ['lado', 'LADO (the local authority’s designated officer)'],
] as const;

/** Asks for one school; each person and thing found by its name is found by its id from then on. */
export async function askSchool(asker: Asker, tenant: Tenant, now: SchoolNow): Promise<SchoolAnswers> {
  const name = await asker.ask('Name of the school?', now.name);
  asker.say('Groups in Entra: type part of a name.');
  const staffGroups = await askGroups(asker, tenant, 'All staff', now.staffGroups);
  const pupils = 'All pupils, who are never messaged';
  const pupilGroups = await askGroups(asker, tenant, pupils, now.pupilGroups, staffGroups);
  asker.say(
    'People: type a name, or several separated by commas. Each needs an account in this tenant, not a guest account.',
  );
  const roles: Partial<Record<Role, readonly Holder[]>> = {};
  for (const role of ROLES) {
    const holders = now.roles?.[role] ?? [];
    // Nobody is the trust's lead by default: one is written into the file, or named in Teams by two.
    roles[role] = role === 'trust-lead' ? holders : await askRole(asker, tenant, role, holders, roles);
  }
  const readers = new Set([...(roles.dsl ?? []), ...(roles['deputy-dsl'] ?? [])].map(({ id }) => id)).size;
  const dslDestination = await askPlace(asker, tenant, readers, now.dslDestination);
  asker.say('Numbers, as staff should dial them.');
  const contacts: Record<string, string> = {};
  for (const [key, title] of NUMBERS)
    contacts[key] = await askBy(asker, phone, `${title}?`, textOf(now.contacts?.[key]));
  return {
    name,
    staffGroups,
    pupilGroups,
    roles: roles as SchoolAnswers['roles'],
    dslDestination,
    contacts: contacts as SchoolAnswers['contacts'],
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const split = (typed: string): string[] =>
  typed
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

async function askGroups(
  asker: Asker,
  tenant: Tenant,
  title: string,
  now: readonly string[] = [],
  others: readonly string[] = [],
): Promise<string[]> {
  const before = (await Promise.all(now.map((id) => tenant.group(id)))).filter((one) => one !== undefined);
  const usual = before.map(({ displayName }) => displayName).join(', ') || undefined;
  for (;;) {
    const typed = await asker.ask(`${title}?`, usual);
    if (typed === usual) return before.map(({ id }) => id);
    const found: FoundGroup[] = [];
    const all = split(typed);
    for (const words of all) {
      const chosen = await pick(asker, await tenant.groups(words), words, ({ displayName }) => displayName);
      if (chosen && (chosen.visibility !== 'HiddenMembership' || (await takesHidden(asker)))) found.push(chosen);
    }
    if (!isWhole(asker, all, found)) continue;
    const sizes = await Promise.all(found.map(({ id }) => tenant.size(id)));
    asker.say(`  ${sizes.reduce((sum, size) => sum + size, 0)} people`);
    // One that hides its members hides how many.
    const empty = found.filter(({ visibility }, at) => visibility !== 'HiddenMembership' && sizes[at] === 0);
    const twice = found.filter(({ id }) => others.includes(id));
    if (empty.length === 0 && twice.length === 0) return found.map(({ id }) => id);
    for (const { displayName } of empty)
      asker.say(`  “${displayName}” has nobody in it: name the group that has them.`);
    for (const { displayName } of twice)
      asker.say(`  “${displayName}” is the staff’s: a pupil in it would be messaged.`);
  }
}

/** Groups of School Data Sync are such; there may be no other. */
async function takesHidden(asker: Asker): Promise<boolean> {
  asker.say('  Entra hides who is in this group. Lanyard reads it with one permission more, Member.Read.Hidden:');
  asker.say('  then deploy with npm run deploy -- --env prod --with Member.Read.Hidden');
  return /^y/i.test(await asker.ask('  Use it anyway?', 'no'));
}

/** A deputy whose name was mistyped is not left out without a word. */
function isWhole(asker: Asker, typed: readonly string[], found: readonly unknown[]): boolean {
  if (found.length === typed.length && found.length > 0) return true;
  if (found.length > 0)
    asker.say('  Some were not found, so none were taken. Type them all again, leaving out any that do not exist.');
  return false;
}

/** Asks again where a person would hold two roles that nobody may hold together. */
async function askRole(
  asker: Asker,
  tenant: Tenant,
  role: Role,
  now: readonly Holder[],
  others: Readonly<Partial<Record<Role, readonly Holder[]>>>,
): Promise<readonly Holder[]> {
  for (;;) {
    const chosen = await askHolders(asker, tenant, role, now);
    const troubles = heldTogether({ ...others, [role]: chosen }).filter(({ roles }) => roles.includes(role));
    if (troubles.length === 0) return chosen;
    for (const { name, roles, why } of troubles) {
      const other = roles.find((one) => one !== role) ?? role;
      asker.say(`  ${name} is ${TITLES[other]} already: ${why}.`);
    }
  }
}

async function askHolders(
  asker: Asker,
  tenant: Tenant,
  role: Role,
  now: readonly Holder[],
): Promise<readonly Holder[]> {
  const usual = now.map(({ name }) => name).join(', ') || (MAY_BE_NOBODY.has(role) ? 'nobody' : undefined);
  for (;;) {
    const typed = await asker.ask(`${TITLES[role]}?`, usual);
    if (typed === 'nobody' && MAY_BE_NOBODY.has(role)) return [];
    if (typed === usual) return now;
    const holders: Holder[] = [];
    const all = split(typed);
    for (const words of all) {
      const chosen = await pick(asker, await tenant.people(words), words, describe);
      if (chosen) holders.push(await withPhone(asker, role, chosen));
    }
    if (isWhole(asker, all, holders)) return holders;
  }
}

const describe = ({ displayName, jobTitle, department, userPrincipalName }: FoundPerson): string =>
  [displayName, jobTitle, department, userPrincipalName].filter(Boolean).join(' · ');

async function withPhone(asker: Asker, role: Role, person: FoundPerson): Promise<Holder> {
  const { id, displayName: name, businessPhones, mobilePhone } = person;
  if (!PHONED.has(role)) return { id: id.toLowerCase(), name };
  const number = await askBy(
    asker,
    phoneOrNone,
    `  Number to phone ${name}?`,
    businessPhones?.[0] ?? mobilePhone ?? 'none',
  );
  return { id: id.toLowerCase(), name, ...(number !== 'none' && { phone: number }) };
}

async function pick<T>(asker: Asker, found: readonly T[], words: string, show: (one: T) => string) {
  if (found.length > 0) return choose(asker, found, show);
  asker.say(`  Nothing in Entra begins with "${words}".`);
  return undefined;
}

/** @param readers how many are to read it: the DSL and the deputies */
async function askPlace(asker: Asker, tenant: Tenant, readers: number, now: Place | undefined): Promise<Place> {
  const usual = now ? 'as it is' : undefined;
  const isFor = async (place: { teamId: string; channelId: string }): Promise<boolean> => {
    const trouble = await troubleOfChannel(tenant, place, readers);
    if (trouble !== undefined) asker.say(`  That ${trouble}.`);
    return trouble === undefined;
  };
  for (;;) {
    const typed = await asker.ask(
      'Where do concerns go? The name of a team, the link to a channel, or "people" for the DSL and deputies one by one.',
      usual,
    );
    if (now && typed === usual) return now;
    if (typed === 'people') return { kind: 'people' };
    const linked = channelOfLink(typed);
    if (linked) {
      if (await isFor(linked)) return { kind: 'channel', ...linked };
      continue;
    }
    const team = await pick(asker, await tenant.teams(typed), typed, ({ displayName }) => displayName);
    if (!team) continue;
    const all = await tenant.channels(team.id);
    const closed = all.filter(({ membershipType }) => membershipType === 'private');
    if (closed.length === 0)
      asker.say(
        '  You see no private channel there: Graph shows one only to its members. Paste its link (••• → Get link to channel), or take a standard channel of a team in which only the DSL and deputies are.',
      );
    const channel =
      all.length > 0 && (await choose(asker, [...closed, ...all.filter((one) => !closed.includes(one))], show));
    const place = channel && { teamId: team.id.toLowerCase(), channelId: channel.id };
    if (place && (await isFor(place))) return { kind: 'channel', ...place };
  }
}

const show = ({ displayName, membershipType }: { displayName: string; membershipType?: string | null | undefined }) =>
  `${displayName} (${membershipType ?? 'standard'})`;
