import { PeopleInput } from './people-input.js';

/** The element that stands in for an Input.ChoiceSet that asks the app what begins with what is typed. */
export const TYPEAHEAD_INPUT = 'Input.SandboxTypeahead';

/** How an app is asked, for the card that is being drawn. */
let ask = async () => [];
export const askWith = (asking) => {
  ask = asking;
};

/** Teams' box that finds as one types: only what the app offers can be chosen in it. */
export class TypeaheadInput extends PeopleInput {
  getJsonTypeName() {
    return TYPEAHEAD_INPUT;
  }

  internalRender() {
    this.ask = ask;
    const drawn = super.internalRender();
    const chosen = (this.source.choices ?? []).find(({ value }) => value === this.source.value);
    if (chosen) this.pick({ id: chosen.value, name: chosen.title });
    return drawn;
  }

  initial() {
    return [];
  }

  async find(typed) {
    const found = await this.ask(this.source['choices.data'].dataset, typed);
    return found.map(({ title, value }) => ({ id: value, name: title, about: '' }));
  }

  found(count) {
    return `${count} found`;
  }
}
