import { UnusableNameError } from './account-errors.ts'

/**
 * A name as it is shown: composed, without needless space.
 * @throws UnusableNameError
 */
export function shownName(typed: string): string {
  const name = typed.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (!/[\p{L}\p{N}]/u.test(name) || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) throw new UnusableNameError()
  return name
}

/** What is the same in all ways to type one person's name: width and case of letters and needless space do not tell people apart. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
}

/** Whether two names, as typed, are of one person. */
export function samePerson(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b)
}
