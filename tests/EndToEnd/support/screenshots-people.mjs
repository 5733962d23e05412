import { add } from './functions.mjs';
import { machine, role } from './machines.mjs';
import { Person } from './people.mjs';
import { Server } from './server.mjs';
import { until } from './wait.mjs';

const human = (parameters, rest = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::human:createTask.waitForTaskToken', TimeoutSeconds: 864_000, Parameters: parameters, ...rest });
const setCase = (parameters, Next) => ({ Type: 'Task', Resource: 'arn:aws:states:::case:update', Parameters: parameters, ResultPath: null, Next });

const form = {
  type: 'object', required: ['amount', 'reason', 'when'],
  properties: {
    amount: { type: 'number', title: 'Amount', minimum: 0, maximum: 500, description: 'In euros' },
    reason: { type: 'string', title: 'Reason', enum: ['damaged', 'late', 'wrong item'] },
    note: { type: 'string', title: 'Note for the customer', ui: { widget: 'textarea' }, maxLength: 400 },
    when: { type: 'string', format: 'date', title: 'Pay out on' },
    goodwill: { type: 'boolean', title: 'As a gesture of goodwill' },
    channels: { type: 'array', title: 'Tell by', items: { type: 'string', enum: ['mail', 'phone', 'letter'] } },
    address: { type: 'object', title: 'Address', required: ['city'], properties: { street: { type: 'string', title: 'Street' }, city: { type: 'string', title: 'City' } } },
    lines: { type: 'array', title: 'Items', items: { type: 'object', title: 'Item', properties: { sku: { type: 'string', title: 'Article' }, count: { type: 'integer', title: 'Count', minimum: 1 } } } },
  },
};

const refunds = [
  ['Refund 49.50 for order 4711', 50, 'PT3H'], ['Refund 120.00 for order 4802, of which the customer has written three times by now and was called twice', 90, 'PT1H'],
  ['Refund 12.00 for order 4813', 30, 'P2D'], ['Refund 80.00 for order 4820', 70, 'P5D'], ['Refund 7.00 for order 4824', 50, 'PT30M'], ['Refund 300.00 for order 4830', 85, 'P1D'],
];

/** The pages of people and operators, empty and full. */
export async function peoplePictures(empty, picture) {
  for (const page of ['inbox', 'cases', 'activities', 'functions', 'audit']) await picture(empty, `${page}-empty`, page);

  const server = await Server.start({ environment: { Baton__Retention__Age: '90d', Baton__Smtp__Password: 'secret', Baton__Functions__Hosted: 'true' } });
  const client = server.client();
  const tags = [['start', 'new'], ['status:new', 'working'], ['status:working', 'waiting resolved'], ['status:waiting', 'working'], ['status:resolved', '']].map(([key, value]) => ({ key: `baton:case-${key}`, value }));
  const create = async (name, states, rest = {}) => (await client.createStateMachine({ name, roleArn: role, definition: machine(states), ...rest })).stateMachineArn;
  const machines = {
    refunds: await create('refunds', {
      Open: setCase({ 'Key.$': '$.key', 'Title.$': '$.title', Status: 'new', Labels: { product: 'lamp', floor: '3' } }, 'Known?'),
      'Known?': { Type: 'Choice', Choices: [{ Variable: '$.working', BooleanEquals: true, Next: 'Work' }], Default: 'Decide' },
      Work: setCase({ Status: 'working', Owner: 'ada' }, 'Decide'),
      Decide: human({
        'Title.$': '$.title', Description: 'The customer says that it **arrived broken**, and sends a photo.\n\n- Order [4711](https://shop.example/4711)\n- Bought in `May`\n\n> Could you please refund it?',
        Groups: ['support'], 'Priority.$': '$.priority', 'DueDate.$': '$.due', Form: form, 'Data.$': '$.data', Outcomes: ['approve', 'reject'], Reminders: [{ After: 'PT5H' }],
      }, { ResultPath: '$.decision', Next: 'Tell' }),
      Tell: { Type: 'Pass', End: true },
    }, { tags }),
    budget: await create('budget', { Approve: human({ Title: 'Budget of 15,000 for the fair', Groups: ['support'], Approvals: { Required: 2, Of: 3, Outcome: 'approve' }, Outcomes: ['approve', 'reject'], Data: { amount: 15_000, items: ['booth', 'travel'] } }, { End: true }) }),
  };
  const start = (stateMachineArn, name, input = {}) => client.startExecution({ stateMachineArn, name, input: JSON.stringify(input) });
  for (const [number, [title, priority, due]] of refunds.entries()) {
    const data = { amount: Number(title.split(' ')[1]), reason: 'damaged', address: { street: '12 St James’s Square', city: 'London' }, lines: [{ sku: 'lamp', count: 1 }] };
    await start(machines.refunds, `refund-${number}`, { key: `T-${1_040 + number}`, title, priority, due, data, working: number % 2 === 1 });
  }
  await start(machines.budget, 'fair');
  const ada = new Person(server, 'ada', ['support']);
  const bob = new Person(server, 'bob', ['support']);
  const tasks = await until('the tasks', async () => { const { body } = await ada.get('/tasks'); return body.tasks.length === refunds.length + 1 && body.tasks; });
  const idOf = title => tasks.find(task => task.title.startsWith(title)).id;
  const main = idOf('Refund 49.50');
  await ada.act(main, 'claim');
  await bob.act(idOf('Refund 120'), 'claim');
  await ada.act(main, 'comments', { text: 'I have asked for a photo of the parcel.\nIt should come today.' });
  await ada.act(main, 'attachments', { name: 'photo of the lamp.txt', contentType: 'text/plain', content: Buffer.from('hello').toString('base64') });
  await bob.act(idOf('Budget'), 'complete', { outcome: 'approve' });
  await ada.act(idOf('Refund 12.00'), 'complete', { outcome: 'reject', data: { amount: 12, reason: 'late', when: '2026-12-01', address: { city: 'Rome' } } });
  const { body: { link } } = await ada.act(idOf('Refund 80'), 'link', { for: 'Carl', expiresIn: 'P3D' });
  const [found] = (await ada.get('/cases?key=T-1041')).body.cases;
  const { activityArn } = await client.createActivity({ name: 'pick-and-pack' });
  await client.createActivity({ name: 'charge-card' });
  await start(await create('packing', { Pack: { Type: 'Task', Resource: activityArn, End: true } }), 'packing-1');
  await add(server, 'double', { kind: 'pull', description: 'Doubles what it is given' });
  await add(server, 'shout', { kind: 'hosted', command: ['bash', '-c', 'echo ready; sleep infinity'], concurrency: 2 });

  const as = path => async page => {
    await page.evaluate(() => localStorage.setItem('baton.actor', JSON.stringify({ name: 'ada', groups: ['support'] })));
    await page.goto(path.startsWith('http') ? path : `${server.url}/console/${path}`);
    await page.getByRole('heading').first().waitFor();
    await page.waitForTimeout(600);
  };
  const pictures = {
    inbox: `inbox?scope=groups&sort=due&task=${main}`, 'inbox-list': 'inbox?scope=all', 'inbox-approvals': `inbox?scope=all&task=${idOf('Budget')}`, 'inbox-process': `inbox?scope=all&task=${main}&tab=process`,
    'inbox-history': `inbox?scope=all&task=${main}&tab=history`, 'inbox-closed': `inbox?scope=all&status=closed&task=${idOf('Refund 12.00')}`, cases: 'cases', 'cases-board': 'cases?view=board', case: `cases/${found.id}`,
    activities: 'activities', functions: 'functions', function: 'functions/double', storage: 'storage', settings: 'settings', audit: 'audit', 'form-outsider': link, 'form-invalid-link': `${link}x`,
  };
  for (const [name, path] of Object.entries(pictures)) await picture(server, name, 'executions', as(path));
  await picture(server, 'inbox-chosen', 'executions', async page => {
    await as('inbox?scope=groups')(page);
    await page.getByLabel('Choose all').check();
  });
  await picture(server, 'inbox-lists', 'executions', async page => {
    await as(`inbox?scope=groups&sort=due&task=${main}`)(page);
    await page.getByRole('button', { name: 'Add item' }).click();
    await page.getByRole('button', { name: 'Add item' }).scrollIntoViewIfNeeded();
  });
}
