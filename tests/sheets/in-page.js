/**
 * Runs in a window of the sandbox: draws one card with the sandbox's own renderer, as a message or as a dialog, whole, and says what a
 * machine can see of it.
 */
(async () => {
  const [{ drawMessage }, { openDialog }] = await Promise.all([import('/chat/message.js'), import('/chat/dialog.js')]);
  const ME = { id: 'sheet' };
  const desk = document.createElement('div');
  desk.className = 'log';
  document.getElementById('app').hidden = true;
  document.getElementById('app').style.display = 'none';
  document.body.append(desk);

  const message = (card, at = 0) => ({
    id: `sheet-${at}`,
    from: { kind: 'bot' },
    createdAt: new Date(0).toISOString(),
    version: 1,
    files: [],
    entities: [],
    channelData: {},
    cards: [card],
  });

  const wordsOf = (element) => (element.innerText || element.value || element.tagName).trim().slice(0, 60);

  /** What stands out to the side of its place, or is cut off there. */
  function cut(whole) {
    const right = whole.getBoundingClientRect().right + 1;
    const parts = [...whole.querySelectorAll('*')].filter((part) => part.checkVisibility());
    return parts
      .filter(
        (part) =>
          part.getBoundingClientRect().right > right ||
          (part.scrollWidth > part.clientWidth + 1 &&
            part.clientWidth > 0 &&
            getComputedStyle(part).overflowX !== 'visible'),
      )
      .map((part) => `cut: ${wordsOf(part)}`);
  }

  window.sheet = {
    /** All at once, one message below the other, and what is cut off in each. */
    drawAll(samples) {
      const context = { me: ME, state: { app: 'Lanyard' }, oldClient: false };
      desk.replaceChildren(...samples.map(({ card }, at) => drawMessage(message(card, at), context)));
      return samples.flatMap(({ name }, at) =>
        cut(desk.children[at].querySelector('.card')).map((note) => `${name}: ${note}`),
      );
    },
    draw(name, card, isDialog) {
      document.querySelector('dialog')?.remove();
      desk.replaceChildren();
      if (isDialog) openDialog(ME.id, { title: name, card, width: 'medium' }, { oldClient: false });
      else desk.append(drawMessage(message(card), { me: ME, state: { app: 'Lanyard' }, oldClient: false }));
      const whole = document.querySelector(isDialog ? 'dialog' : '.card');
      document.activeElement?.blur();
      whole.dataset.sheet = '';
      const buttons = [...whole.querySelectorAll('.ac-pushButton')].filter((one) => one.checkVisibility());
      return { notes: [...new Set(cut(whole))], buttons: buttons.length };
    },
  };
})();
