import { expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { paperFormPdf } from '../../../src/cli/setup/paper-form.pdf.ts';
import { fieldsOn, isTyped } from '../../../src/report/fields/boxes.ts';
import { sampleTrust } from '../../report/support.ts';

test.each(sampleTrust().schools.map((school) => [school.id, school] as const))(
  'the form on paper of %s is one page with its numbers and every question of the form about a child',
  async (_, school) => {
    const pdf = await paperFormPdf(school, new Date('2026-11-26T12:00:00Z'));
    const { text, totalPages } = await extractText(await getDocumentProxy(pdf));
    expect(totalPages).toBe(1);
    const all = text.join(' ').replace(/\s+/g, ' ');
    const { contacts, roles } = school;
    for (const number of [contacts.office, contacts.childrensSocialCare, contacts.outOfHours, contacts.lado, '999'])
      expect(all).toContain(number);
    for (const { name } of [...roles.dsl.slice(0, 1), ...roles.headteacher.slice(0, 1)]) expect(all).toContain(name);
    const asked = (['facts', 'send'] as const)
      .flatMap((page) => fieldsOn(page))
      .filter((field) => isTyped(field) && field.kinds({ isChild: true, isConduct: false, isContact: false }));
    // A line to write on for each, four more for what was seen, one for the child's words, and one for who writes it.
    expect(all.match(/_{40,}/g)).toHaveLength(asked.length + 6);
    expect(all).toContain('Does anyone need to act today?');
    expect(all).not.toContain('required');
  },
);
