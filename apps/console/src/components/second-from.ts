/**
 * What a second administrator signed with.
 *
 * @param entered - The fields of a form, by name.
 * @returns Nothing where no name was entered.
 */
export function secondFrom(entered: {
  readonly get: (name: string) => unknown
}): { readonly name: string; readonly password?: string } | undefined {
  const name = String(entered.get('secondName') ?? '').trim()
  const password = String(entered.get('secondPassword') ?? '')
  if (name === '') return undefined
  return password === '' ? { name } : { name, password }
}
