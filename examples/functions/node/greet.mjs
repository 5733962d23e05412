// An ordinary Lambda handler: {"name": "Ada"} gives {"greeting": "Hello Ada"}.
export async function handler(event, context) {
  if (!event.name) throw new TypeError('The event has no name.');
  console.log(`greeting ${event.name}, ${context.getRemainingTimeInMillis()} ms left`);
  return { greeting: `Hello ${event.name}` };
}
