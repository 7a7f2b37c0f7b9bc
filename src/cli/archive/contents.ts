import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';

/** Where an archive is to run. Azure App Service, and most servers, are linux-x64. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
}

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
    }),
  ),
});

/** Production packages that a server never loads: what the bot SDK's install script calls, and types. */
const NOT_ON_A_SERVER = /^node_modules\/(?:rimraf|@types\/[^/]+)$/;
/** What only a person or a compiler reads. Licences stay. */
const UNREAD = /\.(?:map|d\.[cm]?ts|[cm]?ts|tsbuildinfo|flow|md|markdown)$/i;
/** The encoder's runtime brings one program for each system. */
const PROGRAM = /\/onnxruntime-node\/bin\/napi-v\d+\/([^/]+)\/([^/]+)\//;

const allows = (list: readonly string[] | undefined, mine: string): boolean =>
  list === undefined || list.includes(mine) || (list.every((one) => one.startsWith('!')) && !list.includes(`!${mine}`));

/** The folders of every package that production loads there, by package-lock.json. */
export function productionPackages(lockText: string, { os, cpu }: Platform): string[] {
  return Object.entries(lock.parse(JSON.parse(lockText)).packages)
    .filter(([path, { dev, devOptional, ...on }]) => {
      if (path === '' || dev || devOptional || NOT_ON_A_SERVER.test(path)) return false;
      return allows(on.os, os) && allows(on.cpu, cpu) && allows(on.libc, 'glibc');
    })
    .map(([path]) => path)
    .sort();
}

/** Every file of an archive, relative to the root: the built product, its modules for one system, and nothing to build with. */
export function archiveFiles(root: string, platform: Platform): string[] {
  const packages = productionPackages(readFileSync(join(root, 'package-lock.json'), 'utf8'), platform)
    // Optional ones of this system may be left out by an install.
    .filter((path) => existsSync(join(root, path)));
  const modules = packages.flatMap((path) =>
    // What is nested is a package of its own, and listed as one.
    globSync('**/*', { cwd: join(root, path), exclude: (name) => name === 'node_modules' }).map((file) =>
      `${path}/${file}`.replaceAll('\\', '/'),
    ),
  );
  const product = globSync('dist/**/*', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  return [...product, ...modules, 'package.json', 'LICENSE']
    .filter((file) => isWanted(file, platform) && statSync(join(root, file)).isFile())
    .sort();
}

function isWanted(file: string, { os, cpu }: Platform): boolean {
  const [, programOs, programCpu] = PROGRAM.exec(file) ?? [];
  if (programOs !== undefined) return programOs === os && programCpu === cpu;
  return !UNREAD.test(file);
}
