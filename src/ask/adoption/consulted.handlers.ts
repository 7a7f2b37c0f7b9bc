import type { UserId } from '../../kernel/ids.ts';
import { formatDay } from '../../kernel/time.ts';
import { form, freeText } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message, type Turn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { changesDialog } from '../owner/change.cards.ts';
import { type OfVersion, versionData } from '../owner/desk.handlers.ts';
import { readingDialog } from '../owner/version-dialogs.cards.ts';
import { POLICY } from '../verbs.cards.ts';
import type { Adoptions, ConsultedView } from './adoptions.ts';
import { commentCard } from './consulted.cards.ts';

interface ConsultedDeps {
  readonly adoptions: Pick<Adoptions, 'asked' | 'comment'>;
  readonly schools: readonly School[];
  isStaff(user: UserId): Promise<boolean>;
}

const NOT_ASKED = 'This draft is for the people who are being consulted on it.';
const commenting = versionData.extend({ comment: freeText('Your comment', 2000, 1) });

/** What people see who are consulted on a version. Whether someone was asked is looked up at every press. */
export function registerConsulted(routes: Routes, deps: ConsultedDeps): void {
  const changes = form(versionData, async (data, turn) => {
    const found = await asked(deps, data, turn);
    if ('kind' in found) return found;
    const card = changesDialog(found.school, found.view.comparison, data.page, POLICY.consultedChangesPage);
    return dialog('What has changed', card, 'large');
  });
  routes.dialog(POLICY.consultedChanges, changes);
  routes.submit(POLICY.consultedChangesPage, changes);

  const read = form(versionData, async (data, turn) => {
    const found = await asked(deps, data, turn);
    if ('kind' in found) return found;
    const { after, stored } = found.view.comparison;
    const card = readingDialog(found.school, after, stored, data.page, POLICY.consultedReadPage);
    return dialog(after.title, card, 'large');
  });
  routes.dialog(POLICY.consultedRead, read);
  routes.submit(POLICY.consultedReadPage, read);

  const open = form(versionData, async (data, turn) => {
    const found = await asked(deps, data, turn);
    if ('kind' in found) return found;
    return dialog('Your comment', commentCard(found.school, found.view));
  });
  routes.dialog(POLICY.comment, open);

  const send = form(
    commenting,
    async (data, turn) => {
      const found = await asked(deps, data, turn);
      if ('kind' in found) return found;
      const kept = await deps.adoptions.comment(turn.sender.userId, found.school, data.version, data.comment);
      return message(kept === 'kept' ? 'Thank you. Your comment is with the policy owner.' : closed(found.view));
    },
    'Please write a comment, up to 2,000 characters.',
  );
  routes.submit(POLICY.sendComment, send);
}

const closed = ({ consultation }: ConsultedView): string =>
  `This consultation has ended. Comments were taken until ${formatDay(consultation.until)}, or until it was decided.`;

/** The version, for someone who was asked and works here now; or why not. */
async function asked(
  { adoptions, schools, isStaff }: ConsultedDeps,
  data: OfVersion,
  { sender }: Turn,
): Promise<{ readonly school: School; readonly view: ConsultedView } | DialogAnswer> {
  const school = schools.find(({ id }) => id === data.school);
  const view =
    school && (await isStaff(sender.userId)) ? await adoptions.asked(sender.userId, school, data.version) : undefined;
  if (!school || !view) return message(NOT_ASKED);
  return view.isOpen ? { school, view } : message(closed(view));
}
