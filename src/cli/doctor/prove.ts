import { Fault } from '../../kernel/calls/fault.ts';
import type { Delivery } from '../../kernel/messages.ts';
import type { Directory } from '../../school/people.ts';
import type { School } from '../../school/school.ts';
import type { Trial } from '../../wiring/trial.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

export interface Proving {
  readonly trial: Trial;
  readonly directory: Directory;
  readonly schools: readonly School[];
  /** Address or object id of the one person. */
  readonly person: string;
  pause(ms: number): Promise<void>;
}

const ADMIN = 'https://admin.teams.microsoft.com/policies/manage-apps';
const PLACE = 'Until it works Lanyard tells the DSL and deputies one by one, and the next in line as well.';

/**
 * Does for one person, and for each school's place for concerns, what only a real tenant can answer, and takes back what can be
 * taken back. Yields each answer as soon as it is known.
 */
export async function* prove({ trial, directory, schools, person, pause }: Proving): AsyncGenerator<Finding> {
  const found = await tried(() => trial.find(person));
  if (found instanceof Fault) {
    yield found.code === 'not-found'
      ? wrong(`There is no account ${person}`, 'Write the address that the person signs in with.')
      : unanswered('who the person is', found);
    return;
  }
  const { id, name } = found;
  const installed = await tried(() => trial.install(id));
  yield aboutInstall(name, installed);
  if (installed === 'installed' || installed === 'already') {
    yield aboutCard(name, await patiently(() => trial.card(id), pause));
    yield aboutNudge(name, await tried(() => trial.nudge(id)));
  }
  for (const school of schools) yield* provePlace(school, trial, directory);
  yield look(
    `Only ${name} can say two things: did the card arrive on their phone, and did the entry in the activity feed`,
    'Ask. Microsoft shows such entries on phones only for apps from its store. The card is what counts, and it comes as a message.',
  );
}

const tried = async <T>(call: () => Promise<T>): Promise<T | Fault> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
};

const unanswered = (what: string, { message, code }: Fault): Finding =>
  code === 'forbidden'
    ? wrong(
        `Microsoft does not let Lanyard do this: ${what} (${message})`,
        'Run the doctor without --prove: it says which permission is missing.',
      )
    : look(`Microsoft did not answer: ${what} (${message})`, 'Try again in a few minutes.');

function aboutInstall(name: string, result: Awaited<ReturnType<Trial['install']>> | Fault): Finding {
  if (result instanceof Fault) {
    if (result.code === 'not-found')
      return wrong('Lanyard is not in your organisation’s app catalogue', `Upload the package: ${ADMIN}`);
    if (result.code === 'forbidden')
      return wrong(
        `Microsoft does not let Lanyard install itself for ${name} (${result.message})`,
        'The package in Teams must name the app registration GRAPH_APP_ID: npm run deploy makes it, upload that one as an update.',
      );
    return unanswered(`putting Lanyard into ${name}’s chat`, result);
  }
  switch (result) {
    case 'installed':
      return fine(`Lanyard was put into ${name}’s chat, without consent inside a team`);
    case 'already':
      return fine(`Lanyard is in ${name}’s chat`);
    case 'blocked-by-policy':
      return wrong(
        `A policy of yours keeps Lanyard from ${name}`,
        `Manage apps → Lanyard → Users and groups: add a group they are in; and Org-wide app settings → Custom apps must be on: ${ADMIN}. It takes up to a day.`,
      );
    case 'no-teams':
      return wrong(`${name} has never opened Teams, or has no licence for it`, 'Have them sign in to Teams once.');
    default:
      return result satisfies never;
  }
}

const TRIES = 6;
const AGAIN_MS = 5_000;

/** Just installed, the chat is there a little later. */
async function patiently(
  send: () => Promise<Delivery>,
  pause: (ms: number) => Promise<void>,
): Promise<Delivery | Fault> {
  for (let times = 1; ; times += 1) {
    const delivery = await tried(send);
    const isEarly = !(delivery instanceof Fault) && delivery.kind === 'not-installed';
    if (!isEarly || times === TRIES) return delivery;
    await pause(AGAIN_MS);
  }
}

function aboutCard(name: string, delivery: Delivery | Fault): Finding {
  if (delivery instanceof Fault) return unanswered(`a card for ${name}`, delivery);
  switch (delivery.kind) {
    case 'sent':
      return fine(`A card was sent to ${name}`);
    case 'blocked':
      return wrong(
        `${name} has blocked Lanyard, or an administrator has`,
        'They unblock it in Teams: the chat → ••• → Unblock.',
      );
    case 'not-installed':
    case 'gone':
      return wrong(
        `Teams accepts no card for ${name}, although Lanyard is installed`,
        'Try again in a few minutes. If that does not help: does the bot have the Teams channel in Azure?',
      );
    default:
      return delivery satisfies never;
  }
}

function aboutNudge(name: string, result: 'nudged' | 'not-possible' | Fault): Finding {
  if (result instanceof Fault) return unanswered(`an entry in ${name}’s activity feed`, result);
  return result === 'nudged'
    ? fine(`An entry was put into ${name}’s activity feed`)
    : look(
        `Teams accepts no entry for ${name}’s activity feed`,
        'Check that TeamsActivity.Send is granted, and whether two Teams apps share one app registration. Reminders by card still go out without it.',
      );
}

async function* provePlace(school: School, trial: Trial, directory: Directory): AsyncGenerator<Finding> {
  const { dslDestination: place } = school;
  if (place.kind === 'people') {
    yield fine(`${school.id}: concerns go to people, one by one; there is no place to try`);
    return;
  }
  const members = await tried(() => directory.destinationMembers(place));
  const kind = members instanceof Fault ? place.kind : `${members.openness} ${place.kind}`;
  if (members instanceof Fault) yield unanswered(`who is in the place for concerns of ${school.id}`, members);
  else yield fine(`${school.id}: the ${members.members.length} members of the ${kind} can be read`);

  const delivery = await tried(async () => trial.post(place));
  if (delivery === undefined) return;
  if (delivery instanceof Fault || delivery.kind !== 'sent') {
    yield delivery instanceof Fault && delivery.isPassing
      ? unanswered(`a card in the place for concerns of ${school.id}`, delivery)
      : wrong(
          `Teams accepts no card from Lanyard in the ${kind} of ${school.id}`,
          `Add Lanyard to the team and to the channel itself (••• → Manage channel → Apps). If it stays: a standard channel of a closed team, or kind: people. ${PLACE}`,
        );
    return;
  }
  const removed = await tried(() => trial.remove(delivery));
  yield removed instanceof Fault || removed.kind !== 'sent'
    ? look(`A card was posted in the ${kind} of ${school.id} and could not be taken away`, 'Delete it there by hand.')
    : fine(`${school.id}: a card was posted in the ${kind} and taken away again`);
}
