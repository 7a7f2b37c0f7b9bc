import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { parse, stringify } from 'yaml';
import { writtenSecret } from '../../../src/kernel/pages/tickets.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { connect, type Db } from '../../../src/platform/postgres/database.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import type { Kind } from '../../../src/report/concern.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { concernIn, reportByClicking, shown } from '../support-sandbox.ts';
import { type Key, OTHER_SCHOOL_ROLES, ROSTER } from './access-table.ts';

/** In every field of every report of these tests: it must appear in no answer that was refused. */
export const MARK = 'ZQMARK';

/** A report and the unsent report of the same person. */
export interface Thing {
  readonly concern: string;
  readonly reference: string;
  readonly draft: string;
  /** For abuse online only. */
  readonly screenshot?: string;
}

/** Of which nothing exists. */
export const NOTHING: Thing = {
  concern: '00000000-0000-4000-8000-000000000000',
  reference: 'BBBBBB',
  draft: '00000000-0000-4000-8000-000000000001',
};

export interface AccessWorld extends Running {
  readonly db: Db;
  rows(query: string): Promise<Record<string, unknown>[]>;
  /** A report of this kind by the real form, naming the teacher it is about if nobody else, once it is delivered. */
  report(kind: Kind, by?: string, people?: string): Promise<Thing>;
}

/**
 * The sample trust with a role-holder of its own for each line of the table, and screenshots turned on.
 * @param secondStep what each school asks for before a record opens
 */
function trustFile(secondStep: 'none' | 'pin'): string {
  const root = resolve(import.meta.dirname, '../../..');
  const trust: unknown = parse(
    readFileSync(join(root, 'lanyard.yml'), 'utf8')
      .replaceAll('- policies/', `- ${root}/policies/`)
      .replace('allowScreenshots: false', 'allowScreenshots: true'),
  );
  const { schools } = trust as {
    schools: { roles: Record<string, { id: string; name: string }[]>; concerns: Record<string, unknown> }[];
  };
  for (const school of schools) school.concerns.records = { secondStep, closesAfterMinutes: 5 };
  const [first, second] = schools;
  if (!first || !second) throw new Error('the sample trust has two schools');
  const hold = (roles: typeof first.roles, role: string, id: string) => {
    roles[role] = [{ id, name: `Holder of ${role}` }];
  };
  hold(first.roles, 'governance-officer', ROSTER['The governance officer'] ?? '');
  for (const [role, number] of Object.entries(OTHER_SCHOOL_ROLES))
    hold(second.roles, role, `b0000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
  for (const school of [first, second])
    school.roles['trust-lead'] = LEADS.map((who) => ({ id: ROSTER[who] ?? '', name: `Holder of ${who}` }));
  const file = join(mkdtempSync(join(tmpdir(), 'lanyard-access-')), 'lanyard.yml');
  writeFileSync(file, stringify(trust, { aliasDuplicateObjects: false }));
  return file;
}

const COVERS = 'The trust’s safeguarding lead, while they cover for the DSL';
const LEADS = ['The trust’s safeguarding lead', COVERS];

export async function accessWorld({ secondStep = 'none' }: { secondStep?: 'none' | 'pin' } = {}): Promise<AccessWorld> {
  const world = await running({ env: { LANYARD_CONFIG: trustFile(secondStep) } });
  const db = connect(world.databaseUrl, 2);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const rows = async (query: string) => (await client.query(query)).rows as Record<string, unknown>[];
  const { sandbox } = world;

  async function report(kind: Kind, by: string = PEOPLE.priyaNair, people: string = PEOPLE.lewisGrant): Promise<Thing> {
    const reference = await reportByClicking(world, by, {
      about: kind,
      people,
      words: { seen: `${MARK} seen`, ...(kind === 'child' && { who: `${MARK} child`, said: `${MARK} said` }) },
      last: { opinion: `${MARK} opinion` },
    });
    // Delivered, and written down: then nothing more happens to it by itself.
    const receipt = await sandbox.until(() =>
      sandbox.messages(by).find((one) => shown(one).includes(reference) && !shown(one).includes('Not yet')),
    );
    return { concern: concernIn(receipt), reference, draft: NOTHING.draft };
  }

  const made: AccessWorld = {
    ...world,
    get app() {
      return world.app;
    },
    get url() {
      return world.url;
    },
    db,
    rows,
    report,
    async close() {
      await client.end();
      await db.destroy();
      await world.close();
    },
  };
  const [day] = world.sandbox.clock.now().toISOString().split('T');
  const last = new Date(world.sandbox.clock.now().getTime() + 50 * DAY_MS).toISOString().slice(0, 10);
  const cover = { person: ROSTER[COVERS], fromDay: day, fromTime: '00:00', untilDay: last, untilTime: '23:00' };
  const given = await attempt(made, {
    user: PEOPLE.miriamHale,
    key: 'submit concern.trust-cover',
    thing: NOTHING,
    data: {
      school: 'oakfield',
      id: crypto.randomUUID(),
      ...Object.fromEntries(Object.entries(cover).map(([name, value]) => [`${name}-oakfield`, value])),
    },
  });
  if (!given.text.includes('Cover has been given')) throw new Error(`no cover was given: ${given.text}`);
  return made;
}

/** A version that is newer than any, so that nobody can have been first. */
const WRITTEN = { seen: 100_000, reason: 'Because.' };

/** What the card data of each key holds beside the name of its button. */
export const PROBES: Readonly<Record<Key, (thing: Thing) => Record<string, unknown>>> = {
  'dialog concern.open': concern(),
  'submit concern.page': concern({ page: 0 }),
  'submit concern.pin': concern({ step: 'concern.open', pin: '271828' }),
  'submit concern.pin-set': concern({ step: 'concern.open', code: 'BCDFGHJK', pin: '271828', pinAgain: '271828' }),
  'submit concern.chronology': concern({ page: 0 }),
  'action concern.acknowledge': concern(),
  'submit concern.act acknowledge': act(),
  'submit concern.act take': act(),
  'submit concern.form action': form(),
  'submit concern.act action': act({ to: PEOPLE.tomAshworth, due: '2027-01-11' }),
  'submit concern.act action-done': act({ number: 1 }),
  'submit concern.form trust-open': form(),
  'submit concern.act trust-open': act(),
  'submit concern.form trust-shut': form(),
  'submit concern.act trust-shut': act(),
  'submit concern.form categorise': form(),
  'submit concern.act categorise': act({ categories: 'Neglect' }),
  'submit concern.form date': form(),
  'submit concern.act date': act({ happenedOn: '2026-11-02', happenedAt: '' }),
  'submit concern.form note': form(),
  'submit concern.act note': act(),
  'submit concern.form ask': form(),
  'submit concern.act ask': act(),
  'submit concern.form decide': form(),
  'submit concern.act decide': act({ decision: 'no-further-action' }),
  'submit concern.form step': form(),
  'submit concern.act step': act({ step: 'contact' }),
  'submit concern.form known': form(),
  'submit concern.act known': act({ happenedOn: '2026-11-02', happenedAt: '08:00' }),
  'submit concern.form review': form(),
  'submit concern.act review': act({ reviewOn: '2027-01-11' }),
  'submit concern.form hand-over': form(),
  'submit concern.act hand-over': act({ to: PEOPLE.tomAshworth }),
  'submit concern.form correct': form(),
  'submit concern.act correct': act({ who: 'Zoe Vale 3C' }),
  'submit concern.form link': form(),
  'submit concern.act link': act({ reference: 'BBBBBB' }),
  'submit concern.person': concern(),
  'submit concern.act join': act({ reference: 'BBBBBB' }),
  'submit concern.act part': act({ reference: 'BBBBBB' }),
  'submit concern.form lock': form(),
  'submit concern.form unlock': form(),
  'submit concern.act lock': act({ first: PEOPLE.miriamHale, second: PEOPLE.tomAshworth }),
  'submit concern.act unlock': act(),
  'submit concern.next-school': concern(),
  'submit concern.next-school-make': concern({
    toName: 'A',
    toRole: 'B',
    toSchool: 'C',
    passedOn: 'D',
    days: '7',
    list: 'none-',
  }),
  'submit concern.next-school-end': concern({ link: NOTHING.concern }),
  'submit concern.next-school-read': concern({ link: NOTHING.concern }),
  'link concern-next-school': pictureOf,
  'command subject access request': () => ({}),
  'dialog concern.access-requests': () => ({}),
  'submit concern.access-requests': () => ({}),
  'submit concern.access-new': () => ({}),
  'submit concern.access-request': () => ({ request: NOTHING.concern }),
  'submit concern.access-print': () => ({ request: NOTHING.concern }),
  'submit concern.access-report': concern({ request: NOTHING.concern }),
  'submit concern.access-decide': concern({
    request: NOTHING.concern,
    decision: 'withhold',
    ground: 'harm',
    list: 'none-',
    ...WRITTEN,
  }),
  'link concern-access': concern(),
  'submit concern.case': concern(),
  'submit concern.case-form': concern({ step: 'evidence' }),
  'submit concern.case-act': concern({ seen: 100_000, step: 'support', answer: 'offered' }),
  'submit concern.act relate': act({ reference: 'BBBBBB', relation: 'sibling' }),
  'submit concern.form close': form(),
  'submit concern.act close': act({ outcome: 'no-further-action', left: 'done' }),
  'submit concern.form no-further-action': form(),
  'submit concern.act no-further-action': act({ left: 'done' }),
  'submit concern.form confirm': form(),
  'submit concern.act confirm': act({ agency: 'The council' }),
  'submit concern.form told': form(),
  'submit concern.act told': act(),
  'submit concern.form reopen': form(),
  'submit concern.act reopen': act(),
  'submit concern.form reroute': form(),
  'submit concern.act reroute': act({ to: 'headteacher', about: 'same' }),
  'submit concern.act reroute about': act({ to: 'headteacher', about: 'staff', people: PEOPLE.lewisGrant }),
  'dialog concern.keeping': concern(),
  'submit concern.keeping': concern(),
  'submit concern.export pdf': concern({ format: 'pdf' }),
  'submit concern.export json': concern({ format: 'json' }),
  'submit concern.export chronology': concern({ format: 'chronology' }),
  'link concern-chronology': concern(),
  'link concern-pdf': concern(),
  'link concern-json': concern(),
  'submit concern.picture': pictureOf,
  'link concern-screenshot': pictureOf,
  'submit concern.keeping-form transfer': form(),
  'submit concern.keeping-act transfer': act({
    to: 'cpoms',
    reference: 'X-1',
    receivedBy: 'Someone',
    receivedOn: '2026-11-20',
  }),
  'submit concern.keeping-form retain': form(),
  'submit concern.keeping-act retain': act({ until: '2060-01-01' }),
  'submit concern.keeping-form hold': form(),
  'submit concern.keeping-act hold': act(),
  'submit concern.keeping-form release': form(),
  'submit concern.keeping-act release': act(),
  'submit concern.keeping-form reduce': form(),
  'submit concern.reduce-check': act(),
  'submit concern.keeping-act reduce': ({ concern: id, reference }) => ({
    concern: id,
    ...WRITTEN,
    act: 'reduce',
    typed: reference,
  }),
  'command reports': () => ({}),
  'command breach log': () => ({}),
  'command low-level concerns': () => ({}),
  'command report to governors': () => ({}),
  'command records due': () => ({}),
  'dialog concern.list-page': () => ({ page: 0 }),
  'submit concern.list-page': () => ({ page: 0 }),
  'dialog concern.search': () => ({}),
  'submit concern.find': () => ({ sought: MARK }),
  'dialog concern.due': () => ({ page: 0 }),
  'submit concern.due': () => ({ page: 0 }),
  'command patterns': () => ({}),
  'dialog concern.patterns': () => ({}),
  'submit concern.patterns': () => ({}),
  'command pin': () => ({}),
  'dialog concern.pin-own': () => ({}),
  'submit concern.pin-set own': () => ({ code: '', pin: '', pinAgain: '' }),
  'dialog concern.pin-code': () => ({}),
  'submit concern.pin-code': () => ({ person: PEOPLE.tomAshworth, pin: '' }),
  'command rota': () => ({}),
  'dialog concern.rota': () => ({}),
  'submit concern.rota-enter': () => ({
    id: NOTHING.draft,
    what: 'away',
    person: PEOPLE.tomAshworth,
    fromDay: '2026-01-05',
    fromTime: '08:00',
    untilTime: '12:00',
  }),
  'submit concern.rota-take-out': () => ({ entry: NOTHING.draft }),
  'command drill': () => ({}),
  'dialog concern.drill': () => ({}),
  'dialog concern.drill-begin': () => ({}),
  'submit concern.drill-begin': () => ({}),
  'submit concern.drill-plan': () => ({ id: NOTHING.draft, day: '2026-01-05', time: '09:00' }),
  'command roll': () => ({}),
  'dialog concern.roll': () => ({}),
  'submit concern.roll-remove': () => ({}),
  'command numbers': () => ({}),
  'dialog concern.phones': () => ({}),
  'submit concern.phones-save': () => ({ ownNumber: '01632 960 299' }),
  'command roles': () => ({}),
  'dialog concern.roles': () => ({}),
  'submit concern.roles': () => ({}),
  'submit concern.role-change': () => ({ role: 'dsl' }),
  // Without a school they change nothing: what each may really do is in tests/more/role-changes.
  'submit concern.role-propose': () => ({ role: 'dsl', newcomer: PEOPLE.tomAshworth }),
  'submit concern.role-second': () => ({ quiet: 'false' }),
  'submit concern.role-end': () => ({}),
  'submit concern.act let-in': act(),
  'action concern.let-in': () => ({ school: 'oakfield', recipient: 'dsl' }),
  'command trust': () => ({}),
  'dialog concern.trust': () => ({}),
  'submit concern.trust-cover': () => ({ school: 'oakfield' }),
  'submit concern.trust-end': () => ({ school: 'oakfield' }),
  'action concern.own-status': concern(),
  'dialog concern.own-add': concern(),
  'submit concern.own-add': concern(),
  'submit concern.own-send added': concern({ kind: 'added', text: 'More.' }),
  'dialog concern.own-answer': concern(),
  'dialog concern.own-whom': concern(),
  'submit concern.own-send answered': concern({ kind: 'answered', text: 'Because.' }),
  'dialog concern.own-case': concern(),
  'submit concern.own-case-say': concern({ about: 'police', answer: 'no' }),
  'dialog concern.own-tell': concern(),
  'submit concern.own-tell': concern({ matter: 'pupil-contact' }),
  'submit concern.own-picture': concern(),
  'submit concern.own-picture-answer': concern({ young: 'no', intimate: 'no' }),
  'submit concern.own-picture-answer unsure': concern({ young: 'unsure', intimate: 'no' }),
  'submit concern.begin resume': draft({ choice: 'resume' }),
  'submit concern.subject': draft({ about: 'child', toldInPerson: 'no' }),
  'submit concern.named': draft({ people: '', name: '' }),
  'submit concern.meant': draft({ key: 'none', typed: '0', mentioned: '0', after: 'facts' }),
  'submit concern.own-meant': concern({ key: 'none', typed: '0', mentioned: '0' }),
  'submit concern.facts': draft({ who: '', seen: 'Seen.' }),
  'submit concern.send': draft({ urgent: 'no' }),
  'submit concern.back': draft({ to: 'facts' }),
  'submit concern.begin beside': ({ concern: id }) => ({ choice: 'beside', of: id }),
  'command report': () => ({}),
  'command my reports': () => ({}),
  'dialog concern.report': () => ({}),
  'submit concern.begin again': draft({ choice: 'again' }),
  'submit concern.begin school': draft({ choice: 'school', school: 'oakfield' }),
};

function concern(more: object = {}) {
  return ({ concern: id }: Thing): Record<string, unknown> => ({ concern: id, ...more });
}
function pictureOf({ concern: id, screenshot = NOTHING.concern }: Thing): Record<string, unknown> {
  return { concern: id, screenshot };
}
function draft(more: object) {
  return ({ draft: id }: Thing): Record<string, unknown> => ({ draft: id, ...more });
}
function act(more: object = {}) {
  return concern({ ...WRITTEN, ...more });
}
/** Which form or act it is stands in the key itself. */
function form() {
  return concern({ seen: 100_000 });
}

/** The names under which Teams sends what a key does. */
const INVOKES = { dialog: 'task/fetch', submit: 'task/submit', action: 'adaptiveCard/action' } as const;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Attempt {
  readonly user: string;
  readonly key: Key;
  readonly thing: Thing;
  /** Beside what the key sends, or instead of it. */
  readonly data?: Record<string, unknown>;
  /** Beside what the activity is, or instead of it. */
  readonly activity?: Record<string, unknown>;
}

/** One signed activity, or one fetched link, made by hand; returns what came back, byte by byte. */
export async function attempt(world: AccessWorld, { user, key, thing, data, activity }: Attempt): Promise<Answer> {
  const { sandbox } = world;
  const [how = '', name = '', variant] = key.split(' ');
  const own = { ...variantOf(name, variant), ...PROBES[key]?.(thing), ...data };
  if (how === 'link') return fetchLink(world, user, name, own);
  if (how === 'command') {
    // The first word in a chat installs the app.
    if (sandbox.messages(user).length === 0) await sandbox.say(user, 'help');
    const before = sandbox.messages(user).length;
    const { status } = await sandbox.sendActivity(
      sandbox.activity(user, { type: 'message', text: key.slice('command '.length), ...activity }),
    );
    const said = sandbox.messages(user).slice(before);
    return { status, text: shown(said.map(({ text, cards }) => [text, cards])) };
  }
  const invoke = INVOKES[how as keyof typeof INVOKES];
  const whole = { ...own, [how === 'dialog' ? 'dialog' : 'verb']: name };
  const value = how === 'action' ? { action: { type: 'Action.Execute', verb: name, data: whole } } : { data: whole };
  const sent = sandbox.activity(user, { type: 'invoke', name: invoke, value, ...activity });
  const { status, body } = await sandbox.sendActivity(sent);
  return { status, text: shown(body) };
}

function variantOf(name: string, variant: string | undefined): Record<string, unknown> {
  if (name === 'concern.form' || name === 'concern.keeping-form') return { form: variant };
  return name === 'concern.act' || name === 'concern.keeping-act' ? { act: variant } : {};
}

/** The link of a download as if it had been made for this person, fetched as the page behind it does. */
export async function fetchLink(
  world: AccessWorld,
  user: string,
  kind: string,
  { concern: id, screenshot }: Record<string, unknown>,
): Promise<Answer> {
  return post(world, await linkFor(world, user, kind, screenshot ? `${id}/${screenshot}` : String(id)));
}

/** A link as the product would have made it, in the database. */
export async function linkFor(world: AccessWorld, user: string, kind: string, subject: string): Promise<string> {
  const now = world.sandbox.clock.now();
  const letters = '23456789BCDFGHJKMNPQRSTVWXZ';
  const reference = (length: number) =>
    Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  const [secret = ''] = await sqlTickets(world.db, { reference }).make(
    [{ purpose: `download.${kind}`, subject, holder: user, expiresAt: new Date(now.getTime() + DAY_MS), usesLeft: 1 }],
    now,
  );
  return `${world.url}/d/${writtenSecret(secret)}`;
}

export async function post(world: AccessWorld, url: string): Promise<Answer> {
  const response = await fetch(url.replace(/^http:\/\/localhost:\d+/, world.url), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString('latin1') };
}

/** What an activity says about the organisation that it comes from, in the two places where it says so. */
export const fromTenants = (world: AccessWorld, user: string, ofConversation: string, ofChannel: string) => ({
  conversation: {
    ...(world.sandbox.activity(user, { type: 'invoke' }).conversation as object),
    tenantId: ofConversation,
  },
  channelData: { tenant: { id: ofChannel } },
});
