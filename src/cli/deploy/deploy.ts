import type { Finding } from '../doctor/finding.ts';
import { Failure, Refusal } from './azure/failure.ts';
import { leftByHand } from './by-hand.ts';
import { checkBefore } from './check.ts';
import type { Change, Run, Step } from './run.ts';
import { providers, resourceGroup, teamsAppId } from './steps/foundation.ts';
import { type Archivist, inside, packageOf, programOf, settings } from './steps/program.ts';
import { consent, registration, vouching } from './steps/registration.ts';
import { template } from './steps/template.ts';

export interface DeployOptions {
  /** Says what would be done, and does nothing. */
  readonly isDry: boolean;
  /** The check before alone. */
  readonly isCheck: boolean;
  /** One step alone. */
  readonly only: string | undefined;
}

/** Every step in the order of doing. */
export const stepsOf = (archivist: Archivist): readonly Step[] => [
  teamsAppId,
  registration,
  resourceGroup,
  providers,
  template,
  vouching,
  consent,
  settings,
  programOf(archivist),
  packageOf(archivist),
];

const MARK: Readonly<Record<Finding['level'], string>> = { wrong: '✗', look: '!', fine: '✓' };

/**
 * From nothing to a bot that the doctor has looked at; what is as it should be is left alone. Says each step as it goes.
 * @returns whether all went well; what did not has been said with its cure
 */
export async function deploy(run: Run, archivist: Archivist, options: DeployOptions): Promise<boolean> {
  const steps = stepsOf(archivist);
  const chosen = options.only === undefined ? steps : steps.filter(({ name }) => name === options.only);
  if (chosen.length === 0) {
    run.say(`There is no step "${options.only}". There are: ${steps.map(({ name }) => name).join(', ')}`);
    return false;
  }
  if (options.only === undefined && !(await checked(run, archivist))) return false;
  if (options.isCheck) return true;
  let changed = 0;
  for (const step of chosen) {
    const change = await saying(run, step, () => step.look(run));
    if (change === 'failed') return false;
    if (change === undefined || change === 'later') {
      run.say(change === 'later' ? later(step, options) : `✓ ${step.title}`);
      if (change === 'later' && !options.isDry) return false;
      continue;
    }
    changed += 1;
    for (const what of change.what) run.say(`${options.isDry ? 'would' : '→'} ${what}`);
    if (options.isDry) continue;
    if ((await saying(run, step, () => made(change))) === 'failed') return false;
    run.say(`✓ ${step.title}`);
  }
  run.say(summary(changed, options));
  if (options.isDry || options.only !== undefined) return true;
  const found = await doctored(run);
  sayByHand(run, found.output);
  return found.isWell;
}

const made = async (change: Change): Promise<'made'> => {
  await change.make();
  return 'made';
};

const later = ({ title, name }: Step, { isDry }: DeployOptions): string =>
  isDry
    ? `  ${title}: checked once the steps before it are done`
    : `✗ ${name}: an earlier step that it needs is missing. Run the whole command: npm run deploy`;

function summary(changed: number, { isDry }: DeployOptions): string {
  if (changed === 0) return 'Everything is as it should be; nothing was changed.';
  const steps = `${changed} ${changed === 1 ? 'step' : 'steps'}`;
  return isDry ? `Nothing was changed; ${steps} would be done.` : `Done: ${steps}.`;
}

/** A failure is said with its cure; anything else is a bug, and is thrown. */
async function saying<T>(run: Run, { name }: Pick<Step, 'name'>, work: () => Promise<T>): Promise<T | 'failed'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) {
      run.say(`✗ ${name}: ${error.message}`);
      for (const todo of error.todo) run.say(`    → ${todo}`);
      return 'failed';
    }
    if (error instanceof Refusal) {
      run.say(`✗ ${name}: ${error.message}`);
      run.say(`    → ${cureFor(error)}`);
      return 'failed';
    }
    throw error;
  }
}

function cureFor({ status }: Refusal): string {
  if (status === 401) return 'Your sign-in has expired: run az login, then the same command again';
  if (status === 403)
    return 'Your account may not do that. If you hold the role through Privileged Identity Management, activate it, then run az logout and az login. docs/deploy.md lists the rights needed';
  if (status === 429 || status >= 500)
    return 'Microsoft’s service is in trouble: run the same command again in a few minutes';
  return 'Run the same command again. If it says the same, the sentence above names what Azure rejects';
}

async function checked(run: Run, archivist: Archivist): Promise<boolean> {
  let wrongs = 0;
  const all = await saying(run, { name: 'check' }, async () => {
    for await (const { level, what, todo } of checkBefore(run, archivist)) {
      if (level === 'wrong') wrongs += 1;
      run.say(`${MARK[level]} ${what}`);
      if (todo !== undefined) run.say(`    → ${todo}`);
    }
  });
  if (wrongs > 0) run.say('Nothing was changed.');
  return all !== 'failed' && wrongs === 0;
}

async function doctored(run: Run): Promise<{ readonly isWell: boolean; readonly output: string }> {
  run.say('');
  run.say('The doctor, inside the web app:');
  const answer = await saying(run, { name: 'doctor' }, () => inside(run, ['doctor']));
  if (answer === 'failed') return { isWell: false, output: '' };
  for (const line of answer.output.trimEnd().split('\n')) run.say(`  ${line}`);
  return { isWell: answer.code === 0, output: answer.output };
}

function sayByHand(run: Run, doctor: string): void {
  run.say('');
  run.say('Things that only you can do, once, in this order:');
  for (const [index, { what, how, link }] of leftByHand(run, doctor).entries()) {
    run.say(`${index + 1}. ${what}`);
    for (const line of how) run.say(`     ${line}`);
    run.say(`     ${link}`);
  }
}
