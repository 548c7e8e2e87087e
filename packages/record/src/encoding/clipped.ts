/**
 * A text of bounded length, with … where something is left out. It is cut between characters: half of a surrogate pair is no text that a
 * record can hold.
 *
 * @param most - UTF-16 units of what is returned.
 */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
