#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { Fault } from '../kernel/calls/fault.ts';
import { ConfigError } from '../school/file/problems.ts';
import type { EvalOptions } from './policies/eval.ts';

/**
 * `npm run lanyard -- <command>`: everything that is done from a terminal. Each command is loaded when it is asked for, so
 * that `lanyard ask` needs neither a database nor the bot SDK.
 */
const say = (words: string) => void process.stdout.write(`${words}\n`);
const complain = (words: string) => void process.stderr.write(`${words}\n`);
const fail = (words: string, complaints: readonly string[]) => {
  complain(words);
  for (const complaint of complaints) complain(`  ${complaint}`);
  process.exitCode = 1;
};
const configFile = process.env.LANYARD_CONFIG ?? 'lanyard.yml';

const program = new Command('lanyard')
  .description('Lanyard, from a terminal.')
  .enablePositionalOptions()
  .showHelpAfterError()
  .exitOverride();

const each = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

program
  .command('ask')
  .description('what the policies say, as the bot would answer; no database, no network')
  .argument('<question...>', 'in quotes; several are one conversation')
  .option('--school <id>', 'a school of lanyard.yml; the first when left out')
  .option('--config <file>', 'path of lanyard.yml', configFile)
  .option('--explain', 'show how the answer was found')
  .action(async (questions: readonly string[], options: { school?: string; config: string; explain?: boolean }) => {
    const { answerInTerminal } = await import('./policies/ask.ts');
    say(await answerInTerminal(questions, options));
  });

program
  .command('try')
  .description(
    'read one policy file, tell how it was read, and answer from it; nothing is kept, no database, no network',
  )
  .argument('<file>', 'Word, PDF, Markdown or text')
  .argument('[question]', 'asked of it; without one, each line of the input is a question')
  .option('--whole', 'show every section as it was read')
  .action(async (file: string, question: string | undefined, { whole }: { whole?: boolean }) => {
    const [{ tryInTerminal }, { createInterface }] = await Promise.all([
      import('./trial/command.ts'),
      import('node:readline'),
    ]);
    if (question === undefined && process.stdin.isTTY) complain('Ask one question a line; Ctrl+D ends.');
    // Opened only when it is read: what comes before would be lost.
    const typed = async function* () {
      yield* createInterface({ input: process.stdin });
    };
    const questions = question === undefined ? typed() : [question];
    if (!(await tryInTerminal(file, questions, say, { whole: whole ?? false }))) process.exitCode = 1;
  });

program
  .command('index')
  .description('read every policy of lanyard.yml and tell what was found in it; no database, no network')
  .option('--config <file>', 'path of lanyard.yml', configFile)
  .option('--sections', 'list every section with the number of its passages')
  .action(async (options: { config: string; sections?: boolean }) => {
    const { indexPolicies } = await import('./policies/index-policies.ts');
    // A line that is drawn over itself: only where someone looks on.
    const draw = (file: string, share: number) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${file}  ${'█'.repeat(Math.round(share * 20)).padEnd(20, '░')} `);
    };
    const { lines, isWhole } = await indexPolicies(options, draw);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    for (const line of lines) say(line);
    if (!isWhole) process.exitCode = 1;
  });

program
  .command('eval')
  .description('answer every case of a question set, one JSON object a line; no database, no network')
  .requiredOption('--policies <folder>', 'where the policies are that the cases name')
  .requiredOption('--cases <file>', 'a JSON object a line, with id, policy and question')
  .option('--cautions <file>', 'more cautions beside ours; again for several', each)
  .option('--explain', 'show how each answer was found')
  .option('--prompts <folder>', 'write what a language model would be asked, one file a question: <id>.json')
  .option('--replies <folder>', 'read what a language model replied, from files of the same names, and answer with it')
  .action(async (options: EvalOptions) => {
    const { answerCases } = await import('./policies/eval.ts');
    const report = await answerCases(options, say);
    if (!report) return;
    const { written, used, missing, troubles } = report;
    process.stderr.write(`${written} prompts written; ${used} replies used, ${missing} not there.\n`);
    if (troubles.length > 0) fail('Not used, so that our own answer stands:', troubles);
  });

program
  .command('package')
  .description('make the Teams app package for an environment')
  .requiredOption('--env <name>', 'local, dev or prod: env/.env.<name>')
  .action(async ({ env }: { env: string }) => {
    const { makePackage } = await import('./package/package.ts');
    const outcome = await makePackage({ env, root: process.cwd(), already: process.env });
    if (outcome.kind === 'made') say(`Made ${outcome.file}`);
    else fail(`The package for "${env}" was not made:`, outcome.complaints);
  });

program
  .command('archive')
  .description('build the product and pack it with the modules of production, for a server with Node (linux-x64)')
  .action(async () => {
    const { buildProduct, megabytes, writeArchive } = await import('./archive/archive.ts');
    buildProduct(process.cwd());
    const { file, bytes, files } = await writeArchive(process.cwd());
    say(`${file}: ${files} files, ${megabytes(bytes)}`);
  });

program
  .command('setup')
  .description('ask about your school, look up people and groups with your own sign-in, and write lanyard.yml and env/')
  .option('--env <name>', 'dev or prod: env/.env.<name>', 'prod')
  .action(async ({ env }: { env: string }) => {
    const { runSetup } = await import('./setup/setup-command.ts');
    if (!(await runSetup(env))) process.exitCode = 1;
  });

program
  .command('deploy')
  .description('put Lanyard into Azure, step by step; whatever is already right is left alone')
  .requiredOption('--env <name>', 'dev or prod: env/.env.<name>')
  .option('--dry-run', 'say what would be done, and change nothing')
  .option('--check', 'check for everything that would stop it half-way, and change nothing')
  .option('--only <step>', 'one step alone, for instance settings or consent')
  .option('--with <permission>', 'a Graph permission that lanyard.yml does not ask for; again for several', each)
  .action(
    async (options: { env: string; dryRun?: boolean; check?: boolean; only?: string; with?: readonly string[] }) => {
      const { runDeploy } = await import('./deploy/deploy-command.ts');
      const isWell = await runDeploy(
        { env: options.env, with: options.with ?? [], say },
        { isDry: options.dryRun ?? false, isCheck: options.check ?? false, only: options.only },
      );
      if (!isWell) process.exitCode = 1;
    },
  );

program
  .command('inside')
  .description('run a lanyard command in the web app in Azure, where its identity and its database are')
  .requiredOption('--env <name>', 'dev or prod: env/.env.<name>')
  .argument('<command...>', 'for instance: doctor')
  .passThroughOptions()
  .action(async (args: readonly string[], { env }: { env: string }) => {
    const { runInside } = await import('./deploy/deploy-command.ts');
    process.exitCode = await runInside({ env, with: [], say }, args);
  });

program
  .command('campaign')
  .description('every acknowledgement campaign and its progress')
  .option('--watch', 'draw again every two seconds until Ctrl+C')
  .action(async ({ watch }: { watch?: boolean }) => {
    const { showCampaigns } = await import('./campaign.ts');
    await showCampaigns(process.env, watch ?? false, say);
  });

program
  .command('export')
  .description('a campaign as a file: its register as CSV, or its evidence pack')
  .argument('<campaign>', 'the id that `lanyard campaign` shows; its beginning is enough')
  .option('--evidence', 'the evidence pack, to be checked with `lanyard verify`')
  .addOption(new Option('--pdf', 'a summary for an inspector').conflicts('evidence'))
  .option('--out <file>', 'where to write it; the terminal when left out')
  .action(async (campaign: string, options: { evidence?: boolean; pdf?: boolean; out?: string }) => {
    const { exportCampaign } = await import('./campaign.ts');
    const outcome = await exportCampaign(process.env, campaign, options, (words) => void process.stdout.write(words));
    if (outcome.kind === 'unknown') fail(`No single campaign begins with "${campaign}":`, outcome.campaigns);
  });

program
  .command('verify')
  .description(
    'check that an evidence pack is unaltered, or without a file every report and its trail; or say what was changed',
  )
  .argument('[file]', 'an evidence pack: needs no database and no network')
  .option(
    '--since <mark or file>',
    'for reports: a mark of the trail from before, or a log or export that holds some; again for several',
    each,
  )
  .action(async (file: string | undefined, { since }: { since?: readonly string[] }) => {
    if (file === undefined) {
      const { verifyRecords } = await import('./verify/verify-records.ts');
      const outcome = await verifyRecords(process.env, since);
      if (outcome.kind === 'unaltered') say(outcome.words);
      else fail('Not as it should be:', outcome.complaints);
      return;
    }
    const { verifyFile } = await import('./verify/verify.ts');
    const outcome = await verifyFile(file);
    if (outcome.kind === 'unaltered') say(outcome.words);
    else fail('This evidence pack has been altered:', outcome.complaints);
  });

program
  .command('rewrap')
  .description('after a new record key: wrap the keys of all reports and drafts with it; opens and changes no text')
  .action(async () => {
    const { rewrapRecords } = await import('./data/rewrap.ts');
    const outcome = await rewrapRecords(process.env);
    if (outcome.kind === 'whole') say(outcome.words);
    else fail('Earlier keys are still needed:', outcome.complaints);
  });

program
  .command('held-about')
  .description('for an access request: everything held about one person outside reports, as JSON')
  .argument('<person>', 'their Entra object id')
  .argument('<file>', 'must not exist yet')
  .action(async (person: string, file: string) => {
    const [{ writeHeldAbout }, { withDatabase }] = await Promise.all([
      import('./data/held-about.ts'),
      import('./data/database.ts'),
    ]);
    const outcome = await withDatabase(process.env, (db) => writeHeldAbout(db, person, file, new Date()));
    if (outcome.kind === 'written')
      say(
        `${file}: ${outcome.rows} rows of ${outcome.tables} tables. Read it before you pass it on: rows may name others. What reports say: type “subject access request” in Teams.`,
      );
    else fail('Nothing was written:', [outcome.why]);
  });

program
  .command('doctor')
  .description('check configuration, permissions, people, groups, DSL channel, clock, database, key; changes nothing')
  .option(
    '--prove <person>',
    'and really do, for this one person, what only a tenant can answer: install, card, post, line',
  )
  .action(async ({ prove }: { prove?: string }) => {
    const { runDoctor } = await import('./doctor/doctor-command.ts');
    const wrongs = await runDoctor(process.env, say, prove);
    if (wrongs > 0) process.exitCode = 1;
  });

program
  .command('rehearse')
  .description('hold twelve marked drills with the people who get reports, and make the page that they sign')
  .option('--config <file>', 'path of lanyard.yml', configFile)
  .option('--school <id>', 'where lanyard.yml has several')
  .option('--only <drill>', 'one drill alone, also one that has passed; again for several', each)
  .option('--by <person>', 'the Entra object id of the person in whose name they are sent; your IT lead when left out')
  .option('--page', 'send nothing, and only make the page')
  .option('--out <file>', 'where to write the page', 'rehearsal.pdf')
  .action(
    async (options: {
      config: string;
      school?: string;
      only?: readonly string[];
      by?: string;
      page?: boolean;
      out: string;
    }) => {
      const { runRehearse } = await import('./rehearse/rehearse-command.ts');
      if ((await runRehearse(process.env, options, say)) > 0) process.exitCode = 1;
    },
  );

program
  .command('backup')
  .description('write the whole database to a file, and check the file; sealed texts stay sealed')
  .argument('<file>', 'for instance lanyard-2026-09-01.backup.gz')
  .action(async (file: string) => {
    const [{ backUp }, { withDatabase }] = await Promise.all([
      import('./data/backup.ts'),
      import('./data/database.ts'),
    ]);
    const { rows, tables } = await withDatabase(process.env, (db) => backUp(db, file, new Date()));
    say(`${file}: ${rows} rows of ${tables} tables. Keep the record key too, somewhere else.`);
  });

program
  .command('restore')
  .description('put a backup into an empty database, and prove that nothing is missing')
  .argument('<file>')
  .option('--into <database>', 'a database beside the one in use, made where there is none')
  .action(async (file: string, { into }: { into?: string }) => {
    const [{ restore }, { withDatabase }] = await Promise.all([
      import('./data/backup.ts'),
      import('./data/database.ts'),
    ]);
    const { rows, tables } = await withDatabase(process.env, (db) => restore(db, file), into);
    say(`Restored ${rows} rows of ${tables} tables; every count, sum and chain is right.`);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Tells what a person can act on in one line each; anything else is a bug and keeps its stack. Returns the exit code. */
function explain(error: unknown): number {
  // Usage: commander has said it. As with other tools, 2 is a command that nobody can have meant so.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) for (const { place, message } of error.problems) complain(`${place}: ${message}`);
  else if (error instanceof Fault) complain(error.message);
  else if (isAboutPackage(error))
    complain(
      `${error.message.split('\n')[0]}. What this needs only development installs: run it in a checkout, after npm ci.`,
    );
  else if (isAboutForm(error)) {
    const places = error.issues.map(({ path }) => path.join('.')).join(', ');
    complain(
      `What was read is not in the form that Lanyard knows (at ${places}). Run the same command again; if it says the same, look for a newer Lanyard.`,
    );
  } else if (isAboutFile(error)) complain(`${error.path} cannot be read or written (${error.code}).`);
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** What Node says about a file that someone named and that is not there, is a folder, or belongs to someone else. */
function isAboutFile(error: unknown): error is { readonly path: string; readonly code: string } {
  return (
    error instanceof Error &&
    'path' in error &&
    typeof error.path === 'string' &&
    'code' in error &&
    typeof error.code === 'string'
  );
}

/** An answer or a file that a parser refused; its own words are for programmers. */
function isAboutForm(
  error: unknown,
): error is { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } {
  return error instanceof Error && error.name === 'ZodError' && 'issues' in error && Array.isArray(error.issues);
}

/** What only a checkout after `npm ci` has, the database of a try-out above all, asked for where production runs. */
function isAboutPackage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
