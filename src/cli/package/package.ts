import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { readEnvFiles } from '../env-files.ts';
import { checkPackage } from './checks.ts';
import { render } from './render.ts';

interface PackageOptions {
  /** `dev` for `env/.env.dev`. */
  readonly env: string;
  /** Where appPackage/ and env/ are. */
  readonly root: string;
  /** Variables that win over the files. */
  readonly already: NodeJS.ProcessEnv;
  /** Looks whether it can be made, and writes nothing. */
  readonly isTrial?: boolean;
}

type PackageOutcome =
  | { readonly kind: 'made'; readonly file: string }
  | { readonly kind: 'refused'; readonly complaints: readonly string[] };

/** The same time in every package, so that the same inputs are the same bytes. */
const ZIP_TIME = new Date(2026, 0, 1);

/** Makes `appPackage/build/appPackage.<env>.zip`, or says everything that is wrong and makes nothing. */
export async function makePackage({ env, root, already, isTrial = false }: PackageOptions): Promise<PackageOutcome> {
  const folder = join(root, 'appPackage');
  const values = readEnvFiles(join(root, 'env'), env, already);
  const { text, missing } = render(readFileSync(join(folder, 'manifest.json'), 'utf8'), values);
  if (missing.length > 0) {
    const complaints = missing.map((name) => `${name} has no value. Set it in env/.env.${env}.`);
    return { kind: 'refused', complaints };
  }
  const icons = { color: readFileSync(join(folder, 'color.png')), outline: readFileSync(join(folder, 'outline.png')) };
  const complaints = await checkPackage(text, icons);
  if (complaints.length > 0) return { kind: 'refused', complaints };

  const file = join(folder, 'build', `appPackage.${env}.zip`);
  if (isTrial) return { kind: 'made', file };
  mkdirSync(join(folder, 'build'), { recursive: true });
  const entries = { 'manifest.json': Buffer.from(text), 'color.png': icons.color, 'outline.png': icons.outline };
  writeFileSync(file, zipSync(entries, { level: 9, mtime: ZIP_TIME }));
  return { kind: 'made', file };
}
