import { basename, dirname, extname, resolve } from 'node:path';
import { pointsTo } from '../../concern/routing/route-now.ts';
import { RECIPIENT_WORDING } from '../../concern/wording.ts';
import { readTrust } from '../../config/config.ts';
import { ConfigError, type Problem } from '../../config/problems.ts';
import type { PolicyId } from '../../core/ids.ts';
import { holders, type School, type Trust } from '../../core/school/school.ts';
import { mayBeDanger } from '../../disclosure/danger.ts';
import type { Detection } from '../../disclosure/detect.ts';
import { createListener } from '../../disclosure/listen.ts';
import { readPolicyFile } from '../../documents/policy-file.ts';
import type { Explanation } from '../../policy/ask/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { classifySmallTalk } from '../../policy/question/small-talk.ts';
import { toSections } from '../../policy/reading/sections.ts';
import { createLog } from '../../process/log.ts';
import { type Opening, openUnderstanding } from '../../understanding/open.ts';
import { loadCautions } from '../../wiring/policy/cautions.ts';
import { answerText, quotedText } from './answer-text.ts';
import { answererFrom, headOf } from './answerer.ts';

interface AskOptions {
  /** Path of lanyard.yml. */
  readonly config: string;
  /** A school's id; the first of the file when absent. */
  readonly school?: string;
  readonly explain?: boolean;
  /** The encoder that Lanyard ships when absent. */
  readonly opening?: Opening;
}

/**
 * What the bot would say to this question, as text. Reads the policy files that lanyard.yml names and nothing else: no
 * database, no network, no model. Where a newer version awaits its owner's approval, this reads the newer one.
 * @throws ConfigError when lanyard.yml or a policy cannot be read
 */
export async function answerInTerminal(question: string, options: AskOptions): Promise<string> {
  const { school, trust } = schoolIn(options);
  // The order of the bot: what may be a concern is not looked up, and small talk is no question.
  const opening = options.opening ?? (await openUnderstanding());
  const hear = createListener({ schools: [school], ...headOf(opening), log: createLog('warn') });
  const { detection } = await hear(question, school);
  if (detection.kind === 'own-distress') return OWN_DISTRESS;
  if (detection.kind === 'concern' && (detection.emergency || detection.ownDistress))
    return toAPerson(school, detection);
  if (detection.kind === 'none' && classifySmallTalk(question) === 'help') return HELP;

  const folder = dirname(resolve(options.config));
  const cautions = loadCautions(trust, folder);
  const answerer = await answererFrom(await policiesOf(school, folder), { cautions, opening });
  const answer = await answerer.askLocally(question);
  if (detection.kind === 'concern') {
    const rule = answer.kind === 'answered' ? answer.best : answer.nearest[0];
    const said = rule && answer.kind !== 'not-covered' ? [`The nearest rule\n${quotedText(rule)}`] : [];
    return [toAPerson(school, detection), ...said].join('\n\n');
  }
  const isOffered = detection.kind === 'unclear';
  const isReportFirst = isOffered && detection.likelier === 'report';
  const parts = [
    ...(opening.kind === 'without'
      ? [`${opening.what}: this is by words alone, and never certain. ${opening.todo}`]
      : []),
    ...(isReportFirst ? [`${HAPPENED} If it is a general question:`] : []),
    answerText(answer, whose(school)),
    ...(isOffered && !isReportFirst ? [HAPPENED] : []),
    ...(options.explain ? [explained(answer.explain)] : []),
  ];
  return parts.join('\n\n');
}

function schoolIn({ config, school: wanted }: AskOptions): { school: School; trust: Trust } {
  const problems: Problem[] = [];
  const trust = readTrust(config, problems, 'Name yours with --config.');
  if (!trust) throw new ConfigError(problems);
  const found = wanted === undefined ? trust.schools[0] : trust.schools.find(({ id }) => id === wanted);
  if (found) return { school: found, trust };
  const known = trust.schools.map(({ id }) => id).join(', ');
  throw new ConfigError([{ place: '--school', message: `"${wanted}" is not in ${config}. Write one of: ${known}.` }]);
}

async function policiesOf(school: School, folder: string): Promise<Policy[]> {
  const problems: Problem[] = [];
  const policies: Policy[] = [];
  for (const file of school.policies.files) {
    const outcome = await readPolicyFile(folder, file);
    if (outcome.kind === 'read') {
      const name = basename(file, extname(file));
      policies.push(toSections(outcome.document, { id: name as PolicyId, fallbackTitle: name }));
    } else
      problems.push({
        place: file,
        message: outcome.kind === 'closed' ? `${outcome.what}. ${outcome.todo}` : outcome.why,
      });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return policies;
}

const HELP = 'Ask me what a policy says. In Teams I also send policies to acknowledge and take reports of a concern.';

const HAPPENED = 'Has this happened? Then please report it to a person now; in Teams: Report a concern.';

const OWN_DISTRESS =
  'Please talk to somebody now. In danger: phone 999. NHS 111; Samaritans, at any time: 116 123. Nothing was looked up or kept.';

function toAPerson(school: School, detection: Extract<Detection, { kind: 'concern' }>): string {
  const { recipient, person } = pointsTo(school, detection.route);
  return [
    'This may be something to report. Nothing of it is kept.',
    ...(mayBeDanger(detection) ? ['Somebody in danger now? Phone 999 first.'] : []),
    `Speak to ${RECIPIENT_WORDING[recipient]}: ${[person?.name, person?.phone].filter(Boolean).join(', ')}. In Teams: Report a concern.`,
  ].join('\n');
}

const whose = (school: School) => ({
  policies: `The policies of ${school.name}`,
  owner: holders(school, 'policy-owner')[0]?.name ?? 'the policy owner',
});

const explained = ({ chance, ranked }: Explanation): string =>
  [
    chance === undefined ? 'Found by words alone' : `The first answers with a chance of ${Math.round(chance * 100)} %`,
    ...ranked.map(({ heading, score, signs }, at) => {
      const told = Object.entries(signs).flatMap(([sign, value]) =>
        value === 0 ? [] : [`${sign} ${value.toFixed(2)}`],
      );
      return `${at + 1}. ${heading}  ${score.toFixed(2)} = ${told.join(', ')}`;
    }),
  ].join('\n');
