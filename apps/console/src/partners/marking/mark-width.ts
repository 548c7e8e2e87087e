/** Width of one portion mark as it is drawn, with its border: near enough that no mark is cut, px. */
function drawnPx(word: string): number {
  const letters = [...word].reduce((sum, character) => {
    if (/[\u3000-\uffef]/.test(character)) return sum + 11.5
    return sum + (/[\s[\]().,:;·/|I-]/.test(character) ? 4 : 7.2)
  }, 0)
  return Math.ceil(letters) + 14
}

/** Width of a column of portion marks: as long as the longest of them is, within bounds, px. */
export function markWidthPx(words: readonly string[]): number {
  return Math.min(220, Math.max(48, ...words.map(drawnPx)))
}
