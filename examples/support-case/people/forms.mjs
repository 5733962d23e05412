/** Opens the link of a mail as a browser does. Resolves to the names of the form's fields, or to null where the link is not good, or no more. */
export async function openForm(link) {
  const response = await fetch(link);
  if (response.status === 404 || response.status === 410) return null;
  const page = await response.text();
  if (!response.ok) throw Object.assign(new Error(`The form answers ${response.status}.`), { status: response.status });
  return [...page.matchAll(/ name="f:([^"]+)"/g)].map(([, name]) => name);
}

/** Fills in the form and sends it. Resolves to the status: 200 taken, 410 not good any more, 422 something is wrong with a field. */
export async function sendForm(link, answers) {
  const fields = Object.entries(answers).map(([name, value]) => [`f:${name}`, String(value)]);
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams([...fields, ['outcome', 'done']]) });
  if (response.status >= 500) throw Object.assign(new Error(`The form answers ${response.status}.`), { status: response.status });
  return response.status;
}
