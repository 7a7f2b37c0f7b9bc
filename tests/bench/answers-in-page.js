/** Runs in a window of the sandbox: puts a question and its answer's card into the open chat, and says what is in view of it. */
(async () => {
  const { drawMessage } = await import('/chat/message.js');
  const log = document.querySelector('[data-testid="log"]');
  const context = { me: { id: 'asker' }, state: { app: 'Lanyard' }, oldClient: false };
  const message = (from, id, more) => ({
    id,
    from,
    createdAt: new Date(0).toISOString(),
    version: 1,
    files: [],
    entities: [],
    channelData: {},
    cards: [],
    ...more,
  });

  /** Letters and figures of what is seen of an element, each with where it stands. */
  function lettersOf(card) {
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const letters = [];
    let words = '';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.checkVisibility()) continue;
      words += ' ';
      for (const [at, sign] of [...node.data].entries()) {
        if (/[\p{L}\p{N}]/u.test(sign)) letters.push({ letter: sign.toLowerCase(), node, at, words: words.length });
        words += sign;
      }
    }
    return { text: letters.map(({ letter }) => letter).join(''), letters, words };
  }

  const plain = (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');

  window.answers = {
    draw([card, { text, evidence }]) {
      log.replaceChildren(
        drawMessage(message({ kind: 'person', id: 'asker', name: 'Asker' }, 'question', { text }), context),
        drawMessage(message({ kind: 'bot' }, 'answer', { cards: [card] }), context),
      );
      log.scrollTop = log.scrollHeight;
      const whole = log.querySelector('.card').getBoundingClientRect();
      const view = log.getBoundingClientRect();
      const { text: shown, letters, words } = lettersOf(log.querySelector('.card'));
      const found = evidence
        .map(plain)
        .flatMap((phrase) => {
          const from = shown.indexOf(phrase);
          return from < 0 ? [] : [{ first: letters[from], last: letters[from + phrase.length - 1] }];
        })
        .map(({ first, last }) => {
          const range = document.createRange();
          range.setStart(first.node, first.at);
          range.setEnd(last.node, last.at + 1);
          const { top, bottom } = range.getBoundingClientRect();
          const before = words
            .slice(0, first.words)
            .split(/\s+/)
            .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
          return { isInView: top >= view.top && bottom <= view.bottom, before };
        });
      return {
        screens: Math.round((100 * whole.height) / view.height) / 100,
        isInView: found.length === 0 ? undefined : found.some(({ isInView }) => isInView),
        wordsBefore: found.length === 0 ? null : Math.min(...found.map(({ before }) => before)),
      };
    },
  };
})();
