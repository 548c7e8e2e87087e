const longest = 63

/** The name of a key that is made of an officer's; empty where the name has no Latin letters. */
export function keyNameOf(officer: string): string {
  return officer
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '')
}
