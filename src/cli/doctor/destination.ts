import { Fault } from '../../kernel/calls/fault.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Directory } from '../../school/people.ts';
import { holders, type School } from '../../school/school.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

const FALLBACK = 'Until then Lanyard tells the DSL and deputies one by one, and the next in line as well.';

/** Where concerns about a child go: it exists, is closed, and holds the DSL, the deputies and nobody else. */
export async function checkDestination(school: School, tenant: TenantId, directory: Directory): Promise<Finding[]> {
  const destination = school.dslDestination;
  if (destination.kind === 'people') return [fine(`${school.id}: concerns go to the DSL and deputies one by one`)];
  const place = `The DSL ${destination.kind} of ${school.id}`;

  const found = await directory.destinationMembers(destination).catch((error: unknown) => {
    if (error instanceof Fault) return error;
    throw error;
  });
  if (found instanceof Fault) {
    if (found.code === 'not-found')
      return [
        wrong(
          `${place} does not exist`,
          `Copy its link in Teams, and put the team and channel ids into lanyard.yml. ${FALLBACK}`,
        ),
      ];
    return [look(`${place} could not be read`, 'See the findings about token and permissions.')];
  }

  const findings: Finding[] = [];
  if (found.openness === 'public')
    findings.push(
      wrong(`${place} is open to people outside it`, `Make it a private channel, or close the team. ${FALLBACK}`),
    );
  const guests = found.members.filter(
    ({ isGuest, tenantId }) => isGuest || (tenantId !== undefined && tenantId !== tenant),
  );
  if (guests.length > 0)
    findings.push(
      wrong(
        `${guests.length} ${guests.length === 1 ? 'guest is' : 'guests are'} in ${place}`,
        `Take them out. ${FALLBACK}`,
      ),
    );

  const expected = [...holders(school, 'dsl'), ...holders(school, 'deputy-dsl')];
  const isExpected = (id: string): boolean => expected.some((holder) => holder.id === id);
  for (const { id } of found.members.filter(({ id }) => !isExpected(id) && !guests.some((guest) => guest.id === id))) {
    const person = await directory.person(id).catch(() => undefined);
    findings.push(
      wrong(
        `${person?.name ?? id} is in ${place} and is neither DSL nor deputy`,
        `Take them out, or name them as deputy-dsl. ${FALLBACK}`,
      ),
    );
  }
  for (const { id, name } of expected.filter(({ id }) => !found.members.some((member) => member.id === id)))
    findings.push(
      wrong(
        `${name} (${id}) should see concerns and is not in ${place}`,
        'Add them, or have them leave the role: in Teams (`roles`) or in lanyard.yml.',
      ),
    );
  return findings.length > 0 ? findings : [fine(`${place} is ${found.openness} and holds the DSL and deputies only`)];
}
