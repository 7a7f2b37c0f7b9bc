import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { FeatureName } from '../../school/features.ts';
import type { SchoolAnswers } from './school-questions.ts';

export interface TrustAnswers {
  readonly name: string;
  readonly tenantId: string;
  /** Absent: as the file has it. */
  readonly features: readonly FeatureName[] | undefined;
  readonly schools: readonly SchoolAnswers[];
  /** For every school; absent: as each has them. */
  readonly policyFiles: readonly string[] | undefined;
  /** Who says so, and when: numbers grow old. */
  readonly checkedBy: string;
  readonly today: string;
}

/**
 * Puts the answers into lanyard.yml as it is, with its comments and with everything that was not asked for. Schools beyond
 * those that the file has get the settings of the first.
 */
export function fillSchoolFile(source: string, answers: TrustAnswers): string {
  const document = parseDocument(source);
  const schools = document.get('schools');
  if (!isSeq(schools)) throw new Error('lanyard.yml has no schools, although it was read');
  document.setIn(['trust', 'name'], answers.name);
  document.setIn(['trust', 'tenantId'], answers.tenantId);
  const features = document.get('features');
  if (
    answers.features &&
    JSON.stringify(isSeq(features) ? features.toJS(document) : []) !== JSON.stringify(answers.features)
  )
    document.setIn(['features'], document.createNode([...answers.features]));
  const [first] = schools.items;
  for (const [at, school] of answers.schools.entries()) {
    if (!schools.items[at]) schools.items.push(document.createNode(isMap(first) ? first.toJS(document) : {}));
    fillSchool(document, at, school, answers);
  }
  untie(document, schools, answers.schools.length);
  return document.toString({ lineWidth: 0 });
}

/** Schools of the sample that are left over; what they shared by reference is their own first. */
function untie(document: Document, schools: YAMLSeq, count: number): void {
  schools.items.splice(count);
  for (const [at, school] of schools.items.entries()) {
    if (at === 0 || !isMap(school)) continue;
    const plain = (school as YAMLMap).toJS(document) as object;
    schools.items[at] = document.createNode(plain);
  }
}

function fillSchool(document: Document, at: number, school: SchoolAnswers, answers: TrustAnswers): void {
  const path = (...rest: string[]) => ['schools', at, ...rest];
  const same = (place: readonly unknown[], value: unknown): boolean => {
    const node = document.getIn(place);
    const now = node && typeof node === 'object' && 'toJS' in node ? (node as YAMLMap).toJS(document) : node;
    return JSON.stringify(now) === JSON.stringify(value);
  };
  // What is so already keeps its comments and its form.
  const set = (place: (string | number)[], value: unknown, flow = false): void => {
    if (!same(place, value)) document.setIn(place, document.createNode(value, { flow }));
  };
  if (!same(path('name'), school.name)) set(path('id'), shortName(school.name));
  set(path('name'), school.name);
  set(path('staffGroups'), school.staffGroups);
  set(path('pupilGroups'), school.pupilGroups);
  for (const [role, holders] of Object.entries(school.roles)) {
    if (same(path('roles', role), holders)) continue;
    const list = document.createNode(holders) as YAMLSeq;
    for (const holder of list.items) if (isMap(holder)) holder.flow = true;
    document.setIn(path('roles', role), list);
  }
  set(path('dslDestination'), school.dslDestination);
  const numbers = Object.entries(school.contacts).filter(([key, number]) => !same(path('contacts', key), number));
  for (const [key, number] of numbers) set(path('contacts', key), number);
  if (numbers.length > 0) {
    set(path('contacts', 'checkedOn'), answers.today);
    set(path('contacts', 'checkedBy'), answers.checkedBy);
  }
  // Anyone who keeps the legal duties up to date is named beside the form: nobody of the sample's is here.
  const duties = document.getIn(path('concerns', 'duties'));
  const known = Object.values(school.roles)
    .flat()
    .map(({ name }) => name);
  for (const [index] of (isSeq(duties) ? duties.items : []).entries()) {
    const owner = path('concerns', 'duties', String(index), 'owner');
    if (!known.includes(String(document.getIn(owner)))) document.setIn(owner, school.roles.dsl[0]?.name);
  }
  if (answers.policyFiles) set(path('policies', 'files'), answers.policyFiles);
}

/** `St Mary's C of E Primary` as `st-mary-s-c-of-e-primary`. */
const shortName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 30) || 'school';
