import { isMembers, type Members } from '../members.ts'

/** Sources of external references that are knowledge bases of ATT&CK. Source: ATT&CK in STIX, external references. */
export const attackSources: ReadonlySet<string> = new Set(['mitre-attack', 'mitre-mobile-attack', 'mitre-ics-attack'])

/** @returns The id that ATT&CK gives an object, such as `T1055.011`, `TA0006` or `G0016`; undefined where it gives none. */
export function attackIdOf(object: Members): string | undefined {
  const references = object['external_references']
  if (!Array.isArray(references)) return undefined
  for (const reference of references) {
    if (!isMembers(reference) || !attackSources.has(String(reference['source_name']))) continue
    const id = reference['external_id']
    if (typeof id === 'string') return id
  }
  return undefined
}

/** @returns Whether an object has been withdrawn: by its creator, or by ATT&CK for another. */
export function isWithdrawn(object: Members): boolean {
  return object['revoked'] === true || object['x_mitre_deprecated'] === true
}
