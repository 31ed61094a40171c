import type { Redactor } from '../support/redaction.ts';
import type { Variables } from './environment.ts';

/**
 * Puts variables in the place of `${NAME}` in every text of the configuration. What comes in this way is a secret:
 * it is registered with the redactor.
 */
export function fillVariables(
  value: unknown,
  variables: Variables,
  redactor: Redactor,
): { value: unknown; missing: readonly { path: readonly PropertyKey[]; name: string }[] } {
  const missing: { path: readonly PropertyKey[]; name: string }[] = [];
  const fill = (at: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof at === 'string') {
      return at.replace(/\$\{([A-Z][A-Z0-9_]*)\}/g, (whole, name: string) => {
        const found = variables[name];
        if (found === undefined || found === '') {
          missing.push({ path, name });
          return whole;
        }
        redactor.register(name, found);
        return found;
      });
    }
    if (Array.isArray(at)) return at.map((item, index) => fill(item, [...path, index]));
    if (typeof at === 'object' && at !== null) {
      return Object.fromEntries(Object.entries(at).map(([key, item]) => [key, fill(item, [...path, key])]));
    }
    return at;
  };
  return { value: fill(value, []), missing };
}
