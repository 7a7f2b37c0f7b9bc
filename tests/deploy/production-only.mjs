// For `node --import`: a process that finds only the packages that `npm prune --omit=dev` leaves, by the same list: what the
// lockfile does not mark `dev`.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const HERE = pathToFileURL(`${process.cwd()}/`).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const [, owner] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(found.url) ?? [];
    if (owner && packages[owner.slice(HERE.length)]?.dev)
      throw Object.assign(new Error(`${specifier} is not there in production`), { code: 'ERR_MODULE_NOT_FOUND' });
    return found;
  },
});
