import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { permissions } from '../../../src/platform/graph/permissions.ts';
import { KNOWN_PERMISSIONS } from '../../../src/sandbox/graph/permissions.ts';
import type { Source } from './facts.ts';
import { calls, inTable } from './from/calls.ts';
import { readCardTypes } from './from/card-types.ts';
import { readCsdl, trimmed } from './from/csdl.ts';
import { opensOf, permissionsOf, roleIdOf } from './from/permissions.ts';
import { readSwagger } from './from/swagger.ts';
import { follow } from './graph.ts';

/**
 * `node tests/contract/microsoft/renew.ts FOLDER`: reads checkouts of Microsoft's repositories in FOLDER, keeps of them the facts
 * that we use, each with the commit that it is from, and says what changed. README.md beside this says how to get them.
 */
const [folder = ''] = process.argv.slice(2);
const LIMIT = 64 * 1024 * 1024;

function git(repository: string, ...args: string[]): string {
  const place = join(folder, basename(repository));
  if (!existsSync(place)) throw new Error(`${place} is missing: git clone https://github.com/${repository}`);
  return execFileSync('git', ['-C', place, ...args], { encoding: 'utf8', maxBuffer: LIMIT });
}

/** One file as it stands at the newest commit there, and where it is from. @throws Error without the MIT licence beside it */
function taken(repository: string, path: string): { text: string; from: Source } {
  if (!git(repository, 'show', 'HEAD:LICENSE').includes('Permission is hereby granted, free of charge'))
    throw new Error(`${repository} is not under the MIT licence any more: look before anything of it is kept`);
  const [commit = '', date = ''] = git(repository, 'log', '-1', '--format=%H %cs').trim().split(' ');
  return { text: git(repository, 'show', `HEAD:${path}`), from: { repository, path, commit, date, licence: 'MIT' } };
}

/** Complex types that are looked into: what the product sends in a body, and what the sandbox answers with. */
const LOOKED_INTO = [
  ...[
    'assignedPlan',
    'appRole',
    'teamworkActivityTopic',
    'itemBody',
    'keyValuePair',
    'itemReference',
    'file',
    'deleted',
  ],
  ...['malware', 'teamsApp', 'chat', 'aadUserConversationMember', 'aadUserNotificationRecipient', 'user', 'group'],
];

function graph() {
  const { text, from } = taken('microsoftgraph/msgraph-metadata', 'schemas/v1.0-Prod.csdl');
  const whole = readCsdl(text);
  const found = calls.map((call) => {
    const [method = '', address = ''] = call.split(' ');
    return follow(whole, method, address);
  });
  const used = {
    roots: new Set(found.flatMap(({ roots }) => roots)),
    types: new Set([...found.flatMap(({ types }) => types), ...LOOKED_INTO]),
    acts: new Set(found.flatMap(({ act }) => (act ? [act.name] : []))),
  };
  return { from, ...trimmed(whole, used) };
}

function permissionTables() {
  const table = taken('microsoftgraph/microsoft-graph-devx-content', 'permissions/new/permissions.json');
  const roles = taken('microsoftgraph/microsoft-graph-devx-content', 'permissions/new/provisioningInfo.json');
  const [whole, deployed] = [JSON.parse(table.text), JSON.parse(roles.text)] as unknown[];
  const names = [...new Set([...permissions.map(({ name }) => name), ...KNOWN_PERMISSIONS])].sort();
  const asked = [...new Set(calls.map(inTable))].sort();
  const only = <T>(entries: readonly (readonly [string, T | undefined])[]): Record<string, T> =>
    Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined));
  const kept = only(asked.map((call) => [call, permissionsOf(whole, call)]));
  const harmless = Object.values(kept).flatMap(({ least, more }) =>
    [...least, ...more].filter((name) => !/Write/.test(name)),
  );
  return {
    from: [table.from, roles.from],
    ids: only(names.map((name) => [name, roleIdOf(deployed, name)])),
    opens: only([...new Set(harmless)].sort().map((name) => [name, opensOf(whole, name)])),
    calls: kept,
  };
}

function connector() {
  const { text, from } = taken('microsoft/botbuilder-js', 'libraries/swagger/ConnectorAPI.json');
  return { from, ...readSwagger(JSON.parse(text)) };
}

function cards() {
  const repository = 'microsoft/AdaptiveCards';
  const { from } = taken(repository, 'schemas/src/AdaptiveCard.json');
  const paths = git(repository, 'ls-tree', '-r', '--name-only', 'HEAD', 'schemas/src').split('\n');
  const files = paths
    .filter((path) => path.endsWith('.json'))
    .map((path) => [basename(path, '.json'), JSON.parse(git(repository, 'show', `HEAD:${path}`)) as unknown] as const);
  return { from: { ...from, path: 'schemas/src' }, ...readCardTypes(new Map(files)) };
}

/** Of the app's manifest Microsoft's schema comes with the npm package that makes it; whether that is still the published one. */
function manifestSchema(): void {
  const { manifestVersion: version } = JSON.parse(readFileSync('appPackage/manifest.json', 'utf8')) as {
    manifestVersion: string;
  };
  const own = join(
    'node_modules/@microsoft/app-manifest/build/json-schemas/teams',
    `v${version}`,
    'MicrosoftTeams.schema.json',
  );
  const { text, from } = taken('microsoft/json-schemas', `teams/v${version}/MicrosoftTeams.schema.json`);
  const [theirs, ours] = [lines(JSON.parse(text)), lines(JSON.parse(readFileSync(own, 'utf8')))];
  const isSame = theirs.join('\n') === ours.join('\n');
  console.info(
    `manifest ${version}: ${isSame ? 'as published' : 'NOT as published: renew @microsoft/app-manifest'} (${from.date})`,
  );
}

/** Every fact as `where = value`, to be compared. */
function lines(value: unknown, where = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${where} = ${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([name, inside]) =>
    lines(inside, Array.isArray(value) ? where : `${where}/${name}`),
  );
}

function keep(name: string, facts: object): void {
  const path = join(import.meta.dirname, `${name}.json`);
  const before = new Set(existsSync(path) ? lines(JSON.parse(readFileSync(path, 'utf8'))) : []);
  const now = new Set(lines(facts));
  writeFileSync(path, `${JSON.stringify(facts, null, 1)}\n`);
  const changed = [
    ...[...now].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
    ...[...before].filter((line) => !now.has(line)).map((line) => `- ${line}`),
  ];
  console.info(
    [`${name}.json: ${changed.length === 0 ? 'nothing changed' : `${changed.length} changes`}`, ...changed].join(
      '\n  ',
    ),
  );
}

if (!folder) throw new Error('usage: node tests/contract/microsoft/renew.ts FOLDER (see README.md beside it)');
keep('graph', graph());
keep('permissions', permissionTables());
keep('connector', connector());
keep('cards', cards());
manifestSchema();
