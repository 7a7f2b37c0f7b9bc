import type { AppContext } from '../context.ts';
import { Fault } from '../kernel/calls/fault.ts';
import { withTimeout } from '../kernel/calls/with-timeout.ts';
import { strayKey, strayPictureIn, tellOfStrayPicture } from '../more/screenshots/stray-picture.ts';
import type { Turn } from '../platform/teams/turn.ts';
import type { School } from '../school/school.ts';
import type { ReportHost } from './concerns.ts';

const STRAY_PICTURE = 'concern-stray-picture';
/** The person who sent it must be told who to phone, whether or not it can be noted. */
const NOTED_MS = 2_000;

/** Tells the DSL's team about pictures that nobody asked for, whether or not a school takes screenshots. */
export function handleStrayPictures(jobs: AppContext['jobs'], { deps, sendUntracked }: ReportHost): void {
  jobs.handle(STRAY_PICTURE, async (key) => {
    const stray = strayPictureIn(deps.trust.schools, key);
    if (stray) await tellOfStrayPicture(deps, sendUntracked, stray);
  });
}

/** Has the DSL's team told about a picture that nobody asked for. False when that could not even be noted. */
export async function noteStrayPicture(
  { jobs, log }: Pick<AppContext, 'jobs' | 'log'>,
  { sender, now }: Pick<Turn, 'sender' | 'now'>,
  school: School,
): Promise<boolean> {
  try {
    const key = strayKey(school, sender.userId, now);
    await withTimeout(
      NOTED_MS,
      () => jobs.wake(STRAY_PICTURE, key),
      () => new Fault('unavailable', 'not noted in time'),
    );
    return true;
  } catch (error) {
    log.error('concern.stray-picture-untold', { school: school.id }, error);
    return false;
  }
}
