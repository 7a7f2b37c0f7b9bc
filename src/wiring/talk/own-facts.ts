import type { AppContext } from '../../context.ts';
import {
  tellOfAnswers,
  tellOfHeld,
  tellOfKept,
  tellOfName,
  tellOfPlace,
  tellOfRecipients,
  tellOfRoles,
  tellOfRunning,
  WRONG_NAME,
} from '../../hear/talk/own-facts.ts';
import { doing, toldCard } from '../../hear/talk/talk.cards.ts';
import type { Doer } from '../../hear/talk/talk.handlers.ts';
import type { Told } from '../../hear/talk/told.ts';
import type { WishId } from '../../hear/wishes/wishes.ts';
import { takesReports } from '../../report/routing/routing.ts';
import { holdsRole, type Role, type School } from '../../school/school.ts';

/** What Lanyard says of itself; who runs it or answers for personal data hears more, and who takes reports comes to the roles. */
export function answersOfItself({ config, routes, command }: AppContext): Partial<Record<WishId, Doer>> {
  const telling =
    (tell: (school: School, holds: (...roles: Role[]) => boolean) => Told): Doer =>
    async (turn, school) => {
      const told = tell(school, (...roles) => holdsRole(school, turn.sender.userId, ...roles));
      await turn.replyPrivately({ card: toldCard(told), summary: told.heading });
    };
  const ofRoles = telling(tellOfRoles);
  return {
    'lanyard.answers': telling(() => tellOfAnswers(config.model && new URL(config.model.url).host)),
    'lanyard.place': telling(tellOfPlace),
    'lanyard.kept': telling(tellOfKept),
    'lanyard.held': telling((school, holds) => tellOfHeld(school, holds('dpo', 'it-lead'))),
    'lanyard.recipients': telling(tellOfRecipients),
    'lanyard.name': telling(tellOfName),
    // To HR it is what they sent out, to everyone else their own report.
    'own.read-yet': (turn, school) =>
      command(holdsRole(school, turn.sender.userId, 'hr') ? 'campaigns' : 'my reports')(turn),
    'own.wrong-name': async (turn) => {
      const card = toldCard(WRONG_NAME, [doing('My reports', 'own.reports')]);
      await turn.replyPrivately({ card, summary: WRONG_NAME.heading });
    },
    'lanyard.roles': (turn, school, about) => {
      const change = takesReports(school, turn.sender.userId) ? routes.findCommand('roles') : undefined;
      return change ? change(turn) : ofRoles(turn, school, about);
    },
    'lanyard.running': telling((school, holds) => tellOfRunning(school, holds('it-lead'))),
  };
}
