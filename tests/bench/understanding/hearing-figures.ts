import { type Detection, isOfDanger } from '../../../src/hear/detection.ts';
import type { Raised } from '../../../src/hear/weighing/costs.ts';
import type { HeardLine } from '../../../training/data.ts';
import { hasPeople } from './figures.ts';

/** What is done with a text. */
export interface Done {
  readonly raised: Raised;
  readonly route: string | undefined;
  /** Another route that is asked about. */
  readonly second: string | undefined;
  /** 999 is said because of what was heard. */
  readonly isDanger: boolean;
  readonly hasPeople: boolean;
}

/** What may stand before what is meant, as people begin. */
export const BEFORE = { 'a greeting': 'Hi, ', 'a command': 'my reports. ', 'an answer': 'Yes. ' } as const;
export type Beginning = keyof typeof BEFORE;
const BEGINNINGS = Object.keys(BEFORE) as readonly Beginning[];

/** A line, and what was done with it: as it stands, and for what must not be missed behind each beginning. */
export interface Tried {
  readonly line: HeardLine;
  readonly done: Done;
  readonly behind: Readonly<Record<Beginning, Done>> | undefined;
}

/** What was done, as its writer sees it. */
export const doneOf = (detection: Detection): Done => ({
  raised: raisedBy(detection),
  route: 'route' in detection ? detection.route : undefined,
  second: 'second' in detection ? detection.second : undefined,
  isDanger: detection.kind === 'own-distress' ? detection.isCrisis : detection.kind !== 'none' && isOfDanger(detection),
  hasPeople: hasPeople(detection),
});

function raisedBy(detection: Detection): Raised {
  switch (detection.kind) {
    case 'none':
      return detection.mayBeDistress ? 'line' : 'none';
    case 'own-distress':
      return 'people';
    case 'unclear':
      if (detection.isQuiet) return 'below';
      return detection.ownDistress ? 'both' : 'offer';
    case 'concern':
      return 'alarm';
    default:
      return detection satisfies never;
  }
}

const isOneOf =
  (...some: readonly Raised[]) =>
  ({ raised }: Done): boolean =>
    some.includes(raised);

/** The report is at hand: below people to phone stands the form, too. */
const isFound = isOneOf('alarm', 'offer', 'below', 'both', 'people');
const isOffered = isOneOf('alarm', 'offer', 'both');
const isAlarm = isOneOf('alarm');
const isLine = isOneOf('line');
const isDisturbed = (done: Done): boolean => !isOneOf('line', 'none')(done);
const isTold = (done: Done): boolean => isAlarm(done) && done.isDanger;
const isHeard = (done: Done): boolean => done.hasPeople || isLine(done);

export const isReport = ({ kind }: HeardLine): boolean => kind === 'report';
export const isEmergency = (line: HeardLine): boolean => isReport(line) && line.route === 'emergency';
export const isDistress = ({ kind }: HeardLine): boolean => kind === 'distress';
const isQuestion = ({ kind }: HeardLine): boolean => kind === 'question';
const isGrave = (line: HeardLine): boolean => isReport(line) || isDistress(line);

/** What was missed of a line; `undefined` where nothing was. */
export function missOf({ line, done, behind }: Tried): string | undefined {
  if (isReport(line) && !isFound(done)) return 'report';
  if (isEmergency(line) && !isTold(done)) return 'emergency';
  if (isDistress(line) && !isHeard(done)) return 'distress';
  const less = BEGINNINGS.filter((name) => behind && heard(line, behind[name]) < heard(line, done));
  return less.length > 0 ? `less behind ${less.join(' and ')}` : undefined;
}

/** A share in per cent, and the bounds of its 95 % interval (Wilson). */
export interface Rate {
  readonly some: number;
  readonly of: number;
  readonly percent: number;
  readonly from: number;
  readonly to: number;
}

const Z = 1.96;
const rounded = (share: number): number => Math.round(1000 * share) / 10;

export function rateOf(some: number, of: number): Rate {
  if (of === 0) return { some, of, percent: 0, from: 0, to: 100 };
  const share = some / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / (1 + Z ** 2 / of);
  return {
    some,
    of,
    percent: rounded(share),
    from: rounded(Math.max(0, middle - half)),
    to: rounded(Math.min(1, middle + half)),
  };
}

type Rates = Readonly<Record<string, Rate>>;

const share = (all: readonly Tried[], is: (done: Done, line: HeardLine) => boolean): Rate =>
  rateOf(all.filter(({ done, line }) => is(done, line)).length, all.length);

/** All figures, by what they are of. */
export function hearingFigures(tried: readonly Tried[]): Readonly<Record<string, Rates>> {
  const of = (is: (line: HeardLine) => boolean) => tried.filter(({ line }) => is(line));
  const [reports, distress, questions] = [of(isReport), of(isDistress), of(isQuestion)];
  const others = of((line) => !isGrave(line) && !isQuestion(line));
  const byKind = Map.groupBy(others, ({ line }) => line.kind);
  return {
    reports: ofReports(reports),
    emergencies: { found: share(of(isEmergency), isFound), 'alarm with 999': share(of(isEmergency), isTold) },
    ...Object.fromEntries(
      [...Map.groupBy(distress, ({ line }) => line.told ?? 'not said how')].map(([told, some]) => [
        `distress, ${told}`,
        {
          'people to phone, or the line': share(some, isHeard),
          'people to phone': share(some, (one) => one.hasPeople),
        },
      ]),
    ),
    'reports behind what people begin with, heard less': ofBehind(reports),
    'emergencies behind what people begin with, heard less': ofBehind(of(isEmergency)),
    'distress behind what people begin with, heard less': ofBehind(distress),
    questions: ofHarmless(questions),
    'other messages': ofHarmless(others),
    ...Object.fromEntries([...byKind].map(([kind, some]) => [`other messages, ${kind}`, ofHarmless(some)])),
    'other messages in words of a report or of distress': ofHarmless(others.filter(({ line }) => line.near)),
  };
}

function ofReports(reports: readonly Tried[]): Rates {
  const found = reports.filter(({ done }) => isFound(done));
  const calm = reports.filter(({ line }) => !isEmergency(line));
  return {
    found: share(reports, isFound),
    'alarm, offer or both': share(reports, isOffered),
    alarm: share(reports, isAlarm),
    'right route of those found': share(found, ({ route }, line) => route === line.route),
    'right, or right for a second reader': share(
      found,
      ({ route }, line) => route !== undefined && (route === line.route || route === line.second),
    ),
    'right, or asked about': share(
      found,
      ({ route, second }, line) => route === line.route || (second !== undefined && second === line.route),
    ),
    'told 999 though it can wait': share(calm, ({ isDanger }) => isDanger),
  };
}

const ofHarmless = (some: readonly Tried[]): Rates => ({
  alarmed: share(some, isAlarm),
  disturbed: share(some, isDisturbed),
  line: share(some, isLine),
  'told 999': share(some, ({ isDanger }) => isDanger),
});

/** How much is heard of what a line is; only the order counts. */
function heard(line: HeardLine, done: Done): number {
  if (isDistress(line)) return done.hasPeople ? 2 : Number(isLine(done));
  const report = isOffered(done) ? 2 : Number(isFound(done));
  return report + Number(isEmergency(line) && isTold(done));
}

/** In how many less is heard than without the beginning. */
function ofBehind(tried: readonly Tried[]): Rates {
  const isLess = ({ line, done, behind }: Tried, beginning: Beginning): boolean =>
    behind !== undefined && heard(line, behind[beginning]) < heard(line, done);
  const count = (is: (one: Tried) => boolean) => rateOf(tried.filter(is).length, tried.length);
  return {
    ...Object.fromEntries(BEGINNINGS.map((name) => [name, count((one) => isLess(one, name))])),
    'any of the three': count((one) => BEGINNINGS.some((name) => isLess(one, name))),
  };
}

/** The figures in lines, as a person reads them. */
export const written = (figures: Readonly<Record<string, Rates>>): string =>
  Object.entries(figures)
    .flatMap(([what, rates]) => [
      what,
      ...Object.entries(rates).map(([name, { some, of, percent, from, to }]) => {
        const counts = `${some} of ${of}`.padStart(14);
        return of === 0
          ? `  ${name.padEnd(38)}${counts}`
          : `  ${name.padEnd(38)}${counts} = ${percent.toFixed(1).padStart(5)} % (${from.toFixed(1)} to ${to.toFixed(1)})`;
      }),
    ])
    .join('\n');
