import type { ObjectRecords } from '../catalogue/merge-sets.ts'

/** An object as a line of a list names it: its name where it is known, else its number. */
export function objectTitle(id: number, objects: ObjectRecords): string {
  return objects.get(id)?.name ?? String(id)
}
