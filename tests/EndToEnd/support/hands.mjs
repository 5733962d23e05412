/* How a person does things on a page: by mouse, or by keyboard alone. Both know the same four deeds. */

export function byMouse() {
  return {
    press: target => target.click(),
    choose: (target, label) => target.selectOption(label),
    mark: target => target.check(),
    async write(target, text) {
      if (!(await target.evaluate(element => element.isContentEditable))) return target.fill(text);
      await target.click(); // in an editor fill selects more than a person can, and the browser then styles what it puts in
      await target.page().keyboard.press('Control+a');
      await target.page().keyboard.insertText(text);
    },
  };
}

/** As often Tab is pressed for one thing. */
const TABS_MAX = 400;

/** Everything is reached by Tab, and by arrow keys within what is one stop for Tab; what cannot be reached fails. */
export function byKeyboard(page) {
  const { keyboard } = page;
  const isThere = target => target.evaluate(element => element === document.activeElement);
  const isBeside = target => target.evaluate(element => {
    const focused = document.activeElement;
    if (element.type === 'radio') return focused?.type === 'radio' && focused.name === element.name;
    return element.role === 'tab' && element.closest('[role=tablist]').contains(focused);
  });
  const reach = async target => {
    await target.waitFor();
    for (let pressed = 0; pressed < TABS_MAX; pressed++) {
      if (await isThere(target)) return;
      await keyboard.press((await isBeside(target)) ? 'ArrowRight' : 'Tab');
    }
    throw new Error(`The keyboard does not lead to ${target} in ${TABS_MAX} steps.`);
  };
  return {
    async press(target) {
      await reach(target);
      if (await target.evaluate(element => element.role !== 'tab')) await keyboard.press('Enter');
    },
    async choose(target, label) {
      await reach(target);
      await keyboard.type(label); // as far as it takes to tell it from the others
      if ((await target.evaluate(element => element.selectedOptions[0]?.label)) !== label) throw new Error(`Typing '${label}' does not choose it in ${target}.`);
    },
    async mark(target) {
      await reach(target);
      if (!(await target.isChecked())) await keyboard.press('Space');
    },
    async write(target, text) {
      await reach(target);
      await keyboard.press('Control+a');
      await keyboard.insertText(text);
    },
  };
}
