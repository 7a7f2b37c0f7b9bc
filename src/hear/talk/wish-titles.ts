import { ROLE_TITLES } from '../../school/role-titles.ts';
import type { WishId } from '../wishes/wishes.ts';

type Named = Exclude<WishId, `holder.${string}` | 'campaigns.person' | 'lanyard.report'>;

/** What is asked for, as it is offered where it is only likely: "Did you mean: the INSET days?". */
const TITLES: Readonly<Record<Named, string>> = {
  'number.office': 'the number of the office',
  'number.outside': 'numbers outside the school',
  'dates.break-up': 'when we break up',
  'dates.back': 'when we are back',
  'dates.all': 'the term dates',
  'dates.inset': 'the INSET days',
  'dates.hours': 'when someone is at the school',
  'policy.review': 'when the policies are reviewed',
  'policy.changed': 'what changed in the policies',
  'policy.list': 'which policies there are',
  'own.signed': 'what you have signed',
  'own.to-read': 'what you have still to read',
  'own.waiting': 'what is waiting for you',
  'own.reports': 'your reports',
  'own.add': 'adding to your report',
  'own.wrong-name': 'putting right who you named',
  'own.read-yet': 'whether it has been read',
  'own.declare': 'declaring a relationship',
  'own.talk-first': 'help, or a talk before you sign',
  declarations: 'what staff have declared',
  'lanyard.privacy': 'who sees what you write here',
  'lanyard.working': 'whether Lanyard is working',
  'lanyard.answers': 'how I come to an answer',
  'lanyard.place': 'where things are kept',
  'lanyard.kept': 'how long things are kept',
  'lanyard.held': 'what is held about a person',
  'lanyard.recipients': 'who gets reports',
  'lanyard.name': 'who sees your name',
  'lanyard.roles': 'changing who holds a role',
  'lanyard.running': 'how Lanyard is run',
  'reports.open': 'the open reports',
  'reports.search': 'searching the reports',
  'records.due': 'records due for review',
  pin: 'your PIN',
  rota: 'the rota of the DSL’s team',
  campaigns: 'the campaigns',
  'campaigns.missing': 'who has not signed',
  'campaigns.away': 'who is away from the campaigns',
  'campaigns.due': 'changing the due date',
  'campaigns.remind': 'reminding people by hand',
  'campaigns.change': 'someone who is away, back or signed on paper',
  'campaigns.files': 'the register and the evidence',
  'campaigns.managers': 'whether line managers are told',
  'campaigns.outstanding': 'what is outstanding',
  'governors.page': 'the overview and the governors’ page',
  'policies.desk': 'putting a policy in',
  'policies.questions': 'what staff ask',
  'accounts.list': 'the school’s accounts',
  'accounts.apply': 'a new school account',
  'posts.before': 'what to check before a post',
  'posts.press': 'someone from the press',
  'posts.settings': 'your privacy settings',
  'people.leaving': 'someone who is leaving',
  'people.joining': 'someone new who is to sign',
};

/** `undefined` for what cannot be offered without a name, and for a report, to which every answer leads anyway. */
export function titleOfWish(wish: WishId): string | undefined {
  if (wish === 'campaigns.person' || wish === 'lanyard.report') return undefined;
  return isNamed(wish)
    ? TITLES[wish]
    : `who is ${ROLE_TITLES[wish.slice('holder.'.length) as keyof typeof ROLE_TITLES]}`;
}

const isNamed = (wish: WishId): wish is Named => wish in TITLES;
