/* The conditions of a Choice's rules in JSONPath. */

export const comparisons: readonly (readonly [group: string, operators: readonly (readonly [name: string, label: string])[]])[] = (() => {
  const compared = (type: string, word: string) => [['Equals', '='], ['LessThan', '<'], ['LessThanEquals', '≤'], ['GreaterThan', '>'], ['GreaterThanEquals', '≥']].flatMap(([name, sign]) => [[`${type}${name}`, `${word} ${sign}`], [`${type}${name}Path`, `${word} ${sign} path`]] as const);
  return [
    ['Text', [...compared('String', 'text'), ['StringMatches', 'text like']]],
    ['Numbers', compared('Numeric', 'number')],
    ['Times', compared('Timestamp', 'time')],
    ['Booleans', [['BooleanEquals', 'boolean ='], ['BooleanEqualsPath', 'boolean = path']]],
    ['Kind', [['IsPresent', 'is present'], ['IsNull', 'is null'], ['IsString', 'is a string'], ['IsNumeric', 'is a number'], ['IsBoolean', 'is a boolean'], ['IsTimestamp', 'is a timestamp']]],
  ];
})();

export const operatorNames: readonly string[] = comparisons.flatMap(([, operators]) => operators.map(([name]) => name));

/** What an operator compares with: a JSON value to begin with. */
export function freshOperand(operator: string): string | boolean | number {
  if (operator.startsWith('Is') || operator === 'BooleanEquals') return true;
  if (operator.endsWith('Path')) return '$.other';
  if (operator.startsWith('Numeric')) return 0;
  return operator.startsWith('Timestamp') ? '2030-01-01T00:00:00Z' : '';
}

export const isBooleanOperator = (operator: string): boolean => operator.startsWith('Is') || operator === 'BooleanEquals';
