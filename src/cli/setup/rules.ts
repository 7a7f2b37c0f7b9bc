import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGuid } from '../../kernel/ids.ts';
import { heldTogether } from '../../school/file/held-together.ts';
import type { Role } from '../../school/school.ts';
import type { Tenant } from './tenant.ts';

/**
 * What an answer has to be. Setup asks by these until it is so, and `deploy -- --check` looks by them at what stands in the files: who
 * writes them by hand is told the same.
 * @returns what is wrong with it and what to write instead, in words that follow the answer; `undefined` where nothing is
 */
export type Rule = (answer: string) => string | undefined;

const unless =
  (isRight: (answer: string) => boolean, words: string): Rule =>
  (answer) =>
    isRight(answer) ? undefined : words;

/** Digits as they are dialled, with spaces and brackets, and what is dialled after them. */
const NUMBER = /^\+?[\d\s().-]+(?:,?\s*\(?(?:ext(?:ension|\.)?|option|x)\s*\d+\)?)?$/i;
export const phone = unless(
  (answer) => NUMBER.test(answer) && /\d[\s().-]*\d[\s().-]*\d/.test(answer),
  'is not a phone number: write digits, as 01632 960 200',
);

const webPage = unless(
  (answer) => URL.parse(answer)?.protocol === 'https:' && /^https:\/\/[^/@\s]+\.[^/@\s.]+(?:[/?#]\S*)?$/i.test(answer),
  'is not a page that Teams may show: write its whole address, as https://school.example/privacy',
);
const withNoMoreThan = (most: number): Rule =>
  unless((answer) => answer.length <= most, `is longer than the ${most} letters that Teams has room for: shorten it`);

/** Of env/.env.<name>, setting by setting. What Microsoft accepts: the app manifest's schema, and Azure's rules for names. */
export const ENV_RULES = {
  APP_NAME: withNoMoreThan(30),
  DEVELOPER_NAME: withNoMoreThan(32),
  WEBSITE_URL: webPage,
  PRIVACY_URL: webPage,
  TERMS_URL: webPage,
  AZURE_SUBSCRIPTION_ID: unless(
    isGuid,
    'is not a subscription’s id: copy it from https://portal.azure.com → Subscriptions',
  ),
  AZURE_RESOURCE_GROUP_NAME: unless(
    (answer) => /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u.test(answer),
    'is not a name that Azure accepts: use letters, digits and - _ ( ), and no space',
  ),
  RESOURCE_SUFFIX: unless(
    (answer) => /^[a-z][a-z0-9]{2,15}$/.test(answer),
    'is not a name that Azure accepts: use 3 to 16 lower-case letters and digits, starting with a letter',
  ),
  SIZE: unless(
    (answer) => ['small', 'medium', 'large'].includes(answer),
    'is not a size that Lanyard knows: write small, medium or large',
  ),
  ALERT_EMAIL: unless(
    (answer) => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}$/.test(answer),
    'is not an email address: write one, as it@school.example',
  ),
} satisfies Readonly<Record<string, Rule>>;

/** Numbers of a school, by how lanyard.yml calls them. */
const CONTACTS = ['office', 'childrensSocialCare', 'outOfHours', 'lado'] as const;

interface Filled {
  readonly roles: Readonly<Partial<Record<Role, readonly { id: string; name: string; phone?: string | undefined }[]>>>;
  readonly contacts: Readonly<Record<(typeof CONTACTS)[number], string>>;
}

/** What is wrong with the people and numbers of a school, a line each. */
export function troublesOf({ roles, contacts }: Filled): readonly string[] {
  const people = Object.values(roles).flat();
  return [
    ...heldTogether(roles).map(({ name, roles: both, why }) => `${name} is ${both.join(' and ')}: ${why}`),
    ...new Set(
      people.flatMap(({ name, phone: number }) => {
        const trouble = number === undefined ? undefined : phone(number);
        return trouble === undefined ? [] : [`“${number}” of ${name} ${trouble}`];
      }),
    ),
    ...CONTACTS.flatMap((key) => {
      const trouble = phone(contacts[key]);
      return trouble === undefined ? [] : [`“${contacts[key]}”, contacts.${key}, ${trouble}`];
    }),
  ];
}

/**
 * Whether a channel is for no more people than are to read it. Everyone in a team reads its standard channels, now and later.
 * @param most how many are to read it
 * @returns why not
 */
export async function troubleOfChannel(
  tenant: Pick<Tenant, 'channels' | 'size'>,
  place: { readonly teamId: string; readonly channelId: string },
  most: number,
): Promise<string | undefined> {
  const channel = (await tenant.channels(place.teamId)).find(({ id }) => id === place.channelId);
  // A private one is not shown to who is not in it.
  if (channel === undefined || channel.membershipType === 'private') return undefined;
  if (channel.membershipType === 'shared') return 'is shared with people outside of its team: take a private channel';
  const readers = await tenant.size(place.teamId);
  return readers <= most
    ? undefined
    : `is a standard channel, which all ${readers} people of the team read: take a private channel, or people`;
}

/** Of the files in policies/ that come with Lanyard, without what a system makes of line ends. A test holds them to the files. */
const SAMPLE: ReadonlySet<string> = new Set([
  'e8deb25b480befba',
  'fecdfc8cf540f789',
  '515cbcaaabca66b0',
  '77259b93d9eada75',
  'c462bd24e6f61483',
]);

/** Which of these policy files are the sample school's, word for word. */
export const samplesAmong = (root: string, files: readonly string[]): readonly string[] =>
  files.filter((file) => existsSync(join(root, file)) && SAMPLE.has(fingerprint(readFileSync(join(root, file)))));

export const fingerprint = (file: Buffer): string =>
  createHash('sha256').update(file.toString('latin1').replaceAll('\r\n', '\n'), 'latin1').digest('hex').slice(0, 16);
