/** Markings of many rows, each once: the banners need no more, and hundreds of equal ones would be compared for nothing. */
export function distinctMarks(marks: readonly unknown[]): readonly unknown[] {
  return [...new Map(marks.map((mark) => [JSON.stringify(mark), mark] as const)).values()]
}
