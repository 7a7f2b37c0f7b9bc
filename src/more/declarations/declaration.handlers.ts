import { z } from 'zod/v4';
import type { Ids, SchoolId, UserId } from '../../kernel/ids.ts';
import { text } from '../../platform/teams/card.ts';
import { action, form, id, nameText } from '../../platform/teams/entrances.ts';
import { pageCard } from '../../platform/teams/pages.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type ActionAnswer, type DialogAnswer, dialog, message, type Turn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import {
  advisedCard,
  answeredCard,
  DECLARATION,
  invitationCard,
  listed,
  listsCard,
  MOST_WORDS,
  ownCard,
} from './declaration.cards.ts';
import type { DeclarationId } from './declaration.ts';
import type { Declarations } from './declarations.ts';

interface DeclarationDeps {
  readonly declarations: Declarations;
  readonly ids: Ids;
  /** The sender's school; `undefined` for someone who is not staff. */
  schoolOf(user: UserId): Promise<School | undefined>;
}

const declarationId = () => z.uuid().transform((one) => one as DeclarationId);
const one = z.object({ declaration: declarationId() });
const declaring = z.object({
  id: declarationId(),
  tie: z.enum(['related', 'friends']),
  whom: z.enum(['pupil', 'parent']),
  words: nameText('Who is it?', MOST_WORDS),
});
const ofSchool = z.object({
  school: id<SchoolId>(100),
  page: z.coerce.number().int().min(0).max(1_000).default(0),
});
const oneOfSchool = ofSchool.extend({ declaration: declarationId() });

const NOT_STAFF = 'This is for school staff.';
const NOT_YOURS = 'This list is for HR and the headteacher.';
const GONE = 'I cannot find that among your declarations.';
const OVER = 'That has already ended, or has already been noted.';

/** What staff declare, and who sees it. Who someone is to a declaration is asked at every press. */
export function registerDeclarations(routes: Routes, deps: DeclarationDeps): void {
  registerOwn(routes, deps);
  registerAnswers(routes, deps);
  registerLists(routes, deps);
}

function registerOwn(routes: Routes, { declarations, ids, schoolOf }: DeclarationDeps): void {
  const page = async ({ sender }: Turn, said?: string): Promise<DialogAnswer> => {
    const school = await schoolOf(sender.userId);
    if (!school) return message(NOT_STAFF);
    const own = await declarations.own(school, sender.userId);
    const card = ownCard(school, own, ids.uuid() as DeclarationId, said);
    return dialog('Declare a relationship', card, 'large');
  };

  routes.command(['declare', 'declare a relationship', 'my declarations'], async (turn) => {
    await turn.replyPrivately({ card: invitationCard(), summary: 'Declare a relationship' });
  });

  routes.dialog(DECLARATION.open, (turn) => page(turn));

  const declare = form(
    declaring,
    async ({ words, ...said }, turn) => {
      const school = await schoolOf(turn.sender.userId);
      if (!school) return message(NOT_STAFF);
      const { adviser } = await declarations.declare(school, {
        ...{ ...said, person: turn.sender.userId, method: 'teams' },
        words: words.words === '' ? undefined : words,
      });
      return page(
        turn,
        `Declared. ${adviser ?? 'HR'} will speak with you. Until then the policy applies as it stands.`,
      );
    },
    'Please choose how you know them, and who they are.',
  );
  routes.submit(DECLARATION.declare, declare);

  const still = form(one, async ({ declaration }, turn) =>
    page(turn, (await declarations.stillSo(declaration, turn.sender.userId)) ? 'Thank you. Noted.' : GONE),
  );
  routes.submit(DECLARATION.stillSo, still);

  const end = form(one, async ({ declaration }, turn) =>
    page(turn, (await declarations.end(declaration, turn.sender.userId)) ? 'Noted: it has ended.' : GONE),
  );
  routes.submit(DECLARATION.end, end);
}

/** Presses on cards in people's own chats. */
function registerAnswers(routes: Routes, { declarations }: DeclarationDeps): void {
  const still = action(one, async ({ declaration }, { sender }): Promise<ActionAnswer> => {
    const isDone = await declarations.stillSo(declaration, sender.userId);
    return isDone ? { kind: 'card', card: answeredCard('✓ Noted: still true.') } : message(GONE);
  });
  routes.action(DECLARATION.stillSo, still);

  const end = action(one, async ({ declaration }, { sender }): Promise<ActionAnswer> => {
    const isDone = await declarations.end(declaration, sender.userId);
    return isDone ? { kind: 'card', card: answeredCard('✓ Noted: it has ended.') } : message(GONE);
  });
  routes.action(DECLARATION.end, end);

  const advised = action(one, async ({ declaration }, { sender }): Promise<ActionAnswer> => {
    const noted = await declarations.advised(declaration, sender.userId);
    return noted
      ? { kind: 'card', card: advisedCard(noted.name) }
      : { kind: 'refused', code: 403, text: 'Only the person who was asked can note this.' };
  });
  routes.action(DECLARATION.advised, advised);
}

/** The lists of HR and the headteacher. */
function registerLists(routes: Routes, { declarations }: DeclarationDeps): void {
  const page = async ({ sender }: Turn, wanted: SchoolId, at: number, said?: string): Promise<DialogAnswer> => {
    const school = declarations.mayList(sender.userId).find((candidate) => candidate.id === wanted);
    const all = school && (await declarations.list(school, sender.userId));
    if (!school || !all) return message(NOT_YOURS);
    const card = pageCard({
      head: [said === undefined ? undefined : text(said, { bold: true })],
      elements:
        all.length === 0
          ? [text('Nobody has declared anything.', { subtle: true })]
          : all.map((declaration) => listed(school, declaration)),
      page: at,
      verb: DECLARATION.listPage,
      data: { school: school.id },
      foot: [
        text(
          'For HR and the headteacher only. It is not a reason to treat a report about anyone differently, and no report shows it.',
          { subtle: true, small: true },
        ),
      ],
    });
    return dialog('Declarations of staff', card, 'large');
  };

  routes.command(['declarations'], async (turn) => {
    const schools = declarations.mayList(turn.sender.userId);
    if (schools.length === 0)
      return void (await turn.replyPrivately({ card: invitationCard(), summary: 'Declare a relationship' }));
    await turn.replyPrivately({ card: listsCard(schools), summary: 'Declarations of staff' });
  });

  const list = form(ofSchool, (data, turn) => page(turn, data.school, data.page));
  routes.dialog(DECLARATION.list, list);
  routes.submit(DECLARATION.listPage, list);

  const advised = form(oneOfSchool, async ({ school, declaration }, turn) => {
    const noted = await declarations.advised(declaration, turn.sender.userId);
    return page(turn, school, 0, noted ? `Noted: someone has spoken with ${noted.name}.` : OVER);
  });
  routes.submit(DECLARATION.advised, advised);

  const end = form(oneOfSchool, async ({ school, declaration, page: at }, turn) => {
    if (declarations.mayList(turn.sender.userId).length === 0) return message(NOT_YOURS);
    return page(turn, school, at, (await declarations.end(declaration, turn.sender.userId)) ? 'Noted.' : OVER);
  });
  routes.submit(DECLARATION.endFor, end);
}
