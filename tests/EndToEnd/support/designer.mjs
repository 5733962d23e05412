/** What people see of the designer, by role and name. */
export function designerParts(page) {
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const canvas = page.getByRole('group', { name: 'Canvas' });
  return {
    inspector, canvas,
    palette: page.getByRole('region', { name: 'Palette' }),
    state: name => canvas.getByRole('button', { name: new RegExp(`^${name.replace(/[?.]/g, '\\$&')} `) }),
    entry: name => page.getByRole('region', { name: 'Palette' }).getByRole('button', { name, exact: true }),
    rename: async (to) => {
      await inspector.getByLabel('Name', { exact: true }).fill(to);
      await page.keyboard.press('Enter');
      await inspector.getByRole('heading', { name: to, level: 2 }).waitFor();
    },
    isFine: () => page.getByText('Nothing is wrong with the draft.').waitFor(),
  };
}

/** Puts states on the canvas and selects them by mouse. */
export function drawByMouse(page) {
  const { canvas, entry, state, rename, inspector } = designerParts(page);
  return {
    /** @param after the state that it is to follow; none on an empty canvas */
    async add(what, name, after) {
      await entry(what).dragTo(after ? state(after) : canvas);
      await state(what).waitFor();
      await rename(name);
    },
    async select(name) {
      await state(name).click();
      await inspector.getByRole('heading', { name, level: 2 }).waitFor();
    },
  };
}

/** The same by the keys that the designer tells of. */
export function drawByKeyboard(page) {
  const { canvas, state, inspector } = designerParts(page);
  const { keyboard } = page;
  const isOnCanvas = () => canvas.evaluate(element => document.activeElement === document.body || element.contains(document.activeElement));
  /** Esc leaves the fields. */
  const toCanvas = async () => {
    if (!(await isOnCanvas())) await keyboard.press('Escape');
  };
  const select = async name => {
    await toCanvas();
    await keyboard.press('/');
    await page.getByRole('combobox', { name: 'Find a state' }).waitFor();
    await keyboard.type(name);
    await keyboard.press('Enter');
    await inspector.getByRole('heading', { name, level: 2 }).waitFor();
  };
  return {
    select,
    async add(what, name, after) {
      if (after) await select(after);
      await toCanvas();
      await keyboard.press('a');
      await page.getByRole('combobox', { name: /^Add/ }).waitFor();
      await keyboard.type(what);
      await keyboard.press('Enter');
      await inspector.getByRole('heading', { name: what, level: 2 }).waitFor();
      await state(what).waitFor();
      await keyboard.press('F2');
      await inspector.getByLabel('Name', { exact: true }).and(page.locator(':focus')).waitFor();
      await keyboard.type(name);
      await keyboard.press('Enter');
      await inspector.getByRole('heading', { name, level: 2 }).waitFor();
    },
  };
}
