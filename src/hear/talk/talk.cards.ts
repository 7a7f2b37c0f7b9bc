import {
  type Action,
  actions,
  type Card,
  card,
  execute,
  facts,
  heading,
  openDialog,
  phones,
  plain,
  text,
} from '../../platform/teams/card.ts';
import { REPORT_DIALOG, SEARCH_DIALOG } from '../../platform/teams/dialogs.ts';
import { ROLE_TITLES } from '../../school/role-titles.ts';
import { holders, type Role, type School } from '../../school/school.ts';
import type { WishId } from '../wishes/wishes.ts';
import type { Told } from './told.ts';

/** A button that does what could be typed. */
export const DO = 'talk.do';
export const doing = (title: string, wish: WishId): Action => execute(title, DO, { wish });

/** A telephone number and nothing else: one tap on it dials. */
const IS_NUMBER = /^[+0][\d ()]{6,}$/;

/** A fact, with where it comes from. */
export function toldCard({ heading: said, lines, source }: Told, buttons: readonly (Action | undefined)[] = []): Card {
  const present = buttons.filter((button) => button !== undefined);
  return card(
    heading(said),
    ...lines.map((line) => {
      if (typeof line === 'string') return plain(line);
      return IS_NUMBER.test(line[1]) ? phones([line]) : facts([line]);
    }),
    present.length > 0 ? actions(present) : undefined,
    plain(`${source}. Not what you meant? Please type the whole question.`, { subtle: true, small: true }),
  );
}

/** What a person without the role is told: who has it, and what is theirs. */
export function notYoursCard(
  what: string,
  roles: readonly Role[],
  school: School,
  { own, perhaps }: { readonly own: readonly Action[]; readonly perhaps?: string | undefined },
): Card {
  const people = firstOf(roles, school);
  return card(
    heading(`${what} for people in another role`),
    people.length === 0
      ? 'Your school has not named anyone for this. Ask the school office.'
      : facts(people.slice(0, 4)),
    'Ask them, or ask me what the policies say.',
    perhaps === undefined ? undefined : plain(perhaps),
    own.length > 0 ? actions(own) : undefined,
    plain('From the roles that your school gave Lanyard.', { subtle: true, small: true }),
  );
}

/** Who has what was refused, in a line; empty where the school names nobody. */
export const whoHas = (roles: readonly Role[], school: School): string =>
  firstOf(roles, school)
    .map(([title, name]) => `${title}: ${name}.`)
    .join(' ');

/** The first of each role, each person once. */
function firstOf(roles: readonly Role[], school: School): readonly (readonly [title: string, name: string])[] {
  const named = roles.flatMap((role) =>
    holders(school, role)
      .slice(0, 1)
      .map(({ name }) => [ROLE_TITLES[role], name] as const),
  );
  return named.filter(([, name], at) => named.findIndex(([, other]) => other === name) === at);
}

/** Something is asked of Lanyard, and which it is, is not certain. */
export const whichCard = (buttons: readonly Action[]): Card =>
  card(
    heading('Which of these do you mean?'),
    actions([...buttons, openDialog('Report a concern', REPORT_DIALOG)]),
    text('None of them? Please type it in other words, or type **help**.', { subtle: true, small: true }),
  );

/**
 * For a name and nothing else.
 * @param sealed what is looked for, sealed for its writer: the search shows at once what it finds
 */
export const bareNameCard = (mayLook: boolean, sealed?: string): Card =>
  card(
    heading(mayLook ? 'Someone’s reports?' : 'Is it about someone?'),
    text(
      mayLook
        ? 'Search for the name in the reports that you may open, or report something new. I have not looked anything up.'
        : 'A name by itself tells me nothing, and I have not looked it up or kept it. If something has happened, or you are worried about someone, report it here. If you have a question, please write all of it.',
    ),
    actions([
      mayLook
        ? openDialog('Search reports', SEARCH_DIALOG, { ...(sealed && { chat: sealed }) }, { primary: true })
        : undefined,
      openDialog('Report a concern', REPORT_DIALOG, {}, mayLook ? {} : { primary: true }),
    ]),
  );
