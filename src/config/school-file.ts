import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod/v4';
import { type GroupId, parseGuid, type SchoolId, type TenantId, type UserId } from '../core/ids.ts';
import { NATIONS, type Trust } from '../core/school.ts';
import { parseDay } from '../core/time.ts';
import type { Problem } from './problems.ts';

const text = (what: string) =>
  z
    .string({ error: `write ${what}` })
    .trim()
    .min(1, `write ${what}`)
    .max(400, 'is too long');

const guid = <Id extends UserId | GroupId | TenantId>(what: string) =>
  z.string({ error: `write ${what}` }).transform((value, context): Id => {
    const id = parseGuid<Id>(value);
    if (id === undefined) {
      context.addIssue({ code: 'custom', message: `"${clip(value)}" is not a GUID; write ${what}` });
      return z.NEVER;
    }
    return id;
  });

const day = z
  .union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))], {
    error: 'write a date such as 2026-09-01',
  })
  .transform((value, context) => {
    const parsed = parseDay(value);
    if (parsed === undefined) {
      context.addIssue({ code: 'custom', message: `"${clip(value)}" is not a date; write one such as 2026-09-01` });
      return z.NEVER;
    }
    return parsed;
  });

const time = z
  .string({ error: 'write a time in quotes, such as "08:00"' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day; write it in quotes, such as "08:00"');

const range = z
  .strictObject({ name: text('a name, such as Autumn term'), from: day, to: day })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins; swap "from" and "to"' });

const holder = z.strictObject({
  id: guid<UserId>("the person's Entra object id"),
  name: text("the person's name"),
  phone: text('a phone number').optional(),
});

const atLeastOne = z
  .array(holder, { error: 'name at least one person: a list of id and name' })
  .min(1, 'name at least one person: a concern must always have somewhere to go');

const roles = z.strictObject({
  dsl: atLeastOne,
  'deputy-dsl': z.array(holder, { error: 'list the deputies, each with id and name' }).default([]),
  'senior-manager': atLeastOne,
  headteacher: atLeastOne,
  'chair-of-governors': atLeastOne,
  'governance-officer': atLeastOne,
  hr: atLeastOne,
  'policy-owner': atLeastOne,
  dpo: atLeastOne,
});

const destination = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('channel'),
      teamId: guid<GroupId>("the team's group id"),
      channelId: z
        .string({ error: 'write the channel id, 19:…@thread.tacv2' })
        .regex(/^19:[^\s;]+@thread\.(tacv2|skype)$/, 'is not a channel id; write it as 19:…@thread.tacv2'),
    }),
    z.strictObject({
      kind: z.literal('chat'),
      chatId: z
        .string({ error: 'write the chat id, 19:…@thread.v2' })
        .regex(/^19:[^\s;]+@thread\.v2$/, 'is not a chat id; write it as 19:…@thread.v2'),
    }),
    z.strictObject({ kind: z.literal('people') }),
  ],
  { error: 'write kind: channel (with teamId and channelId), kind: chat (with chatId) or kind: people' },
);

/** The kinds of report of the concern slice, which this file may not know; a test holds the two together. */
const MATTERS = ['child', 'staff', 'headteacher', 'dsl', 'chair', 'online-abuse', 'data'] as const;
const matter = z.enum(MATTERS, { error: `write one of ${MATTERS.join(', ')}` });
const matters = z.array(matter, { error: 'list the kinds of report' }).min(1, 'list at least one kind of report');
const years = z.int('write a whole number of years').min(1, 'write at least 1').max(120, 'write at most 120');

const retention = z.strictObject({
  checkedOn: day,
  checkedBy: text('who checked these rules'),
  rules: z
    .array(
      z.strictObject({
        id: text('a short name'),
        matters,
        untilAge: years.optional(),
        yearsAfterClosing: years,
        decides: z.enum(['birthday', 'longer'], { error: 'write birthday or longer' }).default('birthday'),
        source: text('where this rule comes from'),
      }),
    )
    .default([])
    .superRefine((rules, context) => {
      const seen = new Set<string>();
      for (const [index, one] of rules.entries())
        for (const kind of one.matters) {
          if (seen.has(kind))
            context.addIssue({
              code: 'custom',
              path: [index, 'matters'],
              message: `"${kind}" is in two rules; each kind of report has one`,
            });
          seen.add(kind);
        }
    }),
  holds: z
    .array(z.strictObject({ name: text('a name'), matters, from: day, source: text('who ordered it, and where') }))
    .default([]),
});

const A_WEEKDAY = 'write weekdays as numbers, 1 for Monday to 7 for Sunday';
const nation = z.enum(NATIONS, { error: `write one of ${NATIONS.join(', ')}` });

const minutes = z.int('write a whole number of minutes').min(1, 'write at least 1').max(10_080, 'write at most 10080');
const wholeHours = z.int('write a whole number of hours').min(1, 'write at least 1').max(400, 'write at most 400');
const days = z.int('write a whole number of days').min(0, 'write 0 or more').max(365, 'write at most 365');

/** Microsoft Teams (TEAMS1), as enabled in every A1, A3 and A5 licence. */
const TEAMS_PLAN = '57ff2da0-773e-42df-b2af-ffb7a2317929';

const school = z
  .strictObject({
    id: z
      .string({ error: 'write a short name, such as oakfield' })
      .regex(/^[a-z][a-z0-9-]{1,30}$/, 'write a short name in lower-case letters, such as oakfield')
      .transform((value) => value as SchoolId),
    name: text('the name of the school'),
    nation: nation.default('england'),
    staffGroups: z
      .array(guid<GroupId>("the Entra group's object id"), { error: 'list the Entra groups whose members are staff' })
      .min(1, 'list at least one Entra group whose members are staff'),
    pupilGroups: z
      .array(guid<GroupId>("the Entra group's object id"), { error: 'list the Entra groups whose members are pupils' })
      .min(1, 'list at least one Entra group whose members are pupils, so that they are never messaged'),
    roles,
    dslDestination: destination,
    hours: z
      .strictObject({
        opens: time,
        closes: time,
        weekdays: z
          .array(z.int(A_WEEKDAY).min(1, A_WEEKDAY).max(7, A_WEEKDAY), { error: `list weekdays; ${A_WEEKDAY}` })
          .min(1, `list at least one weekday; ${A_WEEKDAY}`)
          .default([1, 2, 3, 4, 5]),
        terms: z
          .array(range, { error: 'list the terms, each with name, from and to' })
          .min(1, 'list at least one term'),
        closures: z.array(range).default([]),
      })
      .refine(({ opens, closes }) => opens < closes, {
        message: 'closes before it opens; swap the times',
        path: ['closes'],
      }),
    contacts: z.strictObject({
      checkedOn: day,
      checkedBy: text('who checked these numbers'),
      office: text('the number of the school office'),
      childrensSocialCare: text("the number of children's social care"),
      outOfHours: text('the number of the emergency duty team'),
      lado: text('the number of the LADO'),
      police: text('the number of the police when it is no emergency').default('101'),
      others: z
        .array(z.strictObject({ name: text('a name'), number: text('a number'), note: text('a note').optional() }))
        .default([]),
    }),
    policies: z.strictObject({
      files: z.array(text('a file name'), { error: 'list the policy files' }).min(1, 'list at least one policy file'),
      library: z
        .strictObject({
          driveId: text('the id of the SharePoint document library (its drive)'),
          folder: text('a folder in the library, such as Policies/Staff').optional(),
        })
        .optional(),
    }),
    concerns: z
      .strictObject({
        acknowledgeWithinMinutes: z
          .strictObject({ urgent: minutes, routine: minutes })
          .default({ urgent: 10, routine: 60 }),
        decideWithinHours: z
          .strictObject({ urgent: wholeHours, routine: wholeHours })
          .default({ urgent: 4, routine: 24 }),
        allowScreenshots: z.boolean({ error: 'write true or false' }).default(false),
        retention: retention.optional(),
        duties: z
          .array(
            z.strictObject({
              id: text('a short name'),
              title: text('a title'),
              text: z.string({ error: 'write the text' }).trim().min(1).max(2_000),
              inForceFrom: day.optional(),
              matters: matters.default(['child']),
              nations: z
                .array(nation, { error: 'list the nations' })
                .min(1, 'list at least one')
                .default([...NATIONS]),
              owner: text('who keeps this up to date'),
              reviewBy: day,
            }),
          )
          .default([]),
      })
      .prefault({}),
    acknowledgement: z
      .strictObject({
        remindDaysBefore: z.array(days).default([14, 7, 3, 1, 0]),
        remindEveryDaysAfter: days.min(1, 'write at least 1').default(7),
        joinerDays: days.min(1, 'write at least 1').default(10),
        tellManagers: z.boolean().default(true),
        proposeOn: z
          .string({ error: 'write month and day in quotes, such as "09-01"' })
          .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write month and day in quotes, such as "09-01"')
          .optional(),
        teamsPlans: z.array(text('a service plan id')).default([TEAMS_PLAN]),
      })
      .prefault({}),
  })
  .superRefine((value, context) => {
    for (const [index, group] of value.pupilGroups.entries()) {
      if (value.staffGroups.includes(group)) {
        context.addIssue({
          code: 'custom',
          path: ['pupilGroups', index],
          message: 'is also listed as a staff group; a group is either staff or pupils',
        });
      }
    }
  });

const trust = z.strictObject({
  trust: z.strictObject({
    name: text('the name of the trust or school'),
    tenantId: guid<TenantId>('the Entra tenant id'),
    words: z.array(text('a file name'), { error: 'list files of words' }).default([]),
    cautions: z.array(text('a file name'), { error: 'list files of cautions' }).default([]),
    sharepoint: z
      .string({ error: 'write the name before .sharepoint.com' })
      .regex(/^[a-z0-9-]+(?<!-my)$/, 'is not a SharePoint name; write what stands before .sharepoint.com, as oakmill')
      .optional(),
  }),
  schools: z.array(school, { error: 'list at least one school' }).min(1, 'list at least one school'),
});

/**
 * Reads lanyard.yml. Problems are added with line and column; the result is `undefined` when there is any.
 * @param name how the file is called in messages
 */
export function readSchoolFile(source: string, name: string, problems: Problem[]): Trust | undefined {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number | undefined): string => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${name}:${line}:${col}`;
  };
  for (const error of document.errors) {
    problems.push({ place: at(error.pos[0]), message: `is not valid YAML here: ${error.message}` });
  }
  if (document.errors.length > 0) return undefined;

  const contents = contentsOf(document);
  if (!isMap(document.contents) || contents === undefined) {
    problems.push({
      place: at(0),
      message: 'holds no settings. Begin with trust: and schools:, as in our own lanyard.yml.',
    });
    return undefined;
  }
  const result = trust.safeParse(contents.value);
  const found: Problem[] = [];
  if (!result.success) {
    for (const issue of result.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
      for (const key of keys) {
        const path = key === undefined ? issue.path : [...issue.path, key];
        found.push({
          place: `${at(offsetOf(path))} ${written(path)}`.trim(),
          message:
            key === undefined ? issue.message : 'is not a setting that Lanyard knows; remove it or check its spelling',
        });
      }
    }
  } else {
    const seen = new Set<string>();
    for (const [index, { id }] of result.data.schools.entries()) {
      if (seen.has(id))
        found.push({
          place: `${at(offsetOf(['schools', index, 'id']))} schools[${index}].id`,
          message: 'is used twice; give each school its own',
        });
      seen.add(id);
    }
    found.push(...groupsOfBothKinds(result.data.schools, (path) => `${at(offsetOf(path))} ${written(path)}`));
  }
  problems.push(...found);
  return result.success && found.length === 0 ? { ...result.data.trust, schools: result.data.schools } : undefined;

  /** Where a setting stands in the file; a missing one is placed at what should contain it. */
  function offsetOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
      const key = path[length - 1];
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
      }
      const node = document.getIn(path.slice(0, length), true);
      if (node && typeof node === 'object' && 'range' in node && !isAlias(node)) {
        const { range } = node as { range?: [number, number, number] | null };
        if (range) return range[0];
      }
    }
    return 0;
  }
}

/** `undefined` for a file that would grow to gigabytes when its aliases are followed. */
function contentsOf(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return undefined;
  }
}

/** A pupil of one school is a pupil at another: a group that one lists as pupils would shut out the staff of the other. */
const groupsOfBothKinds = (
  schools: z.output<typeof trust>['schools'],
  placeOf: (path: readonly PropertyKey[]) => string,
): Problem[] =>
  schools.flatMap(({ id, staffGroups }, at) =>
    staffGroups.flatMap((group, index) => {
      const other = schools.find((one) => one.id !== id && one.pupilGroups.includes(group));
      return other === undefined
        ? []
        : [
            {
              place: placeOf(['schools', at, 'staffGroups', index]),
              message: `is listed as a pupil group of ${other.id}; a group is either staff or pupils, for the whole trust`,
            },
          ];
    }),
  );

const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (out, key) => (typeof key === 'number' ? `${out}[${key}]` : out === '' ? String(key) : `${out}.${String(key)}`),
    '',
  );

const clip = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);
