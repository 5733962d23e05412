/** Where the console is: its root ends with a slash, like `/console/`; the service is one above. */
const root = document.querySelector<HTMLMetaElement>('meta[name=baton-root]')!.content;

/** The path below which all places of the console are, as `location.pathname` has it. */
export const consoleRoot = new URL(root, location.href).pathname;

/** The service's own root, where the AWS API is. */
export const serviceRoot = consoleRoot.replace(/[^/]*\/$/, '');
