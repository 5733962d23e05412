/** The part of the frame that a page is in. */
export const MAIN = 'main';

/** Whether the keyboard is with nothing in particular: keys are for the page then. */
export const isWithPage = (element: EventTarget | null): boolean => element === document.body || (element instanceof Element && element.id === MAIN);

/** Gives the keyboard to the page where what had it is gone: it goes on from the page's beginning. */
export function focusPage(): void {
  if (document.activeElement === document.body) document.getElementById(MAIN)?.focus({ preventScroll: true });
}
