import { keyNameOf } from '@yagura/record'
import { keyNames } from '../partners/identity/own-identity.ts'
import { KeyRefusedError } from './errors.ts'

const reserved: ReadonlySet<string> = new Set(Object.values(keyNames))

/**
 * Name of an officer's key: the one that was asked for, else made of the officer's.
 *
 * @throws KeyRefusedError where none can be made of it, or where it is a name of the node's own keys.
 */
export function officerKeyName(officer: string, asked: string | undefined): string {
  const name = asked ?? keyNameOf(officer)
  if (name === '') throw new KeyRefusedError(`no name can be made of “${officer}”; name the key, such as duty-3`)
  if (reserved.has(name) || /^root-\d+$/.test(name))
    throw new KeyRefusedError(`${name} is a name of the node’s own keys`)
  return name
}
