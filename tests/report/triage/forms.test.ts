import { expect, test } from '@jest/globals';
import { lockActs } from '../../../src/more/locks/lock.handlers.ts';
import { actions, card, submitDialog } from '../../../src/platform/teams/card.ts';
import { createLiveButtons } from '../../../src/platform/teams/live-buttons.ts';
import type { Acts } from '../../../src/report/host.handlers.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { leadsOn } from '../../../src/report/triage/triage.handlers.ts';
import { FORM } from '../../../src/report/verbs.cards.ts';
import { registeredRoutes } from '../../entrances/entrances.ts';
import { concern, school } from '../sample-concern-cards.ts';
import { MIRIAM } from '../support.ts';

test('a button that opens a form goes out where the form is there, of report itself or of a feature that is on', () => {
  const routes = registeredRoutes();
  const going = (acts: Acts) =>
    createLiveButtons(routes, (verb, data) => leadsOn({ hosted: () => ({ acts }) }, verb, data));
  const form = (name: string) => submitDialog(name, FORM, { form: name });
  const drawn = card(actions([form('note'), form('lock')]), actions([form('constructor')]));
  const both = card(actions([form('note'), form('lock')]));
  expect(going(lockActs)(drawn)).toEqual(both);
  expect(going({})(drawn)).toEqual(card(actions([form('note')])));
});

test('who a report is about keeps the capitals of its words within a sentence', () => {
  const form = JSON.stringify(
    formCard({ form: 'reroute', act: FORMS.reroute, concern: { ...concern, kind: 'child' }, school, user: MIRIAM }),
  );
  expect(form).toContain('Instead: the DSL or a deputy');
  expect(form).toContain('As reported: a child');
});
