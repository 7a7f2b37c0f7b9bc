import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import type { Running } from './running.ts';

/** HR of Oakfield sets up a campaign for its first policy and sees who would be asked. Returns the id of that card. */
export async function draftCampaign({ sandbox }: Running, due: string): Promise<string> {
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  // The year's own proposal may come after the list.
  const list = sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes('New campaign'));
  const form = await sandbox.openDialog(hr, list?.id ?? '', 'New campaign');
  const policies = /"value":"(oakfield\/[0-9a-f]+)"/.exec(JSON.stringify(form.card))?.[1] ?? '';
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies, due, pages: 'false' });
  // The product may have proposed a campaign of its own, with another day.
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(due),
  );
  const isOurs = new RegExp(`Nobody has been asked yet.*${day}`);
  const draft = await sandbox.until(() =>
    sandbox.messages(hr).findLast(({ cards }) => isOurs.test(JSON.stringify(cards))),
  );
  return draft.id;
}

/** HR sends a campaign whose list is read, and says so once more where the number stands. @param card the id of its card */
export async function sendNow({ sandbox }: Pick<Running, 'sandbox'>, card: string): Promise<void> {
  const hr = PEOPLE.sunitaRao;
  const titled = (shown: unknown, title: string) =>
    new RegExp(`"title":"(${title}[^"]*)"`).exec(JSON.stringify(shown))?.[1] ?? title;
  const message = sandbox.messages(hr).find(({ id }) => id === card);
  const asked = await sandbox.openDialog(hr, card, titled(message?.cards, 'Send now'));
  await sandbox.submitDialog(hr, asked, titled(asked.card, 'Send to'));
  // Its card is drawn again in its own time.
  const isOut = () =>
    sandbox.messages(hr).find(({ id, cards }) => id === card && !JSON.stringify(cards).includes('"Send now'));
  await sandbox.until(isOut);
}

/** HR enters on which day the unions were consulted: line managers are told from then on. */
export async function tellManagers({ sandbox }: Pick<Running, 'sandbox'>, day: string): Promise<void> {
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'tell managers');
  const title = 'Unions were consulted: enter the day';
  const card = sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes(title));
  const form = await sandbox.openDialog(hr, card?.id ?? '', title);
  await sandbox.submitDialog(hr, form, 'Tell line managers from now on', { day });
}

/** The same, due at the end of September, and started. Returns the id of its card. */
export async function startCampaign(world: Running): Promise<string> {
  const hr = PEOPLE.sunitaRao;
  const draft = await draftCampaign(world, '2026-09-30');
  await sendNow(world, draft);
  await world.sandbox.until(() => JSON.stringify(world.sandbox.messages(hr)).includes('People without Teams'));
  return draft;
}

/** Opens a policy from someone's card by its button, and turns every page. */
export async function readWhole({ sandbox }: Pick<Running, 'sandbox'>, user: string, card: string, button: string) {
  let page = await sandbox.openDialog(user, card, button);
  while (JSON.stringify(page.card).includes('"Next page"')) {
    const next = await sandbox.submitDialog(user, page, 'Next page');
    if (next.kind !== 'dialog') throw new Error(`no next page: ${next.kind}`);
    page = next.dialog;
  }
  return page;
}
