/** Width of a column of portion marks: as long as the longest of them is, within bounds, px. */
export function markWidthPx(words: readonly string[]): number {
  const widths = words.map((word) =>
    [...word].reduce((sum, character) => sum + (/[\u3000-\uffef]/.test(character) ? 11.5 : 7), 0),
  )
  return Math.min(220, Math.max(48, Math.ceil(Math.max(0, ...widths)) + 14))
}
