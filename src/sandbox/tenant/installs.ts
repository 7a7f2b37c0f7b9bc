import { createHash } from 'node:crypto';
import type { Installation, Person, World } from './world.ts';

type InstallOutcome = 'installed' | 'already-installed' | 'blocked-by-policy' | 'no-teams';

/** Installs the app for a person, as far as the tenant lets it. */
export function install(world: World, person: Person): InstallOutcome {
  if (world.installations.has(person.id)) return 'already-installed';
  if (!person.enabled || !person.hasTeams || person.install === 'never-activated') return 'no-teams';
  if (person.install === 'blocked-by-policy') return 'blocked-by-policy';
  world.installations.set(person.id, { id: installationId(world, person.id), installedAt: world.clock.now() });
  world.announce({ kind: 'chat', userId: person.id });
  return 'installed';
}

/** The chat stays to be read, but nothing can be sent to it. */
export function uninstall(world: World, userId: string): boolean {
  const had = world.installations.delete(userId);
  if (had) world.announce({ kind: 'chat', userId });
  return had;
}

const installationId = (world: World, userId: string) =>
  Buffer.from(
    `${userId}##${createHash('sha256').update(`${world.app.catalogId}/${userId}`).digest('hex').slice(0, 16)}`,
  ).toString('base64url');

export function findInstallation(world: World, userId: string, id: string): Installation | undefined {
  const installation = world.installations.get(userId);
  return installation?.id === id ? installation : undefined;
}
