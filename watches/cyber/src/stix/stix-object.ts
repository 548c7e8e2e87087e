import { isMembers, type Members } from '../members.ts'

/** An object of STIX as it was read: plain JSON, nothing renamed or left out. Of 2.1 wherever it is kept. */
export type StixObject = Members & { readonly type: string; readonly id: string }

/** @returns Whether it has what every object has, a type and an id. */
export function isStixObject(value: unknown): value is StixObject {
  return isMembers(value) && typeof value['type'] === 'string' && typeof value['id'] === 'string'
}
