import { catcherFields, errorNames, fieldGroups, machineFields, retrierFields } from './fields';
import { operatorNames } from './rules';

/** What the text pane offers while somebody types: the names of fields, types, operators and errors, and what expressions begin with. */
export const words: readonly { label: string; type: string; detail?: string; apply?: string }[] = (() => {
  const fields = [...machineFields, ...Object.values(fieldGroups).flat().flatMap(group => group.fields), ...retrierFields, ...catcherFields];
  const named = new Map(fields.map(field => [field.name, { label: field.name, type: 'property', detail: field.help }]));
  for (const name of ['StartAt', 'States', 'Type', 'Next', 'End', 'Default', 'Choices', 'Condition', 'Variable', 'Branches', 'ItemProcessor', 'Retry', 'Catch', 'And', 'Or', 'Not', ...operatorNames]) named.set(name, named.get(name) ?? { label: name, type: 'property', detail: '' });
  return [
    ...named.values(),
    ...Object.keys(fieldGroups).map(label => ({ label, type: 'type' })),
    ...errorNames.map(label => ({ label, type: 'constant' })),
    ...['$states.input', '$states.result', '$states.errorOutput', '$states.context.Execution.Id', '$states.context.Execution.Input', '$states.context.Task.Token', '$states.context.Map.Item.Value', '$states.context.Map.Item.Index'].map(label => ({ label, type: 'variable' })),
  ];
})();
