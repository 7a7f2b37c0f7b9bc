import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Detection, detectConcern } from '../../src/disclosure/detect.ts';
import { decideBetween } from '../../src/disclosure/judge.ts';
import { type MessageThresholds, toldBy } from '../../src/disclosure/message-head.ts';
import { FOLDS, foldsIn } from './understanding/left-out.ts';

interface Worth {
  /** Reports by left-out writers in which the rule has a part. */
  reports: number;
  /** Of those, how many would be missed, or only offered, if the rules had seen nothing in them. */
  missed: number;
  offered: number;
  /** Of what is no report: alarms, and offers, that there are only because the rules saw something. */
  alarms: number;
  offers: number;
}

/**
 * `npm run bench -- rules`: what each detector rule is worth beside the encoder, on writers left out of its training. A rule
 * is taken away together with the whole vote of the messages in which it has a part: at worst so much is lost without it. A
 * rule that loses nothing even so can go, as far as these writers tell; without an encoder it may still be missed.
 */
export default async function rules(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folds: { type: 'string', default: FOLDS },
      data: { type: 'string', default: 'training/data/open' },
      weights: { type: 'string', default: 'src/understanding/model/weights.json' },
    },
  });
  const { messages: thresholds } = JSON.parse(readFileSync(values.weights, 'utf8')) as { messages: MessageThresholds };
  const worth = new Map<string, Worth>();
  for (const { hear, messages } of await foldsIn(values.folds, values.data, thresholds))
    for (const { kind, text } of messages) {
      const found = detectConcern(text);
      if (found.kind === 'none' || kind === 'distress') continue;
      const { readings = [] } = await hear(text, undefined);
      const told = toldBy(readings);
      const [with_, without] = [found, NOTHING].map((vote) => rankOf(decideBetween(vote, told, thresholds)));
      for (const rule of found.reasons.length > 0 ? found.reasons : ['(told, no harm named)'])
        count(worth, rule, kind === 'concern', with_ ?? 0, without ?? 0);
    }
  console.log('rule                                reports  missed  only offered  false alarms  offers to others');
  for (const [rule, one] of [...worth].sort(([, a], [, b]) => a.missed - b.missed || a.offered - b.offered))
    console.log(
      rule.padEnd(34) +
        [one.reports, one.missed, one.offered, one.alarms, one.offers].map((some) => `${some}`.padStart(11)).join(''),
    );
  const free = [...worth].filter(([, { missed, offered }]) => missed + offered === 0);
  console.log(`${free.length} of ${worth.size} rules that speak up here lose no report and no alarm`);
}

const NOTHING: Detection = { kind: 'none' };

/** 0: nothing; 1: a report is offered, or people to phone; 2: taken for a report. */
const rankOf = ({ kind }: Detection): number => (kind === 'none' ? 0 : kind === 'concern' ? 2 : 1);

function count(worth: Map<string, Worth>, rule: string, isReport: boolean, before: number, after: number): void {
  const one = worth.get(rule) ?? { reports: 0, missed: 0, offered: 0, alarms: 0, offers: 0 };
  worth.set(rule, one);
  if (isReport) {
    one.reports += 1;
    one.missed += Number(before > 0 && after === 0);
    one.offered += Number(before === 2 && after === 1);
  } else {
    one.alarms += Number(before === 2 && after < 2);
    one.offers += Number(before === 1 && after === 0);
  }
}
