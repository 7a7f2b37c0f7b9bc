import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { permissions } from '../../src/platform/graph/permissions.ts';
import { ENOUGH, ROLE_IDS } from '../../src/sandbox/graph/permissions.ts';
import { type Asked, askedOfGraph, sandboxToAsk } from './every-call.ts';
import { graphFacts, permissionFacts } from './microsoft/facts.ts';
import { inTable, sandboxCalls } from './microsoft/from/calls.ts';
import { complaintsAboutAnswer, complaintsAboutAsked, complaintsAboutPermission } from './microsoft/held.ts';
import { permissionPage } from './microsoft/table.ts';

const [graph, tables] = [graphFacts(), permissionFacts()];
let asked: readonly Asked[];

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const sandbox = await sandboxToAsk();
  asked = await askedOfGraph(sandbox);
  await sandbox.close();
});

test('everything that is asked of Graph is there: address, query and body', () => {
  expect(asked.length).toBeGreaterThan(15);
  expect(asked.flatMap((one) => complaintsAboutAsked(graph, one))).toEqual([]);
});

test('everything that the sandbox answers is as Microsoft describes it', () => {
  expect(asked.filter(({ answer }) => answer !== undefined).length).toBeGreaterThan(12);
  expect(asked.flatMap((one) => complaintsAboutAnswer(graph, one))).toEqual([]);
});

test('each permission is one that Microsoft gives to applications, and is enough for each of its calls', () => {
  expect(permissions.flatMap((one) => complaintsAboutPermission(tables, one))).toEqual([]);
});

test('the calls in the list of permissions are those that are made', () => {
  const made = new Set(asked.map(({ method, address }) => inTable(`${method} ${templateOf(address)}`)));
  expect([...made].sort()).toEqual([...new Set(permissions.flatMap(({ calls }) => calls.map(inTable)))].sort());
});

const KEY = /^(?:[0-9a-f-]{36}|19:.*|b!.*|one)$/;
const templateOf = (address: string): string =>
  (address.split('?')[0] ?? '')
    .split('/')
    .map((part) => (KEY.test(decodeURIComponent(part)) ? '{id}' : part))
    .join('/');

test('the page of permissions is what the list and the tables say, and the IT lead’s table has each of them', () => {
  expect(readFileSync('docs/permissions.md', 'utf8')).toBe(permissionPage());
  const table = readFileSync('docs/deploy.md', 'utf8');
  for (const { name, why } of permissions) {
    expect(table).toContain(name);
    expect(why.length).toBeGreaterThan(20);
  }
});

/** Of what the tables do not have, or have otherwise, with where Microsoft says so. */
const BESIDE_THE_TABLES: Readonly<Record<string, string>> = {
  'Sites.Selected': 'overview of selected permissions: it opens what a site was opened for',
};

test('the sandbox lets in who Microsoft lets in, and knows each permission by its real id', () => {
  expect(Object.entries(ROLE_IDS).filter(([name, id]) => tables.ids[name] !== id)).toEqual([]);
  const wrong = sandboxCalls.flatMap(({ operation, call }) => {
    const row = tables.calls[inTable(call)];
    const names = row ? [...row.least, ...row.more] : undefined;
    return (ENOUGH[operation] ?? ['nothing'])
      .filter((name) => names && !names.includes(name) && !(name in BESIDE_THE_TABLES))
      .map((name) => `${call}: ${name}`);
  });
  expect(wrong).toEqual([]);
});
