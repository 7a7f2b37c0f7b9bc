import { actions, type Element, plain, section, text, toggle } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { FormPart } from '../../report/form/report.cards.ts';
import { type Region, regionsIn, regionWords } from '../../report/record/regions.ts';
import { capital } from '../../report/wording.ts';
import { gatherRegions, inList, REGION_GROUPS, type RegionGroup } from './regions.ts';

const BODY = 'on-the-body';

/**
 * Where an injury was seen: short lists that a keyboard goes down, in the place of a picture to tap. Each is behind its button, and
 * open where something in it is chosen; what is chosen is above them in words.
 */
const bodyPart = (chosen: string | undefined): readonly Element[] => {
  const ids = regionsIn(chosen).map(({ id }) => id);
  const isAny = ids.length > 0;
  return [
    ...(isAny ? [] : [actions([toggle('Injury: say where on the body', [BODY])])]),
    section(
      { style: 'emphasis', id: BODY, hidden: !isAny },
      text(
        'Where on the body? Only what you have seen or been told: do not look for more. Left and right mean the child’s left and right.',
        { bold: true },
      ),
      isAny ? plain(`Marked: ${regionWords(chosen)}`) : undefined,
      ...bodySide('front', ids),
      ...bodySide('back', ids),
    ),
  ];
};

/** Below a heading that says so, nothing has to say again that it is seen from behind. */
const shortly = ({ words }: Region): string => capital(words.replace(/^back of the /, ''));

const bodySide = (side: RegionGroup['side'], ids: readonly string[]): readonly Element[] => {
  const groups = REGION_GROUPS.filter((group) => group.side === side);
  const title = ({ words }: RegionGroup): string => `${side === 'front' ? 'Front' : 'Back'}: ${words.toLowerCase()}`;
  return [
    actions(groups.map((group) => toggle(title(group), [group.field]))),
    ...groups.map((group) => {
      const chosen = group.regions.filter(({ id }) => ids.includes(id));
      return input.choice(group.field, title(group), {
        choices: group.regions.map((region) => ({ title: shortly(region), value: inList(region) })),
        many: true,
        expanded: true,
        value: chosen.map(inList).join(','),
        hidden: chosen.length === 0,
      });
    }),
  ];
};

export const bodyInForm: FormPart = { field: 'body', draw: bodyPart, gather: gatherRegions };
