import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createAcknowledgementCourier, OVERDUE_ACTIVITY } from '../../src/acknowledge/delivery/courier.messages.ts';
import { createConcernNotifier, UNREAD_ACTIVITY } from '../../src/report/notice/notifier.messages.ts';

const declared: { type: string; description: string; templateText: string }[] = JSON.parse(
  readFileSync('appPackage/manifest.json', 'utf8'),
).activities.activityTypes;

test('the manifest declares every activity that the product sends, and none that it does not', async () => {
  const sent = new Set<string>();
  const courier = createAcknowledgementCourier({
    messenger: {} as never,
    tenant: 't' as never,
    install: async () => 'installed',
    nudge: async (_user, activityType) => {
      sent.add(activityType);
      return 'nudged';
    },
    clock: () => new Date(),
  });
  await courier.nudge(
    'u' as never,
    { policies: [], standing: { kind: 'asked' }, dueDay: '2026-09-30' } as never,
    false,
  );
  const notifier = createConcernNotifier({
    messenger: {} as never,
    clock: () => new Date(),
    cards: () => ({}),
    nudge: async (_user, activityType, preview) => {
      sent.add(activityType);
      expect(preview).toBe('Urgent report 7K4TQ9: nobody has acknowledged it');
      return 'nudged';
    },
  });
  await notifier.nudge('u' as never, '7K4TQ9');
  expect([...sent]).toEqual([OVERDUE_ACTIVITY, UNREAD_ACTIVITY]);
  expect(declared.map(({ type }) => type)).toEqual([...sent]);
  // Nobody else sends one: there is one place from which the call to Graph goes, and three that use it:
  // the last is the doctor's trial, which sends the first of the two to the person it names.
  const callers = globSync('src/**/*.ts').filter((file) =>
    /nudges\.nudge|graphNudges\(/.test(readFileSync(file, 'utf8')),
  );
  expect(callers.sort()).toEqual([
    'src/acknowledge/index.ts',
    'src/platform/graph/nudge.ts',
    'src/wiring/concerns.ts',
    'src/wiring/microsoft.ts',
    'src/wiring/trial.ts',
  ]);
  expect(readFileSync('src/wiring/trial.ts', 'utf8')).toContain('nudges.nudge(user, OVERDUE_ACTIVITY,');
});

test('what people see of an activity is short enough for Teams', () => {
  for (const { type, description, templateText } of declared) {
    expect(type.length).toBeLessThanOrEqual(64);
    expect(description.length).toBeLessThanOrEqual(128);
    expect(templateText.length).toBeLessThanOrEqual(128);
  }
});
