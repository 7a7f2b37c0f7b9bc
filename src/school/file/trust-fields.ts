import { z } from 'zod/v4';
import type { GroupId, SchoolId, TenantId } from '../../kernel/ids.ts';
import { FEATURE_NAMES } from '../features.ts';
import { accounts } from './accounts-fields.ts';
import { acknowledgement } from './acknowledgement-fields.ts';
import { concerns } from './concerns-fields.ts';
import { day, guid, nation, text } from './fields.ts';
import { hours } from './hours-fields.ts';
import { destination, roles } from './roles-fields.ts';

const ENGLAND = { name: 'Keeping children safe in education', expectedFrom: '07-01', inForceOn: '09-01' };

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
    hours,
    contacts: z.strictObject({
      checkedOn: day,
      checkedBy: text('who checked these numbers'),
      office: text('the number of the school office'),
      childrensSocialCare: text("the number of children's social care"),
      outOfHours: text('the number of the emergency duty team'),
      lado: text('the number of the LADO'),
      police: text('the number of the police when it is not an emergency').default('101'),
      whistleblowing: text("the number of NSPCC's Whistleblowing Advice Line").default('0800 028 0285'),
      assistance: z
        .strictObject({ name: text('the name of the assistance programme'), number: text('its number') })
        .optional(),
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
    concerns,
    acknowledgement,
    accounts,
  })
  // England's has a fixed rhythm; the other nations' has none, and stands where a school writes it.
  .transform(({ acknowledgement: asked, ...value }) => ({
    ...value,
    acknowledgement:
      asked.guidance === undefined && value.nation === 'england' ? { ...asked, guidance: ENGLAND } : asked,
  }))
  .superRefine((value, context) => {
    const kinds = (value.acknowledgement.training ?? []).map(({ id }) => id);
    const { training } = value.accounts;
    if (training !== undefined && !kinds.includes(training))
      context.addIssue({
        code: 'custom',
        path: ['accounts', 'training'],
        message: `is not a kind of training listed under acknowledgement; ${kinds.length > 0 ? `write one of ${kinds.join(', ')}` : 'there is none yet'}`,
      });
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

/** All of lanyard.yml. Each message says what to write instead. */
export const trust = z
  .strictObject({
    trust: z.strictObject({
      name: text('the name of the trust or school'),
      tenantId: guid<TenantId>('the Entra tenant id'),
      cautions: z.array(text('a file name'), { error: 'list files of cautions' }).default([]),
      sharepoint: z
        .string({ error: 'write the name before .sharepoint.com' })
        .regex(/^[a-z0-9-]+(?<!-my)$/, 'is not a SharePoint name; write what stands before .sharepoint.com, as oakmill')
        .optional(),
    }),
    features: z
      .array(z.enum(FEATURE_NAMES, { error: `is not a feature; write some of ${FEATURE_NAMES.join(', ')}` }), {
        error: `list what is on, of ${FEATURE_NAMES.join(', ')}`,
      })
      .optional(),
    schools: z.array(school, { error: 'list at least one school' }).min(1, 'list at least one school'),
  })
  .superRefine(({ features, schools }, context) => {
    // Without it no report would open.
    const asking = schools.find(({ concerns: { records } }) => records.secondStep === 'pin');
    if (features && !features.includes('pin') && asking)
      context.addIssue({
        code: 'custom',
        path: ['features'],
        message: `leave out pin, which ${asking.id} asks for under concerns, records, secondStep; add pin here, or write secondStep: none there`,
      });
  });
