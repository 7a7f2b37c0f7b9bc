import { existsSync, readFileSync } from 'node:fs';
import { type Finding, look } from './finding.ts';

/** Beside the program, or at the top of a checkout. */
const GUIDE = 'docs/deploy.md';
const HEADING = '## Step by step (Azure)';

/** Where someone begins who has configured nothing at all; `undefined` where anything is. */
export function whereToBegin(env: NodeJS.ProcessEnv): Finding | undefined {
  if (['BOT_ID', 'BOT_TENANT_ID', 'TEAMS_APP_ID'].some((name) => env[name]?.trim())) return undefined;
  const lines = existsSync(GUIDE) ? readFileSync(GUIDE, 'utf8').split('\n') : [];
  const at = lines.indexOf(HEADING) + 1;
  return look(
    'Nothing is configured here',
    `Begin at ${GUIDE}${at > 0 ? `:${at}` : ''}, "${HEADING.replace('## ', '')}". In Azure the doctor runs in the web app: npm run lanyard -- inside --env prod doctor. To try Lanyard without a tenant: npm start.`,
  );
}
