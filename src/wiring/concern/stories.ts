import type { AppContext } from '../../context.ts';
import type { ConcernId, TenantId } from '../../kernel/ids.ts';
import type { DownloadKind } from '../../kernel/pages/downloads.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { chronologyPdf } from '../../more/children/chronology.pdf.ts';
import { tellOfMatches } from '../../more/locks/lock-matches.ts';
import { watchLocks } from '../../more/locks/lock-watch.ts';
import { NEXT_SCHOOL_DOWNLOAD } from '../../more/next-school/next-school.handlers.ts';
import { createNextSchool, type NextSchool } from '../../more/next-school/next-school.ts';
import type { Rolls } from '../../more/roll/rolls.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import { watchLeft } from '../../report/roles/left-watch.ts';

const LOCKS = 'concern-locks';
const LINKS = 'concern-school-links';
const LOOK_MS = 5 * MINUTE_MS;

/** Children's chronologies: locks whose people have left, as every report whose people have, and hand-overs to other schools, printed here and fetched from a page of ours. */
export function wireStories(
  { tickets, address, downloads, jobs, config }: AppContext,
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils'>,
): NextSchool {
  const nextSchool = createNextSchool(
    { ...deps, tickets, print: chronologyPdf, address: (secret) => `${address()}/h/${writtenSecret(secret)}` },
    rolls,
  );
  downloads.handle(NEXT_SCHOOL_DOWNLOAD, nextSchoolDownload(nextSchool, config.trust.tenantId));
  jobs.handle(LINKS, () => nextSchool.endOld());
  jobs.every(LINKS, LOOK_MS);
  jobs.handle(LOCKS, async () => {
    await watchLocks(deps);
    await watchLeft(deps);
    await tellOfMatches(deps);
  });
  jobs.every(LOCKS, LOOK_MS);
  return nextSchool;
}

/** The file of a hand-over, for someone who may open its report: to be read before its link is given away. */
const nextSchoolDownload = (nextSchool: Pick<NextSchool, 'read'>, tenant: TenantId): DownloadKind => ({
  title: 'What the next school will get (PDF)',
  note: 'Read all of it before you send the link. If it names another child who should not be in it, withdraw it and make it again.',
  async make(user, subject) {
    const [concern = '', link = ''] = subject.split('/');
    const found = await nextSchool.read(concern as ConcernId, link, { user, tenant });
    return found && { name: `hand-over-${found.reference}.pdf`, type: 'application/pdf', bytes: found.bytes };
  },
});
